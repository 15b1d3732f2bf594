"""Repair: what stands between a handed-in notebook and marking, so that one damaged file never stops or fools a class.

Everything that reads a student's notebook reads it through ``mended``. The file itself is never changed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError
from grader.authoring import load_notebook
from grader.course import files_in, is_ordinary
from grader.judge.repair_cells import Expected, expected_cells, mend_cells
from grader.judge.repair_file import LARGEST_NOTEBOOK, UnreadableNotebook, as_words, find_notebook, read_bytes, read_notebook

__all__ = ["LARGEST_NOTEBOOK", "Mended", "UnreadableNotebook", "as_words", "handed_out", "mended"]

MOST_LOOKED_AT = 2_000
"""Of so many files the names are looked at, to find a notebook that is not in its place."""
MOST_SAID = 12
"""How many repairs of one notebook are told one by one."""


@dataclass(frozen=True)
class Mended:
    """A handed-in notebook as marking reads it.

    Attributes
    ----------
    path:
        The file that was read; a renamed one where that was found.
    notebook:
        In nbformat 4; None when there is none or it cannot be read.
    problem:
        Why there is none, and what to do; empty when there is one.
    missing:
        Whether there is no such file at all.
    repaired:
        What was done, in sentences.
    """

    path: Path
    notebook: dict[str, Any] | None
    problem: str = ""
    missing: bool = False
    repaired: tuple[str, ...] = field(default=())

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The notebook's cells; none when it cannot be read."""
        return list(self.notebook["cells"]) if self.notebook else []


def handed_out(source: Path) -> Path:
    """Return where the notebook that students received stands, in a course whose folders have the usual names."""
    return source.parents[2] / "release" / source.parent.name / source.name


def mended(source: Path, folder: Path, released: Path | None = None) -> Mended:
    """Read a submission's notebook and mend it. Never raises for anything in the folder.

    Parameters
    ----------
    source:
        The tutor's notebook, which is trusted.
    folder:
        What the student handed in.
    released:
        The notebook as it was handed out, where it does not stand in release/ beside source/.
    """
    released = released or handed_out(source)
    path, renamed = find_notebook(folder, source.name, [path.name for path in source.parent.glob("*.ipynb")])
    notes = [renamed] if renamed else []
    try:
        notebook, odd = read_notebook(read_bytes(path), source.name)
        plan = _plan(source, released, *_stamps(source, released))
        notebook["cells"], changed = mend_cells(notebook["cells"], plan.cells)
    except FileNotFoundError:
        why = f"{source.name} is missing from {as_words(folder.name)}. {_elsewhere(folder, source.name)}"
        return Mended(path, None, why, missing=True)
    except CareLabError as error:
        return Mended(path, None, str(error))
    except OSError as error:
        return Mended(path, None, f"{source.name} cannot be read ({error.strerror}). Ask for it to be handed in again.")
    except Exception as error:  # noqa: BLE001 (whatever was handed in under this name, the class goes on)
        return Mended(path, None, f"{source.name} cannot be read as a notebook ({type(error).__name__}). Ask for it again.")
    kernel = _kernel(notebook["metadata"])
    if kernel and plan.kernel and kernel != plan.kernel:
        odd.append(f"The notebook names another kernel ({as_words(kernel, 40)}); it was marked with the course's own.")
    notebook["metadata"] = plan.metadata
    said = [*notes, *odd, *changed]
    more = [f"{len(said) - MOST_SAID} more things were put right."] if len(said) > MOST_SAID else []
    return Mended(path, notebook, repaired=(*said[:MOST_SAID], *more))


def _elsewhere(folder: Path, name: str) -> str:
    """Say where in the folder a missing notebook stands after all, as when a student hands in a folder; else what to do."""
    with suppress(OSError):
        for path in islice(files_in(folder), MOST_LOOKED_AT):
            if path.name == name and is_ordinary(path):
                inner = path.parent.relative_to(folder).as_posix()
                return f"There is one within it, in {as_words(inner)}: move it up, then mark again."
    return "Ask for it to be handed in."


@dataclass(frozen=True)
class _Plan:
    cells: tuple[Expected, ...]
    metadata: dict[str, Any]
    kernel: str


def _stamps(source: Path, released: Path) -> tuple[int, int]:
    return source.stat().st_mtime_ns, released.stat().st_mtime_ns if released.is_file() else 0


@lru_cache(maxsize=256)
def _plan(source: Path, released: Path, _changed: int, released_at: int) -> _Plan:
    master = load_notebook(source)
    given = load_notebook(released)["cells"] if released_at else []
    return _Plan(expected_cells(master["cells"], given), master["metadata"], _kernel(master["metadata"]))


def _kernel(metadata: dict[str, Any]) -> str:
    spec = metadata.get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else ""
    return name if isinstance(name, str) else ""
