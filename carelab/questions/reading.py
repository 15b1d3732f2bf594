"""Checks on single values, shared by declarations and answers: bounded text, finite numbers, ids. Knows no kind of question."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from typing import Any

ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST_TEXT = 6_000
"""Most characters kept of anything a student types into one box."""
EXACT = 10
"""Decimal places that keep any number a person is likely to type."""
LARGEST_NUMBER = 1e12
"""Largest size of a number that any question can need."""


def is_id(value: object) -> bool:
    """Say whether a value is a valid id of a question, option, row or column: lower-case letters, digits and hyphens."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def as_number(value: object) -> float | None:
    """Return the value as a float when it is a finite number within ±1e12; None for anything else, text and booleans included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return None
    number = float(value)
    return number if math.isfinite(number) and abs(number) <= LARGEST_NUMBER else None


def as_text(value: object) -> str | None:
    """Return text without control and unpaired surrogate characters; None for a value that is no text or is too long."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return None
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept)


def words(text: str) -> int:
    """Count the words of a text: runs of characters with at least one letter or digit."""
    return sum(1 for run in text.split() if any(c.isalnum() for c in run))


def typed_number(text: str) -> float | None:
    """Read a number as people type it: ``£9,600``, ``64 %``, ``−3.5``, ``12 000``, ``９６００``. None when it is not one.

    ``typedNumber`` in js/dom.js does the same in the browser; a test compares the two.

    Commas and spaces may only stand between groups of three digits, so that neither ``1,5`` nor ``1 5`` is read as 15.
    """
    bare = " ".join(text.translate(_PLAIN_SIGNS).split())
    found = _TYPED.fullmatch(bare)
    if found is None or (found["before"] and found["after"]):
        return None
    sign = -1 if "-" in (found["before"], found["after"]) else 1
    return as_number(sign * float(found["digits"].replace(",", "").replace(" ", "")))


_PLAIN_SIGNS = {**dict.fromkeys(map(ord, "−–‒"), ord("-")), **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
"""Other minus signs, and the wide letters of East Asian keyboards, as plain ones."""
_TYPED = re.compile(
    r"(?P<before>[+-]?) ?£? ?(?P<after>[+-]?) ?"
    r"(?P<digits>(?:[0-9]{1,3}(?P<between>[, ])[0-9]{3}(?:(?P=between)[0-9]{3})*|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+) ?[%£]?"
)


def show_date(day: dt.date) -> str:
    """Return a date as it is written in England: ``3 March 2027``."""
    return f"{day.day} {day:%B %Y}"


def show_number(number: float, unit: str = "", places: int = 2) -> str:
    """Return a number as it is written in England, with its unit: ``£9,600``, ``59.7%``, ``18 days``.

    Parameters
    ----------
    places:
        The most decimal places shown. Use ``EXACT`` for a number that somebody typed, so that it is shown as typed.
    """
    number = round(number, places)
    whole, _, decimals = f"{Decimal(repr(float(f'{abs(number):.12g}'))):,f}".partition(".")
    decimals = decimals.rstrip("0")
    if decimals and unit == "£":
        decimals = decimals.ljust(2, "0")
    figure = f"{whole}.{decimals}" if decimals else whole
    sign = "−" if number < 0 else ""
    if unit == "£":
        return f"{sign}£{figure}"
    return f"{sign}{figure}{unit}" if unit in ("", "%") else f"{sign}{figure} {unit}"


def plain(value: Any) -> Any:
    """Return a copy of nested mappings and sequences as dicts and lists, ready for JSON."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value
