"""Plans, the artefacts of the course: what they are made of, and the vocabulary of the rules that mark them. All pure."""

from carelab.questions.plan.asked import Plan
from carelab.questions.plan.column import Column, Fact, Product, cell_words
from carelab.questions.plan.condition import Condition, YesOrNo
from carelab.questions.plan.fits import Between, DaysAfter
from carelab.questions.plan.grid import Grid, grids
from carelab.questions.plan.limits import AtLeast, AtMost, Average, Both, Either, Entry, Once, Scaled, ShareOf
from carelab.questions.plan.live import live, live_lines, score_words
from carelab.questions.plan.marking import mark_plan
from carelab.questions.plan.measures import (
    Cell,
    Combined,
    Count,
    CountCells,
    Different,
    Heaviest,
    Measure,
    Option,
    Spent,
    Ticked,
    Total,
    Worth,
)
from carelab.questions.plan.part import Part, PlanTable, PlanValue, row_name
from carelab.questions.plan.places import WORDS, check_principles, check_rules, tells_the_key
from carelab.questions.plan.read import read_plan
from carelab.questions.plan.register import action_plan, risk_register
from carelab.questions.plan.register_rules import Complete, HighRowsHave
from carelab.questions.plan.risks import RiskLeft
from carelab.questions.plan.rota import Person, Rota, Shift
from carelab.questions.plan.rota_rules import (
    Covered,
    DaysInARow,
    FreeToWork,
    HoursWithin,
    Placed,
    Rested,
    SharedOut,
    SkillMix,
    WeeklyRest,
)
from carelab.questions.plan.rows import Holding, Rows
from carelab.questions.plan.rule import MUST_CAP, Rule, core, decided, must, note, principle, should
from carelab.questions.plan.standing import standing
from carelab.questions.plan.tally import Day, Tally
from carelab.questions.plan.timeline import Task, Timeline
from carelab.questions.plan.timeline_rules import AtOnce, DoneBy, InOrder
from carelab.questions.plan.times import Days, LongestGap, NoOverlap, Overlapping

__all__ = [
    "MUST_CAP",
    "WORDS",
    "AtLeast",
    "AtMost",
    "AtOnce",
    "Average",
    "Between",
    "Both",
    "Cell",
    "Column",
    "Combined",
    "Complete",
    "Condition",
    "Count",
    "CountCells",
    "Covered",
    "Day",
    "Days",
    "DaysAfter",
    "DaysInARow",
    "Different",
    "DoneBy",
    "Either",
    "Entry",
    "Fact",
    "FreeToWork",
    "Grid",
    "Heaviest",
    "HighRowsHave",
    "Holding",
    "HoursWithin",
    "InOrder",
    "LongestGap",
    "Measure",
    "NoOverlap",
    "Once",
    "Option",
    "Overlapping",
    "Part",
    "Person",
    "Placed",
    "Plan",
    "PlanTable",
    "PlanValue",
    "Product",
    "Rested",
    "RiskLeft",
    "Rota",
    "Rows",
    "Rule",
    "Scaled",
    "ShareOf",
    "SharedOut",
    "Shift",
    "SkillMix",
    "Spent",
    "Tally",
    "Task",
    "Ticked",
    "Timeline",
    "Total",
    "WeeklyRest",
    "Worth",
    "YesOrNo",
    "action_plan",
    "cell_words",
    "check_principles",
    "check_rules",
    "core",
    "decided",
    "grids",
    "live",
    "live_lines",
    "mark_plan",
    "must",
    "note",
    "principle",
    "read_plan",
    "risk_register",
    "row_name",
    "score_words",
    "should",
    "standing",
    "tells_the_key",
]
