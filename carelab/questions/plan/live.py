"""What the screen and the record say of a part of a plan beside what was entered: counts, scores, spans. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carelab.questions.plan.part import Part, PlanTable
from carelab.questions.plan.rota import Rota
from carelab.questions.plan.rota_counts import rota_lines, rota_live
from carelab.questions.plan.timeline import Timeline, timeline_lines, timeline_live

Rows = Mapping[str, Mapping[str, Any]]
"""What was entered, as ``read_response`` returns it: row id → column id → value."""


def live(part: Part, rows: Rows) -> dict[str, Any]:
    """Return what the screen works out while a student fills in a table of a plan (counts, scores, warnings), as JSON data.

    ``rows``: row id → column id → entry. For a rota or timeline the form is that of ``rota_live`` or ``timeline_live``; for a
    plain table it is ``scores``: row id → its score in words.
    """
    match part:
        case Rota():
            return rota_live(part, rows)
        case Timeline():
            return timeline_live(part, rows)
        case PlanTable():
            return {"scores": {row: said for row, cells in rows.items() if (said := score_words(part, cells))}}
    return {}


def live_lines(part: Part, rows: Rows) -> list[str]:
    """Return, for print, lines with the counts and warnings of a rota or timeline in words; none for any other table.

    ``rows``: as in ``live``.
    """
    match part:
        case Rota():
            return rota_lines(part, rows)
        case Timeline():
            return timeline_lines(part, rows)
    return []


def score_words(table: PlanTable, cells: Mapping[str, Any]) -> str:
    """Return the score of a row in words (*12, high*); "" while the row has none. ``cells``: column id → entry."""
    figure = None if table.score is None else table.score.of(cells)
    if figure is None or table.score is None:
        return ""
    band = table.score.band(figure)
    return f"{figure}, {band}" if band else str(figure)
