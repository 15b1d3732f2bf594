"""Maple unit's rota as unit 10 asks for it: its people, its shifts, its full week, and the same unit with others trained."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from carelab.questions import Plan
from carelab.questions.plan.rota import Person, Rota
from grader.authoring.source_notebook import read_master, source_path

ARTEFACT = read_master(source_path(Path(__file__).parents[2], "10-staffing")).question("q7")
assert isinstance(ARTEFACT.question, Plan)
(MAPLE,) = (table for table in ARTEFACT.question.tables if isinstance(table, Rota))
DAYS, SHIFTS = MAPLE.days, MAPLE.shifts
FULL: Mapping[str, Mapping[str, str]] = ARTEFACT.key.value[MAPLE.id]
"""The week that the key holds: person → day → shift."""
WISHES = {"joy": "sat"}
"""A day that somebody asks to have off, and that they are not on leave."""


def people(trained: Collection[str]) -> dict[str, Person]:
    """Everybody, where these of the carers by day give medicines."""
    return {
        name: person if "early" not in person.only else replace(person, skills=["medicines"] if name in trained else [])
        for name, person in MAPLE.people.items()
    }
