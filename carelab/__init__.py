"""Care Lab: what a notebook imports. ``carelab.exercise(unit)`` opens marked work, ``carelab.lesson(unit)`` a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelab.notebook import Exercise, Lesson

__all__ = ["__version__", "exercise", "lesson"]
__version__ = "0.1.0"


def exercise(unit: str, *, variants: int = 1) -> Exercise:
    """Open a unit's marked questions, as in ``exercise("08-budgeting")``; earlier answers are read from ``answers.json``.

    ``variants``: how many sets of figures the unit has; each student is given one of them.
    """
    from carelab.notebook import Exercise

    return Exercise(unit, variants=variants)


def lesson(unit: str) -> Lesson:
    """Open a unit's lesson, e.g. ``lesson("08-budgeting")``: models to try and questions for practice, which are not marked."""
    from carelab.notebook import Lesson

    return Lesson(unit)
