"""What a tutor gave one answer besides its mark: rubric levels, a comment, a mark for an earlier answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from carelab.questions import Reflection
from grader.authoring import Marked, cell_name
from grader.reports.work import Work

MOST = 3
"""The highest level of a line of a rubric."""
_LEVELS = re.compile(rf"[0-{MOST}](?:[ ,;/]+[0-{MOST}])*")


@dataclass(frozen=True)
class Level:
    """One line of a rubric, and how far the answer met it; None where the tutor gave no levels."""

    line: str
    level: int | None


@dataclass(frozen=True)
class ByTutor:
    """What a tutor gave one answer; every field is plain text.

    Attributes
    ----------
    levels:
        The rubric, of an answer that is marked against one and has a mark.
    comment:
        The comment, in lines.
    earlier:
        The mark that an earlier answer got, as in *9 of 12*; empty where this answer is the one that was marked.
    """

    levels: tuple[Level, ...]
    comment: tuple[str, ...]
    earlier: str


def by_tutor(one: Marked, work: Work) -> ByTutor:
    """Return what the tutor gave an answer, from the gradebook."""
    score = work.marks.scores.get(one.grade_id)
    earlier = score.earlier if score is not None else None
    cells = (one.grade_id, cell_name(one.grade_id))
    lines = "\n".join(work.marks.comments[c] for c in cells if c in work.marks.comments).strip().splitlines()
    rubric = one.question.rubric if isinstance(one.question, Reflection) and work.by_person(one) else {}
    given = _levels(rubric, lines[0] if lines else "")
    levels = tuple(Level(line, given[n] if given else None) for n, line in enumerate(rubric.values()))
    was = "" if earlier is None else f"{round(earlier, 2):g} of {one.points:g}"
    return ByTutor(levels, tuple(lines[1:] if given else lines), was)


def _levels(rubric: Mapping[str, str], line: str) -> list[int]:
    """Return the levels that a line gives, as in ``3 2 2 1``: one for each line of the rubric; none where it gives none."""
    given = [int(figure) for figure in re.findall(r"\d", line)] if _LEVELS.fullmatch(line.strip()) else []
    return given if rubric and len(given) == len(rubric) else []
