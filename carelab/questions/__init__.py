"""Questions, keys, answers and marks, as pure Python: no notebook, no widget, no file."""

from carelab.questions.coaching import Coaching, coach
from carelab.questions.key import Key, Slip
from carelab.questions.keycheck import check_key
from carelab.questions.plan.column import Column, Product
from carelab.questions.plan.grid import Grid, grids
from carelab.questions.plan.part import Part, PlanTable
from carelab.questions.plan.register import action_plan, risk_register
from carelab.questions.plan.rota import Person, Rota, Shift
from carelab.questions.plan.rule import Rule, core, must, note, principle, should
from carelab.questions.plan.timeline import Task, Timeline
from carelab.questions.response import read_response
from carelab.questions.scenario import Go, Scenario, Scene
from carelab.questions.score import Reason, Score, score
from carelab.questions.spec import (
    Choice,
    Choices,
    Code,
    Match,
    Number,
    Order,
    Plan,
    Question,
    Reflection,
    Sort,
    Table,
)
from carelab.questions.words import describe, item_words

__all__ = [
    "Choice", "Choices", "Coaching", "Code", "Column", "Go", "Grid", "Key", "Match", "Number", "Order", "Part", "Person",
    "Plan", "PlanTable", "Product", "Question", "Reason", "Reflection", "Rota", "Rule", "Scenario", "Scene", "Score",
    "Shift", "Slip", "Sort", "Table", "Task", "Timeline", "action_plan", "check_key", "coach", "core", "describe", "grids",
    "item_words", "must", "note", "principle", "read_response", "risk_register", "score", "should",
]  # fmt: skip
