"""nbgrader's gradebook database, read and written in its own schema."""

from grader.gradebook.problem import AGAIN, GradebookProblem
from grader.gradebook.store import Gradebook

__all__ = ["AGAIN", "Gradebook", "GradebookProblem"]
