"""How fast a class is marked in every unit, beside stock nbgrader and the least that a process of its own costs, in one run.

Units that are answered by clicking and units in which students also write code are told apart. The least is a new process for
each notebook that reads it and writes it to another file: once as a bare Python that reads JSON and writes it, once as ``cp``.

What marks is imported late: each process that marks imports this file, as it imports the small file behind ``carelab mark``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grader.course import Course, scripts_on_path

ROOT = Path(__file__).parents[2]
LEARNERS, STOCK = 30, 4
PASS_ON = "import json, sys; json.dump(json.load(open(sys.argv[1])), open(sys.argv[2], 'w'))"


def main() -> None:
    """Print milliseconds a notebook, ours, stock's and the floor's, and their ratios."""
    from grader.demo import run_demo

    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--whole", action="store_true", help=f"stock marks all {LEARNERS} learners, not {STOCK}: many minutes")
    said = asked.parse_args()
    scripts_on_path()
    with tempfile.TemporaryDirectory() as folder:
        course = Course.at(ROOT)
        run_demo(course, Path(folder) / "class", learners=LEARNERS, seed=1, step=lambda *_: None)
        course = Course.at(Path(folder) / "class")
        coded = [unit for unit in course.units() if _has_code(course, unit)]
        clicked = [unit for unit in course.units() if unit not in coded]
        for name, units in (("answers only", clicked), ("with code", coded)):
            _compare(course, name, units, LEARNERS if said.whole else STOCK, Path(folder) / "floor")


def _has_code(course: Course, unit: str) -> bool:
    from grader.authoring.source_notebook import read_master, source_path

    questions = [one.question for one in read_master(source_path(course.root, unit)).questions]
    return any(question.kind == "code" or getattr(question, "pandas", False) for question in questions)


def _compare(course: Course, name: str, units: list[str], stock_learners: int, floor: Path) -> None:
    from grader.marking.mark import mark_class
    from grader.marking.plan import release_new
    from grader.sandbox import close_templates

    cores = os.cpu_count() or 1
    release_new(course, units)
    told = [f"{name}, units {', '.join(unit[:2] for unit in units)}, {LEARNERS} learners"]
    ours: dict[int | None, float] = {}
    for workers in (None, 1, cores):
        close_templates()
        run = mark_class(course, units, workers=workers, mark_all=True)
        if run.failed or run.marked != LEARNERS * len(units):
            raise SystemExit(f"Not all of the class was marked: {run}")
        ours[workers] = run.seconds / run.marked
    least = {program: _floor(course, units, floor, program, cores) for program in ("python", "cp")}
    slow = _stock(course, units, stock_learners)
    for workers, each in ours.items():
        way = f"with --workers {workers}" if workers else "as carelab mark does it"
        told.append(f"  {way}: {1000 * each:.1f} ms a notebook; stock takes {slow / each:.0f} times as long")
    told.append(f"  stock nbgrader: {slow:.2f} s a notebook ({stock_learners} learners)")
    for program, each in least.items():
        said = f"  {program}, a new process that reads and writes the notebook, {cores} at once: {1000 * each:.1f} ms"
        told.append(f"{said}; marking takes {ours[None] / each:.1f} times as long")
    sys.stdout.write("\n".join(told) + "\n")
    sys.stdout.flush()


def _floor(course: Course, units: list[str], folder: Path, program: str, at_once: int) -> float:
    """Return seconds a notebook that a new process takes to read each notebook and write it to another file."""
    python = [sys.executable, "-I", "-S", "-c", PASS_ON]
    jobs = []
    for unit in units:
        for student, handed in course.submissions(unit):
            made = folder / program / student / unit
            made.mkdir(parents=True)
            jobs.append(
                [*(python if program == "python" else ["cp"]), str(handed / f"{unit}.ipynb"), str(made / f"{unit}.ipynb")]
            )
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda job: subprocess.run(job, check=True), jobs))
    return (time.perf_counter() - began) / len(jobs)


def _stock(course: Course, units: list[str], learners: int) -> float:
    """Return seconds a notebook that stock takes, one after another as it comes, for the first learners of the class."""
    from grader.marking.nbgrader_engine import mark_with_nbgrader

    few = Course.at(_part(course, units, learners))
    run = mark_with_nbgrader(few, units)
    if run.failed:
        raise SystemExit(f"Stock stopped: {run.failed[0]}")
    return run.seconds / run.marked


def _part(course: Course, units: list[str], learners: int) -> Path:
    """Return a course with the first learners of the class, who have handed in and are not marked yet."""
    root = course.root.parent / f"stock-{units[0]}"
    shutil.copytree(course.root / "source", root / "source")
    shutil.copy(course.root / "nbgrader_config.py", root)
    for student in sorted((course.root / "submitted").iterdir())[:learners]:
        shutil.copytree(student, root / "submitted" / student.name)
    return root


if __name__ == "__main__":
    main()
