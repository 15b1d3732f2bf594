"""What charts are made of: the marks, words and scales that the wide and the narrow drawings share. Pure; no widget."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import Literal

from carelab.sims.model import Chart, Grid, Network, Node, Series

LETTER, BIG = 7.0, 7.6
"""Units that a letter of a label takes on average: in a narrow drawing, in a wide one."""
BROAD = {",": 4.2, ".": 4.2, " ": 4.2, "%": 12.4, "−": 10.9}
"""Units that these take in a broad typeface; a digit, a letter and £ take 8.3."""
MOST_MARKS = 60
"""Points of a line that are each marked."""
DASHES = ("", "7 4", "2 4", "10 3 2 3")
SHAPES = ("circle", "square", "diamond", "triangle")
Key = int | Literal["level", "flag0", "flag1", "flag2", "before"]
"""What a legend explains: the n-th series, a level line, a kind of special point, or the previous run."""


def comparable(chart: Chart | Grid | Network, before: Chart | Grid | Network) -> bool:
    """Say whether the chart of the previous run can be drawn pale under the new one.

    That is so for two charts of the same kind, labels and names of series, for two grids, and for two networks.
    """
    match chart, before:
        case Chart(), Chart():
            same = chart.kind == before.kind and list(chart.labels) == list(before.labels)
            return same and [s.label for s in chart.series] == [s.label for s in before.series]
        case _:
            return type(chart) is type(before)


def ghosts(chart: Chart, before: Chart | None) -> list[tuple[int, Series]]:
    """Return (number of the series, from 0, the series of the previous run) for each series whose values changed.

    Of a bar chart only the changed values are kept; the others are None. ``before``: the chart of the previous run.
    """
    found = []
    for n, (now, was) in enumerate(zip(chart.series, before.series if before else (), strict=before is not None)):
        differ = [old if old != new else None for new, old in zip(now.values, was.values, strict=True)]
        if any(old is not None for old in differ):
            found.append((n, Series(was.label, differ if chart.kind == "bars" else was.values)))
    return found


def svg(title: str, says: str, width: float, height: float, parts: Sequence[str], kind: str = "cl-wide") -> str:
    """Return the text of an ``<svg>`` element made of ``parts``; screen readers read the title and the sentence ``says``.

    ``kind``: its CSS class, besides ``cl-svg``.
    """
    return (
        f'<svg class="cl-svg {kind}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(f"{title}. {says}", quote=True)}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def text(
    x: float, y: float, words: str, anchor: str = "middle", kind: str = "cl-t", upright_at: tuple[float, float] | None = None
) -> str:
    """Return a ``<text>`` element (SVG). (x, y) is its start, middle or end, as ``anchor`` says; ``kind`` is its CSS class.

    ``upright_at``: where text that runs upwards begins; (x, y) is then counted from there. None for level text.
    """
    rotated = f' transform="translate({upright_at[0]:.0f} {upright_at[1]:.0f}) rotate(-90)"' if upright_at else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{rotated}>{escape(words)}</text>'


def figure_width(mark: str) -> float:
    """Return the width, in SVG units, of a number written on an axis. ``mark``: the number as text."""
    return sum(BROAD.get(letter, 8.3) for letter in mark)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers that cover the range from ``low`` to ``high``, about ``about`` of them."""
    span = (high - low) or 1.0
    step = 10 ** math.floor(math.log10(span / about))
    step *= next(m for m in (1, 2, 2.5, 5, 10) if span / (step * m) <= about)
    first = math.floor(low / step)
    return [round(step * k, 10) for k in range(first, math.ceil(high / step) + 1)]


def scale(chart: Chart, before: Chart | None = None) -> tuple[float, float, list[float]]:
    """Return (lowest value, highest value, round values to write beside it) of a chart's value axis.

    ``before``: the chart of the previous run, whose values must fit on the axis too.
    """
    shown = [*chart.series, *(was for _, was in ghosts(chart, before))]
    known = [v for s in shown for v in s.values if v is not None] + list(chart.marks.values())
    known += [end for ends in chart.bands.values() for end in ends]
    low = chart.low if chart.low is not None else min([0.0, *known] if chart.kind == "bars" else (known or [0.0]))
    high = chart.high if chart.high is not None else max([*known, low + 1e-9])
    earlier = [v for _, was in ghosts(chart, before) for v in was.values if v is not None]
    low, high = min([low, *earlier]), max([high, *earlier])
    levels = ticks(low, high)
    return min(low, levels[0]), max(high, levels[-1]), levels


