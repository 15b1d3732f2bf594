"""Reads a handed-in notebook whatever happened to it, so that one damaged file never stops or misleads the marking of a class."""

from grader.repair.file import LARGEST_NOTEBOOK, UnreadableNotebook, as_words, plain_stem
from grader.repair.mended import Mended, Original, handed_out, mended, read_original

__all__ = [
    "LARGEST_NOTEBOOK",
    "Mended",
    "Original",
    "UnreadableNotebook",
    "as_words",
    "handed_out",
    "mended",
    "plain_stem",
    "read_original",
]
