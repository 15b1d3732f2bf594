"""The class list: who is who over all units and VLEs, and who has more time."""

from grader.classlist.class_list import FILE, BadClassList, ClassList
from grader.classlist.deadlines import BadDate, due_dates, extend, read_date, set_due, take_back, write_extensions
from grader.classlist.importing import Imported, Question
from grader.classlist.names import fold
from grader.classlist.people import Extension, Hint, Match, Person

__all__ = [
    "FILE",
    "BadClassList",
    "BadDate",
    "ClassList",
    "Extension",
    "Hint",
    "Imported",
    "Match",
    "Person",
    "Question",
    "due_dates",
    "extend",
    "fold",
    "read_date",
    "set_due",
    "take_back",
    "write_extensions",
]
