"""Reading a date that a plan holds. Pure."""

from __future__ import annotations

import datetime as dt


def date_of(value: object) -> dt.date | None:
    """Return the date that an ISO text (``2026-11-23``) states; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
