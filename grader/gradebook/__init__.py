"""nbgrader's gradebook database, read and written in its own schema, and what lateness costs in it."""

from grader.gradebook.late import LatePenalties, PluginStopped
from grader.gradebook.points import check_points
from grader.gradebook.problem import AGAIN, GradebookProblem
from grader.gradebook.scores import ByHand, Mark, Score
from grader.gradebook.store import Gradebook

__all__ = ["AGAIN", "ByHand", "Gradebook", "GradebookProblem", "LatePenalties", "Mark", "PluginStopped", "Score", "check_points"]
