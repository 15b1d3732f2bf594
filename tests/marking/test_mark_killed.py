"""A marking run, or one of its processes, killed at any moment: the next run ends in the same gradebook, and nothing is left."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import any_course
import pytest
from classroom import PROGRAMS, ROOT, UNIT, best_answers, hand_in, nbgrader
from soak import long_proof, times

from grader import audit
from grader.course import Course

SIGN = "CARELAB_TEST_RUN"
IN_WORDS = """with part as (select s.id, a.student_id, n.name, s.flagged, s.late_submission_penalty, a.timestamp
from submitted_notebook s join submitted_assignment a on a.id = s.assignment_id join notebook n on n.id = s.notebook_id)
select p.student_id, p.name, b.name, 'mark', g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
from grade g join base_cell b on b.id = g.cell_id join part p on p.id = g.notebook_id
union all
select p.student_id, p.name, b.name, 'comment', c.auto_comment, c.manual_comment, null, null
from comment c join base_cell b on b.id = c.cell_id join part p on p.id = c.notebook_id
union all
select student_id, name, '', 'hand-in', flagged, late_submission_penalty, timestamp, null from part order by 1, 2, 3, 4"""
"""All that the gradebook says of every student, by names and not by the ids that it makes up."""
HELD = ("grade", "comment", "submitted_notebook", "submitted_assignment", "student")
"""What marking writes, from the leaves to the root."""


def gradebook(course: Course) -> list[tuple[object, ...]]:
    with sqlite3.connect(course.gradebook) as db:
        return db.execute(IN_WORDS).fetchall()


PROCESSES, THREADS = ("--workers", "2"), ()
"""Two ways to mark a class: by processes, and as a small class of code is marked unless it is told otherwise."""


def start(course: Course, sign: str, temporary: Path, how: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start a run that marks everything, with a sign that its processes can be told by."""
    command = [PROGRAMS / "carelab", "mark", "--all", *how, "--course-dir", course.root, "--json"]
    env = {**os.environ, SIGN: sign, "TMPDIR": str(temporary)}
    heard = signal.getsignal(signal.SIGINT)  # where the tests run in the background, it would not hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)


def processes(sign: str, temporary: Path) -> list[int]:
    """Return the processes of a run: those with its sign, and those in a sandbox, which have no environment but its folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            own = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes() + (entry / "mountinfo").read_bytes()
        except OSError:
            continue
        if f"{SIGN}={sign}\0".encode() in own or str(temporary).encode() in own:
            found.append(int(entry.name))
    return found


def gone(sign: str, temporary: Path, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while processes(sign, temporary):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def workers(run: int) -> list[int]:
    """Return the processes that mark for a run: the children of its fork server, or of its sandbox where it marks itself."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents.setdefault(int((entry / "stat").read_text().rpartition(")")[2].split()[1]), []).append(int(entry.name))
        except OSError:
            continue
    return [worker for child in parents.get(run, []) for worker in parents.get(child, [])]


def life_of_workers(run: subprocess.Popen[bytes]) -> float:
    """Wait until a run has no more processes that mark; return for how many seconds it had some."""
    while not workers(run.pid):
        assert run.poll() is None, "The run ended and no process that marks was seen."
        time.sleep(0.005)
    began = time.monotonic()
    while workers(run.pid):
        assert time.monotonic() < began + 300, "The processes that mark did not come to an end."
        time.sleep(0.005)
    return time.monotonic() - began


def kill_worker(run: subprocess.Popen[bytes], life: float, chance: random.Random) -> bool:
    """Kill one process that marks, at a random moment of its life; return whether one was there."""
    while not workers(run.pid) and run.poll() is None:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, life))
    try:
        os.kill(chance.choice(workers(run.pid)), signal.SIGKILL)
    except (IndexError, ProcessLookupError):
        return False
    return True


def kill_run(run: subprocess.Popen[bytes], seconds: float, chance: random.Random) -> bool:
    """Kill a run at a random moment of its time; return whether it was still there."""
    time.sleep(chance.uniform(0.2, 1.05) * seconds)
    there = run.poll() is None
    run.kill()
    return there


def whole_students(course: Course, undisturbed: list[tuple[object, ...]]) -> None:
    """Each student's marks of a notebook are all there, or none is."""
    want: dict[tuple[object, object], int] = {}
    for student, notebook, *_ in undisturbed:
        want[student, notebook] = want.get((student, notebook), 0) + 1
    have = dict.fromkeys(want, 0)
    for student, notebook, *_ in gradebook(course):
        have[student, notebook] += 1
    assert all(have[who] in (0, want[who]) for who in want)


