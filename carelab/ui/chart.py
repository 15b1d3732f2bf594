"""Charts as SVG text: themed by CSS variables, readable without colour, with a title and a sentence inside. Pure; no widget."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import Literal

from carelab.questions import show_number
from carelab.sims.model import Chart, Grid, Network, Node

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 74, 16, 16, 58
LETTER = 7.0
"""Units that a letter of a label takes on average."""
BROAD = {",": 4.2, ".": 4.2, " ": 4.2, "%": 12.4, "−": 10.9}
"""Units that these take in a broad typeface; a digit, a letter and £ take 8.3."""
DASHES = ("", "7 4", "2 4", "10 3 2 3")
SHAPES = ("circle", "square", "diamond", "triangle")


def draw(chart: Chart | Grid | Network) -> str:
    """Return a chart as the text of one ``<svg>`` element, 720 units wide, which scales to its container."""
    match chart:
        case Grid():
            return _grid(chart)
        case Network():
            return _network(chart)
        case _:
            return _plot(chart)


def svg(title: str, says: str, width: float, height: float, parts: Sequence[str], kind: str = "cl-wide") -> str:
    """Return an ``<svg>`` element made of ``parts``; screen readers read the title and the sentence ``says``."""
    return (
        f'<svg class="cl-svg {kind}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(f"{title}. {says}", quote=True)}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def text(
    x: float, y: float, words: str, anchor: str = "middle", kind: str = "cl-t", upright_at: tuple[float, float] | None = None
) -> str:
    """Return an SVG text at a point, which is its start, middle or end (``anchor``); with ``upright_at`` it runs upwards there.

    ``kind``: its CSS class.
    """
    rotated = f' transform="translate({upright_at[0]:.0f} {upright_at[1]:.0f}) rotate(-90)"' if upright_at else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{rotated}>{escape(words)}</text>'


def figure_width(mark: str) -> float:
    """Return the width, in SVG units, that a number on an axis may take."""
    return sum(BROAD.get(letter, 8.3) for letter in mark)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers that cover the range from ``low`` to ``high``, about ``about`` of them."""
    span = (high - low) or 1.0
    step = 10 ** math.floor(math.log10(span / about))
    step *= next(m for m in (1, 2, 2.5, 5, 10) if span / (step * m) <= about)
    first = math.floor(low / step)
    return [round(step * k, 10) for k in range(first, math.ceil(high / step) + 1)]


def scale(chart: Chart) -> tuple[float, float, list[float]]:
    """Return (lowest value, highest value, round values to mark) of a chart's value axis."""
    known = [v for s in chart.series for v in s.values if v is not None] + list(chart.marks.values())
    known += [end for ends in chart.bands.values() for end in ends]
    low = chart.low if chart.low is not None else min([0.0, *known] if chart.kind == "bars" else (known or [0.0]))
    high = chart.high if chart.high is not None else max([*known, low + 1e-9])
    levels = ticks(low, high)
    return min(low, levels[0]), max(high, levels[-1]), levels


def _plot(chart: Chart) -> str:
    low, high, levels = scale(chart)
    keys = legend(chart)
    top = TOP + (26 if keys else 6)
    marks = [show_number(v, chart.unit) for v in levels]
    left = max(LEFT, 14 + max(map(figure_width, marks)))
    right = WIDTH - RIGHT - names_room(chart)
    slot = (right - left) / max(1, len(chart.labels))
    every = math.ceil(len(chart.labels) / 13)
    labels = [(i, _in_two(label, slot * every)) for i, label in enumerate(chart.labels) if i % every == 0]
    spare = 0 if chart.axis else 24 - 16 * (max((len(rows) for _, rows in labels), default=1) - 1)
    height, floor = HEIGHT - spare, HEIGHT - BOTTOM

    def y(value: float) -> float:
        return floor - (value - low) / (high - low) * (floor - top)

    parts = bands(chart, left, right, y)
    for at, mark in zip(levels, marks, strict=True):
        parts += [level("cl-gridline", left, right, y(at), y(at)), text(left - 8, y(at) + 4, mark, "end")]
    parts += [text(left + slot * (i + 0.5), floor + 20 + 15 * n, row) for i, rows in labels for n, row in enumerate(rows)]
    if chart.axis:
        parts.append(text((left + right) / 2, height - 10, chart.axis, kind="cl-t cl-axis"))
    if chart.kind == "bars":
        for n, series in enumerate(chart.series):
            parts += _bars(series.values, n, len(chart.series), left, slot, y, low)
        middle = slot * (0.12 + 0.38 / len(chart.series))
        parts += [flag(n, left + slot * i + middle, max(top, y(max(0.0, v))) - 8) for n, i, v in flagged(chart)]
    else:
        parts += [flag(n, left + slot * (i + 0.5), y(v)) for n, i, v in flagged(chart)]
        for n, series in enumerate(chart.series):
            parts += line([None if v is None else (left + slot * (i + 0.5), y(v)) for i, v in enumerate(series.values)], n)
    parts += [level("cl-level", left, right, y(at), y(at)) for at in chart.marks.values()]
    parts += [*level_names(chart, right + 6, y), *band_names(chart, left, y)]
    x = left
    for sign, label in keys:
        parts += key(chart.kind, sign, label, x, 8)
        x += 48 + 7.6 * len(label)
    return svg(chart.title, chart.says, WIDTH, height, parts)


