"""A whole class from end to end, on real files: build, hand out, answer, hand in, mark, feedback, report."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from carelab.answers import AnswerFile, make_handin
from carelab.questions import CareLabError
from grader.authoring import build, cell_name, read_master, source_path
from grader.classlist import ClassList
from grader.course import Course
from grader.demo.code_answers import write_code
from grader.demo.learners import answer, learner_id
from grader.demo.vle import write_class_zip, write_participants
from grader.gradebook import Gradebook
from grader.intake import look, take
from grader.marking import mark_class
from grader.reports import give_feedback, give_portfolios, write_report

Step = Callable[[str, int, int], None]
"""Called with (what is under way, how much is done, how much there is)."""


@dataclass(frozen=True)
class Result:
    """One simulated learner's expected and given score in one unit, in points, without questions that a person has to mark."""

    student: str
    unit: str
    expected: float
    marked: float | None
    points: float

    @property
    def agrees(self) -> bool:
        """Whether the given score is the expected one, to a thousandth of a point."""
        return self.marked is not None and abs(self.expected - self.marked) < 1e-3


def run_demo(course: Course, folder: Path, *, learners: int, seed: int, step: Step) -> list[Result]:
    """Run a simulated class from answers to feedback in an empty folder, and return each learner's expected and given score.

    ``step`` is called with (name of the step, number done, number in all) to show progress.

    Raises
    ------
    CareLabError
        When the folder is not empty, or a step fails.
    """
    class_course = _new_course(course, folder)
    units = class_course.units()
    step("Building the release", 0, 1)
    leaks = [leak for built in build(class_course.root, units) for leak in built.leaks]
    if leaks:
        raise CareLabError(f"A key would reach students: {leaks[0]}", "Run carelab build to see them all.")
    expected: dict[tuple[str, str], float] = {}
    handins: dict[str, dict[int, Path]] = {unit: {} for unit in units}
    for n in range(learners):
        step("Learners answer and hand in", n, learners)
        for unit, worth, path in _learn(class_course, learner_id(n), units, random.Random(f"{seed}-{n}")):  # noqa: S311 (a simulation)
            expected[learner_id(n), unit] = worth
            handins[unit][n] = path
    _take_in(class_course, learners, handins, step)
    run = mark_class(class_course, units, progress=lambda done, whole, _: step("Marking", done, whole))
    if run.failed:
        student, unit, why = run.failed[0]
        raise CareLabError(f"{student}, {unit}: {why}")
    step("Feedback and reports", 0, 1)
    give_feedback(class_course, units)
    give_portfolios(class_course, units)
    for unit in units:
        write_report(class_course, unit)
    step("Feedback and reports", 1, 1)
    return list(_results(class_course, units, expected))


def _new_course(course: Course, folder: Path) -> Course:
    if folder.exists() and any(folder.iterdir()):
        raise CareLabError(f"{folder} is not empty.", "Name another folder with --keep, or delete it first.")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(course.root / "source", folder / "source")
    shutil.copy(course.root / "nbgrader_config.py", folder / "nbgrader_config.py")
    return Course.at(folder)


def _learn(course: Course, student: str, units: list[str], chance: random.Random) -> Iterator[tuple[str, float, Path]]:
    """One learner: take the release, answer it with the student's own code, and make the hand-in file.

    Yields
    ------
    Of each unit its name, what the answers are worth, and the path of the hand-in file.
    """
    ability = 0.25 + 0.7 * chance.random()
    for unit in units:
        home = course.root / "students" / student / unit
        shutil.copytree(course.root / "release" / unit, home)
        first = read_master(source_path(course.root, unit))
        file = AnswerFile(home, unit, variant=chance.randint(1, first.variants))
        master = read_master(source_path(course.root, unit), file.book.variant)
        worth, coded = 0.0, False
        for one in master.questions:
            given = answer(one, ability, chance)
            file.save(one.question.id, one.question.kind, given.value)
            if given.code:
                coded = True
                write_code(home / f"{unit}.ipynb", cell_name(one.grade_id), given.code)
            worth += round((given.share or 0.0) * one.points, 4)
        yield unit, worth, make_handin(home, unit, coded=coded)


def _take_in(course: Course, learners: int, handins: Mapping[str, Mapping[int, Path]], step: Step) -> None:
    """Import the class list, then take in each unit's zip with its worksheet, as a tutor does with Moodle's files."""
    write_participants(course.root / "participants.csv", learners)
    with ClassList.changing(course) as people:
        people.import_tables([course.root / "participants.csv"])
    for number, (unit, files) in enumerate(handins.items()):
        step("Taking in", number, len(handins))
        points = sum(one.points for one in read_master(source_path(course.root, unit)).questions)
        found = look(course, write_class_zip(course.root / "downloads", unit, number, files, points))
        problems = [*found.problems, *(one.says for one in found.hand_ins if one.says)]
        if problems:
            raise CareLabError(f"{unit}: {problems[0]}")
        take(course, found)


def _results(course: Course, units: list[str], expected: dict[tuple[str, str], float]) -> Iterator[Result]:
    with Gradebook(course.gradebook) as gradebook:
        for unit in units:
            points = sum(m.points for m in read_master(source_path(course.root, unit)).questions if m.key.value is not None)
            marked: dict[str, float] = {}
            for score in gradebook.scores(unit):
                marked[score.student] = marked.get(score.student, 0.0) + (score.auto or 0.0)
            for (student, of), worth in expected.items():
                if of == unit:
                    yield Result(student, unit, worth, marked.get(student), points)


def results_json(results: list[Result]) -> list[dict[str, Any]]:
    """Return results as JSON data: student, unit, expected, marked, points, agrees."""
    return [{**asdict(result), "agrees": result.agrees} for result in results]
