"""Charts as SVG text: themed by CSS variables, readable without colour, with a title and a sentence inside. Pure; no widget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from carelab.questions.reading import show_number
from carelab.sims.model import Chart, Grid, Network

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 74, 16, 16, 58
DASHES = ("", "7 4", "2 4", "10 3 2 3")
SHAPES = ("circle", "square", "diamond", "triangle")


def draw(chart: Chart | Grid | Network) -> str:
    """Return the chart as one ``<svg>`` element, 720 units wide, that scales to its container."""
    match chart:
        case Grid():
            return _grid(chart)
        case Network():
            return _network(chart)
        case _:
            return _plot(chart)


def _svg(title: str, says: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg class="cl-svg" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(f"{title}. {says}", quote=True)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle", kind: str = "cl-t") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values that cover low…high, about five of them."""
    span = (high - low) or 1.0
    step = 10 ** math.floor(math.log10(span / about))
    step *= next(m for m in (1, 2, 2.5, 5, 10) if span / (step * m) <= about)
    first = math.floor(low / step)
    return [round(step * k, 10) for k in range(first, math.ceil(high / step) + 1)]


def _plot(chart: Chart) -> str:
    known = [v for s in chart.series for v in s.values if v is not None] + list(chart.marks.values())
    low = chart.low if chart.low is not None else min([0.0, *known] if chart.kind == "bars" else (known or [0.0]))
    high = chart.high if chart.high is not None else max([*known, low + 1e-9])
    levels = ticks(low, high)
    low, high = min(low, levels[0]), max(high, levels[-1])
    keys = len(chart.series) > 1 or bool(chart.marks)
    top = TOP + (26 if keys else 6)
    spare = 0 if chart.axis else 24
    height, floor = HEIGHT - spare, HEIGHT - BOTTOM

    def y(value: float) -> float:
        return floor - (value - low) / (high - low) * (floor - top)

    parts = [_axis_line(y(v), show_number(v, chart.unit)) for v in levels]
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(chart.labels))
    every = math.ceil(len(chart.labels) / 13)
    for i, label in enumerate(chart.labels):
        if i % every == 0:
            parts.append(_text(LEFT + slot * (i + 0.5), floor + 20, label))
    if chart.axis:
        parts.append(_text((LEFT + WIDTH - RIGHT) / 2, height - 10, chart.axis, kind="cl-t cl-axis"))
    for n, series in enumerate(chart.series):
        if chart.kind == "bars":
            parts += _bars(series.values, n, len(chart.series), slot, y, low)
        else:
            parts += _line(series.values, n, slot, y)
    for at in chart.marks.values():
        parts.append(f'<line class="cl-level" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(at):.1f}" y2="{y(at):.1f}"/>')
    if keys:
        parts += _legend(chart)
    return _svg(chart.title, chart.says, height, parts)


def _axis_line(y: float, label: str) -> str:
    return f'<line class="cl-gridline" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>' + _text(
        LEFT - 8, y + 4, label, "end"
    )


def _bars(values: Sequence[float | None], n: int, of: int, slot: float, y: object, low: float) -> list[str]:
    assert callable(y)  # noqa: S101 (narrows a closure for the type checker)
    width = slot * 0.76 / of
    base = y(max(0.0, low))
    bars = []
    for i, value in enumerate(values):
        if value is None:
            continue
        x, top = LEFT + slot * (i + 0.12) + width * n, y(value)
        bars.append(
            f'<rect class="cl-bar cl-s{n % 4}" x="{x:.1f}" y="{min(top, base):.1f}" width="{max(1.0, width - 1):.1f}" '
            f'height="{max(0.5, abs(base - top)):.1f}"/>'
        )
    return bars