def legend(chart: Chart, before: Chart | None = None) -> list[tuple[Key, str]]:
    """Return (entry, label) for each entry of a chart's legend: what it explains, as ``n`` of ``key`` names it, and its text.

    A chart with one series and nothing else has no legend.

    ``before``: the chart of the previous run, which gets an entry when it differs.
    """
    moved = ghosts(chart, before) or (chart.kind == "lines" and flags_before(chart, before))
    earlier: list[tuple[Key, str]] = [("before", "Before")] if moved else []
    level_lines: list[tuple[Key, str]] = [("level", label) for label in chart.marks]
    if chart.kind == "lines" and len(level_lines) > 1:
        level_lines = []
    kinds: Sequence[Key] = ("flag0", "flag1", "flag2")
    special = [(kind, label) for kind, (label, at) in zip(kinds, chart.flags.items(), strict=False) if at]
    series: list[tuple[Key, str]] = list(enumerate(s.label for s in chart.series))
    others = [*level_lines, *special, *earlier]
    return [*series, *others] if len(series) > 1 or others else []


def flagged(chart: Chart) -> list[tuple[int, int, float]]:
    """Return (kind, position, value) for each special point of a chart, one of ``Chart.flags``.

    The kind is the number of its label in ``flags``, the position its place in ``labels``; both count from 0.
    """
    values = chart.series[0].values
    found = [(n, i, values[i]) for n, places in enumerate(chart.flags.values()) for i in places]
    return [(n, i, value) for n, i, value in found if value is not None]


def flags_before(chart: Chart, before: Chart | None) -> list[tuple[int, int, float]]:
    """Return the special points of the previous run that are not special points now, in the form of ``flagged``."""
    now = flagged(chart)
    return [point for point in flagged(before) if point not in now] if before else []


def flag(n: int, x: float, y: float, r: float = 9.0, *, ghost: bool = False) -> str:
    """Return the SVG element that shows a special point at (x, y): a ring, square or diamond for kind 0, 1 or 2 (``n``).

    ``r``: its radius. ``ghost``: draw it pale, as a point of the previous run.
    """
    kind = "cl-ghost" if ghost else f"cl-node cl-flag{n}"
    d = f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}z" if n == 1 else ""
    d = d or f"M{x:.1f} {y - 1.4 * r:.1f}l{1.4 * r} {1.4 * r}l{-1.4 * r} {1.4 * r}l{-1.4 * r} {-1.4 * r}z"
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>' if n == 0 else f'<path class="{kind}" d="{d}"/>'


def bands(chart: Chart, left: float, right: float, y: Callable[[float], float]) -> list[str]:
    """Return the ``<rect>`` elements of a line chart's shaded zones, from ``left`` to ``right``. ``y``: value → position."""
    return [cell(min(n, 3), left, y(high), right - left, y(low) - y(high)) for n, (low, high) in enumerate(chart.bands.values())]


