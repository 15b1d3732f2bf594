"""Marking on Dask's workers: the same gradebook, nothing shared but bytes, and each fault told in words."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import any_course
import pytest
from classroom import UNIT, best_answers, carelab, hand_in
from distributed import LocalCluster

from grader import audit
from grader.course import Course
from grader.gradebook import Gradebook, Score
from grader.marking import cluster
from grader.marking.cluster import Cluster, ClusterProblem, mark_parcel
from grader.marking.mark import mark_class

STUDENTS = 6


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    """Two workers, each a process of its own with a home and a temporary folder of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as made:
        yield made


@pytest.fixture
def handed_in(course: Course) -> Course:
    for n in range(STUDENTS):
        hand_in(course, f"learner{n}", {**best_answers(course), "q3": ["praise", "check"][n % 2]})
    (course.root / "submitted" / "learner1" / UNIT / "answers.json").write_text('{"schema": 1, "answers": {"q1": [[[')
    (course.root / "submitted" / "learner2" / UNIT / f"{UNIT}.ipynb").unlink()
    return course


def scores(course: Course, unit: str = UNIT) -> list[Score]:
    with Gradebook(course.gradebook) as open_:
        return open_.scores(unit)


def made_of(course: Course) -> dict[str, bytes]:
    return {p.relative_to(course.root).as_posix(): p.read_bytes() for p in course.root.glob(f"autograded/*/{UNIT}/[!.]*")}


def test_do_workers_elsewhere_come_to_the_same_marks_and_files(handed_in: Course, workers: LocalCluster) -> None:
    here = mark_class(handed_in, [UNIT])
    want, files = scores(handed_in), made_of(handed_in)
    lines = list(audit.entries(handed_in.audit))
    shutil.rmtree(handed_in.root / "autograded")
    there = mark_class(handed_in, [UNIT], cluster=workers.scheduler_address)
    assert (there.marked, there.failed, there.repaired, there.workers) == (here.marked, here.failed, here.repaired, 2)
    assert scores(handed_in) == want
    assert made_of(handed_in) == files
    again = list(audit.entries(handed_in.audit))[len(lines) :]
    assert [(e["student"], e["submission"], e["marks"]) for e in again] == [
        (e["student"], e["submission"], e["marks"]) for e in lines
    ]
    after = mark_class(handed_in, [UNIT], cluster=workers.scheduler_address)
    assert (after.marked, after.unchanged) == (0, there.marked)


def test_is_students_code_marked_in_the_workers_sandbox(other: Course, workers: LocalCluster) -> None:
    for n, code in enumerate(["return 2 * x", "return 3 * x", "import os; os._exit(1)"]):
        any_course.hand_in(other, f"learner{n}", f"def double(x):\n    {code}")
    mark_class(other, ["ps1"], cluster=workers.scheduler_address)
    there = scores(other, "ps1")
    mark_class(other, ["ps1"], mark_all=True)
    assert there == scores(other, "ps1")
    assert len({(s.student, s.auto) for s in there}) > 1


def test_does_a_worker_that_dies_lose_nothing(handed_in: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    mark_class(handed_in, [UNIT])
    want = scores(handed_in)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as made:
        pids = [worker.pid for worker in made.workers.values()]

        def killed_at_first(*of: object) -> object:
            while pids:
                os.kill(pids.pop(), signal.SIGKILL)
            return given(*of)

        given: Callable[..., object] = Cluster._taken
        monkeypatch.setattr(Cluster, "_taken", killed_at_first)
        assert pids
        mark_class(handed_in, [UNIT], cluster=made.scheduler_address, mark_all=True)
    assert scores(handed_in) == want


def test_is_a_lost_scheduler_told_and_nothing_lost(handed_in: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    made = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=50)

    def closed_at_second(*of: object) -> object:
        if scores(handed_in):
            made.close()
        return given(*of)

    given: Callable[..., object] = Cluster._taken
    monkeypatch.setattr(Cluster, "_taken", closed_at_second)
    with pytest.raises(ClusterProblem, match="what was marked is kept"):
        mark_class(handed_in, [UNIT], cluster=made.scheduler_address)
    marked = len({s.student for s in scores(handed_in)})
    assert marked == 1
    assert mark_class(handed_in, [UNIT]).marked == STUDENTS - 1 - marked


def test_is_a_submission_that_cannot_travel_marked_here(handed_in: Course, workers: LocalCluster) -> None:
    folder = handed_in.root / "submitted" / "learner0" / UNIT
    (folder / "away").symlink_to("/etc/hostname")
    assert cluster.packed(folder) is None
    assert mark_class(handed_in, [UNIT], cluster=workers.scheduler_address).marked == STUDENTS - 1
    assert {s.student for s in scores(handed_in)} >= {"learner0"}


def test_is_a_worker_of_another_version_refused(
    handed_in: Course, workers: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "marks_by", lambda: "a newer one")
    with pytest.raises(ClusterProblem, match="another version"):
        mark_class(handed_in, [UNIT], cluster=workers.scheduler_address)
    assert scores(handed_in) == []


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://here", "not an address"])
def test_is_a_cluster_that_does_not_answer_told_in_words(
    handed_in: Course, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    with pytest.raises(ClusterProblem, match=f"No Dask scheduler answers at {address}"):
        mark_class(handed_in, [UNIT], cluster=address)
    assert mark_class(handed_in, [UNIT]).marked == STUDENTS - 1


def test_is_a_cluster_without_a_worker_told_in_words(handed_in: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    with LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty:
        with pytest.raises(ClusterProblem, match="has no worker"):
            mark_class(handed_in, [UNIT], cluster=empty.scheduler_address)
        empty.scale(1)
        told = carelab(handed_in, "mark", "--cluster", empty.scheduler_address)
    assert f"{STUDENTS - 1} submissions marked" in told.stdout


def test_does_a_worker_keep_nothing_of_a_student(handed_in: Course, workers: LocalCluster, tmp_path: Path) -> None:
    files = cluster.packed(handed_in.root / "submitted" / "learner0" / UNIT)
    assert files
    unit = {f"source/{k}": v for k, v in (cluster.packed(handed_in.root / "source" / UNIT) or {}).items()}
    parcel = cluster.Parcel("learner0", UNIT, UNIT, files, cluster.Options(), cluster.marks_by())
    before = set(Path(os.environ.get("TMPDIR", "/tmp")).glob("carelab-parcel-*"))
    outcome, made = mark_parcel(parcel, unit)
    assert outcome.marks
    assert set(made) == {f"{UNIT}.ipynb", "verdicts.json"}
    assert set(Path(os.environ.get("TMPDIR", "/tmp")).glob("carelab-parcel-*")) <= before
