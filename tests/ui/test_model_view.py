"""What a model's widget says of the run before: what each figure, chart and cell was before this control moved."""

from typing import Any

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
