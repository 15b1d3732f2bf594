"""How fast answers are marked, beside stock nbgrader on the same hand-ins in the same run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from grader.course import Course, scripts_on_path
from grader.demo import run_demo
from grader.mark import mark_class
from grader.stock import mark_with_nbgrader

ROOT = Path(__file__).parents[2]
UNIT = "08-budgeting"
LEARNERS, STOCK = 30, 3


def main() -> None:
    """Print seconds for each notebook, ours and stock's, and their ratio."""
    scripts_on_path()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source-course"
        shutil.copytree(ROOT / "source" / UNIT, source / "source" / UNIT)
        shutil.copy(ROOT / "nbgrader_config.py", source)
        run_demo(Course.at(source), Path(folder) / "class", learners=LEARNERS, seed=1, step=lambda *_: None)
        course = Course.at(Path(folder) / "class")
        ours = mark_class(course, [UNIT], workers=1, again=True)
        for extra in sorted((course.root / "submitted").iterdir())[STOCK:]:
            shutil.rmtree(extra)
        stock = mark_with_nbgrader(course, [UNIT])
    each, slow = ours.seconds / ours.marked, stock.seconds / stock.marked
    sys.stdout.write(f"marking {UNIT}: {1000 * each:.0f} ms a notebook ({ours.marked} of them, one process)\n")
    sys.stdout.write(f"stock nbgrader: {slow:.1f} s a notebook ({stock.marked} of them); ratio {slow / each:.0f}\n")


if __name__ == "__main__":
    main()
