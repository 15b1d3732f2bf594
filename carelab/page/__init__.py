"""Opens the course for a student: a working copy of each unit, and a local Jupyter server that shows it as pages."""

from carelab.page.jupyter_settings import CONFIG, SHARE, environment
from carelab.page.open import Server, open_course, running, serving
from carelab.page.working_copy import CannotOpen, Working, make_working_copy

__all__ = [
    "CONFIG",
    "SHARE",
    "CannotOpen",
    "Server",
    "Working",
    "environment",
    "make_working_copy",
    "open_course",
    "running",
    "serving",
]
