"""An attack by code, as text: what it tries, what must happen, and the code that tries it.

Each of those in ``cases`` begins with ``# === NAME: what it tries``. Its head may hold ``# must:`` (what each test must earn;
without it, full marks where it brings a test of its own, else 0), ``# again:`` (the same on a second run), ``# limits:``,
``# edit:`` (what is done to the submission), ``# stock:`` (the marks that stock nbgrader gives), ``# never-shown:`` and
``# most-output:``. The rest is a solution cell and what follows it, as in ``making``; without a test, ``answer`` must be 42.
What the sandbox's own probe tries (network, processes, memory, disk, system calls) is tested in ``tests/sandbox``.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from making import cell, notebook

from grader.marking.verdict import CellVerdict
from grader.sandbox import Limits

FOLDER = Path(__file__).parent / "cases"
QUICK = Limits(cell_seconds=20, total_seconds=60)


@dataclass(frozen=True)
class Attack:
    """One attack: its head, the released notebook, and the notebook that was handed in."""

    heads: dict[str, str]
    master: Any
    submitted: Any

    @property
    def limits(self) -> Limits:
        wanted = dict(item.split("=") for item in self.heads.get("limits", "").split())
        return Limits(**{**vars(QUICK), **{k: float(v) if k.endswith("seconds") else int(v) for k, v in wanted.items()}})


def _texts() -> dict[str, str]:
    parts = [part for path in FOLDER.glob("*.txt") for part in f"\n{path.read_text(encoding='utf-8')}".split("\n# === ")[1:]]
    return {part.partition(":")[0]: part.partition("\n")[2] for part in parts}


TEXTS = _texts()


def load(name: str, places: dict[str, str]) -> Attack:
    """Read one attack, with the places of this run for ``@HOME@`` and the like."""
    text = TEXTS[name]
    for place, value in places.items():
        text = text.replace(f"@{place}@", value)
    heads = dict(re.findall(r"^# ([a-z-]+): (.*)$", text, re.MULTILINE))
    if "\n# %% test " not in text:
        text += "\n# %% test q1\nassert answer == 42"
        heads.setdefault("must", "q1 0")
    heads.setdefault("must", "q1 1")
    cells = re.sub(r"\A(# [a-z-]+: .*\n)+", "", text)
    master = notebook(cells if cells.startswith("# %%") else f"# %% solution a\n{cells}")
    submitted = copy.deepcopy(master)
    if "edit" in heads:
        what, grade_id, *rest = heads["edit"].split(" ", 2)
        place = next(n for n, c in enumerate(submitted.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
        _EDITS[what](submitted.cells, place, "".join(rest))
    return Attack(heads, master, submitted)


def check(must: str, verdicts: tuple[CellVerdict, ...]) -> None:
    """Assert that each test cell earned what must be: a mark, ``any-but-full``, or ``none`` with words of its reason."""
    found = {verdict.grade_id: verdict for verdict in verdicts}
    for item in must.split("; "):
        grade_id, wanted, *words = item.split()
        verdict = found[grade_id]
        if wanted == "none":
            assert verdict.score is None, verdict
            assert " ".join(words) in verdict.reason, verdict
        elif wanted == "any-but-full":
            assert verdict.score is None or verdict.score < verdict.points, verdict
        else:
            assert verdict.score == float(wanted), verdict


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
