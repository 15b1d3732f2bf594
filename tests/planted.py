"""What the checks look at: the whole course, and a small one in which a test plants a fault."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from grader.check.finding import Finding
from grader.check.material import Material, gather

ROOT = Path(__file__).parents[1]
UNIT = "08-budgeting"


class Planted:
    """A copy of one unit that can be spoilt and checked."""

    def __init__(self, root: Path, unit: str = UNIT) -> None:
        self.root, self.unit = root, unit
        for folder in ("notebooks", "source"):
            shutil.copytree(ROOT / folder / unit, root / folder / unit)

    def path(self, folder: str) -> Path:
        return self.root / folder / self.unit / f"{self.unit}.ipynb"

    def edit(self, folder: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a notebook as JSON data."""
        notebook = json.loads(self.path(folder).read_text(encoding="utf-8"))
        change(notebook)
        self.path(folder).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")

    def edit_cell(self, folder: str, cell_id: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change one cell."""
        self.edit(folder, lambda notebook: change(next(c for c in notebook["cells"] if c["id"] == cell_id)))

    def replace(self, folder: str, old: str, new: str) -> None:
        """Put other words in the one cell that holds these."""

        def change(notebook: dict[str, Any]) -> None:
            cells = [c for c in notebook["cells"] if old in "".join(c["source"])]
            assert len(cells) == 1, f"{old!r} stands in {len(cells)} cells"
            cells[0]["source"] = "".join(cells[0]["source"]).replace(old, new)

        self.edit(folder, change)

    def add(self, folder: str, *markdown: str) -> None:
        """Put a Markdown cell for each text before the last part of a notebook."""
        ids = ["planted", *(f"planted-{n}" for n in range(1, len(markdown)))]
        cells = [
            {"cell_type": "markdown", "id": id, "metadata": {}, "source": text} for id, text in zip(ids, markdown, strict=True)
        ]
        self.edit(folder, lambda notebook: notebook["cells"].__setitem__(slice(2, 2), cells))

    def material(self) -> Material:
        return gather(self.root)

    def finds(self, check: Callable[[Material], Iterator[Finding]]) -> list[Finding]:
        return list(check(self.material()))


@cache
def whole_course() -> Material:
    """The course as it stands, read once."""
    return gather(ROOT)


def add_choice(planted: Planted, name: str, options: str, key: str, points: int = 1) -> None:
    """Put one more marked choice before the last question."""
    source = (
        f'ex.choice("{name}", {options}, ask="Which?")\n### BEGIN HIDDEN TESTS\nfrom grader.authoring.keys import mark\n\n'
        f'mark("{name}", "{key}", why="Because.")\n### END HIDDEN TESTS'
    )
    about = {"grade": True, "locked": True, "schema_version": 3, "solution": False}
    about |= {"grade_id": f"budgeting_{name}", "points": points}
    cell = {"cell_type": "code", "id": name, "metadata": {"nbgrader": about}, "outputs": [], "execution_count": None}

    def insert(notebook: dict[str, Any]) -> None:
        before = next(n for n, c in enumerate(notebook["cells"]) if c["id"] == "q9-words")
        notebook["cells"].insert(before, {**cell, "source": source})

    planted.edit("source", insert)
