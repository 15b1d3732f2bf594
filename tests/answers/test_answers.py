import errno
import json
import os
import random
import selectors
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from soak import long_proof, times

import carelab
from carelab.answers import NAME, Answer, AnswerBook, AnswerFile, load
from carelab.answers import file as answers
from carelab.answers.atomic import write_whole
from carelab.answers.errors import NotSaved, UnreadableAnswers

UNIT = "08-budgeting"


def stored(folder: Path) -> AnswerBook:
    return load(folder / NAME, UNIT)


def values(folder: Path) -> dict[str, Any]:
    return {question: answer.value for question, answer in stored(folder).answers.items()}


def opened(folder: Path, **answers: Any) -> AnswerFile:
    """Open a folder's answers, and save some."""
    file = AnswerFile(folder, UNIT)
    for question, value in answers.items():
        file.save(question, "choice", value)
    return file


def put(folder: Path, data: bytes) -> None:
    (folder / NAME).write_bytes(data)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("answers-kept-*.json"))


def text(**changes: Any) -> bytes:
    book = AnswerBook(UNIT, 2, {"q1": Answer("choice", "a", "2026-11-23T10:42:07Z")})
    return json.dumps({**json.loads(book.as_json()), **changes}).encode()


def no_parts(folder: Path) -> bool:
    return not list(folder.glob(".*.part"))


# Saving and reading back


def test_a_new_folder_gets_no_file_until_an_answer_is_saved(tmp_path: Path) -> None:
    file = AnswerFile(tmp_path, UNIT, variant=4)
    assert list(tmp_path.iterdir()) == []
    assert (file.notice, file.read_only, file.book.answers) == ("", False, {})
    saved = file.save("q1", "choice", "a")
    assert stored(tmp_path) == AnswerBook(UNIT, 4, {"q1": Answer("choice", "a", saved.at)})
    assert saved.changed_elsewhere == ()
    assert time.strptime(saved.at, "%Y-%m-%dT%H:%M:%SZ")
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_every_answer_is_there_again_on_opening_and_a_later_one_takes_its_place(tmp_path: Path) -> None:
    given = {"q1": "a", "q2": ["b"], "q3": {"x": "m"}, "q4": 9600.5, "q5": "naïve ☕ \ud800", "q6": None}
    file = AnswerFile(tmp_path, UNIT, variant=3, seed=7)
    for question, value in given.items():
        file.save(question, "any", value)
    again = AnswerFile(tmp_path, UNIT, variant=1, seed=8)
    assert {question: again.book.value(question) for question in given} == given
    assert again.book == file.book
    for value in ("b", None):
        again.save("q1", "choice", value)
        assert values(tmp_path) == {**given, "q1": value}
    assert (again.book.variant, again.book.seed, stored(tmp_path).seed) == (3, 7, 7)


def test_extra_fields_survive_a_save(tmp_path: Path) -> None:
    whole = json.loads(text(tries=[1, 2]))
    whole["answers"]["q1"]["route"] = "table"
    put(tmp_path, json.dumps(whole).encode())
    opened(tmp_path, q2="b")
    after = json.loads((tmp_path / NAME).read_text())
    assert (after["tries"], after["answers"]["q1"], after["variant"]) == ([1, 2], whole["answers"]["q1"], 2)


def test_a_file_deleted_while_the_notebook_is_open_is_written_whole_again(tmp_path: Path) -> None:
    file = opened(tmp_path, q1="a")
    (tmp_path / NAME).unlink()
    file.save("q2", "choice", "b")
    assert values(tmp_path) == {"q1": "a", "q2": "b"}


# Files that cannot be used

