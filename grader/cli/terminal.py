"""Prints to a person's terminal what others wrote: names, answers, files. Nothing of it can be markup, a link or a command."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text


def tell(console: Console, text: str, label: str = "") -> None:
    """Print a line, with a label in bold red before it where one is given.

    A terminal takes control characters for commands (to clear the screen, to set its title, to write text backwards); each is
    shown as ``?``.
    """
    console.print(Text.assemble((f"{label} " if label else "", "bold red"), plain(text)), soft_wrap=True)


def plain(text: str) -> str:
    """Return text with each character that a terminal takes for a command as ``?``."""
    return "".join(c if c.isprintable() else "?" for c in text)
