"""A simulated class from end to end."""

from pathlib import Path

import nbformat
from classroom import ROOT
from soak import times

from grader.course import Course
from grader.demo import run_demo

LEARNERS = times(3, 30)


def test_every_expected_score_is_the_marked_one_and_what_is_committed_is_what_source_makes(tmp_path: Path) -> None:
    demo, steps = tmp_path / "class", list[str]()
    units = Course.at(ROOT).units()
    results = run_demo(Course.at(ROOT), demo, learners=LEARNERS, seed=1, step=lambda what, *_: steps.append(what))
    assert len(results) == LEARNERS * len(units)
    assert [r for r in results if not r.agrees] == []
    assert len({r.marked for r in results}) > LEARNERS
    assert "Marking" in steps
    for part in ("submitted", "autograded", "feedback", "reports", "gradebook.db", "audit.jsonl"):
        assert (demo / part).exists()
    assert not list((demo / "release").rglob("answers.json"))
    for unit in units:
        made, committed = (nbformat.read(root / "release" / unit / f"{unit}.ipynb", as_version=4) for root in (demo, ROOT))
        assert made == committed, f"run carelab build {unit}"