DAMAGED = {
    "empty": b"", "cut short": text()[:-9], "not JSON": b"hello", "zeros": b"\x00" * 512,
    "not a number": text().replace(b'"a"', b"NaN"), "a number too large": text().replace(b'"a"', b"1e999"),
    "too deep": b"[" * 50_000, "other unit": text(assignment="02-sorting"), "no schema": text(schema=None),
    "bad variant": text(variant="two"),
}  # fmt: skip


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_kept_and_the_student_goes_on(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, data)
    file = AnswerFile(tmp_path, UNIT)
    [copy] = kept(tmp_path)
    assert copy.read_bytes() == data
    assert file.notice.startswith("answers.json ")
    assert f"Nothing is lost: it is kept as {copy.name}." in file.notice
    assert not (tmp_path / NAME).exists()
    file.save("q1", "choice", "b")
    put(tmp_path, data)
    file.save("q2", "choice", "c")
    assert values(tmp_path) == {"q1": "b", "q2": "c"}, "damaged while the notebook is open, it costs no answer"
    assert [copy.read_bytes() for copy in kept(tmp_path)] == [data, data], "each copy has a name of its own"


def test_a_file_of_50_mb_is_kept_unread(tmp_path: Path) -> None:
    with (tmp_path / NAME).open("wb") as sparse:
        sparse.truncate(50_000_000)
    assert "is 50 MB" in AnswerFile(tmp_path, UNIT).notice
    assert [copy.stat().st_size for copy in kept(tmp_path)] == [50_000_000]


def test_a_folder_or_a_link_in_the_files_place_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    opened(tmp_path, q1="a")
    (tmp_path / NAME).rename(tmp_path / "elsewhere.json")
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere.json")
    opened(tmp_path, q2="b")
    assert list(values(tmp_path)) == ["q2"]
    assert sorted(copy.is_dir() for copy in kept(tmp_path)) == [False, True]
    assert list(load(tmp_path / "elsewhere.json", UNIT).answers) == ["q1"]


@pytest.mark.parametrize("data", [text(schema=2), b'{"schema": 7}'])
def test_a_newer_file_is_never_touched(tmp_path: Path, data: bytes) -> None:
    early = opened(tmp_path, q1="a")
    put(tmp_path, data)
    file = AnswerFile(tmp_path, UNIT)
    assert file.read_only
    assert "Update Care Lab" in file.notice
    for window in (early, file):
        with pytest.raises(NotSaved, match="Update Care Lab"):
            window.save("q2", "choice", "a")
    assert (tmp_path / NAME).read_bytes() == data
    assert kept(tmp_path) == []
    put(tmp_path, text())
    assert early.save("q2", "choice", "b").changed_elsewhere == ("q1",)
    assert (early.read_only, early.notice) == (False, "")


