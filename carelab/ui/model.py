"""A teaching model on the screen: runs the model when a control moves, and ticks the tasks that the new setting does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import anywidget
import traitlets

from carelab.sims.model import INVENTED, Control, Model, Order, Pick, Slider, Steps, Switch, View, settle, starting_values
from carelab.sims.try_it import TryIt
from carelab.ui.chart import draw
from carelab.ui.chart_narrow import draw_narrow
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
    """

    _esm = script("dom.js", "dragging.js", "moves.js", "controls.js", "model.js")
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
        start = starting_values(model.controls)
        head = {
            "title": model.title,
            "invented": INVENTED,
            "built_in": model.built_in,
            "controls": [control_json(c) for c in model.controls],
            "start": start,
            "tasks": [{"id": task.id, "text": task.text, "then": task.then} for task in tasks],
        }
        super().__init__(head=head, values=start, view=view_json(model.run(start)), done=list(done))
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "run" and isinstance(message.get("values"), dict):
            self.values = settle(self._model.controls, message["values"])
            view = self._model.run(self.values)
            new = [task.id for task in self._tasks if task.id not in self.done and task.done(self.values, view)]
            with self.hold_sync():
                self.view = view_json(view)
                self.done = [*self.done, *new]
            for task in new:
                self._tick(task)
            self.send({"type": "ran", "done": new})


def control_json(control: Control) -> dict[str, Any]:
    """Return what the screen needs to draw a control, as JSON data."""
    kinds = {Slider: "slider", Pick: "pick", Switch: "switch", Order: "order", Steps: "steps"}
    return {"kind": kinds[type(control)], **asdict(control)}


def view_json(view: View) -> dict[str, Any]:
    """Return what the screen needs to show a model's view, as JSON data with the charts as SVG."""
    return {
        "reading": view.reading,
        "notices": list(view.notices),
        "figures": [asdict(f) for f in view.figures],
        "charts": [{"svg": draw(c) + draw_narrow(c), "says": c.says, "title": c.title} for c in view.charts],
        "table": {"caption": view.table.caption, "columns": list(view.table.columns), "rows": [list(r) for r in view.table.rows]},
    }