def band_names(chart: Chart, left: float, y: Callable[[float], float]) -> list[str]:
    """Return the ``<text>`` elements (SVG) with the name of each shaded zone, at the left of the zone.

    A name is at the top, in the middle or at the bottom of its zone, wherever it is furthest from the lines of the chart.

    ``y`` turns a value into a position. Draw these names last, so that no line runs through the letters.
    """
    lines = [y(v) for s in chart.series for v in s.values[: 1 + len(s.values) // 3] if v is not None]
    lines += [y(mark) for mark in chart.marks.values()]

    def clear(baseline: float) -> float:
        return min((abs(baseline - 4 - at) for at in lines), default=0.0)

    def place(low: float, high: float) -> float:
        return max((y(high) + 13, (y(low) + y(high)) / 2 + 4, y(low) - 5), key=clear)

    return [text(left + 6, place(*ends), label, "start", "cl-t cl-small cl-haloed") for label, ends in chart.bands.items()]


def names_room(chart: Chart) -> float:
    """Return the width, in SVG units, to keep free at the right for the names of a line chart's reference lines (its ``marks``).

    It is 0 for a bar chart, and for fewer than two such lines, which the legend names.
    """
    return 0.0 if len(chart.marks) < 2 or chart.kind == "bars" else 8 + 6 * max(map(len, chart.marks))


def level_names(chart: Chart, x: float, y: Callable[[float], float]) -> list[str]:
    """Return the ``<text>`` elements (SVG) with the names of reference lines, each at the end of its line, without overlap.

    Empty when ``names_room`` is 0. ``x``: where the names begin; ``y`` turns a value into a position.
    """
    if not names_room(chart):
        return []
    parts, lowest = [], math.inf
    for label, at in sorted(chart.marks.items(), key=lambda mark: mark[1]):
        lowest = min(y(at) + 4, lowest - 14)
        parts.append(text(x, lowest, label, "start", "cl-t cl-small"))
    return parts


def level(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    """Return one straight ``<line>`` (SVG) from (x1, y1) to (x2, y2), such as a grid line. ``kind``: its CSS class."""
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def bar(n: int, x: float, y: float, width: float, height: float) -> str:
    """Return the ``<rect>`` (SVG) of one bar, whose top left is (x, y). ``n``: number of its series, from 0."""
    return f'<rect class="cl-bar cl-s{n % 4}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def line(points: Sequence[tuple[float, float] | None], n: int, *, ghost: bool = False) -> list[str]:
    """Return the SVG elements of series ``n`` (from 0): a line through its points, with dashes and signs of its own.

    A point of None leaves a gap. ``ghost``: draw the line of the previous run: pale, dotted and without signs.
    """
    path, pen_up, marks = [], True, []
    for point in points:
        if point is None:
            pen_up = True
            continue
        x, y = point
        path.append(f"{'M' if pen_up else 'L'}{x:.1f} {y:.1f}")
        pen_up = False
        if len(points) <= MOST_MARKS:
            marks.append(_shape(SHAPES[n % 4], x, y, n))
    if ghost:
        return [f'<path class="cl-linepath cl-ghost" d="{" ".join(path)}"/>']
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

    ``kind``: the chart's (``lines`` or ``bars``). ``n``: the number of a series, ``level`` for a reference line, ``flag0`` … for
    a special point, or ``before`` for the previous run.
    """
    if n in ("level", "before"):
        sign = [level("cl-level" if n == "level" else "cl-ghost", x, x + 18, y + 7, y + 7)]
    elif isinstance(n, str):
        sign = [flag(int(n[-1]), x + 9, y + 7, 6.0)]
    elif kind == "bars":
        sign = [bar(n, x, y, 16, 14)]
    else:
        dash = f' stroke-dasharray="{DASHES[n % 4]}"' if DASHES[n % 4] else ""
        line_sign = f'<path class="cl-linepath cl-s{n % 4}" d="M{x - 4:g} {y + 7:g}h24"{dash}/>'
        sign = [line_sign, _shape(SHAPES[n % 4], x + 8, y + 7, n)]
    return [*sign, text(x + 24, y + 12, label, "start")]


def put_legend(chart: Chart, before: Chart | None, left: float, width: float, letter: float) -> tuple[list[str], float]:
    """Return (SVG elements of the legend, in as many rows as it takes; y at which the chart itself begins).

    ``left``, ``width``: where a row begins and must end; ``letter``: the mean width of a letter; all in SVG units.
    """
    parts: list[str] = []
    x, y = left, 8.0
    entries = legend(chart, before)
    for n, label in entries:
        room = 24 + letter * len(label)
        if x > left and x + room > width:
            x, y = left, y + 20
        parts += key(chart.kind, n, label, x, y)
        x += room + 16
    return parts, y + 30 if entries else 10.0


def cell(n: int, x: float, y: float, width: float, height: float) -> str:
    """Return the ``<rect>`` (SVG) of one cell of a grid, whose top left is (x, y). ``n``: its level, 0 to 3."""
    return f'<rect class="cl-cell cl-l{n}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def node(one: Node, x: float, y: float, before: Node | None = None) -> list[str]:
    """Return the ``<circle>`` elements (SVG) of one person in a ``Network`` chart: a ring round (x, y), and a disc inside it.

    The share of the ring's area that the disc fills is the person's value, 0 to 1. ``before``: the same person in the previous
    run, whose value is drawn as a dotted circle when it differs.
    """
    chosen = " cl-chosen" if one.chosen else ""
    filled = _filled(one)
    moved = before is not None and abs(_filled(before) - filled) >= 0.5
    ghost = [f'<circle class="cl-ghost" cx="{x:.1f}" cy="{y:.1f}" r="{_filled(before):.1f}"/>'] if before and moved else []
    return [
        f'<circle class="cl-node{chosen}" cx="{x:.1f}" cy="{y:.1f}" r="19"/>',
        f'<circle class="cl-fill" cx="{x:.1f}" cy="{y:.1f}" r="{filled:.1f}"/>',
        *ghost,
    ]


def _filled(one: Node) -> float:
    return 19 * math.sqrt(max(0.0, min(1.0, one.value)))
