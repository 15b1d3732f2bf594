"""The IPython shell in which cells run: cell magics, last values, figures and printing as in a notebook.

It keeps what a cell shows as plain notebook outputs, within a limit. It knows nothing of students, tests or marks.
"""

from __future__ import annotations

import base64
import io
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]

_KEPT_FORMATS = ("text/plain", "image/png")
_FRAMES = 8


class Outputs:
    """The outputs of one cell, in order, as nbformat outputs: at most ``most`` characters and ``most_items`` outputs."""

    def __init__(self, most: int = 100_000, most_items: int = 100) -> None:
        self.items: list[Output] = []
        self.errors: list[tuple[str, str]] = []
        self.left = most
        self.most_items = most_items

    def stream(self, name: str, text: str) -> None:
        """Add printed text. ``name``: ``stdout`` or ``stderr``; text after text of the same stream is joined to it."""
        text = self._cut(text)
        if text and self.items and self.items[-1].get("name") == name:
            self.items[-1]["text"] += text
        elif text:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, output: Output) -> None:
        """Add an nbformat output."""
        if len(self.items) < self.most_items:
            self.items.append(output)

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Add a displayed value: its text and its PNG, nothing else.

        ``kind``: nbformat's output type; ``data``: MIME type → content.
        """
        kept: dict[str, Any] = {}
        if "text/plain" in data:
            kept["text/plain"] = self._cut(str(data["text/plain"]))
        picture = data.get("image/png")
        if isinstance(picture, bytes):
            picture = base64.b64encode(picture).decode("ascii")
        if isinstance(picture, str):
            kept["image/png"] = picture
        number = {"execution_count": None} if kind == "execute_result" else {}
        if kept:
            self.add({"output_type": kind, "data": kept, "metadata": {}, **number})

    def error(self, kind: str, text: str, lines: list[str]) -> None:
        """Add an error: its name, message and traceback lines.

        Name and message are also kept in ``errors``, whatever the limits.
        """
        self.errors.append((kind, text[:1000]))
        evalue = self._cut(text)
        self.add({"output_type": "error", "ename": kind, "evalue": evalue, "traceback": [self._cut(line) for line in lines]})

    def _cut(self, text: str) -> str:
        kept = text[: self.left]
        self.left -= len(kept)
        return kept if len(kept) == len(text) else kept + "\n[cut]"


class _Sink(io.TextIOBase):
    """A standard stream that writes to the outputs of the cell that runs now."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str, shell: CellShell) -> None:
        super().__init__()
        self._name = name
        self._shell = shell

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._shell.outputs.left > 0:
            self._shell.outputs.stream(self._name, text)
        return len(text)


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    shell: Any

    def quiet(self) -> bool:
        ends: Any = self.semicolon_at_end_of_expression
        return bool(ends(self.shell.source))

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        del md_dict
        self.shell.outputs.show("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    shell: Any

    def publish(self, data: Any, *_: Any, **__: Any) -> None:
        self.shell.outputs.show("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        del wait


class CellShell(InteractiveShell):
    """An IPython shell that runs a notebook's cells in this process, without terminal, history file and colours."""

    outputs: Outputs
    source = ""
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def run(self, source: str) -> Any:
        """Run one cell as a notebook does. Returns IPython's result, which has the value of the last line."""
        self.source = source
        run_cell: Any = self.run_cell
        return run_cell(source, store_history=True)

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        kind, value, trace = exc_tuple if exc_tuple is not None else sys.exc_info()
        self.outputs.error(*describe_error(kind, value, trace))

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        self.showtraceback()

    def showindentationerror(self) -> None:
        self.showtraceback()

    def system(self, cmd: str) -> None:
        """Run a shell command (``!ls``) and show what it prints, as a notebook does."""
        piped: Any = self.system_piped
        piped(cmd)

    def ask_exit(self) -> None:
        """Do nothing: the marking process decides when this process ends."""

    def enable_gui(self, gui: str | None = None) -> None:
        del gui


def describe_error(kind: Any, value: Any, trace: Any) -> tuple[str, str, list[str]]:
    """Return (name, message, last traceback lines) of an exception; never fails, whatever its own methods do."""
    name = str(getattr(kind, "__name__", kind))
    try:
        text = str(value)
    except Exception:  # noqa: BLE001  the message may be a student's own method
        text = ""
    try:
        frames = [
            f for f in traceback.extract_tb(trace) if "/IPython/" not in f.filename and "/grader/sandbox/" not in f.filename
        ]
        lines = traceback.format_list(frames[-_FRAMES:])
    except Exception:  # noqa: BLE001
        lines = []
    return name, text, [line.rstrip("\n") for line in (*lines, f"{name}: {text}")]


def make_shell() -> CellShell:
    """Create the one IPython shell of this process and return it."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.banner1 = ""
    config.InteractiveShell.cache_size = 1000
    shell = CellShell.instance(config=config)
    shell.outputs = Outputs()
    formatter: Any = shell.display_formatter
    formatter.active_types = list(_KEPT_FORMATS)
    # run both once, so that what IPython loads late is loaded before any fork
    shell.run("1")
    shell.run("raise ValueError")
    shell.outputs = Outputs()
    return shell


@contextmanager
def collecting(shell: CellShell, outputs: Outputs) -> Iterator[Outputs]:
    """Collect into ``outputs`` all that is printed and shown in this ``with`` block."""
    before, streams = shell.outputs, (sys.stdout, sys.stderr)
    shell.outputs = outputs
    try:
        yield outputs
    finally:
        shell.outputs = before
        sys.stdout, sys.stderr = streams


def take_over_streams(shell: CellShell) -> None:
    """Redirect stdout and stderr, from now on, to the outputs that the shell collects."""
    sys.stdout = _Sink("stdout", shell)
    sys.stderr = _Sink("stderr", shell)
