"""What the screen and the record say of a part of a plan beside what was entered: counts, scores, spans. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carelab.questions.plan import Part
from carelab.questions.rota import Rota
from carelab.questions.rota_counts import rota_lines, rota_live


def live(part: Part, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a part of a plan shows as it is built, as JSON data; empty for a part that counts nothing.

    Parameters
    ----------
    rows:
        What was entered, as ``read_response`` returns it: row id → column id → value.
    """
    return rota_live(part, rows) if isinstance(part, Rota) else {}


def live_lines(part: Part, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Say the same in words, for print."""
    return rota_lines(part, rows) if isinstance(part, Rota) else []
