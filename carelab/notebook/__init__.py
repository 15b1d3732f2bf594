"""What a notebook calls: ``exercise(unit)`` for marked work, ``lesson(unit)`` for a lesson."""

from carelab.notebook.exercise import Exercise, latest
from carelab.notebook.lesson import Lesson
from carelab.notebook.receiver import Collector, collecting

__all__ = ["Collector", "Exercise", "Lesson", "collecting", "latest"]