Key = int | Literal["level", "flag0", "flag1", "flag2"]
"""What a legend explains: the n-th series, a level line, or a kind of special point."""


def legend(chart: Chart) -> list[tuple[Key, str]]:
    """Return (kind of sign, label) for each entry of a chart's legend; empty when there is a single series and nothing else."""
    level_lines: list[tuple[Key, str]] = [("level", label) for label in chart.marks]
    if chart.kind == "lines" and len(level_lines) > 1:
        level_lines = []
    kinds: Sequence[Key] = ("flag0", "flag1", "flag2")
    special = [(kind, label) for kind, (label, at) in zip(kinds, chart.flags.items(), strict=False) if at]
    series: list[tuple[Key, str]] = list(enumerate(s.label for s in chart.series))
    return [*series, *level_lines, *special] if len(series) > 1 or level_lines or special else []


def flagged(chart: Chart) -> list[tuple[int, int, float]]:
    """Return (number of its kind, position in the labels, value) for each special point of a chart, all from 0."""
    values = chart.series[0].values
    found = [(n, i, values[i]) for n, places in enumerate(chart.flags.values()) for i in places]
    return [(n, i, value) for n, i, value in found if value is not None]


def flag(n: int, x: float, y: float, r: float = 9.0) -> str:
    """Return the SVG element that marks a special point at (x, y): a ring, square or diamond for kind 0, 1 or 2."""
    d = f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}z" if n == 1 else ""
    d = d or f"M{x:.1f} {y - 1.4 * r:.1f}l{1.4 * r} {1.4 * r}l{-1.4 * r} {1.4 * r}l{-1.4 * r} {-1.4 * r}z"
    return f'<circle class="cl-node" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>' if n == 0 else f'<path class="cl-node" d="{d}"/>'


def bands(chart: Chart, left: float, right: float, y: Callable[[float], float]) -> list[str]:
    """Return the SVG rectangles of a line chart's shaded zones. ``y`` turns a value into a position."""
    return [cell(min(n, 3), left, y(high), right - left, y(low) - y(high)) for n, (low, high) in enumerate(chart.bands.values())]


def band_names(chart: Chart, left: float, y: Callable[[float], float]) -> list[str]:
    """Return the SVG texts with the name of each shaded zone, inside it at the top left. ``y`` turns a value into a position.

    Draw them last, so that no line runs through the letters.
    """
    return [text(left + 6, y(high) + 13, label, "start", "cl-t cl-small cl-haloed") for label, (_, high) in chart.bands.items()]


def names_room(chart: Chart) -> float:
    """Return the width, in SVG units, to keep free at the right for the names of horizontal lines; 0 for bars or one line."""
    return 0.0 if len(chart.marks) < 2 or chart.kind == "bars" else 8 + 6 * max(map(len, chart.marks))


def level_names(chart: Chart, x: float, y: Callable[[float], float]) -> list[str]:
    """Return the SVG texts with the names of two or more horizontal lines, each at the end of its line, without overlap."""
    if not names_room(chart):
        return []
    parts, lowest = [], math.inf
    for label, at in sorted(chart.marks.items(), key=lambda mark: mark[1]):
        lowest = min(y(at) + 4, lowest - 14)
        parts.append(text(x, lowest, label, "start", "cl-t cl-small"))
    return parts


def _in_two(label: str, room: float) -> tuple[str, ...]:
    """Return a label on one line, or broken at the space nearest to its middle where it would touch the next one."""
    spaces = [at for at, letter in enumerate(label) if letter == " "]
    if LETTER * len(label) + 8 <= room or not spaces:
        return (label,)
    at = min(spaces, key=lambda at: abs(at - len(label) / 2))
    return label[:at], label[at + 1 :]