def _line(values: Sequence[float | None], n: int, slot: float, y: object) -> list[str]:
    assert callable(y)  # noqa: S101 (narrows a closure for the type checker)
    path, pen_up, marks = [], True, []
    every = math.ceil(len(values) / 24)
    for i, value in enumerate(values):
        if value is None:
            pen_up = True
            continue
        x = LEFT + slot * (i + 0.5)
        path.append(f"{'M' if pen_up else 'L'}{x:.1f} {y(value):.1f}")
        pen_up = False
        if i % every == 0:
            marks.append(_shape(SHAPES[n % 4], x, y(value), n))
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


def _legend(chart: Chart) -> list[str]:
    parts, x = [], float(LEFT)
    for n, series in enumerate(chart.series):
        if chart.kind == "bars":
            parts.append(f'<rect class="cl-bar cl-s{n % 4}" x="{x}" y="8" width="16" height="14"/>')
        else:
            dash = f' stroke-dasharray="{DASHES[n % 4]}"' if DASHES[n % 4] else ""
            parts.append(f'<path class="cl-linepath cl-s{n % 4}" d="M{x - 4} 15h24"{dash}/>')
            parts.append(_shape(SHAPES[n % 4], x + 8, 15, n))
        parts.append(_text(x + 24, 20, series.label, "start"))
        x += 48 + 7.6 * len(series.label)
    for label in chart.marks:
        parts.append(f'<line class="cl-level" x1="{x}" x2="{x + 18}" y1="15" y2="15"/>')
        parts.append(_text(x + 24, 20, label, "start"))
        x += 48 + 7.6 * len(label)
    return parts


def _grid(grid: Grid) -> str:
    left, top, bottom = 150, 14, 56
    wide = (WIDTH - left - RIGHT) / len(grid.columns)
    tall = 58.0
    parts = []
    for r, name in enumerate(grid.rows):
        parts.append(_text(left - 10, top + tall * (r + 0.5) + 4, name, "end"))
        for c in range(len(grid.columns)):
            level, names = grid.cells.get((r, c), (0, ()))
            x, y = left + wide * c, top + tall * r
            parts.append(
                f'<rect class="cl-cell cl-l{level}" x="{x:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" height="{tall - 2:.1f}"/>'
            )
            parts.append(_text(x + 6, y + tall - 9, grid.levels[level], "start", "cl-t cl-small"))
            parts += [
                _text(x + wide / 2, y + 18 + 15 * (k // 3), ", ".join(names[k : k + 3]), kind="cl-t cl-strong")
                for k in range(0, len(names), 3)
            ]
    floor = top + tall * len(grid.rows)
    for c, name in enumerate(grid.columns):
        parts.append(_text(left + wide * (c + 0.5), floor + 18, name))
    parts.append(_text((left + WIDTH) / 2, floor + 42, grid.column_axis, kind="cl-t cl-axis"))
    middle = top + tall * len(grid.rows) / 2
    parts.append(
        f'<text class="cl-t cl-axis" transform="translate(16 {middle:.0f}) rotate(-90)" text-anchor="middle">'
        f"{escape(grid.row_axis)}</text>"
    )
    return _svg(grid.title, grid.says, floor + bottom, parts)


def _network(network: Network) -> str:
    height = 420

    def place(x: float, y: float) -> tuple[float, float]:
        return 70 + x * (WIDTH - 140), 36 + y * (height - 90)

    parts = []
    for a, b in network.links:
        (x1, y1), (x2, y2) = (place(network.nodes[n].x, network.nodes[n].y) for n in (a, b))
        parts.append(f'<line class="cl-link" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')
    for node in network.nodes:
        x, y = place(node.x, node.y)
        chosen = " cl-chosen" if node.chosen else ""
        parts.append(f'<circle class="cl-node{chosen}" cx="{x:.1f}" cy="{y:.1f}" r="19"/>')
        parts.append(
            f'<circle class="cl-fill" cx="{x:.1f}" cy="{y:.1f}" r="{19 * math.sqrt(max(0.0, min(1.0, node.value))):.1f}"/>'
        )
        parts.append(_text(x, y + 36, f"{node.label}{' ★' if node.chosen else ''}", kind="cl-t cl-strong"))
    return _svg(network.title, network.says, height, parts)
