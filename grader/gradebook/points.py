"""Checks that a unit's source has the points that the gradebook has, because otherwise a mark could exceed its maximum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from carelab.questions import CareLabError
from grader.authoring import nbgrader_of, read_tutors_cells


class OtherPoints(CareLabError):
    """The points of a unit's source notebook are not those in the gradebook: it was changed and not released again."""


_CELLS = (
    "Release {0} again, so that both are the same (carelab build {0}, or nbgrader generate_assignment {0}). "
    "Where work has been marked, nbgrader refuses that: then put the cells back as they were, or, to begin anew without any "
    "mark, nbgrader db assignment remove {0} --force."
)
"""What to do where the gradebook has other cells than the source."""


def check_points(unit: str, sources: Iterable[Path], known: Mapping[str, Mapping[str, float]]) -> None:
    """Check that a unit's source notebooks have the same marked cells and points as the gradebook.

    Parameters
    ----------
    known:
        What the gradebook has: notebook name → nbgrader cell id → maximum points.

    Raises
    ------
    OtherPoints
        A cell has other points in the source notebook than in the gradebook, or only one of them has it.
    BadNotebook
        A source notebook cannot be read.
    """
    for source in sources:
        most = known.get(source.stem, {})
        worth = _worth(source)
        if source.stem in known and (odd := sorted({*worth} ^ {*most})):
            where = "source/, and not in the gradebook" if odd[0] in worth else "the gradebook, and no longer in source/"
            raise OtherPoints(f"{unit}/{source.name}: the cell {odd[0]} is in {where}. Nobody was marked.", _CELLS.format(unit))
        for name, points in worth.items():
            if name in most and abs(most[name] - points) > 1e-9:
                raise OtherPoints(
                    f"{unit}/{source.name}: the cell {name} is worth {points:g} in source/, and {most[name]:g} in the gradebook "
                    "and for students. Nobody was marked.",
                    f"Release {unit} again, so that both are the same (carelab build {unit}, or nbgrader generate_assignment "
                    f"{unit} where its notebooks are not Care Lab's), then mark again.",
                )


def _worth(source: Path) -> dict[str, float]:
    """Return what each cell of a notebook that is marked is worth, by its id."""
    found = {}
    for cell in read_tutors_cells(source):
        about = nbgrader_of(cell)
        if (about.get("grade") or about.get("task")) and "grade_id" in about:
            found[str(about["grade_id"])] = float(about.get("points") or 0)
    return found
