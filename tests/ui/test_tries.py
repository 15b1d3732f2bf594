from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from carelab.answers import AnswerFile
from carelab.answers.errors import NotSaved
from carelab.questions import Choice, Key
from carelab.ui.tries import MOST_TRIES, Tries

QUESTION = Choice(id="q", ask="What first?", options={"a": "Wait", "b": "Tell", "c": "Ask"})
KEY = Key("c", {"a": "No.", "b": "No.", "c": "Yes."})


def _tries(file: AnswerFile) -> Tries:
    def kept() -> Mapping[str, Any]:
        answer = file.book.answers.get("q")
        return {} if answer is None else answer.extra

    return Tries(QUESTION, KEY, kept, lambda fields: file.add("q", "choice", fields))


def test_tries_are_kept_beside_the_answer_and_are_there_again(tmp_path: Path) -> None:
    file = AnswerFile(tmp_path, "01-unit")
    for value in ("a", "b"):
        file.save("q", "choice", value)
        _tries(file).check(value)
    again = AnswerFile(tmp_path, "01-unit")
    entry = again.book.answers["q"]
    assert (entry.value, entry.extra["tries"], entry.extra["missed"]) == ("b", ["a", "b"], True)
    told = _tries(again).look()
    assert (told["says"], told["value"], told["can_show"], told["answer"]) == ("Not this one.", "b", True, ())
    _tries(again).show()
    assert _tries(AnswerFile(tmp_path, "01-unit")).look()["answer"]


def test_nothing_is_shown_before_the_first_try_and_nothing_is_kept_of_an_empty_one(tmp_path: Path) -> None:
    file = AnswerFile(tmp_path, "01-unit")
    assert _tries(file).look() == {}
    assert _tries(file).check(None)["says"] == "Answer first, then check."
    assert not file.path.exists()


@pytest.mark.parametrize(
    ("checked", "tries", "missed"),
    [("aaaa", ["a"], True), ("ca", ["c", "a"], False), ("ab" * 20, ["a", *("ab" * 20)[1 - MOST_TRIES :]], True)],
    ids=["the same answer again is no new try", "right first time is never missed", "the first and the newest of many"],
)
def test_what_is_kept_of_the_tries(tmp_path: Path, checked: str, tries: list[str], missed: bool) -> None:
    file = AnswerFile(tmp_path, "01-unit")
    told = [_tries(file).check(value) for value in checked]
    assert file.book.answers["q"].extra == {"tries": tries, "missed": missed}
    assert told[-1]["can_show"] == (len(set(checked)) > 1 and missed)


def test_a_check_tells_its_result_also_where_nothing_can_be_saved() -> None:
    def refuse(_fields: Mapping[str, Any]) -> None:
        raise NotSaved("The disk is full.")

    tries = Tries(QUESTION, KEY, dict, refuse)
    assert tries.check("a")["says"] == "Not this one."
    assert tries.show()["answer"]


def test_a_new_answer_keeps_the_tries_and_another_window_is_not_taken_for_another_answer(tmp_path: Path) -> None:
    one, two = AnswerFile(tmp_path, "01-unit"), AnswerFile(tmp_path, "01-unit")
    one.save("q", "choice", "a")
    two.refresh()
    _tries(two).check("a")
    saved = one.save("q", "choice", "b")
    assert saved.took_over is None
    assert one.book.answers["q"].extra == {"tries": ["a"], "missed": True}
