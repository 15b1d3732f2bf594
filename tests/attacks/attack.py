"""An attack as a file: what it tries, what must happen, and the notebook that tries it.

The head of a file holds ``# tries:``, ``# must:``, ``# stock:`` (what comes of it when nbgrader marks it without us, or ``not
tried: why``) and, where they apply, ``# again:`` (what must happen on a second run), ``# limits:``, ``# edit:`` (what is done to
the submission), ``# tutor-file:``, ``# student-file:``, ``# never-shown:`` and ``# most-output:``. The rest is cells, as in
``making``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from making import Pair, cell, read_pair

from grader.marking.verdict import CellVerdict
from grader.sandbox import Limits

FOLDER = Path(__file__).parent / "cases"
QUICK = Limits(cell_seconds=20, total_seconds=60)


@dataclass(frozen=True)
class Attack:
    """One attack, read from its file."""

    name: str
    heads: dict[str, str]
    pair: Pair

    @property
    def limits(self) -> Limits:
        """The limits it runs under."""
        wanted = dict(item.split("=") for item in self.heads.get("limits", "").split())
        return Limits(**{**vars(QUICK), **{k: float(v) if k.endswith("seconds") else int(v) for k, v in wanted.items()}})

    @property
    def tutor_files(self) -> dict[str, bytes]:
        """Files of the tutor's."""
        return self._file("tutor-file")

    @property
    def student_files(self) -> dict[str, bytes]:
        """Files that the student hands in beside the notebook."""
        return self._file("student-file")

    def _file(self, head: str) -> dict[str, bytes]:
        name, _, source = self.heads.get(head, "").partition(" ")
        return {name: source.encode()} if name else {}


def names() -> list[str]:
    """List all attacks."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def load(name: str, places: dict[str, str]) -> Attack:
    """Read one attack.

    Parameters
    ----------
    name:
        Its file's name.
    places:
        What to put for ``@HOME@`` and the like.
    """
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for place, value in places.items():
        text = text.replace(f"@{place}@", value)
    head = text.partition("# %%")[0]
    heads = dict(re.findall(r"^# ([\w-]+): (.*)$", head, re.MULTILINE))
    attack = Attack(name, heads, read_pair(text))
    _edit(attack.pair.submitted, heads.get("edit", ""))
    return attack


def check(must: str, verdicts: tuple[CellVerdict, ...]) -> None:
    """Assert that each test cell earned what must be: a mark, ``any-but-full``, or ``none`` with words of its reason."""
    found = {verdict.grade_id: verdict for verdict in verdicts}
    for item in must.split(";"):
        grade_id, wanted, *words = item.split()
        verdict = found[grade_id]
        if wanted == "none":
            assert verdict.score is None, verdict
            assert " ".join(words) in verdict.reason, verdict
        elif wanted == "any-but-full":
            assert verdict.score is None or verdict.score < verdict.points, verdict
        else:
            assert verdict.score == float(wanted), verdict


def _edit(notebook: Any, edit: str) -> None:
    """Do to a submission what a student might do to its cells."""
    if not edit:
        return
    what, grade_id, *rest = edit.split(" ", 2)
    place = next(i for i, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    _EDITS[what](notebook.cells, place, rest[0] if rest else "")


def _retype(cells: list[Any], place: int, _: str) -> None:
    cells[place].cell_type = "markdown"
    cells[place].pop("outputs", None)
    cells[place].pop("execution_count", None)


_EDITS: dict[str, Callable[[list[Any], int, str], Any]] = {
    "delete": lambda cells, place, _: cells.pop(place),
    "source": lambda cells, place, text: cells[place].update(source=text),
    "copy": lambda cells, place, _: cells.append(copy.deepcopy(cells[place])),
    "markdown": _retype,
    "rename": lambda cells, place, _: cells[place].metadata["nbgrader"].update(grade_id="something-else"),
    "points": lambda cells, place, text: cells[place].metadata["nbgrader"].update(points=float(text)),
    "flag": lambda cells, place, text: cells[place].metadata["nbgrader"].update({text: True}),
    "strip": lambda cells, place, _: cells[place].metadata.pop("nbgrader"),
    "first": lambda cells, place, _: cells.insert(0, cells.pop(place)),
    "forge": lambda cells, place, _: cells.insert(0, cell("test", cells[place].metadata["nbgrader"]["grade_id"], "pass")),
}
