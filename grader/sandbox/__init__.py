"""Runs student code, and other courses' test cells, in bubblewrap, and returns what the cells showed and made as plain data."""

from grader.sandbox.child import Limits
from grader.sandbox.open_files import FEWEST_OPEN_FILES, TooFewFiles, raise_open_files_limit
from grader.sandbox.outputs import clean_text
from grader.sandbox.seccomp import refused_calls
from grader.sandbox.session import CellReport, Lost, Session
from grader.sandbox.template import NoSandbox, Template
from grader.sandbox.warm import check_given_up, close_templates, give_up, go_on, warm_template

__all__ = [
    "FEWEST_OPEN_FILES",
    "CellReport",
    "Limits",
    "Lost",
    "NoSandbox",
    "Session",
    "Template",
    "TooFewFiles",
    "check_given_up",
    "clean_text",
    "close_templates",
    "give_up",
    "go_on",
    "raise_open_files_limit",
    "refused_calls",
    "warm_template",
]
