"""Whether marking grows in a line and stays small: 100, 1,000 and 10,000 submissions, then one of them changed.

Memory is that of the largest process of a run, whether it writes the marks or makes them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from carelab.answers import AnswerFile
from grader.course import Course, scripts_on_path

ROOT = Path(__file__).parents[2]
UNIT = "08-budgeting"
DISTINCT = 20
"""So many learners answer; the rest of a class are copies of them."""
SIZES = (100, 1_000)
LARGEST = 10_000
LOOK_SECONDS = 0.25


def main() -> None:
    """Print, for each size of class: milliseconds a submission, peak memory, and what one changed submission costs."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("--whole", action="store_true", help=f"also a class of {LARGEST:,}, which takes some minutes")
    asked.add_argument("--class", dest="root", type=Path, help="mark this class, and print what it took as JSON")
    said = asked.parse_args()
    if said.root:
        _mark(said.root)
        return
    from grader.demo import run_demo

    sizes = (*SIZES, LARGEST) if said.whole else SIZES
    scripts_on_path()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source-course"
        shutil.copytree(ROOT / "source" / UNIT, source / "source" / UNIT)
        shutil.copy(ROOT / "nbgrader_config.py", source)
        run_demo(Course.at(source), Path(folder) / "class", learners=DISTINCT, seed=1, step=lambda *_: None)
        few = None
        for size in sizes:
            each, memory, one = _class(Path(folder), size)
            few = few or each
            sys.stdout.write(
                f"{size:>6,} submissions: {1000 * each:.1f} ms each ({each / few:.2f} of the smallest class's), "
                f"{memory:.0f} MB at most in any process; with one of them changed: {one:.2f} s\n"
            )
            sys.stdout.flush()


def _class(folder: Path, size: int) -> tuple[float, float, float]:
    """Return seconds a submission, megabytes at most, and seconds for a run in which one of the class has changed."""
    from grader.course import SETTLED_NS
    from grader.marking.plan import release_new

    root = folder / f"class-{size}"
    made = folder / "class"
    for part in ("source", "release"):
        shutil.copytree(made / part, root / part)
    shutil.copy(made / "nbgrader_config.py", root)
    learners = sorted((made / "submitted").iterdir())
    for number in range(size):
        shutil.copytree(learners[number % len(learners)] / UNIT, root / "submitted" / f"learner{number:05d}" / UNIT)
    release_new(Course.at(root), [UNIT])
    time.sleep(SETTLED_NS / 1e9)  # so that the files can be told by their times, as on any later day
    first = _apart(root)
    AnswerFile(root / "submitted" / "learner00007" / UNIT, UNIT).save("q1", "number", 1)
    second = _apart(root)
    if (first["marked"], second["marked"], second["unchanged"]) != (size, 1, size - 1):
        raise SystemExit(f"The class of {size} was not marked as it should be: {first}, {second}")
    shutil.rmtree(root)
    return first["seconds"] / size, first["memory"], second["seconds"]


def _apart(root: Path) -> dict[str, Any]:
    """Mark a class in processes of its own, so that their memory can be told."""
    largest = 0
    with subprocess.Popen([sys.executable, __file__, "--class", root], stdout=subprocess.PIPE) as run:
        while run.poll() is None:
            largest = max(largest, *_memory(run.pid), 0)
            time.sleep(LOOK_SECONDS)
        assert run.stdout is not None
        found: dict[str, Any] = json.loads(run.stdout.read())
    return {**found, "memory": largest / 2**20}


def _memory(run: int) -> list[int]:
    """Return the bytes of memory of a run's processes: what is theirs, and what they share."""
    try:
        root = psutil.Process(run)
        return [process.memory_info().rss for process in (root, *root.children(recursive=True))]
    except psutil.NoSuchProcess:  # one that ended in between: the next look has the others
        return [0]


def _mark(root: Path) -> None:
    from grader.marking.mark import mark_class

    sys.stdout.write(json.dumps(mark_class(Course.at(root), [UNIT]).as_json()))


if __name__ == "__main__":
    main()
