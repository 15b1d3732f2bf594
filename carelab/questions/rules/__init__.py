"""The vocabulary of plan rules: measures of a plan, and conditions on them. All frozen data, all pure."""

from carelab.questions.rules.limits import AtLeast, AtMost, Both, Chosen, Either, Filled, Once
from carelab.questions.rules.measures import Cell, Count, Measure, Option, Spent, Ticked, Total, Worth
from carelab.questions.rules.registers import Complete, DatesWithin, HighRowsHave, Multiplied
from carelab.questions.rules.risks import RiskLeft
from carelab.questions.rules.rota import (
    Covered,
    DaysInARow,
    FreeToWork,
    HoursWithin,
    Rested,
    SharedOut,
    SkillMix,
    WeeklyRest,
)
from carelab.questions.rules.texts import AllDifferent, EveryRow, OpensWithAction, ReasonForEachChange, ShortRows, Written
from carelab.questions.rules.timeline import AtOnce, DoneBy, InOrder
from carelab.questions.rules.times import Days, NoOverlap

__all__ = [
    "AllDifferent", "AtLeast", "AtMost", "AtOnce", "Both", "Cell", "Chosen", "Complete", "Count", "Covered", "DatesWithin",
    "Days", "DaysInARow", "DoneBy", "Either", "EveryRow", "Filled", "FreeToWork", "HighRowsHave", "HoursWithin", "InOrder",
    "Measure", "Multiplied", "NoOverlap", "Once", "OpensWithAction", "Option", "ReasonForEachChange", "Rested", "RiskLeft",
    "SharedOut", "ShortRows", "SkillMix", "Spent", "Ticked", "Total", "WeeklyRest", "Worth", "Written",
]  # fmt: skip
