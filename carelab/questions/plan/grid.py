"""A plan as tables to print: a caption, column headings, row headings and cells. Text only; no HTML, no marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions.plan.asked import Plan
from carelab.questions.plan.column import Column, cell_words
from carelab.questions.plan.live import live_lines, score_words
from carelab.questions.plan.part import Part, PlanTable, PlanValue, row_name
from carelab.questions.plan.rota import Rota
from carelab.questions.plan.timeline import Timeline, timeline_live, timeline_notes
from carelab.questions.question import Question

BLANK = "Not filled in"
OFF = "Off"
"""The entry of a rota where somebody has no shift."""

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Grid:
    """One table of a student's plan in plain text, ready to print.

    Attributes
    ----------
    heads:
        The column headings, beginning with that of the first column, which names the rows.
    rows:
        One tuple a row: the row's name and its cells, as many as ``heads``. Empty when the student filled in nothing in this
        table.
    notes:
        The lines below the table: of a rota (who works on which day), hours and shifts with too few or too many people; of a
        timeline, tasks that start too early.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


def grids(question: Question, value: PlanValue | None) -> list[Grid]:
    """Return the tables of a student's plan as text to print; empty for a question that is no plan or has no answer.

    Parameters
    ----------
    value:
        An answer as ``read_response`` returns it; None when nothing was answered.
    """
    if not isinstance(question, Plan) or value is None:
        return []
    return [_grid(part, value.get(part.id, {})) for part in question.tables]


def _grid(part: Part, rows: Rows) -> Grid:
    if not rows:
        return Grid(part.label, (), (), (f"{BLANK}.",))
    names = list(part.rows) if part.mode == "fixed" else list(rows)
    if isinstance(part, Timeline):
        return _weeks(part, rows, names)
    blank = OFF if isinstance(part, Rota) else BLANK
    heads = ["Person" if isinstance(part, Rota) else "Line", *(column.label for column in part.columns)]
    lines = [[row_name(part, row), *_cells(part.columns, rows.get(row, {}), blank)] for row in names]
    if isinstance(part, PlanTable) and part.score is not None:
        heads.append(part.score.label)
        lines = [[*line, score_words(part, rows.get(row, {})) or BLANK] for row, line in zip(names, lines, strict=True)]
    return Grid(part.label, tuple(heads), tuple(tuple(line) for line in lines), tuple(live_lines(part, rows)))


def _weeks(part: Timeline, rows: Rows, names: list[str]) -> Grid:
    found = timeline_live(part, rows)["tasks"]
    spans = {row: [f"Week {n}" if (n := found[row][end]) else "Not placed yet" for end in ("first", "last")] for row in names}
    heads = ("Step", "Begins", "Ends", *(column.label for column in part.ask))
    lines = tuple((part.rows[row], *spans[row], *_cells(part.ask, rows.get(row, {}), BLANK)) for row in names)
    return Grid(part.label, heads, lines, tuple(timeline_notes(part, rows)))


def _cells(columns: Sequence[Column], cells: Mapping[str, Any], blank: str) -> list[str]:
    def words(column: Column) -> str:
        if column.id in cells:
            return cell_words(column, cells[column.id])
        return "–" if column.only_if is not None and cells.get(column.only_if[0]) != column.only_if[1] else blank

    return [words(column) for column in columns]
