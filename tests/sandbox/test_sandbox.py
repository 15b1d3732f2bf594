"""The sandbox: what it keeps out, what it ends, and when it refuses."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import notebook

from grader.college import protections
from grader.marking.cell_plan import Plan, Step
from grader.marking.shared_tests import mark_test_cells, sources_of
from grader.sandbox import Limits, Lost, NoSandbox, Session, Template, close_templates, warm_template
from grader.sandbox.libraries import LIBRARIES, libraries_in

LISTING = """
# %% solution a
import os
seen = sorted(os.listdir()) + os.listdir("data")
# %% test q1
assert seen == ["data", "real.csv"]
"""
MAPPED = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
"""An ordinary user, where this one is not."""
PROTECTIONS = {
    *("no network", "no sight of the gradebook", "no sight of the home folder", "no writing outside its folder"),
    *("no secrets of the environment", "no other processes", "no new rights", "no calls that administer the system"),
    *("no memory outside the limit", "nothing is left running", "the course is unchanged", "a limit on time"),
    *(f"a limit on {what}" for what in ("processes", "memory", "disk", "deleted files", "open files")),
}
"""Each is tried from inside a sandbox by the probe of ``carelab doctor``; attacks on anything else are in tests/attacks."""
ANSWER = "# %% solution a\nanswer = 42\n# %% test q1\nassert answer == 42"


def test_every_protection_holds(template: Template) -> None:
    found = protections(template)
    assert template.confined
    assert [protection for protection in found if not protection.holds] == []
    assert {protection.name for protection in found} >= PROTECTIONS


def test_an_ordinary_user_has_the_same_sandbox() -> None:
    # the user is mapped onto this process's own, for which the kernel counts no processes, so that one limit cannot be seen here
    user, failed = told_by(MAPPED, what_fails)
    assert user != 0
    assert set(failed) <= ({"a limit on processes"} if os.geteuid() == 0 else set())


def told_by(command: list[str], ask: Callable[[Template], Any]) -> Any:
    """Return the result of a function of this module for a sandbox in a process that a command starts."""
    code = (
        "import json\n"
        "from grader.sandbox import Template\n"
        f"from sandbox.test_sandbox import {ask.__name__}\n"
        "with Template.start() as template:\n"
        f"    print(json.dumps({ask.__name__}(template)))"
    )
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([*command, sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False, env=here)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def what_fails(template: Template) -> tuple[int, list[str]]:
    """Return this process's user, and the protections that do not hold."""
    return os.geteuid(), [protection.name for protection in protections(template) if not protection.holds]


LIBRARY = """
# %% solution a
import colorsys, wave
answer = 42
# %% test q1
import right_answers
assert answer == right_answers.right()
# %% test q2
import plistlib
assert "answer" in plistlib.dumps({"answer": answer}).decode()
"""


def marks_of_library(template: Template) -> list[tuple[float | None, str]]:
    """Mark work that imports libraries late, with a tutor's module beside it."""
    work = notebook(LIBRARY)
    outcome = mark_test_cells(work, work, {"right_answers.py": b"def right(): return 42"}, template=template)
    return [(verdict.score, verdict.reason) for verdict in outcome.verdicts]


def test_an_ordinary_users_sandbox_finds_a_library_imported_late() -> None:
    assert told_by(MAPPED, marks_of_library) == [[1, ""], [1, ""]]


@pytest.fixture
def no_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> list[str]:
        raise FileNotFoundError("bubblewrap is not installed")

    close_templates()  # what another test has left warm
    monkeypatch.setattr("grader.sandbox.template.wrapped", refuse)


@pytest.mark.usefixtures("no_bubblewrap")
def test_without_bubblewrap_student_code_is_refused_with_a_reason_which_is_a_verdict_without_a_mark() -> None:
    with pytest.raises(NoSandbox, match="--trust-code"):
        Template.start()
    work = notebook(ANSWER)
    (verdict,) = mark_test_cells(work, work, {}).verdicts
    assert verdict.score is None
    assert "bubblewrap" in verdict.reason


def test_without_libseccomp_student_code_is_refused_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    with pytest.raises(NoSandbox, match="libseccomp2"):
        Template.start()


@pytest.mark.usefixtures("no_bubblewrap")
def test_trusted_code_runs_with_limits_only_and_leaves_nothing_behind() -> None:
    work = notebook("# %% solution a\nimport os, subprocess, sys\nanswer = os.getcwd()\n"
                     "started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
                     "# %% test q1\nassert os.path.isdir(answer)")  # fmt: skip
    with Template.start(trust_code=True) as template:
        assert not template.confined
        assert mark_test_cells(work, work, {}, template=template).verdicts[0].score == 1
        until = time.monotonic() + 10
        while template.running() and time.monotonic() < until:
            time.sleep(0.05)
        assert template.running() == 0


def test_trusting_the_code_still_uses_the_sandbox_where_it_works() -> None:
    with Template.start(trust_code=True, libraries=()) as template:
        assert template.confined


def test_everything_ends_when_the_judge_is_killed() -> None:
    code = (
        "import os, sys; from grader.sandbox import Limits, Session, Template\n"
        "template = Template.start()\n"
        "session = Session(template, Limits(), {})\n"
        "session.run_cell('import os, subprocess, sys\\n'\n"
        '    \'subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)\')\n'
        "print(template._process.pid, session._child.pid, flush=True)\n"
        "sys.stdin.read()"
    )
    marker = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert marker.stdin is not None
    assert marker.stdout is not None
    with marker.stdin, marker.stdout:
        pids = [int(pid) for pid in marker.stdout.readline().split()]
        tree = [pid for one in pids for pid in (one, *descendants(one))]
        assert len(tree) > len(pids)
        watched = [os.pidfd_open(pid) for pid in set(tree)]
        marker.send_signal(signal.SIGKILL)
        marker.wait()
        for fd in watched:
            assert select.select([fd], [], [], 10)[0], "a process was left behind"
            os.close(fd)


