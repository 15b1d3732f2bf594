"""Does every chart of every model stay inside its picture, wide and narrow, and name all that it shows?"""

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import long_proof, times
from view_checks import settings as any_settings

from carelab import sims
from carelab.sims.model import Chart, Grid, Model, Network, Series, Steps
from carelab.ui.chart import draw
from carelab.ui.chart_narrow import draw_narrow
from carelab.ui.chart_parts import comparable

MODELS: dict[str, Model] = {
    f"{module}.{name}": value
    for module in sorted(found.name for found in pkgutil.iter_modules(sims.__path__))
    for name, value in vars(importlib.import_module(f"carelab.sims.{module}")).items()
    if name.isupper() and hasattr(value, "controls")
}
"""Every teaching model of the course, by module and name."""
Draw = Callable[..., str]
PLACES = {"x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy"}
LETTER = {"cl-small": 5.5, "cl-strong": 7.2}
"""Units that a letter of this kind takes on average; 6.5 for the rest."""


def words(svg: ET.Element) -> list[ET.Element]:
    return [e for e in svg.iter() if e.tag.endswith("text")]


def reach(e: ET.Element) -> tuple[float, float]:
    """Return where words begin and end, across or, when they are turned, up."""
    wide = len(e.text or "") * next((w for kind, w in LETTER.items() if kind in e.attrib["class"]), 6.5)
    middle = re.match(r"translate\(\S+ (\S+)\)", e.get("transform", ""))
    at = float(middle[1]) if middle else float(e.attrib["x"])
    start = at - {"start": 0.0, "middle": wide / 2, "end": wide}[e.attrib["text-anchor"]]
    return start, start + wide


def shapes(svg: ET.Element) -> list[tuple[float, float]]:
    """Return the corners of each bar, cell and line, and the middles of circles."""
    corners = []
    for e in svg.iter():
        match e.tag.rpartition("}")[2], {name: float(e.attrib[name]) for name in PLACES & set(e.attrib)}:
            case "rect", {"x": x, "y": y, "width": width, "height": height}:
                corners += [(x, y), (x + width, y + height)]
            case "line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}:
                corners += [(x1, y1), (x2, y2)]
            case "circle", {"cx": cx, "cy": cy}:
                corners.append((cx, cy))
    return corners


def moved(model: Model) -> dict[str, object]:
    """Values with every move made, for a model whose view is empty before the first move."""
    steps = [control for control in model.controls if isinstance(control, Steps)]
    return {control.id: [[item, next(iter(control.choices))] for item in control.items] for control in steps}


@long_proof
@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=times(6, 200), deadline=None)
@given(data=st.data())
def test_nothing_stands_outside_its_picture_wide_or_narrow(name: str, data: st.DataObject) -> None:
    now, then = (MODELS[name].run(data.draw(any_settings(MODELS[name].controls))).charts for _ in range(2))
    for n, chart in enumerate(now):
        before = then[n] if len(then) == len(now) and comparable(chart, then[n]) else None
        for svg in (ET.fromstring(drawn(chart, before)) for drawn in (draw, draw_narrow)):
            _, _, width, height = map(float, svg.attrib["viewBox"].split())
            for e in words(svg):
                start, end = reach(e)
                assert -2 <= start <= end <= (height if "transform" in e.attrib else width) + 2, (chart.title, e.text)
                assert float(e.attrib["y"]) <= height, (chart.title, e.text)
            assert [(x, y) for x, y in shapes(svg) if not (0 <= x <= width and 0 <= y <= height)] == [], chart.title


@pytest.mark.parametrize("name", MODELS)
def test_a_narrow_picture_names_all_that_the_wide_one_does(name: str) -> None:
    for chart in MODELS[name].run(moved(MODELS[name])).charts:
        wide, narrow = (" ".join(e.text or "" for e in words(ET.fromstring(drawn(chart)))) for drawn in (draw, draw_narrow))
        match chart:
            case Chart():
                named = [s.label for s in chart.series] if len(chart.series) > 1 else []
                named += [*chart.marks, *chart.bands, *(label for label, places in chart.flags.items() if places)]
                named += [*(chart.labels if chart.kind == "bars" else chart.labels[:1])]
            case Grid():
                named = [some for _, names in chart.cells.values() for some in names]
            case Network():
                named = [word for node in chart.nodes for word in node.label.split()]
        assert named
        assert [some for some in named if some not in wide or some not in narrow] == [], chart.title


LIMITS = Chart(
    *("lines", "Falls each month", [str(n) for n in range(1, 13)]),
    [Series("Falls", [4, 6, 5, 7, 5, 6, 4, 5, 6, 4, 8, 10])],
    "One month of twelve is a signal.",
    marks={"Lower limit": 1.06, "Mean": 5.2, "Upper limit": 9.34},
    bands={"Usual": (1.06, 9.34), "Above": (9.34, 12)},
    flags={"Outside": [11], "Run": [], "Ask why": [10]},
)


@pytest.mark.parametrize("drawn", [draw, draw_narrow])
def test_bands_limits_and_special_points_are_named_and_have_shapes(drawn: Draw) -> None:
    svg = ET.fromstring(drawn(LIMITS))
    said = [e.text for e in words(svg)]
    for name in (*LIMITS.marks, *LIMITS.bands, "Outside", "Ask why"):
        assert said.count(name) == 1, name
    assert "Run" not in said, "a kind of point of which there is none"
    tops = sorted(float(e.attrib["y"]) for e in words(svg) if e.text in LIMITS.marks)
    assert min(b - a for a, b in pairwise(tops)) >= 12, "names of limits lie on one another"
    rings = [e.tag.rpartition("}")[2] for e in svg.iter() if "cl-node" in e.attrib.get("class", "")]
    assert sorted(rings) == ["circle", "circle", "path", "path"], "a point and its key, for each of two kinds"


@pytest.mark.parametrize("drawn", [draw, draw_narrow])
def test_a_special_bar_is_pointed_out_and_names_of_close_limits_do_not_lie_on_one_another(drawn: Draw) -> None:
    bars = Chart("bars", "B", ["a", "b"], [Series("S", [1, 3])], "S.", flags={"Now": [1]}, marks={"Most": 2, "Least": 1})
    svg = ET.fromstring(drawn(bars))
    assert {"Now", "Most", "Least"} <= {e.text for e in words(svg)}
    assert sum("cl-node" in e.attrib.get("class", "") for e in svg.iter()) == 2
    close = replace(LIMITS, marks={"Lower": 5.0, "Mean": 5.1, "Upper": 5.2}, bands={})
    tops = sorted(float(e.attrib["y"]) for e in words(ET.fromstring(drawn(close))) if e.text in close.marks)
    assert min(b - a for a, b in pairwise(tops)) >= 12


def test_a_narrow_grid_says_what_its_figures_mean() -> None:
    across = ["1 Quite small", "2 Very, very large indeed, beyond its cell"]
    said = [
        e.text for e in words(ET.fromstring(draw_narrow(Grid("G", ["2 Likely", "1 Rare"], across, {}, "S.", "Up", "Across"))))
    ]
    assert "Up, from 1 Rare to 2 Likely" in said
    assert "Across, from 1 Quite small to 2 Very, very large indeed, beyond its cell" in said
    assert {"1", "2"} <= set(said)
