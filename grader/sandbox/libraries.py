"""The libraries that take long to load, and how a cell shows that it uses one: loaded once in a template, not in each process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """A Python library that takes long to load: its modules, and a regular expression for code that uses it."""

    modules: tuple[str, ...]
    words: str


LIBRARIES = {
    "matplotlib": Library(
        ("matplotlib.pyplot", "matplotlib_inline.backend_inline"), r"matplotlib|pylab|seaborn|\.(plot|hist|boxplot)\b"
    ),
    "pytest": Library(("pytest",), r"\bpytest\b"),
}
"""Loaded only where some cell uses them."""


def libraries_in(sources: Iterable[str]) -> frozenset[str]:
    """Return the names of those ``LIBRARIES`` that any of these texts of cells uses."""
    text = "\n".join(sources)
    return frozenset(name for name, library in LIBRARIES.items() if re.search(library.words, text))
