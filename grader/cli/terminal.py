"""Prints to a person's terminal what others wrote: names, answers, files. Nothing of it can be markup, a link or a command."""

from __future__ import annotations

import codecs
import io
import sys

from rich.console import Console
from rich.text import Text

SPELLED = {"✓": "OK", "✗": "NO", "→": "->", "←": "<-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-"}
"""Signs that a code page may lack → how they are spelled there."""


def print_anywhere() -> None:
    """From now on, print a substitute, such as ``?``, for a letter that the terminal (or a pipe on Windows) cannot encode."""
    codecs.register_error("carelab-spelled", _spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="carelab-spelled")


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(SPELLED.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


def tell(console: Console, text: str, label: str = "") -> None:
    """Print ``text`` as one line, after ``label`` in bold red; "" for no label.

    A terminal obeys control characters (to clear the screen, to set its title, to write text backwards), so each is
    printed as ``?``.
    """
    console.print(Text.assemble((f"{label} " if label else "", "bold red"), plain(text)), soft_wrap=True)


def plain(text: str) -> str:
    """Return text with ``?`` for each control character that a terminal would obey."""
    return "".join(c if c.isprintable() else "?" for c in text)
