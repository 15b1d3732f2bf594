"""Takes uploads into submitted/."""

from grader.intake.placement import finish
from grader.intake.take import read_zip, settle, take

__all__ = ["finish", "read_zip", "settle", "take"]
