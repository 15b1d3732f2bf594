"""An attack that is not code, as data: what must happen, and what makes it.

``must`` is read by the test of its group. For what is handed in (``test_submissions.py``) it is a list, separated by ``;``, of
``full`` (every mark of an honest twin), ``refused WORDS`` (no mark for the submission, and a reason with these words),
``Q none WORDS`` (no mark for one question, and why), ``Q MARK`` (that mark for one question) and ``said WORDS`` (what the
tutor is told). A question that is not named keeps the honest mark.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab.answers.book import NAME

Make = Callable[[Path], Any]
"""Does the attack to a folder that holds an honest hand-in."""


@dataclass(frozen=True)
class Trick:
    """One attack: its name, what must happen, what does it to a folder, and, of a text, what stock nbgrader does with it."""

    name: str
    must: str
    make: Make
    stock: str = ""


def raw(data: bytes) -> Make:
    """Put these bytes in place of the answer file."""
    return lambda folder: (folder / NAME).write_bytes(data)


def edited(change: Callable[[dict[str, Any]], Any]) -> Make:
    """Change the answer file as JSON."""

    def make(folder: Path) -> None:
        path = folder / NAME
        whole = json.loads(path.read_text(encoding="utf-8"))
        change(whole)
        path.write_text(json.dumps(whole), encoding="utf-8")

    return make


def answered(question: str, value: Any, **more: Any) -> Make:
    """Forge the answer to one question, and further fields of its entry."""
    return edited(lambda whole: whole["answers"][question].update(value=value, **more))


def literal(question: str, text: str) -> Make:
    """Put a piece of JSON text in place of one answer's value, as no JSON library would write it."""
    return retyped(rf'("{question}": \{{[^{{}}]*?"value": )[^,\[\]{{}}]*', rf"\g<1>{text}")


def retyped(pattern: str, by: str) -> Make:
    """Change the text of the answer file; the pattern must be there."""

    def make(folder: Path) -> None:
        path = folder / NAME
        text, times = re.subn(pattern, by, path.read_text(encoding="utf-8"), count=1)
        assert times == 1, pattern
        path.write_text(text, encoding="utf-8")

    return make
