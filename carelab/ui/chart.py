"""Charts as SVG text: themed by CSS variables, readable without colour, with a title and a sentence inside. Pure; no widget.

Where the run before is given, what differs in it is drawn as a ghost: dotted, without fill.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from carelab.questions import show_number
from carelab.sims.model import Chart, Grid, Network
from carelab.ui.chart_parts import (
    BIG,
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

WIDTH, HEIGHT = 720, 296
LEFT, RIGHT, TOP, BOTTOM = 74, 16, 16, 58
ROW = 17
"""Units from one row of a label to the next."""


def draw(chart: Chart | Grid | Network, before: Chart | Grid | Network | None = None) -> str:
    """Return a chart as the text of one ``<svg>`` element, 720 units wide, which scales to its container.

    ``before``: the chart of the model's previous run, drawn pale where it differs; None for no such run. A grid does not show it.
    """
    match chart, before:
        case Grid(), _:
            return _grid(chart)
        case Network(), Network():
            return _network(chart, before)
        case Network(), _:
            return _network(chart)
        case Chart(), Chart():
            return _plot(chart, before)
        case _:
            return _plot(chart)


def _plot(chart: Chart, before: Chart | None = None) -> str:
    low, high, levels = scale(chart, before)
    marks = [show_number(v, chart.unit) for v in levels]
    left = max(LEFT, 14 + max(map(figure_width, marks)))
    right = WIDTH - RIGHT - names_room(chart)
    keys, top = put_legend(chart, before, left, WIDTH, BIG)
    slot = (right - left) / max(1, len(chart.labels))
    every = math.ceil(len(chart.labels) / 13)
    labels = [(i, _in_two(label, slot * every)) for i, label in enumerate(chart.labels) if i % every == 0]
    spare = (0 if chart.axis else 24) - ROW * (max((len(rows) for _, rows in labels), default=1) - 1)
    height, floor = HEIGHT + top - spare, HEIGHT + top - BOTTOM

    def x(i: int) -> float:
        return left + slot * (i + 0.5)

    def y(value: float) -> float:
        return floor - (value - low) / (high - low) * (floor - top)

    parts = bands(chart, left, right, y)
    for at, mark in zip(levels, marks, strict=True):
        parts += [level("cl-gridline", left, right, y(at), y(at)), text(left - 8, y(at) + 4, mark, "end")]
    parts += [text(x(i), floor + 20 + ROW * n, row) for i, rows in labels for n, row in enumerate(rows)]
    if chart.axis:
        parts.append(text((left + right) / 2, height - 10, chart.axis, kind="cl-t cl-axis"))
    if chart.kind == "bars":
        of = len(chart.series)
        for n, series in enumerate(chart.series):
            parts += _bars(series.values, n, of, left, slot, y, low)
        for n, was in ghosts(chart, before):
            parts += _marks_before(was.values, n, of, left, slot, y)
        aside = slot * (0.38 / of - 0.38)
        parts += [flag(n, x(i) + aside, max(top, y(max(0.0, v))) - 8) for n, i, v in flagged(chart)]
    else:
        parts += [flag(n, x(i), y(v), ghost=True) for n, i, v in flags_before(chart, before)]
        parts += [flag(n, x(i), y(v)) for n, i, v in flagged(chart)]
        for n, was in ghosts(chart, before):
            parts += line([None if v is None else (x(i), y(v)) for i, v in enumerate(was.values)], n, ghost=True)
        for n, series in enumerate(chart.series):
            parts += line([None if v is None else (x(i), y(v)) for i, v in enumerate(series.values)], n)
    parts += [level("cl-level", left, right, y(at), y(at)) for at in chart.marks.values()]
    parts += [*level_names(chart, right + 6, y), *band_names(chart, left, y)]
    return svg(chart.title, chart.says, WIDTH, height, [*keys, *parts])


def _in_two(label: str, room: float) -> tuple[str, ...]:
    """Return a label on one line, or broken at the space nearest to its middle where it would touch the next one."""
    spaces = [at for at, letter in enumerate(label) if letter == " "]
    if BIG * len(label) + 8 <= room or not spaces:
        return (label,)
    at = min(spaces, key=lambda at: abs(at - len(label) / 2))
    return label[:at], label[at + 1 :]


def _bars(
    values: Sequence[float | None], n: int, of: int, left: float, slot: float, y: Callable[[float], float], low: float
) -> list[str]:
    width = slot * 0.76 / of
    base = y(max(0.0, low))
    bars = []
    for i, value in enumerate(values):
        if value is None:
            continue
        x, top = left + slot * (i + 0.12) + width * n, y(value)
        bars.append(bar(n, x, min(top, base), max(1.0, width - 1), max(0.5, abs(base - top))))
    return bars


def _marks_before(
    values: Sequence[float | None], n: int, of: int, left: float, slot: float, y: Callable[[float], float]
) -> list[str]:
    """Return a short line at the height that each bar of the n-th series had."""
    width = slot * 0.76 / of
    starts = [(left + slot * (i + 0.12) + width * n, value) for i, value in enumerate(values) if value is not None]
    return [level("cl-ghost", x, x + width, y(value), y(value)) for x, value in starts]


def _grid(grid: Grid) -> str:
    left, top, bottom = 150, 14, 56
    wide = (WIDTH - left - RIGHT) / len(grid.columns)
    most = max((math.ceil(len(names) / 3) for _, names in grid.cells.values()), default=0)
    tall = 30.0 + 16 * max(1, most)
    parts = []
    for r, name in enumerate(grid.rows):
        parts.append(text(left - 10, top + tall * (r + 0.5) + 4, name, "end"))
        for c in range(len(grid.columns)):
            n, names = grid.cells.get((r, c), (0, ()))
            x, y = left + wide * c, top + tall * r
            parts.append(cell(n, x, y, wide - 2, tall - 2))
            parts.append(text(x + 6, y + tall - 9, grid.levels[n], "start", "cl-t cl-small"))
            parts += [
                text(x + wide / 2, y + 18 + 15 * (k // 3), ", ".join(names[k : k + 3]), kind="cl-t cl-strong")
                for k in range(0, len(names), 3)
            ]
    floor = top + tall * len(grid.rows)
    for c, name in enumerate(grid.columns):
        parts.append(text(left + wide * (c + 0.5), floor + 18, name))
    parts.append(text((left + WIDTH) / 2, floor + 42, grid.column_axis, kind="cl-t cl-axis"))
    middle = top + tall * len(grid.rows) / 2
    parts.append(text(0, 0, grid.row_axis, kind="cl-t cl-axis", upright_at=(16, middle)))
    return svg(grid.title, grid.says, WIDTH, floor + bottom, parts)


def _network(network: Network, before: Network | None = None) -> str:
    height = 372
    earlier = {one.label: one for one in before.nodes} if before else {}

    def place(x: float, y: float) -> tuple[float, float]:
        return 70 + x * (WIDTH - 140), 36 + y * (height - 90)

    parts = []
    for a, b in network.links:
        (x1, y1), (x2, y2) = (place(network.nodes[n].x, network.nodes[n].y) for n in (a, b))
        parts.append(level("cl-link", x1, x2, y1, y2))
    for one in network.nodes:
        x, y = place(one.x, one.y)
        parts += node(one, x, y, earlier.get(one.label))
        parts.append(text(x, y + 36, f"{one.label}{' ★' if one.chosen else ''}", kind="cl-t cl-strong cl-haloed"))
    return svg(network.title, network.says, WIDTH, height, parts)
