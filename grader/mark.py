"""Marks a class: the judge over every submission, several at a time, one writer to the gradebook. One bad one stops nobody."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carelab.answers import write_whole
from grader import audit
from grader.course import Course
from grader.gradebook import Gradebook, Mark
from grader.judge.answers import Judged
from grader.judge.submission import asks_questions, judge
from grader.judge.verdictfile import audit_entry, write_verdicts
from grader.master import read_master

Progress = Callable[[int, int], None]
"""Called with (submissions done, submissions in all)."""


@dataclass(frozen=True)
class Submission:
    """One notebook of one student's hand-in, and the tutor's notebook that marks it."""

    student: str
    unit: str
    folder: Path
    source: Path


@dataclass
class MarkRun:
    """What a marking run did. ``failed`` and ``repaired`` hold (student, unit, what) each."""

    marked: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    workers: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return the run as the JSON object that ``carelab mark --json`` ends with."""
        return {
            "marked": self.marked,
            "failed": [{"student": s, "unit": u, "reason": r} for s, u, r in self.failed],
            "repaired": [{"student": s, "unit": u, "done": r} for s, u, r in self.repaired],
            "seconds": round(self.seconds, 3),
            "workers": self.workers,
        }


def mark_class(
    course: Course, units: list[str], *, workers: int | None = None, trust_code: bool = False, progress: Progress | None = None
) -> MarkRun:
    """Mark every submission of these units into autograded/ and the gradebook.

    Parameters
    ----------
    workers:
        How many processes; by default as many as there are cores, and one when there is little to do.
    trust_code:
        Run students' code even where no sandbox can be had.
    """
    began = time.monotonic()
    todo = [
        Submission(student, unit, folder, source)
        for unit in units
        for student, folder in course.submissions(unit)
        for source in course.notebooks(unit)
    ]
    make_ready(course, sorted({s.unit for s in todo}))
    workers = workers or (1 if len(todo) < 24 else max(1, os.cpu_count() or 1))
    run = MarkRun(workers=workers)
    if todo:
        with Gradebook(course.gradebook) as gradebook:
            for done, (submission, judged) in enumerate(_judge_all(course, todo, workers, trust_code), 1):
                _record(course, gradebook, submission, judged, run)
                if progress:
                    progress(done, len(todo))
    run.seconds = time.monotonic() - began
    return run


def make_ready(course: Course, units: list[str]) -> None:
    """Check that each unit's source can be read, and release into the gradebook those units that it does not know yet."""
    known: set[str] = set()
    if course.gradebook.is_file():
        with Gradebook(course.gradebook) as gradebook:
            known = gradebook.units()
    missing = [unit for unit in units if unit not in known]
    for source in (notebook for unit in units for notebook in course.notebooks(unit)):
        if asks_questions(source):
            read_master(source)
    if missing:
        from grader.build import generate

        generate(course.root, missing)


def _judge_all(course: Course, todo: list[Submission], workers: int, trust_code: bool) -> Iterator[tuple[Submission, Judged]]:
    if workers == 1:
        for submission in todo:
            yield submission, _judge(course.root, submission, trust_code)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from zip(
            todo, pool.map(_judge, [course.root] * len(todo), todo, [trust_code] * len(todo), chunksize=8), strict=True
        )


def _judge(root: Path, submission: Submission, trust_code: bool) -> Judged:
    """Judge one submission and write its marked notebook and verdicts. Runs in a worker."""
    source = submission.source
    judged, notebook = judge(source, submission.folder, trust_code=trust_code)
    if not judged.problem:
        target = root / "autograded" / submission.student / submission.unit
        target.mkdir(parents=True, exist_ok=True)
        write_whole(target / source.name, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
        if judged.master is not None:
            write_verdicts(target, submission.student, submission.unit, judged)
    return judged


def _record(course: Course, gradebook: Gradebook, submission: Submission, judged: Judged, run: MarkRun) -> None:
    student, unit = submission.student, submission.unit
    run.repaired += [(student, unit, what) for what in judged.repaired]
    if judged.problem:
        run.failed.append((student, unit, judged.problem))
    else:
        marks = [Mark(v.grade_id, v.score, v.comment) for v in judged.verdicts]
        gradebook.save(student, unit, marks, _handed_in(submission.folder), submission.source.stem)
        run.marked += 1
        run.failed += [(student, unit, v.reason) for v in judged.verdicts if v.outcome == "no mark"]
    audit.append(course.audit, [audit_entry(student, unit, judged)])


def _handed_in(folder: Path) -> dt.datetime | None:
    """Return when nbgrader's exchange says that the folder was handed in (UTC, naive as nbgrader keeps it), or None."""
    stamp = folder / "timestamp.txt"
    try:
        text = stamp.read_text(encoding="utf-8").strip()[:40].removesuffix(" UTC").strip()
        found = dt.datetime.fromisoformat(text)
    except (OSError, ValueError):
        return None
    return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found
