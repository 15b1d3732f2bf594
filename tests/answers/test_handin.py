import errno
import os
import zipfile
from pathlib import Path

import pytest

from carelab.answers import NAME, AnswerFile, handin
from carelab.answers.errors import NewerAnswers, NotSaved, OtherAssignment, UnreadableAnswers
from carelab.answers.handin import make_handin
from carelab.questions.errors import CareLabError

UNIT = "08-budgeting"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    AnswerFile(tmp_path, UNIT).save("q1", "choice", "a")
    (tmp_path / f"{UNIT}.ipynb").write_text("{}")
    (tmp_path / "diary.txt").write_text("private")
    return tmp_path


def test_it_holds_the_newest_answers_and_the_notebook_and_nothing_else(folder: Path) -> None:
    for question in ("q1", "q2"):
        AnswerFile(folder, UNIT).save(question, "choice", "b")
        made = make_handin(folder, UNIT)
        assert made == folder / "08-budgeting-handin.zip"
        with zipfile.ZipFile(made) as zipped:
            assert zipped.testzip() is None
            assert zipped.namelist() == [f"{UNIT}/{NAME}", f"{UNIT}/{UNIT}.ipynb"]
            assert zipped.read(f"{UNIT}/{NAME}") == (folder / NAME).read_bytes()
    assert not list(folder.glob(".*.part"))


def test_a_file_older_than_zip_can_say_is_packed_and_the_notebook_may_be_missing(folder: Path) -> None:
    os.utime(folder / f"{UNIT}.ipynb", (0, 0))
    with zipfile.ZipFile(make_handin(folder, UNIT)) as zipped:
        assert zipped.testzip() is None
    (folder / f"{UNIT}.ipynb").unlink()
    with zipfile.ZipFile(make_handin(folder, UNIT)) as zipped:
        assert zipped.namelist() == [f"{UNIT}/{NAME}"]


@pytest.mark.parametrize("cleared", [False, True])
def test_without_an_answer_there_is_nothing_to_hand_in(tmp_path: Path, cleared: bool) -> None:
    if cleared:
        AnswerFile(tmp_path, UNIT).save("q1", "choice", None)
    with pytest.raises(CareLabError, match=r"nothing to hand in yet\. Answer at least one question"):
        make_handin(tmp_path, UNIT)
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize(("data", "error"), [
    (b"", UnreadableAnswers), (b'{"schema": 1, "ans', UnreadableAnswers),
    (b'{"schema": 1, "assignment": "02-sorting", "answers": {}}', OtherAssignment), (b'{"schema": 2}', NewerAnswers),
])  # fmt: skip
def test_answers_that_cannot_be_used_are_not_handed_in(folder: Path, data: bytes, error: type[CareLabError]) -> None:
    (folder / NAME).write_bytes(data)
    with pytest.raises(error, match=r"answers\.json"):
        make_handin(folder, UNIT)
    assert not list(folder.glob("*.zip"))
    assert (folder / NAME).read_bytes() == data


def test_a_notebook_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(zipped: zipfile.ZipFile, path: Path, name: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder / f"{UNIT}.ipynb"))

    monkeypatch.setattr(zipfile.ZipFile, "write", refuse)
    with pytest.raises(CareLabError, match=r"08-budgeting\.ipynb cannot be read \(Permission denied\)"):
        make_handin(folder, UNIT)


def test_a_disk_that_is_full_keeps_the_earlier_file_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_handin(folder, UNIT).read_bytes()

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(handin, "write_whole", refuse)
    with pytest.raises(NotSaved, match=r"^08-budgeting-handin\.zip cannot be written \(No space left on device\)\. Free some"):
        make_handin(folder, UNIT)
    assert (folder / "08-budgeting-handin.zip").read_bytes() == before
