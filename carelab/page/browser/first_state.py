"""Works out what a notebook shows before anybody has answered, in a process of its own, as the stand-ins replace anywidget.

``python -m carelab.page.browser.first_state NOTEBOOK VARIANT SEED`` prints the messages of ``stand_in`` as a JSON list.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from carelab.page.browser import own_cells, stand_in


def first_state(path: Path, variant: int, seed: int) -> list[dict[str, Any]]:
    """Run a notebook's cells as for a student who has answered nothing, and return the messages that the cells send to the page.

    Each message is a dict whose ``do`` says what it is: ``cell`` (the next cell begins), ``open`` (a widget and its state),
    ``show`` (a widget's place) or ``html``. ``variant`` and ``seed`` are those of the answer file: which set of figures, and
    which order of options.
    """
    said: list[str] = []
    stand_in.install()
    stand_in.post_to(said.append)
    cells = own_cells(json.loads(path.read_text(encoding="utf-8")))
    unit = path.stem
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        book = {"schema": 1, "assignment": unit, "variant": variant, "seed": seed, "answers": {}}
        if seed:
            Path("answers.json").write_text(json.dumps(book), encoding="utf-8")
        for at, source in cells:
            said.append(json.dumps({"do": "cell", "at": at}))
            stand_in.run(source)
        os.chdir("/")
    return _joined([json.loads(text) for text in said])


def _joined(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the messages with every update joined to the widget that it changes."""
    widgets = {one["id"]: one for one in said if one["do"] == "open"}
    for one in said:
        if one["do"] == "update":
            widgets[one["id"]]["state"].update(one["state"])
    return [one for one in said if one["do"] in ("cell", "open", "show", "html")]


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):  # a cell may print
        found = first_state(Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(found))
