"""Marks a class: answers as data, named values of student code, and other courses' test cells. Plans, marks and records."""

from grader.marking.answers import read_answers, submission_hash
from grader.marking.mark import mark_class
from grader.marking.nbgrader_engine import mark_with_nbgrader
from grader.marking.plan import release_new
from grader.marking.run import MarkRun
from grader.marking.still import marked_as_it_is
from grader.marking.submission import mark_notebook
from grader.marking.tutors_notebook import TutorsNotebook, read_tutors_notebook
from grader.marking.verdict import CellVerdict
from grader.marking.verdict_file import VERDICTS, audit_entry, read_verdicts, write_verdicts

__all__ = [
    "VERDICTS",
    "CellVerdict",
    "MarkRun",
    "TutorsNotebook",
    "audit_entry",
    "mark_class",
    "mark_notebook",
    "mark_with_nbgrader",
    "marked_as_it_is",
    "read_answers",
    "read_tutors_notebook",
    "read_verdicts",
    "release_new",
    "submission_hash",
    "write_verdicts",
]
