"""The same charts for a phone: narrow, with letters as large as the text beside them. Pure; no widget.

A wide chart made small would have letters of 6 pixels, and one that scrolls sideways hides its right-hand side. So bars lie down
under their names, the cells of a grid keep only the figure of their row and column, and a name on a map may take two lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from carelab.questions import show_number
from carelab.sims.model import Chart, Grid, Network
from carelab.ui.chart_parts import (
    LETTER,
    band_names,
    bands,
    bar,
    cell,
    figure_width,
    flag,
    flagged,
    flags_before,
    ghosts,
    level,
    level_names,
    line,
    names_room,
    node,
    put_legend,
    scale,
    svg,
    text,
)

WIDTH, RIGHT, TOP = 340, 14, 8
BOLD, SMALL = 7.8, 6.0
"""Units that a letter takes on average: bold, small."""
ROW, THICK = 20, 13
"""The height of a line of words, and of a bar that lies down."""


def draw_narrow(chart: Chart | Grid | Network, before: Chart | Grid | Network | None = None) -> str:
    """Return a chart as the text of one ``<svg>`` element, 340 units wide, for screens narrower than that of ``chart.draw``.

    ``before``: as in ``draw``.
    """
    earlier = before if isinstance(before, Chart) else None
    match chart:
        case Grid():
            return _grid(chart)
        case Network():
            return _network(chart, before if isinstance(before, Network) else None)
        case Chart(kind="bars"):
            return _bars(chart, earlier)
        case _:
            return _lines(chart, earlier)


def _whole(chart: Chart | Grid | Network, height: float, parts: Sequence[str]) -> str:
    return svg(chart.title, chart.says, WIDTH, height, parts, "cl-narrow")


def _lines(chart: Chart, before: Chart | None) -> str:
    low, high, levels = scale(chart, before)
    marks = [show_number(v, chart.unit) for v in levels]
    left = 14 + max(map(figure_width, marks))
    parts, top = put_legend(chart, before, left, WIDTH, LETTER)
    floor = top + 200

    def y(value: float) -> float:
        return floor - (value - low) / (high - low) * (floor - top)

    right = WIDTH - RIGHT - names_room(chart)
    parts += bands(chart, left, right, y)
    for at, mark in zip(levels, marks, strict=True):
        parts += [level("cl-gridline", left, right, y(at), y(at)), text(left - 8, y(at) + 4, mark, "end")]
    slot = (right - left) / len(chart.labels)
    every = math.ceil((LETTER * max(map(len, chart.labels)) + 8) / slot)
    for i, label in enumerate(chart.labels):
        if i % every == 0:
            parts.append(text(left + slot * (i + 0.5), floor + 18, label))
    parts += [flag(n, left + slot * (i + 0.5), y(v), 7.5, ghost=True) for n, i, v in flags_before(chart, before)]
    parts += [flag(n, left + slot * (i + 0.5), y(v), 7.5) for n, i, v in flagged(chart)]
    for n, was in ghosts(chart, before):
        points = [None if v is None else (left + slot * (i + 0.5), y(v)) for i, v in enumerate(was.values)]
        parts += line(points, n, ghost=True)
    for n, series in enumerate(chart.series):
        parts += line([None if v is None else (left + slot * (i + 0.5), y(v)) for i, v in enumerate(series.values)], n)
    parts += [level("cl-level", left, right, y(at), y(at)) for at in chart.marks.values()]
    parts += [*level_names(chart, right + 4, y), *band_names(chart, left, y)]
    if chart.axis:
        parts.append(text((left + right) / 2, floor + 40, chart.axis, kind="cl-t cl-axis"))
    return _whole(chart, floor + (48 if chart.axis else 26), parts)


def _bars(chart: Chart, before: Chart | None) -> str:
    low, high, levels = scale(chart, before)
    left, right = 6.0, WIDTH - 24.0
    parts, top = put_legend(chart, before, left, WIDTH, LETTER)
    block = ROW + THICK * len(chart.series) + 8
    floor = top + block * len(chart.labels)

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    room = max(figure_width(show_number(v, chart.unit)) for v in levels) + 12
    every = math.ceil(room * (len(levels) - 1) / (right - left))
    for at in levels[::every]:
        mark = show_number(at, chart.unit)
        half = figure_width(mark) / 2  # the first and the last would stand half outside
        middle = min(max(x(at), half), WIDTH - half)
        parts += [level("cl-gridline", x(at), x(at), top, floor), text(middle, floor + 18, mark)]
    for i, label in enumerate(chart.labels):
        y = top + block * i
        for n, series in enumerate(chart.series):
            value = series.values[i]
            if value is not None:
                start, end = sorted((x(max(0.0, low)), x(value)))
                parts.append(bar(n, start, y + ROW + THICK * n, max(0.5, end - start), THICK - 1))
        parts.append(text(left, y + ROW - 5, label, "start", "cl-t cl-haloed"))
    for n, was in ghosts(chart, before):
        for i, value in enumerate(was.values):
            if value is not None:
                y = top + block * i + ROW + THICK * n
                parts.append(level("cl-ghost", x(value), x(value), y, y + THICK - 1))
    for n, i, value in flagged(chart):
        parts.append(flag(n, min(x(max(0.0, low, value)) + 10, WIDTH - 12), top + block * i + ROW + THICK / 2, 6.0))
    parts += [level("cl-level", x(at), x(at), top, floor) for at in chart.marks.values()]
    return _whole(chart, floor + 26, parts)


def _wrap(names: Sequence[str], joint: str, room: float, letter: float) -> list[str]:
    """Put names on as few lines as fit, in order."""
    rows: list[str] = []
    for name in names:
        if rows and letter * len(rows[-1] + joint + name) <= room:
            rows[-1] += joint + name
        else:
            rows.append(name)
    return rows


def _first_words(labels: Sequence[str], room: float) -> list[str]:
    """Return the labels, or where one does not fit the first word of each."""
    fits = all(LETTER * len(label) <= room for label in labels)
    return list(labels) if fits else [label.split()[0] for label in labels]


def _ends(axis: str, labels: Sequence[str], shown: Sequence[str]) -> str:
    """Return what an axis is called; with its two ends in full, where only the first word of each label is shown."""
    return axis if list(labels) == list(shown) or not axis else f"{axis}, from {labels[0]} to {labels[-1]}"


def _grid(grid: Grid) -> str:
    rows = _first_words(grid.rows, 44)
    left = (20 if grid.row_axis else 0) + 10 + LETTER * max(map(len, rows))
    wide = (WIDTH - 4 - left) / len(grid.columns)
    columns = _first_words(grid.columns, wide)
    cells = {at: (n, _wrap(names, ", ", wide - 8, BOLD)) for at, (n, names) in grid.cells.items()}
    tall = max(44, 26 + 15 * max((len(names) for _, names in cells.values()), default=0))
    parts = []
    for r, name in enumerate(rows):
        y = TOP + tall * r
        parts.append(text(left - 6, y + tall / 2 + 4, name, "end"))
        for c in range(len(columns)):
            n, names = cells.get((r, c), (0, []))
            x = left + wide * c
            parts.append(cell(n, x, y, wide - 2, tall - 2))
            parts.append(text(x + 4, y + tall - 8, grid.levels[n], "start", "cl-t cl-small"))
            parts += [text(x + wide / 2, y + 16 + 15 * k, some, kind="cl-t cl-strong") for k, some in enumerate(names)]
    floor = TOP + tall * len(rows)
    parts += [text(left + wide * (c + 0.5), floor + 16, name) for c, name in enumerate(columns)]
    across, up = _ends(grid.column_axis, grid.columns, columns), _ends(grid.row_axis, grid.rows[::-1], rows[::-1])
    if across:
        parts.append(text((left + WIDTH) / 2, floor + 38, across, kind="cl-t cl-axis cl-small"))
    if up:
        parts.append(text(0, 0, up, kind="cl-t cl-axis cl-small", upright_at=(12, TOP + tall * len(rows) / 2)))
    return _whole(grid, floor + (46 if across else 24), parts)


def _network(network: Network, before: Network | None) -> str:
    margin, height = 46, 560
    earlier = {one.label: one for one in before.nodes} if before else {}

    def place(x: float, y: float) -> tuple[float, float]:
        return margin + x * (WIDTH - 2 * margin), 28 + y * (height - 96)

    parts = []
    for a, b in network.links:
        (x1, y1), (x2, y2) = (place(network.nodes[n].x, network.nodes[n].y) for n in (a, b))
        parts.append(level("cl-link", x1, x2, y1, y2))
    for one in network.nodes:
        x, y = place(one.x, one.y)
        words = f"{one.label}{' ★' if one.chosen else ''}".split()
        parts += node(one, x, y, earlier.get(one.label))
        for k, some in enumerate(_wrap(words, " ", 2 * margin, BOLD)):
            parts.append(text(x, y + 34 + 15 * k, some, kind="cl-t cl-strong cl-haloed"))
    return _whole(network, height, parts)
