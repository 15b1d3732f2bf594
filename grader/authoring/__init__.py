"""Keys, source notebooks, the build to release/, and the proof that no key leaks."""

from grader.authoring.author_cell import run_cell
from grader.authoring.build import build, generate, make_wheel
from grader.authoring.cells import (
    BadNotebook,
    asks_questions,
    grade_id_of,
    load_notebook,
    nbgrader_of,
    read_tutors_cells,
    text_of,
)
from grader.authoring.code_cell import GOES_ON, attempted, cell_name, names_asked, written
from grader.authoring.keys import collecting_keys
from grader.authoring.marking_guide import marking_guide
from grader.authoring.proof import Leak, members, search
from grader.authoring.questions_list import questions
from grader.authoring.source_notebook import Marked, Master, read_master, source_path
from grader.authoring.tidy import CELL_METADATA, NOTEBOOK_METADATA

__all__ = [
    "CELL_METADATA",
    "GOES_ON",
    "NOTEBOOK_METADATA",
    "BadNotebook",
    "Leak",
    "Marked",
    "Master",
    "asks_questions",
    "attempted",
    "build",
    "cell_name",
    "collecting_keys",
    "generate",
    "grade_id_of",
    "load_notebook",
    "make_wheel",
    "marking_guide",
    "members",
    "names_asked",
    "nbgrader_of",
    "questions",
    "read_master",
    "read_tutors_cells",
    "run_cell",
    "search",
    "source_path",
    "text_of",
    "written",
]