def test_a_file_that_is_mended_meanwhile_is_not_moved_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading a damaged file and getting the lock, another window has kept it and saved a good one."""
    put(tmp_path, b"damaged")
    real, seen = answers.load, []

    def load_then_mend(path: Path, unit: str) -> AnswerBook:
        seen.append(path)
        if len(seen) == 1:
            put(tmp_path, text())
            raise UnreadableAnswers(path, "is damaged.", "Ask.")
        return real(path, unit)

    monkeypatch.setattr(answers, "load", load_then_mend)
    file = AnswerFile(tmp_path, UNIT)
    assert file.book.value("q1") == "a"
    assert (file.notice, kept(tmp_path)) == ("", [])


# What cannot be saved

UNSTORABLE = {"nan": float("nan"), "infinity": float("inf"), "set": {1}, "object": object(), "huge": 10**5000}
UNSTORABLE |= {"deep": json.loads("[" * 20 + "]" * 20), "too long": ["☕" * 6_000] * 200}


@pytest.mark.parametrize(("what", "value"), UNSTORABLE.items(), ids=UNSTORABLE)
def test_a_value_that_could_not_be_read_again_is_not_written(tmp_path: Path, what: str, value: object) -> None:
    file = opened(tmp_path, q1="a")
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(NotSaved, match="too long" if what == "too long" else "cannot be saved"):
        file.save("q2", "plan", value)
    assert (tmp_path / NAME).read_bytes() == before
    assert list(file.book.answers) == ["q1"]


FULL, READ_ONLY = ("The disk is full.", "Delete something"), ("This folder is read-only.", "Copy the folder my-unit to your Docu")
FAILURES = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EACCES: READ_ONLY, errno.EROFS: READ_ONLY}
FAILURES[errno.EIO] = ("The answer file cannot be written (", "Tell your tutor")


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_save_that_fails_says_why_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, failing: str
) -> None:
    folder = tmp_path / "my-unit"
    folder.mkdir()
    monkeypatch.chdir(folder)
    file = opened(Path(), q1="a")
    before = (folder / NAME).read_bytes()

    def fail(*args: object, **rest: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(*((os, "fsync") if failing == "fsync" else (Path, "replace")), fail)
        with pytest.raises(NotSaved) as caught:
            file.save("q2", "choice", "b")
    assert caught.value.problem.startswith(FAILURES[number][0])
    assert caught.value.next_step.startswith(FAILURES[number][1])
    assert (folder / NAME).read_bytes() == before
    assert no_parts(folder)
    assert list(file.book.answers) == ["q1"]
    file.save("q2", "choice", "b")
    assert values(folder) == {"q1": "a", "q2": "b"}


def test_a_file_system_that_cannot_sync_a_folder_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    opened(tmp_path, q1="a")
    assert values(tmp_path) == {"q1": "a"}


@pytest.mark.parametrize(("data", "method", "says"), [
    (text(), "read_bytes", "answers.json cannot be read (Permission denied). Ask for help before you answer."),
    (b"damaged", "replace", "cannot be moved out of the way either (Permission denied)"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_or_moved_is_left_and_nothing_is_written_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, method: str, says: str
) -> None:
    put(tmp_path, data)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(Path, method, refuse)
        file = AnswerFile(tmp_path, UNIT)
        assert file.read_only
        assert says in file.notice
        with pytest.raises(NotSaved, match=" cannot be "):
            file.save("q2", "choice", "b")
    assert (tmp_path / NAME).read_bytes() == data
    file.save("q2", "choice", "b")
    assert (file.read_only, values(tmp_path)) == (False, {"q1": "a", "q2": "b"} if data == text() else {"q2": "b"})
    assert [copy.read_bytes() for copy in kept(tmp_path)] == ([] if data == text() else [data])


def test_writing_a_file_whole_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "report.csv", b"three")


# Two windows


@pytest.fixture
def windows(tmp_path: Path) -> tuple[AnswerFile, AnswerFile]:
    return AnswerFile(tmp_path, UNIT), AnswerFile(tmp_path, UNIT)


def earlier(folder: Path, question: str = "q1") -> list[Any]:
    return [one["value"] for one in stored(folder).answers[question].extra["earlier"]]


def test_two_windows_lose_nothing_and_each_is_told(tmp_path: Path, windows: tuple[AnswerFile, AnswerFile]) -> None:
    one, two = windows
    steps = [(one, "q1", ()), (two, "q2", ("q1",)), (one, "q3", ("q2",)), (one, "q3", ()), (two, "q1", ("q3",)), (two, "q3", ())]
    for at, (window, question, changed) in enumerate(steps):
        assert window.save(question, "choice", at).changed_elsewhere == changed
    assert one.save("q4", "choice", "c").changed_elsewhere == ("q1", "q3")
    assert values(tmp_path) == {"q1": 4, "q2": 1, "q3": 5, "q4": "c"}, "the later of two answers to one question stands"
    with pytest.raises(NotSaved):
        two.save("q2", "choice", float("nan"))
    assert two.save("q2", "choice", "b").changed_elsewhere == ("q4",), "told after a save that failed, too"
    assert two.book == stored(tmp_path)


def test_the_answer_of_another_window_is_kept_and_told_once(tmp_path: Path, windows: tuple[AnswerFile, AnswerFile]) -> None:
    one, two = windows
    one.save("q1", "choice", "a")
    two.save("q3", "choice", "x")
    assert two.save("q1", "choice", "b").took_over is None, "it was shown"
    assert earlier(tmp_path) == ["a"], "and is kept nevertheless"
    one.save("q2", "choice", "a")
    took = two.save("q2", "choice", "b").took_over
    assert took.value == "a"
    assert stored(tmp_path).answers["q2"].extra == {"earlier": [{"value": "a", "at": took.at}]}
    assert two.save("q2", "choice", "c").took_over is None
    assert earlier(tmp_path, "q2") == ["a"]
    assert two.save("q2", "choice", "a").took_over is None
    assert (values(tmp_path)["q2"], earlier(tmp_path, "q2")) == ("a", ["c"]), "going back keeps the answer that it replaces"


def test_kept_answers_are_few_and_short(tmp_path: Path, windows: tuple[AnswerFile, AnswerFile]) -> None:
    for number in range(40):
        windows[number % 2].save("q1", "number", number)
    assert earlier(tmp_path) == [34, 35, 36, 37, 38]
    for at, letter in enumerate("aAbBcCdDeEfF"):
        windows[at % 2].save("q2", "reflection", letter * 15_000)
    assert len(earlier(tmp_path, "q2")) == 2


@pytest.mark.parametrize("found", ["text", [1, {"value": 1}], {}, None])
def test_a_history_that_is_none_costs_no_answer(tmp_path: Path, found: object) -> None:
    put(tmp_path, AnswerBook(UNIT, answers={"q1": Answer("choice", "a", "", {"earlier": found})}).as_json().encode())
    opened(tmp_path, q1="b")
    assert values(tmp_path) == {"q1": "b"}


@pytest.mark.parametrize("code", [32, 5])
def test_a_file_that_another_program_holds_is_called_that_and_not_a_read_only_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Windows' own error numbers, as its Python reports them."""
    file = opened(tmp_path, q1="a")

    def held(*_: object) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = code
        raise error

    monkeypatch.setattr(answers, "write_whole", held)
    with pytest.raises(NotSaved, match=r"Another program has answers\.json open"):
        file.save("q1", "choice", "b")


