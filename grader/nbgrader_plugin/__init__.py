"""Care Lab as a plugin of nbgrader: it marks wherever nbgrader would run a student's notebook; and nbgrader's formgrader."""

from grader.nbgrader_plugin.formgrader import serving_formgrader
from grader.nbgrader_plugin.install import use_carelab

__all__ = ["serving_formgrader", "use_carelab"]
