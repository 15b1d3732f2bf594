"""Checks on single values, shared by declarations and answers: bounded text, finite numbers, ids. Knows no kind of question."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST_TEXT = 6_000
"""Most characters kept of anything a student types into one box."""
LARGEST_NUMBER = 1e12
"""Largest size of a number that any question can need."""


def is_id(value: object) -> bool:
    """Say whether a value can name a question, an option, a row or a column."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def as_number(value: object) -> float | None:
    """Return a finite number within ±1e12, or None for anything else (booleans and text included)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return None
    number = float(value)
    return number if math.isfinite(number) and abs(number) <= LARGEST_NUMBER else None


def as_text(value: object) -> str | None:
    """Return text that can be stored and shown safely, or None: bounded, no control or unpaired surrogate characters."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return None
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept)


def words(text: str) -> int:
    """Count the words of a text: runs of characters with at least one letter or digit."""
    return sum(1 for run in text.split() if any(c.isalnum() for c in run))


def typed_number(text: str) -> float | None:
    """Read a number as people type it: ``£9,600``, ``64 %``, ``−3.5``. None when it is not one.

    Commas may only stand between groups of three digits, so that ``1,5`` is not read as 15.
    """
    bare = re.sub(r"[\s£%]", "", text).replace("−", "-").replace("–", "-")
    if not re.fullmatch(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", bare) or not any(c.isdigit() for c in bare):
        return None
    return as_number(float(bare.replace(",", "")))


def show_number(number: float, unit: str = "") -> str:
    """Write a number as a reader in England expects: ``£9,600``, ``59.7%``, ``18 days``."""
    figure = f"{abs(number):,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{abs(number):,.0f}"
    if unit == "£" and number % 1:
        figure = f"{abs(number):,.2f}"
    sign = "−" if number < 0 else ""
    if unit == "£":
        return f"{sign}£{figure}"
    return f"{sign}{figure}{unit}" if unit in ("", "%") else f"{sign}{figure} {unit}"


def plain(value: Any) -> Any:
    """Copy nested mappings and sequences into dicts and lists, the shape JSON keeps."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value