def descendants(pid: int) -> list[int]:
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [inner for child in found for inner in descendants(child)]


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_sessions_leave_no_process_and_no_descriptor(template: Template) -> None:
    template.running()
    before = descriptors()
    for _ in range(20):
        with Session(template, Limits(), {}) as session:
            session.run_cell("x = 1")
    assert template.running() == 0
    assert descriptors() == before


def test_all_cells_together_are_bounded(template: Template) -> None:
    with Session(template, Limits(cell_seconds=0.5, total_seconds=1), {}) as session:
        started = time.monotonic()
        with pytest.raises(Lost, match="all its cells together"):
            run_for_ever(session)
        assert time.monotonic() - started < 10


def run_for_ever(session: Session) -> None:
    while True:
        session.run_cell("while True: pass")


def test_a_session_whose_process_has_gone_says_so(template: Template) -> None:
    with Session(template, Limits(), {}) as session:
        with pytest.raises(Lost, match="ended itself"):
            session.run_cell("import os\nos._exit(3)")
        with pytest.raises(Lost):
            session.run_cell("1")
    assert template.alive


def test_values_are_read_as_plain_data(template: Template) -> None:
    cell = """import pandas as pd
total = pd.DataFrame({'a': [1, 2]}).a.sum()
hours = pd.Series({'Abi': 3})
class Liar(int): __eq__ = lambda *_: True
class Ends(dict):
    def keys(self): raise SystemExit
    def __iter__(self): raise SystemExit
beds, wards, ends = Liar(3), ['A', print], Ends(a=1)"""
    with Session(template, Limits(), {}) as session:
        session.run_cell(cell)
        values = session.read(["total", "hours", "beds", "wards", "ends", "nothing"])
        assert session.run_cell("print(beds)").outputs[0]["text"].strip() == "3"  # it goes on
    assert values == {
        "total": 3,
        "hours": {"is": "series", "pairs": [["Abi", 3]]},
        "beds": 3,
        "wards": ["A", {"is": "other", "type": "builtin_function_or_method"}],
        "ends": {"is": "other", "type": "value that could not be read (SystemExit)"},
    }
    assert type(values["beds"]) is not bool
    assert all(type(value) in (int, float, list, dict) for value in values.values())


def test_a_value_that_takes_for_ever_to_read_is_given_up(template: Template) -> None:
    endless = "class Endless(dict):\n    def keys(self):\n        while True: pass\nbeds = Endless(a=1)\nwards = 2"
    with Session(template, Limits(cell_seconds=1), {}) as session:
        session.run_cell(endless)
        values = session.read(["beds"])
        assert session.read(["wards"]) == {"wards": 2}
    assert values == {"beds": {"is": "other", "type": "value that could not be read (KeyboardInterrupt)"}}


def test_files_are_laid_out_and_bad_names_left_out(template: Template, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("a\n1\n")
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    files = {"data/real.csv": tmp_path / "real.csv", "../up.txt": b"x"}
    files |= {name: tmp_path / name for name in ("link.csv", "gone.csv")}
    work = notebook(LISTING)
    outcome = mark_test_cells(work, work, files, template=template)
    assert outcome.verdicts[0].score == 1, outcome
    assert len(outcome.problems) == 3


KILLED = """
import os
from grader.sandbox import template

def refuse(_):
    raise FileNotFoundError("bubblewrap is not installed")

template.wrapped = refuse
template.Template.start(trust_code=True, libraries=())
assert os.listdir(os.environ["TMPDIR"])
os.kill(os.getpid(), 9)
"""


def test_a_killed_marking_process_leaves_no_folder_of_trusted_code(tmp_path: Path) -> None:
    here = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", KILLED], env=here, check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    until = time.monotonic() + 20
    while list(tmp_path.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_large_library_is_loaded_once_and_only_when_a_cell_wants_it() -> None:
    close_templates()
    has = "import sys\nloaded = 'matplot' + 'lib.pyplot' in sys.modules"
    first = warm_template(False, [has])
    assert _loaded(first, has) == {"loaded": False}
    assert _loaded(warm_template(False, [has, "from matplotlib import pyplot"]), has) == {"loaded": True}
    second = warm_template(False, ["import matplotlib"])
    assert (first.libraries, second.libraries) == (set(), set(LIBRARIES))
    assert first.alive  # another thread may be at work in it
    assert warm_template(False, ["import pytest"]) is second
    close_templates()
    assert (first.alive, second.alive) == (False, False)


def _loaded(template: Template, code: str) -> dict[str, object]:
    with Session(template, Limits(), {}) as session:
        session.run_cell(code)
        return session.read(["loaded"])


def test_what_a_tutors_own_module_wants_is_loaded_too(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text("import matplotlib.pyplot")
    files: dict[str, bytes | Path] = {name: tmp_path / name for name in ("helpers.py", "gone.py")}
    files["data.csv"] = b"pytest"
    assert libraries_in(sources_of(Plan([Step("setup", "import helpers", None)]), files)) == {"matplotlib"}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import matplotlib.pyplot as plt", {"matplotlib"}),
        ("%matplotlib inline", {"matplotlib"}),
        ("visits.plot(kind='bar')", {"matplotlib"}),
        ("import pytest\nwith pytest.raises(ValueError): f()", {"pytest"}),
        ("plot = 3  # a plot of land\nhistory = []", set()),
    ],
)
def test_what_a_cell_wants_is_read_from_its_words(source: str, wanted: set[str]) -> None:
    assert libraries_in([source]) == wanted
