"""A teaching model on the screen: runs the model when a control moves, and sends words, figures, charts and a table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import anywidget
import traitlets

from carelab.sims.model import INVENTED, Control, Model, Order, Pick, Slider, Switch, settle, starting_values
from carelab.ui.chart import draw
from carelab.ui.chart_narrow import draw_narrow
from carelab.ui.form import script, style


class ModelView(anywidget.AnyWidget):
    """One teaching model with its controls."""

    _esm = script("dom.js", "choosing.js", "controls.js", "model.js")
    _css = style()
    head = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)

    def __init__(self, model: Model) -> None:
        self._model = model
        start = starting_values(model.controls)
        head = {"title": model.title, "invented": INVENTED, "controls": [control_json(c) for c in model.controls], "start": start}
        super().__init__(head=head, values=start, view=view_json(model, start))
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "run" and isinstance(message.get("values"), dict):
            self.values = settle(self._model.controls, message["values"])
            self.view = view_json(self._model, self.values)
            self.send({"type": "ran"})


def control_json(control: Control) -> dict[str, Any]:
    """Return a control as JSON data for the screen."""
    kinds = {Slider: "slider", Pick: "pick", Switch: "switch", Order: "order"}
    return {"kind": kinds[type(control)], **asdict(control)}


def view_json(model: Model, values: dict[str, Any]) -> dict[str, Any]:
    """Run the model and return its view as JSON data, charts drawn."""
    view = model.run(values)
    return {
        "reading": view.reading,
        "notices": list(view.notices),
        "figures": [asdict(f) for f in view.figures],
        "charts": [{"svg": draw(c) + draw_narrow(c), "says": c.says, "title": c.title} for c in view.charts],
        "table": {"caption": view.table.caption, "columns": list(view.table.columns), "rows": [list(r) for r in view.table.rows]},
    }
