"""The answer file: its format, reading, merging and safe writing, and the hand-in file made from it."""

from carelab.answers.atomic import clear_parts, write_whole
from carelab.answers.book import LARGEST, MOMENT, MOST_SEED, NAME, Answer, AnswerBook, load, parse
from carelab.answers.errors import AnswerFileError, NotSaved, UnreadableAnswers
from carelab.answers.file import AnswerFile, Saved, now
from carelab.answers.handin import find_own, make_handin
from carelab.answers.plain_value import as_plain
from carelab.answers.recorded import MIME, recover

__all__ = [
    "LARGEST",
    "MIME",
    "MOMENT",
    "MOST_SEED",
    "NAME",
    "Answer",
    "AnswerBook",
    "AnswerFile",
    "AnswerFileError",
    "NotSaved",
    "Saved",
    "UnreadableAnswers",
    "as_plain",
    "clear_parts",
    "find_own",
    "load",
    "make_handin",
    "now",
    "parse",
    "recover",
    "write_whole",
]