def test_a_window_that_holds_the_file_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LOCK_SECONDS", 0.02)
    file = AnswerFile(tmp_path, UNIT)
    with FileLock(tmp_path / ".answers.lock"), pytest.raises(NotSaved, match="Another window is saving"):
        file.save("q1", "choice", "a")
    file.save("q1", "choice", "a")


# Other processes: a child says on its pipe what it has done

HERE = Path(carelab.__file__).parent.parent
OPENING = "import os, sys\nfrom pathlib import Path\nfrom carelab.answers import AnswerFile, NotSaved\n"


def start(code: str, *arguments: object, within: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*within, sys.executable, "-c", OPENING + code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=environment)


def run(code: str, *arguments: object, within: tuple[str, ...] = ()) -> list[str]:
    with start(code, *arguments, within=within) as child:
        said, _ = child.communicate()
    assert child.returncode == 0
    return said.splitlines()


def test_eight_processes_saving_at_once_lose_nothing(tmp_path: Path) -> None:
    code = """
from carelab.answers import file as answers
answers.LOCK_SECONDS = 60
for worker in range(8):
    if os.fork() == 0:
        sys.stdin.readline()
        file = AnswerFile(Path(sys.argv[1]), "08-budgeting")
        for n in range(8):
            file.save(f"w{worker}-{n}", "number", n)
        os._exit(0)
print("ready", flush=True)
sys.exit(max(os.waitpid(-1, 0)[1] for _ in range(8)))
"""
    with start(code, tmp_path) as child:
        assert child.stdout.readline() == "ready\n"
        child.communicate("go\n" * 8)
    assert child.returncode == 0
    assert values(tmp_path) == {f"w{w}-{n}": n for w in range(8) for n in range(8)}
    assert no_parts(tmp_path)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that any user of this machine can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "08-budgeting"
        folder.mkdir()
        yield folder


