"""What holds of every model: it says what is built in, can be drawn at any setting, and falls back where a value is no value."""

import importlib
import pkgutil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as limits
from soak import times
from view_checks import check_controls, check_sentences, check_view, settings

from carelab import sims
from carelab.sims.model import Chart, Model, Slider, Switch, starting_values
from carelab.sims.outbreak import FLOOD

MODELS: dict[str, Model] = {
    name: module.MODEL
    for name in (found.name for found in pkgutil.iter_modules(sims.__path__))
    if hasattr(module := importlib.import_module(f"carelab.sims.{name}"), "MODEL")
} | {"flood": FLOOD}
ROWS = {
    "any_day": 56, "beds_at_three": 28, "enough_on_paper": 7, "flood": 6, "mentors_year": 13, "ninety_days": 12, "outbreak": 6,
    "three_year_route": 3, "two_dials": 17, "waiting_room": 8, "who_is_missing": 21,
}  # fmt: skip
"""How many rows the table of a model has, at any setting."""
SLOW = {"thousand_managers": times(4, 12), "shelf": times(5, 15), "waiting_room": times(6, 20)}
EACH_MODEL = pytest.mark.parametrize("name", MODELS)


@EACH_MODEL
def test_it_says_what_is_built_in_and_its_controls_can_be_drawn(name: str) -> None:
    check_sentences(MODELS[name].built_in)
    check_controls(MODELS[name].controls)


@EACH_MODEL
def test_any_setting_can_be_shown_and_is_shown_the_same_each_time(name: str) -> None:
    model = MODELS[name]

    @limits(max_examples=SLOW.get(name, 100))
    @given(settings(model.controls))
    def shown(values: dict[str, Any]) -> None:
        view = model.run(values)
        check_view(view)
        assert view == model.run(dict(values))
        assert len(view.table.rows) == ROWS.get(name, len(view.table.rows))

    shown()


@EACH_MODEL
@pytest.mark.parametrize("odd", [None, "no such thing", float("nan"), 3.5j, ["task"], {"a": 1}], ids=repr)
def test_a_value_that_is_no_value_falls_back_to_the_start(name: str, odd: object) -> None:
    model = MODELS[name]
    values = {control.id: odd for control in model.controls if not isinstance(control, Switch)}
    assert model.run(values) == model.run({})


@EACH_MODEL
def test_no_slider_begins_at_its_end(name: str) -> None:
    sliders = [control for control in MODELS[name].controls if isinstance(control, Slider)]
    assert all(slider.low < slider.start < slider.high for slider in sliders)


@EACH_MODEL
def test_no_chart_begins_as_equal_bars(name: str) -> None:
    for chart in MODELS[name].run(starting_values(MODELS[name].controls)).charts:
        if isinstance(chart, Chart) and chart.kind == "bars":
            assert len({round(value, 2) for series in chart.series for value in series.values if value is not None}) > 1
