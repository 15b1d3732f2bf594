"""One Python process for each open page: what the page says goes in, what Python says comes out, a line of JSON each."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

SECONDS_TO_END = 10.0


class PageProcess:
    """The Python process that runs the notebook of one open page.

    Parameters
    ----------
    notebook:
        Path of the course's notebook, whose cells are run.
    folder:
        The folder with the student's answers to that notebook.
    hear:
        Called, in another thread, with each line that the process prints, and with None when the process ends.
    """

    def __init__(self, notebook: Path, folder: Path, hear: Callable[[str | None], object]) -> None:
        self._hear = hear
        self._to_say: SimpleQueue[str | None] = SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "carelab.page.server.line", str(notebook)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for work in (self._listen, self._speak):
            Thread(target=work, daemon=True).start()

    def say(self, text: str) -> None:
        """Send a message (JSON text) to the process."""
        self._to_say.put(text)

    def end(self) -> None:
        """End the process once it has handled every message; after ten seconds it is killed."""
        self._to_say.put(None)

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._hear(line)
        self._hear(None)

    def _speak(self) -> None:
        told = self._process.stdin
        if told is None:
            return
        with contextlib.suppress(OSError):  # it has ended already
            while (text := self._to_say.get()) is not None:
                told.write(text.replace("\n", " ") + "\n")
                told.flush()
        with contextlib.suppress(OSError):
            told.close()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
