"""Reads and mends a submission's notebook. Every reader of student notebooks uses this; the file is never changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError
from grader.authoring import load_notebook
from grader.course import files_in, is_ordinary
from grader.repair.cells import Expected, expected_cells, mend_cells
from grader.repair.file import as_words, find_notebook, read_bytes, read_notebook

MOST_LOOKED_AT = 2_000
"""Most file names that are looked at to find a notebook that is not in its place."""
MOST_SAID = 12
"""Most repairs of one notebook that are told one by one."""


@dataclass(frozen=True)
class Mended:
    """A submission's notebook after repair, as marking reads it.

    Attributes
    ----------
    path:
        The file that was read; the student may have renamed it.
    notebook:
        The notebook as nbformat 4 JSON; None when there is none or it cannot be read.
    problem, next_step:
        When ``notebook`` is None: why, and what a tutor should do; else empty.
    repaired:
        Sentences on what was repaired.
    """

    path: Path
    notebook: dict[str, Any] | None
    problem: str = ""
    next_step: str = ""
    repaired: tuple[str, ...] = field(default=())

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The notebook's cells; empty when it cannot be read."""
        return list(self.notebook["cells"]) if self.notebook else []


@dataclass(frozen=True)
class Original:
    """The notebook that students were given, as far as repair needs it.

    Attributes
    ----------
    name:
        The notebook's file name.
    beside:
        The names of all notebooks of the unit.
    cells:
        Its cells with an nbgrader id, which a submission must have.
    """

    name: str
    beside: tuple[str, ...]
    cells: tuple[Expected, ...]
    metadata: dict[str, Any]


def handed_out(source: Path) -> Path:
    """Return the path of the released notebook (in release/) that belongs to a source notebook (in source/)."""
    return source.parents[2] / "release" / source.parent.name / source.name


def read_original(source: Path, released: Path) -> Original:
    """Read the tutor's notebook and the one that students received. Raises ValueError, OSError."""
    tutors = load_notebook(source)
    given = load_notebook(released)["cells"] if released.is_file() else []
    beside = tuple(path.name for path in source.parent.glob("*.ipynb"))
    return Original(source.name, beside, expected_cells(tutors["cells"], given), tutors.get("metadata", {}))


def mended(original: Original, folder: Path) -> Mended:
    """Read the notebook of a submission and repair it. Nothing in the submission raises an error.

    Parameters
    ----------
    folder:
        The student's folder in submitted/.
    """
    name = original.name
    path, renamed = find_notebook(folder, name, original.beside)
    notes = [renamed] if renamed else []
    try:
        notebook, odd = read_notebook(read_bytes(path), name)
        notebook["cells"], changed = mend_cells(notebook["cells"], original.cells)
    except FileNotFoundError:
        return Mended(path, None, f"{name} is missing from {as_words(folder.name)}.", _elsewhere(folder, name))
    except CareLabError as error:
        return Mended(path, None, error.problem, error.next_step)
    except OSError as error:
        return Mended(path, None, f"{name} cannot be read ({error.strerror}).", "Ask for it to be handed in again.")
    except Exception as error:  # noqa: BLE001 (whatever was handed in under this name, the class goes on)
        return Mended(path, None, f"{name} cannot be read as a notebook ({type(error).__name__}).", "Ask for it again.")
    kernel, wanted = _kernel(notebook["metadata"]), _kernel(original.metadata)
    if kernel and wanted and kernel != wanted:
        odd.append(f"The notebook names another kernel ({as_words(kernel, 40)}); it was marked with the course's own.")
    notebook["metadata"] = original.metadata
    said = [*notes, *odd, *changed]
    more = [f"{len(said) - MOST_SAID} more things were put right."] if len(said) > MOST_SAID else []
    return Mended(path, notebook, repaired=(*said[:MOST_SAID], *more))


def _elsewhere(folder: Path, name: str) -> str:
    """Say where in a subfolder a missing notebook is, as when a student hands in a folder; else what to do."""
    with suppress(OSError):
        for path in islice(files_in(folder), MOST_LOOKED_AT):
            if path.name == name and is_ordinary(path):
                inner = path.parent.relative_to(folder).as_posix()
                return f"There is one within it, in {as_words(inner)}: move it up, then mark again."
    return "Ask for it to be handed in."


def _kernel(metadata: dict[str, Any]) -> str:
    spec = metadata.get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else ""
    return name if isinstance(name, str) else ""
