"""A teaching model on the screen: runs the model when a control moves, and ticks the tasks that the new setting does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import anywidget
import traitlets

from carelab.sims.model import (
    INVENTED,
    Amount,
    Chart,
    Control,
    Data,
    Figure,
    Grid,
    Model,
    Network,
    Order,
    Pick,
    Slider,
    SlowModel,
    Steps,
    Switch,
    Values,
    View,
    settle,
    starting_values,
)
from carelab.sims.try_it import TryIt
from carelab.ui.chart import draw
from carelab.ui.chart_narrow import draw_narrow
from carelab.ui.chart_parts import comparable
from carelab.ui.form import script, style


class ModelView(anywidget.AnyWidget):
    """The widget of one teaching model with its controls.

    Parameters
    ----------
    model:
        The teaching model.
    tasks:
        The tasks that a student can try with it.
    done:
        Ids of the tasks that the student has done already.
    tick:
        Called with a task's id when the student has done it for the first time.

    Attributes
    ----------
    ahead:
        An iterator: each step runs a slow model for values that are likely to be asked for, so that its result is quick then.
    """

    _esm = script("dom.js", "dragging.js", "moves.js", "controls.js", "model_result.js", "model.js")
    _css = style()
    head = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    done = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(
        self, model: Model, tasks: Sequence[TryIt] = (), done: Sequence[str] = (), tick: Callable[[str], object] = lambda _: None
    ) -> None:
        self._model = model
        self._tasks = tasks
        self._tick = tick
        self._start = starting_values(model.controls)
        self._view = model.run(self._start)
        self._before: View | None = None
        self._moved = ""
        head = {
            "title": model.title,
            "invented": INVENTED,
            "built_in": model.built_in,
            "controls": [control_json(c) for c in model.controls],
            "start": self._start,
            "tasks": [{"id": task.id, "text": task.text, "then": task.then} for task in tasks],
        }
        self.ahead = (model.run(values) for values in model.likely) if isinstance(model, SlowModel) else iter(())
        super().__init__(head=head, values=self._start, view=view_json(self._view), done=list(done))
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "run" and isinstance(message.get("values"), dict):
            values = settle(self._model.controls, message["values"])
            self._keep_before(values)
            self.values = values
            self._view = view = self._model.run(values)
            new = [task.id for task in self._tasks if task.id not in self.done and task.done(values, view)]
            with self.hold_sync():
                self.view = view_json(view, self._before)
                self.done = [*self.done, *new]
            for task in new:
                self._tick(task)
            self.send({"type": "ran", "done": new})

    def _keep_before(self, values: Values) -> None:
        """Keep the view to compare with: the one before the control that moves now began to move; none at the start.

        A control of several moves is compared with the move before.
        """
        if values == self._start:
            self._before, self._moved = None, ""
            return
        moved = next((c for c in self._model.controls if values[c.id] != self.values[c.id]), None)
        if moved is not None and (moved.id != self._moved or isinstance(moved, Steps)):
            self._before, self._moved = self._view, moved.id


def control_json(control: Control) -> dict[str, Any]:
    """Return a control as JSON data for the widget: ``kind`` (``slider``, ``pick`` …) and the control's fields."""
    kinds = {Slider: "slider", Pick: "pick", Amount: "amount", Switch: "switch", Order: "order", Steps: "steps"}
    return {"kind": kinds[type(control)], **asdict(control)}


def view_json(view: View, before: View | None = None) -> dict[str, Any]:
    """Return a model's view as JSON data for the widget: ``reading``, ``notices``, ``figures``, ``charts`` (as SVG), ``table``.

    ``before``: the view of the previous run. Where it differs from ``view``, the result has its numbers, table cells and charts
    too, so that the widget can show old and new together.
    """
    old = before.figures if before and len(before.figures) == len(view.figures) else view.figures
    return {
        "reading": view.reading,
        "notices": list(view.notices),
        "figures": [_figure_json(now, was) for now, was in zip(view.figures, old, strict=True)],
        "charts": [_chart_json(c, _before(view, before, n)) for n, c in enumerate(view.charts)],
        "table": {**_table_json(view.table), "was": _cells_before(view.table, before.table) if before else []},
    }


def _before(view: View, before: View | None, n: int) -> Chart | Grid | Network | None:
    """Return the n-th chart of the previous view, when it can be laid under the n-th chart of this one."""
    if before is None or len(before.charts) != len(view.charts):
        return None
    return before.charts[n] if comparable(view.charts[n], before.charts[n]) else None


def _figure_json(now: Figure, was: Figure) -> dict[str, str]:
    return {**asdict(now), "was": was.text if was.text != now.text else ""}


def _chart_json(chart: Chart | Grid | Network, before: Chart | Grid | Network | None) -> dict[str, str]:
    says = f"Before: {before.says}" if before and before.says != chart.says else ""
    return {"svg": draw(chart, before) + draw_narrow(chart, before), "says": chart.says, "before": says, "title": chart.title}


def _table_json(table: Data) -> dict[str, Any]:
    return {"caption": table.caption, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}


def _cells_before(table: Data, before: Data) -> list[list[str]]:
    """Return what each cell was where that differs, else an empty text; nothing when the tables have not the same rows."""
    if (list(table.columns), len(table.rows)) != (list(before.columns), len(before.rows)):
        return []
    pairs = [zip(now, old, strict=True) for now, old in zip(table.rows, before.rows, strict=True)]
    return [[old if old != now else "" for now, old in row] for row in pairs]
