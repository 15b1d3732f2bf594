"""What a model's widget says of the run before: what each figure, chart and cell was before this control moved."""

from typing import Any

import pytest

from carelab.sims import thousand_managers, waiting_room
from carelab.sims.model import SlowModel, settle
from carelab.sims.two_dials import MODEL
from carelab.ui.model import ModelView


def moved(view: ModelView, **values: Any) -> dict[str, Any]:
    view._hear(None, {"type": "run", "values": {**view.values, **values}}, [])
    shown: dict[str, Any] = view.view
    return shown


def was(shown: dict[str, Any]) -> str:
    return next(figure["was"] for figure in shown["figures"] if figure["label"] == "The whole week")


def test_the_run_before_is_the_one_before_this_control_began_to_move_and_start_again_forgets_it() -> None:
    view = ModelView(MODEL)
    start = view.view["figures"][2]["text"]
    assert was(view.view) == ""
    assert was(moved(view, m=25.0)) == was(moved(view, m=20.0)) == start
    before = view.view["figures"][2]["text"]
    shown = moved(view, week="inspection")
    assert was(shown) == before
    assert all("cl-ghost" in chart["svg"] for chart in shown["charts"])
    assert shown["charts"][1]["before"].startswith("Before: ")
    assert any(cell for row in shown["table"]["was"] for cell in row)
    fresh = moved(view, m=30.0, week="ordinary")
    assert was(fresh) == ""
    assert not any("cl-ghost" in chart["svg"] or chart["before"] for chart in fresh["charts"])


SLOW = [(thousand_managers.MODEL, thousand_managers.random_results), (waiting_room.MODEL, waiting_room._simulated)]


@pytest.mark.parametrize(("model", "cache"), SLOW)
def test_what_a_slow_model_works_out_ahead_is_not_worked_out_again_when_it_is_asked_for(model: SlowModel, cache: Any) -> None:
    cache.cache_clear()
    view = ModelView(model)
    for values in model.likely:
        assert {**settle(model.controls, values), **values} == settle(model.controls, values)
        assert next(view.ahead) == model.run(values)
    assert next(view.ahead, None) is None
    worked_out = cache.cache_info().misses
    for values in model.likely:
        moved(view, **values)
    assert cache.cache_info().misses == worked_out > 2


def test_another_model_has_nothing_to_work_out_ahead() -> None:
    assert next(ModelView(MODEL).ahead, None) is None
