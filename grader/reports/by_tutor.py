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
    """One criterion of a rubric (``line``: its text), and the tutor's ``level`` for it, 0 to 3, or None for none."""

    line: str
    level: int | None


@dataclass(frozen=True)
class ByTutor:
    """What the tutor wrote about one answer, besides the mark; all texts are plain.

    Attributes
    ----------
    levels:
        The criteria of the rubric with their levels, for an answer that a person marked by a rubric; else empty.
    comment:
        The comment, one text for each line.
    earlier:
        The mark that an earlier answer got, as in *9 of 12*, when the student has changed the answer since; else empty.
    """

    levels: tuple[Level, ...]
    comment: tuple[str, ...]
    earlier: str


def by_tutor(one: Marked, work: Work) -> ByTutor:
    """Return what the tutor wrote about the answer to one question, as it is in the gradebook."""
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
