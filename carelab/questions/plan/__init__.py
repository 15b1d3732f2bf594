"""Plans, the artefacts of the course: what they are made of, and the vocabulary of the rules that mark them. All pure."""

from carelab.questions.plan.column import Column, Product
from carelab.questions.plan.condition import Condition, YesOrNo
from carelab.questions.plan.fits import Between, DaysAfter
from carelab.questions.plan.limits import AtLeast, AtMost, Average, Both, Either, Entry, Filled, Once, Scaled
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
from carelab.questions.plan.part import Part, PlanTable, PlanValue
from carelab.questions.plan.register import action_plan, risk_register
from carelab.questions.plan.register_rules import Complete, HighRowsHave, Multiplied
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
from carelab.questions.plan.rule import Rule, core, must, note, principle, should
from carelab.questions.plan.timeline import Task, Timeline
from carelab.questions.plan.timeline_rules import AtOnce, DoneBy, InOrder
from carelab.questions.plan.times import Days, LongestGap, NoOverlap, Overlapping

__all__ = [
    "AtLeast", "AtMost", "AtOnce", "Average", "Between", "Both", "Cell", "Column", "Combined", "Complete", "Condition", "Count",
    "CountCells", "Covered", "Days", "DaysAfter", "DaysInARow", "Different", "DoneBy", "Either", "Entry", "Filled", "FreeToWork",
    "Heaviest", "HighRowsHave", "Holding", "HoursWithin", "InOrder", "LongestGap", "Measure", "Multiplied", "NoOverlap", "Once",
    "Option", "Overlapping", "Part", "Person", "Placed", "PlanTable", "PlanValue", "Product", "Rested", "RiskLeft", "Rota",
    "Rows", "Rule", "Scaled", "SharedOut", "Shift", "SkillMix", "Spent", "Task", "Ticked", "Timeline", "Total", "WeeklyRest",
    "Worth", "YesOrNo", "action_plan", "core", "must", "note", "principle", "risk_register", "should",
]  # fmt: skip