def level(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    """Return one straight SVG line, such as a grid line. ``kind``: its CSS class."""
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def bar(n: int, x: float, y: float, width: float, height: float) -> str:
    """Return the SVG rectangle of one bar. ``n``: number of its series, from 0."""
    return f'<rect class="cl-bar cl-s{n % 4}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


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


def line(points: Sequence[tuple[float, float] | None], n: int) -> list[str]:
    """Return the SVG elements of a line through points, with the dashes and marks of series ``n`` (from 0). None leaves a gap."""
    path, pen_up, marks = [], True, []
    every = math.ceil(len(points) / 24)
    for i, point in enumerate(points):
        if point is None:
            pen_up = True
            continue
        x, y = point
        path.append(f"{'M' if pen_up else 'L'}{x:.1f} {y:.1f}")
        pen_up = False
        if i % every == 0:
            marks.append(_shape(SHAPES[n % 4], x, y, n))
    dash = f' stroke-dasharray="{DASHES[n % 4]}"' if DASHES[n % 4] else ""
    return [f'<path class="cl-linepath cl-s{n % 4}" d="{" ".join(path)}"{dash}/>', *marks]


def _shape(shape: str, x: float, y: float, n: int, r: float = 4.5) -> str:
    points = {
        "square": f"M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}z",
        "diamond": f"M{x} {y - r * 1.3}l{r * 1.3} {r * 1.3}l{-r * 1.3} {r * 1.3}l{-r * 1.3} {-r * 1.3}z",
        "triangle": f"M{x} {y - r * 1.2}l{r * 1.2} {r * 2.1}h{-r * 2.4}z",
    }
    if shape == "circle":
        return f'<circle class="cl-dot cl-s{n % 4}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>'
    return f'<path class="cl-dot cl-s{n % 4}" d="{points[shape]}"/>'


def key(kind: str, n: Key, label: str, x: float, y: float) -> list[str]:
    """Return the SVG elements of one legend entry at (x, y), its top left: a sign and the label.

    ``kind``: the chart's. ``n``: the number of a series, ``level`` for a horizontal line, or ``flag0`` … for a special point.
    """
    if n == "level":
        sign = [level("cl-level", x, x + 18, y + 7, y + 7)]
    elif isinstance(n, str):
        sign = [flag(int(n[-1]), x + 9, y + 7, 6.0)]
    elif kind == "bars":
        sign = [bar(n, x, y, 16, 14)]
    else:
        dash = f' stroke-dasharray="{DASHES[n % 4]}"' if DASHES[n % 4] else ""
        line_sign = f'<path class="cl-linepath cl-s{n % 4}" d="M{x - 4:g} {y + 7:g}h24"{dash}/>'
        sign = [line_sign, _shape(SHAPES[n % 4], x + 8, y + 7, n)]
    return [*sign, text(x + 24, y + 12, label, "start")]


def _grid(grid: Grid) -> str:
    left, top, bottom = 150, 14, 56
    wide = (WIDTH - left - RIGHT) / len(grid.columns)
    tall = 58.0
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


def cell(n: int, x: float, y: float, width: float, height: float) -> str:
    """Return the SVG rectangle of one cell of a grid. ``n``: its level, 0 to 3."""
    return f'<rect class="cl-cell cl-l{n}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _network(network: Network) -> str:
    height = 420

    def place(x: float, y: float) -> tuple[float, float]:
        return 70 + x * (WIDTH - 140), 36 + y * (height - 90)

    parts = []
    for a, b in network.links:
        (x1, y1), (x2, y2) = (place(network.nodes[n].x, network.nodes[n].y) for n in (a, b))
        parts.append(level("cl-link", x1, x2, y1, y2))
    for one in network.nodes:
        x, y = place(one.x, one.y)
        parts += node(one, x, y)
        parts.append(text(x, y + 36, f"{one.label}{' ★' if one.chosen else ''}", kind="cl-t cl-strong cl-haloed"))
    return svg(network.title, network.says, WIDTH, height, parts)


def node(one: Node, x: float, y: float) -> list[str]:
    """Return the SVG elements of one person on a map: a ring, filled in proportion to the person's value."""
    chosen = " cl-chosen" if one.chosen else ""
    filled = 19 * math.sqrt(max(0.0, min(1.0, one.value)))
    return [
        f'<circle class="cl-node{chosen}" cx="{x:.1f}" cy="{y:.1f}" r="19"/>',
        f'<circle class="cl-fill" cx="{x:.1f}" cy="{y:.1f}" r="{filled:.1f}"/>',
    ]
