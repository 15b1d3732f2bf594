"""Opens the course for a student: a working copy of a unit, and a local Jupyter server that shows it."""

from carelab.page.jupyter_settings import CONFIG, SHARE, environment
from carelab.page.open import CannotOpen, Server, Working, make_working_copy, open_course, running, serving

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
