"""What a VLE would give the tutor of the demonstration class: a list of people, and for each unit a zip and a worksheet."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.demo.learners import NAMES, learner_id

SURNAMES = (
    "Khan", "Cole", "Okafor", "Nowak", "Morgan", "Aziz", "Adeyemi", "Rahman", "Petrova", "Pritchard", "Boateng", "Campbell",
    "Silva", "Begum", "O'Neill", "Patel", "Diallo", "Whitfield", "Kowalczyk", "Devi", "Ilyina", "Marsh", "Demir", "Lindqvist",
)  # fmt: skip
"""Invented."""
NUMBER = 1_234_500
"""Where Moodle's numbers of the first unit begin."""
_HEADINGS = (
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
)  # fmt: skip


def full_name(n: int) -> tuple[str, str]:
    """Return (given name, family name) of simulated learner n, counted from 0."""
    again = n // len(NAMES)
    return NAMES[n % len(NAMES)].capitalize(), SURNAMES[(n + again) % len(SURNAMES)]


def write_participants(path: Path, learners: int) -> None:
    """Write a CSV file in the form of Moodle's list of participants, with this many simulated learners."""
    rows = [(*full_name(n), learner_id(n), _email(n), "Tuesday group") for n in range(learners)]
    _write(path, ("First name", "Last name", "Username", "Email address", "Groups"), rows)


def write_class_zip(folder: Path, unit: str, number: int, handins: Mapping[int, Path], points: float) -> tuple[Path, Path]:
    """Write what a tutor downloads from Moodle for one unit; return (path of the zip of hand-ins, path of the grading worksheet).

    Parameters
    ----------
    number:
        Number of the unit, from 0. People's numbers are made from it, because Moodle gives each person a new one in each unit.
    handins:
        Number of the learner → path of their hand-in file.
    points:
        The unit's maximum points.
    """
    folder.mkdir(parents=True, exist_ok=True)
    packed, worksheet = folder / f"HSC-{unit}-{148_800 + number}.zip", folder / f"Grades-HSC-{unit}-{148_800 + number}.csv"
    ids = {n: NUMBER + 10_000 * number + 7 * n for n in handins}
    with zipfile.ZipFile(packed, "w") as zipped:
        for n, path in handins.items():
            zipped.write(path, f"{' '.join(full_name(n))}_{ids[n]}_assignsubmission_file/{path.name}")
    rows = [
        (
            f"Participant {ids[n]}", " ".join(full_name(n)), _email(n), "Submitted for grading", "", f"{points:.2f}", "Yes",
            f"Monday, 23 November 2026, {1 + n % 11}:{n % 60:02d} PM", "-", "",
        )
        for n in handins
    ]  # fmt: skip
    _write(worksheet, _HEADINGS, rows)
    return packed, worksheet


def _email(n: int) -> str:
    return f"{learner_id(n)}@college.example"


def _write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
