"""Does every model say on screen what is built in, and start where something can be seen?"""

import importlib
import pkgutil

import pytest
from view_checks import check_sentences, check_view

from carelab import sims
from carelab.sims.model import Chart, Model, Slider, starting_values

MODELS: dict[str, Model] = {
    name: module.MODEL
    for name in (found.name for found in pkgutil.iter_modules(sims.__path__))
    if hasattr(module := importlib.import_module(f"carelab.sims.{name}"), "MODEL")
}


@pytest.mark.parametrize("name", MODELS)
def test_it_says_what_is_built_in(name: str) -> None:
    check_sentences(MODELS[name].built_in)


@pytest.mark.parametrize("name", ["two_dials", "spread", "twelve_months", "budget"])
def test_no_slider_begins_at_its_end(name: str) -> None:
    sliders = [control for control in MODELS[name].controls if isinstance(control, Slider)]
    assert sliders
    none_yet = ("pay", 0)  # the plan of Larkfield's budget has no rise in it
    assert all(slider.low < slider.start < slider.high or (slider.id, slider.start) == none_yet for slider in sliders)


@pytest.mark.parametrize("name", MODELS)
def test_no_chart_begins_as_equal_bars(name: str) -> None:
    view = MODELS[name].run(starting_values(MODELS[name].controls))
    check_view(view)
    for chart in view.charts:
        if isinstance(chart, Chart) and chart.kind == "bars":
            values = {round(value, 2) for series in chart.series for value in series.values if value is not None}
            assert len(values) > 1
