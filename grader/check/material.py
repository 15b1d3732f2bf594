"""The course as the checks read it: every notebook's cells, and what each notebook asks, marks and shows. Judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from carelab.notebook import Collector, collecting
from carelab.questions import CareLabError, Key, Question
from carelab.sims.model import Model
from grader.authoring import Master, nbgrader_of, read_master, run_cell, text_of


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook file. ``number`` counts from 1."""

    number: int
    id: str
    type: str
    source: str
    raw: Mapping[str, Any]

    @property
    def where(self) -> str:
        """The cell's number and id, to name it in a message."""
        return f"cell {self.number} ({self.id})" if self.id else f"cell {self.number}"

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The cell's metadata; empty when it has none."""
        found = self.raw.get("metadata", {})
        return found if isinstance(found, Mapping) else {}

    @property
    def nbgrader(self) -> Mapping[str, Any]:
        """The cell's nbgrader metadata; empty when it has none."""
        return nbgrader_of(self.raw)


@dataclass(frozen=True, eq=False)
class Asked:
    """A question with its key, in an exercise or a lesson. ``points`` is None in a lesson, where nothing is marked."""

    question: Question
    key: Key
    points: float | None

    @property
    def where(self) -> str:
        """The question's id, to name it in a message."""
        return f"question {self.question.id}"


PRACTICE = "00-"
"""How the name of a unit begins that shows how the pack works: nothing of the article, and marks for practice only."""


@dataclass(frozen=True, eq=False)
class Page:
    """One notebook of the course, as the checks read it. Two are equal only when they are the same object.

    Attributes
    ----------
    kind:
        ``lesson`` (in notebooks/) or ``exercise`` (in source/).
    file:
        Its path from the course folder.
    notebook:
        The whole file as JSON data; empty when it cannot be read.
    asked:
        Its questions, with the figures of variant 1.
    masters:
        For an exercise: its marked questions, once for each variant of the figures that loads.
    collected:
        For a lesson: the questions and models that it declared when it ran.
    broken:
        Pairs (variant, error) for the variants that do not load; empty when all do.
    """

    kind: Literal["lesson", "exercise"]
    unit: str
    path: Path
    file: str
    notebook: Mapping[str, Any]
    cells: tuple[Cell, ...]
    asked: tuple[Asked, ...] = ()
    models: tuple[Model, ...] = ()
    masters: tuple[Master, ...] = ()
    broken: tuple[tuple[int, CareLabError], ...] = ()
    collected: Collector = field(default_factory=Collector)

    @property
    def practice(self) -> bool:
        """Whether the notebook is of the practice unit, 00, whose marks do not count."""
        return self.unit.startswith(PRACTICE)

    @property
    def markdown(self) -> Iterator[Cell]:
        """The Markdown cells of the notebook."""
        return (cell for cell in self.cells if cell.type == "markdown")


@dataclass(frozen=True)
class Material:
    """All notebooks of a course: its lessons and its exercises, in order."""

    root: Path
    lessons: tuple[Page, ...]
    exercises: tuple[Page, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every notebook, lessons first."""
        return (*self.lessons, *self.exercises)


class BrokenNotebook(CareLabError):
    """A notebook cannot be read, or one of its cells does not run."""


def gather(root: Path, units: Sequence[str] = ()) -> Material:
    """Read the notebooks of a course, or of some units. One that does not load is kept, with the reason in ``broken``."""

    def pages(folder: str) -> list[Path]:
        found = sorted((root / folder).glob("*/*.ipynb"))
        return [p for p in found if p.stem == p.parent.name and (not units or p.stem in units)]

    return Material(
        root,
        tuple(_lesson(root, path) for path in pages("notebooks")),
        tuple(_exercise(root, path) for path in pages("source")),
    )


def _lesson(root: Path, path: Path) -> Page:
    notebook, cells, problem = _read(path)
    collector, asked = Collector(), tuple[Asked, ...]()
    if problem is None:
        collector, problem = _run(path, cells)
        asked = tuple(Asked(q, collector.keys.get(q.id, Key()), None) for q in collector.questions.values())
    broken = () if problem is None else ((1, problem),)
    file, models = path.relative_to(root).as_posix(), tuple(collector.models)
    return Page("lesson", path.stem, path, file, notebook, cells, asked, models, broken=broken, collected=collector)


def _exercise(root: Path, path: Path) -> Page:
    notebook, cells, problem = _read(path)
    broken = [] if problem is None else [(1, problem)]
    masters: list[Master] = []
    variant, variants = 1, 0 if problem else 1
    while variant <= variants:
        try:
            master = read_master(path, variant)
        except CareLabError as error:
            broken.append((variant, error))
        else:
            masters.append(master)
            variants = master.variants
        variant += 1
    asked = tuple(Asked(m.question, m.key, m.points) for m in masters[0].questions) if masters else ()
    file, read = path.relative_to(root).as_posix(), tuple(masters)
    return Page("exercise", path.stem, path, file, notebook, cells, asked, masters=read, broken=tuple(broken))


def _read(path: Path) -> tuple[Mapping[str, Any], tuple[Cell, ...], CareLabError | None]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(
            Cell(n, str(c.get("id", "")), str(c["cell_type"]), text_of(c), c) for n, c in enumerate(notebook["cells"], 1)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, (), BrokenNotebook("The file cannot be read as a notebook.", "Take it back from the last good copy.")
    return notebook, cells, None


def _run(path: Path, cells: Sequence[Cell]) -> tuple[Collector, CareLabError | None]:
    """Run a lesson's cells with nothing shown."""
    space: dict[str, Any] = {"__name__": "__lesson__"}
    with collecting() as collector:
        for cell in cells:
            if cell.type != "code":
                continue
            try:
                run_cell(cell.source, f"{path.name}, cell {cell.number}", space)
            except CareLabError as error:
                return collector, error
    return collector, None
