"""The forms of each VLE's own files: Moodle's, Canvas's, Brightspace's and Blackboard's. Knows no course and no class list."""

from grader.vle.kinds import IN_WORDS, fill, kind_of, mark_columns, people
from grader.vle.listed import Entry, Filled, Listed, MarkColumn, name_parts
from grader.vle.moodle import takes_comments
from grader.vle.tables import AGAIN, BadTable, Table, formula_safe, parse_table, read_table
from grader.vle.times import as_utc, in_uk_words, late_in_words, to_utc

__all__ = [
    "AGAIN",
    "IN_WORDS",
    "BadTable",
    "Entry",
    "Filled",
    "Listed",
    "MarkColumn",
    "Table",
    "as_utc",
    "fill",
    "formula_safe",
    "in_uk_words",
    "kind_of",
    "late_in_words",
    "mark_columns",
    "name_parts",
    "parse_table",
    "people",
    "read_table",
    "takes_comments",
    "to_utc",
]