def prove(course: Course, temporary: Path, victim: str, kills: int, seed: int, how: tuple[str, ...] = PROCESSES) -> None:
    """Kill runs, or processes of theirs that mark, at random moments: whole students, no process, then the same gradebook."""
    began = time.monotonic()
    first = start(course, f"{temporary}-first", temporary, how)
    life = life_of_workers(first)
    _, said = first.communicate(timeout=300)
    assert first.returncode == 0, said.decode()
    seconds = time.monotonic() - began
    undisturbed = gradebook(course)
    assert undisturbed
    chance = random.Random(seed)
    struck = 0
    for number in range(kills):
        sign = f"{temporary}-{number}"
        with sqlite3.connect(course.gradebook) as db:
            for table in HELD:
                db.execute(f"delete from {table}")
        run = start(course, sign, temporary, how)
        hit = kill_worker(run, life, chance) if victim == "worker" else kill_run(run, seconds, chance)
        struck += hit
        life, seconds = (life, seconds) if hit else (0.9 * life, 0.9 * seconds)  # the first run was slower than these are
        _, said = run.communicate(timeout=300)
        assert victim == "run" or run.returncode == 0, said.decode()
        assert gone(sign, temporary), processes(sign, temporary)
        whole_students(course, undisturbed)
        again = start(course, sign, temporary, how)
        out, said = again.communicate(timeout=300)
        assert again.returncode == 0, said.decode()
        assert json.loads(out)["failed"] == []
        assert gradebook(course) == undisturbed
        assert gone(sign, temporary), processes(sign, temporary)
        assert not list(temporary.glob("carelab-*"))
        assert not list(course.root.rglob("*.part"))
        assert audit.verify(course.audit).entries > 0
    assert kills < 20 or struck > kills * 3 // 4, struck


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A temporary folder with a short path, as most are: a socket's path has to fit."""
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        yield Path(folder)


@long_proof
@pytest.mark.parametrize("victim", ["run", "worker"])
def test_does_a_killed_run_of_answers_end_in_the_same_gradebook(victim: str, course: Course, temporary: Path) -> None:
    for n in range(8):
        hand_in(course, f"learner{n}", {**best_answers(course), "q3": ["praise", "check"][n % 2]})
    prove(course, temporary, victim, times(1, 70), seed=20261123)


@long_proof
@pytest.mark.parametrize(("victim", "how"), [("run", PROCESSES), ("worker", PROCESSES), ("run", THREADS)])
def test_does_a_killed_run_of_student_code_leave_no_process_of_a_student(
    victim: str, how: tuple[str, ...], other: Course, temporary: Path
) -> None:
    for n in range(6):
        code = f"import time\n\ndef double(x):\n    time.sleep(0.1)\n    return {2 + n % 2} * x"
        any_course.hand_in(other, f"learner{n}", code)
    prove(other, temporary, victim, times(1, 30), seed=20261124, how=how)


def interrupted(course: Course, temporary: Path, how: tuple[str, ...]) -> tuple[subprocess.CompletedProcess[str], float]:
    """Interrupt a run, as Ctrl-C does, as soon as it marks; return what it said, and after how many seconds it ended."""
    run = start(course, str(temporary), temporary, how)
    while not workers(run.pid):
        assert run.poll() is None
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, said = run.communicate(timeout=120)
    seconds = time.monotonic() - began
    assert gone(str(temporary), temporary), processes(str(temporary), temporary)
    return subprocess.CompletedProcess([], run.returncode, out.decode(), said.decode()), seconds


@pytest.mark.parametrize("how", [PROCESSES, THREADS])
def test_does_ctrl_c_end_a_run_soon_with_words_and_does_the_next_go_on(
    how: tuple[str, ...], other: Course, temporary: Path
) -> None:
    for n in range(4):
        any_course.hand_in(other, f"learner{n}", "import time\n\ntime.sleep(28)\n\ndef double(x):\n    return 2 * x")
    made, seconds = interrupted(other, temporary, how)
    assert made.returncode == 130
    assert "Traceback" not in made.stderr
    assert "run the same command again" in made.stderr.replace("\n", " ")
    told = json.loads(made.stdout)
    assert (told["marked"], told["failed"]) == (0, [])
    assert "stopped from the keyboard" in told["stopped"]
    assert seconds < 20
    assert gradebook(other) == []
    assert not list(other.root.glob("autograded/*/*/*.ipynb"))
    assert not other.audit.exists()
    for path in other.root.glob("submitted/*/ps1/problem1.ipynb"):
        path.write_text(path.read_text().replace("time.sleep(28)", "pass"))
    again = start(other, str(temporary), temporary, how)
    out, said = again.communicate(timeout=300)
    assert again.returncode == 0, said.decode()
    assert (json.loads(out)["marked"], json.loads(out)["stopped"]) == (4, "")


def test_does_nbgrader_mark_again_what_it_was_killed_over(course: Course, temporary: Path) -> None:
    for n in range(2):
        hand_in(course, f"learner{n}", best_answers(course))
    (course.root / "nbgrader_config.py").write_text(
        (ROOT / "nbgrader_config.py").read_text()
        + "import os\nfrom grader.nbgrader_plugin import preprocessor\nsave = preprocessor.SaveVerdicts._add_score\n"
        "def killed(self, cell, resources):\n    save(self, cell, resources)\n"
        "    if resources['nbgrader']['student'] == 'learner1':\n"
        "        os.kill(os.getpid(), 9)\npreprocessor.SaveVerdicts._add_score = killed\n"
    )
    first = nbgrader(course, "autograde", UNIT)
    assert first.returncode == -signal.SIGKILL, first.stderr
    (course.root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    again = nbgrader(course, "autograde", UNIT)
    assert again.returncode == 0, again.stderr
    assert "learner0" in next(line for line in again.stderr.splitlines() if "Skipping existing" in line)
    marks = {student: [row[3:] for row in gradebook(course) if row[0] == student] for student in ("learner0", "learner1")}
    assert marks["learner0"] == marks["learner1"]
    assert not list(course.root.rglob("*.marking"))
