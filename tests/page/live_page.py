"""A small unit, and an open page of it as its script speaks to Python."""

import json
from pathlib import Path
from typing import Any

import nbformat
import websocket
from nbformat import v4

UNIT = "08-small"
EXERCISES = f"exercises/{UNIT}"
CELLS = [
    f'import carelab\nprint("a cell may print")\nex = carelab.exercise("{UNIT}")',
    'ex.number("q1", ask="1. How many beds are free?", unit="beds")',
    'ex.number("q2", ask="2. How many are full?", unit="beds")',
    "ex.finish()",
]


def write(path: Path, cells: list[str]) -> None:
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# Beds"), *(v4.new_code_cell(cell) for cell in cells)])
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


class Page:
    """An open page, as its script speaks to Python."""

    def __init__(self, pages: str, token: str, notebook: str = EXERCISES) -> None:
        address = f"{pages.replace('http', 'ws', 1)}api/live/{notebook}"
        self.socket = websocket.create_connection(address, header=[f"Authorization: token {token}"], timeout=60)
        self.widgets: dict[str, str] = {}
        self.number = 0

    def until(self, do: str) -> dict[str, Any]:
        """Hear what Python says until it says something of a kind."""
        while True:
            said: dict[str, Any] = json.loads(self.socket.recv())
            if said["do"] == "open":
                self.widgets[said["kind"]] = said["id"]
            if said["do"] == do:
                return said

    def say(self, content: dict[str, Any], question: str | None = None) -> None:
        self.number += 1
        text = json.dumps({"id": self.widgets.get("Finish", ""), "content": content})
        self.socket.send(json.dumps({"number": self.number, "question": question, "text": text}))

    def answer(self, question: str, value: float) -> None:
        self.say({"type": "answer", "sequence": self.number, "value": value}, question)
