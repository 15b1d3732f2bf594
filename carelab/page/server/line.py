"""Python behind one page: runs the notebook's cells in the student's folder, then hears what the page says, a line each.

``python -m carelab.page.server.line NOTEBOOK`` reads and prints what ``worker.js`` hears and says on the website. When its input
ends, it has done all that was said, and ends.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carelab.page.browser import own_cells, stand_in

ANSWERS = "answers.json"


def main(notebook: Path) -> None:
    """Run a notebook's cells, then handle one JSON message from each line of standard input, until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then closes the input
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a cell prints goes to the log

    def post(text: str) -> None:
        out.write(text + "\n")
        out.flush()

    stand_in.install(alone=False)
    stand_in.post_to(post)
    try:
        for at, source in own_cells(json.loads(notebook.read_text(encoding="utf-8"))):
            post(json.dumps({"do": "cell", "at": at}))
            stand_in.run(source)
    except Exception:  # noqa: BLE001  the page says it
        post(json.dumps({"do": "failed", "start": True, "text": traceback.format_exc()}))
    else:
        post(json.dumps({"do": "ready"}))
    said: list[str] = []
    stand_in.post_to(said.append)
    for line in sys.stdin:
        try:
            _hear(json.loads(line), Path(f"{notebook.stem}-handin.zip"), said, post)
        except KeyError:
            traceback.print_exc()  # of a question that is no more: it stays with the page
        except Exception:  # noqa: BLE001  the page says it
            post(json.dumps({"do": "failed", "start": False, "text": traceback.format_exc()}))


def _hear(message: dict[str, Any], handin: Path, said: list[str], post: Callable[[str], None]) -> None:
    """Pass a message on to its widget; then send the page ``heard``, and after it what the widget said (in ``said``)."""
    before = _made(handin)
    said.clear()
    stand_in.hear_json(message["text"], message.get("question"), message.get("waited"))
    post(json.dumps({"do": "heard", "number": message["number"], "question": message.get("question")}))
    for text in said:
        post(text)
    if _made(handin) != before:
        data = handin.read_bytes()
        post(
            json.dumps(
                {
                    "do": "download",
                    "name": handin.name,
                    "data": base64.b64encode(data).decode(),
                    "sum": base64.b64encode(hashlib.sha256(data).digest()).decode(),
                    "answers": Path(ANSWERS).read_text(encoding="utf-8"),
                }
            )
        )


def _made(path: Path) -> tuple[int, int] | None:
    """Return what tells one writing of a file from another."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


if __name__ == "__main__":
    main(Path(sys.argv[1]))