TRY_TO_SAVE = """
file = AnswerFile(Path(sys.argv[1]), "08-budgeting")
try:
    file.save("q2", "reflection", "word " * int(sys.argv[2]))
    print("saved")
except NotSaved as error:
    print(error)
"""
AS_NO_ONE = """
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


@pytest.mark.parametrize(("data", "says"), [
    (text(), ["This folder is read-only. Copy the folder 08-budgeting to your Documents and open it there."]),
    (b"damaged", ["True answers.json is not an answer file", "cannot be moved out of the way either (Permission denied)"]),
])  # fmt: skip
def test_a_folder_that_may_not_be_written_says_so_and_is_left_as_it_is(open_folder: Path, data: bytes, says: list[str]) -> None:
    put(open_folder, data)
    open_folder.chmod(0o555)
    said = "\n".join(run(f"{AS_NO_ONE}{TRY_TO_SAVE}\nprint(file.read_only, file.notice)", open_folder, 1))
    open_folder.chmod(0o755)
    assert all(words in said for words in says)
    assert [(path.name, path.read_bytes()) for path in open_folder.iterdir()] == [(NAME, data)]


def test_a_write_that_the_system_cuts_off_leaves_the_old_file(tmp_path: Path) -> None:
    put(tmp_path, text())
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))\n"
    [said] = run(limit + TRY_TO_SAVE, tmp_path, 10_000)
    assert said == "The answer file cannot be written (File too large). Tell your tutor, and leave this page open."
    assert (tmp_path / NAME).read_bytes() == text()
    assert no_parts(tmp_path)
    assert run(limit + TRY_TO_SAVE, tmp_path, 10) == ["saved"]


def small_disk(folder: Path) -> tuple[str, ...] | None:
    """Return the start of a command that sees a disk of 64 kB at a folder, or None where this machine does not allow one."""
    mount = f'mount -t tmpfs -o size=64k none "{folder}" && exec "$@"'
    for namespace in (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount")):
        command = (*namespace, "sh", "-c", mount, "sh")
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return None


NO_SMALL_DISK = """
real = Path.open
def full(path, mode="r", **rest):
    if path.suffix == ".part" and sys.argv[2] != 1:
        return real(Path("/dev/full"), "wb")
    return real(path, mode, **rest)
Path.open = full
"""


def test_a_full_disk_says_so_and_leaves_the_old_file(tmp_path: Path) -> None:
    """On a real full disk where the machine lends one; else ``/dev/full``, which refuses every byte, in the new file's place."""
    code = f"""
folder = Path(sys.argv[1])
(folder / "answers.json").write_bytes({text()!r})
{TRY_TO_SAVE}
print((folder / "answers.json").read_bytes() == {text()!r}, len(list(folder.glob(".*.part"))))
sys.argv[2] = 1
{TRY_TO_SAVE}
"""
    within = small_disk(tmp_path)
    if within is None:
        code = NO_SMALL_DISK + code
    full = "The disk is full. Delete something you do not need, such as old downloads, then change your answer."
    assert run(code, tmp_path, 30_000, within=within or ()) == [full, "True 0", "saved"]


@long_proof
def test_a_save_that_said_so_survives_sigkill_at_any_moment(tmp_path: Path) -> None:
    code = """
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        file = AnswerFile(Path(sys.argv[1]), "08-budgeting")
        number = int(line)
        while True:
            number += 1
            file.save(f"q{number % 5}", "number", number)
            os.write(1, b"saved %d\\n" % number)
    os.write(1, b"child %d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""
    chance, last, said = random.Random(20261123), 0, dict[str, int]()
    with start(code, tmp_path) as template, selectors.DefaultSelector() as ready:
        ready.register(template.stdout, selectors.EVENT_READ)
        for _ in range(times(20, 1_000)):
            template.stdin.write(f"{last}\n")
            child, seen, wanted = 0, 0, chance.randrange(6)
            while not child or seen < wanted:
                word, number = template.stdout.readline().split()
                if word == "child":
                    child = int(number)
                else:
                    seen, last = seen + 1, int(number)
                    said[f"q{last % 5}"] = last
            moment = time.perf_counter() + chance.random() * 0.004
            while time.perf_counter() < moment:
                pass
            os.kill(child, signal.SIGKILL)
            while (line := template.stdout.readline()) != "dead\n":
                last = int(line.split()[1])
                said[f"q{last % 5}"] = last
            found = stored(tmp_path)
            for question, number in said.items():
                assert number <= found.value(question) <= last + 1
        template.stdin.close()
    assert last > times(20, 1_000)
    assert len(list(tmp_path.glob(".*.part"))) <= 1
    file = opened(tmp_path, q9=9)
    assert (file.notice, kept(tmp_path), no_parts(tmp_path)) == ("", [], True)
