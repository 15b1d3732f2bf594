"""nbgrader's gradebook database, read and written in its own schema."""

from grader.gradebook.problem import AGAIN, GradebookProblem
from grader.gradebook.scores import ByHand, Mark, Score
from grader.gradebook.store import Gradebook

__all__ = ["AGAIN", "ByHand", "Gradebook", "GradebookProblem", "Mark", "Score"]
