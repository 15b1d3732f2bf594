import json

import pytest
from planted import ROOT, whole_course

import carelab
from carelab.data.recall import ASKED, Recall, earlier_units, pick, recalls
from carelab.notebook.receiver import collecting
from carelab.questions import check_key

UNITS = earlier_units("99")
BANK = {unit: recalls(unit) for unit in UNITS}
ALL = [(unit, recall) for unit in UNITS for recall in BANK[unit]]
EACH = pytest.mark.parametrize(("unit", "recall"), ALL, ids=[r.question.id for _, r in ALL])


@EACH
def test_each_question_has_a_key_a_reason_for_every_option_and_a_check_of_its_own_lesson(unit: str, recall: Recall) -> None:
    check_key(recall.question, recall.key)
    assert all(recall.key.reason(option) for option in recall.question.options)
    assert recall.question.id.startswith(f"recall-{unit[:2]}-")
    (lesson,) = (page for page in whole_course().lessons if page.unit == unit)
    assert recall.about == "" or recall.about in {one.question.id for one in lesson.asked}


def test_no_question_of_marked_work_is_asked_for_practice() -> None:
    marked = {_plain(one.question.ask) for page in whole_course().exercises for one in page.asked}
    assert marked
    assert not marked & {_plain(recall.question.ask.split(". ", 1)[1]) for _, recall in ALL}


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def test_every_unit_has_enough_to_fill_a_lesson_by_itself_and_no_id_stands_twice() -> None:
    assert len(UNITS) >= 3
    assert all(len(BANK[unit]) >= ASKED for unit in UNITS)
    ids = [recall.question.id for _, recall in ALL]
    assert len(set(ids)) == len(ids)
    for unit in UNITS:
        text = (ROOT / "carelab/data/recall" / f"{unit}.json").read_text(encoding="utf-8")
        assert len({one["key"] == next(iter(one["options"])) for one in json.loads(text)}) == 2, "the key has no fixed place"


def _picked(unit: str = "03", here: tuple[str, ...] = (), missed: tuple[str, ...] = ()) -> list[str]:
    bank = {unit: BANK[unit] for unit in earlier_units(unit)}
    return [recall.question.id for recall in pick(bank, here=here, missed=missed)]


def test_three_are_asked_from_near_and_far_and_always_the_same() -> None:
    assert _picked() == _picked() == ["recall-02-better", "recall-01-system", "recall-02-regulator"]
    assert [id[:9] for id in _picked("16")] == ["recall-15", "recall-10", "recall-05"]


def test_what_was_missed_comes_first_and_what_was_asked_here_comes_again_after_a_reload() -> None:
    assert _picked(missed=("recall-01-system",))[0] == "recall-01-system"
    first = _picked(missed=("cqc",))
    assert first[0] == "recall-02-regulator", "missed in its own lesson"
    assert set(_picked(here=tuple(first), missed=("recall-01-hours", "recall-01-rota"))) == set(first)


def test_a_lesson_asks_three_with_practice_keys_and_the_first_unit_none() -> None:
    with collecting() as found:
        carelab.lesson("03-management-roles").remember()
        carelab.lesson("01-introduction").remember()
    assert len(found.questions) == len(found.keys) == ASKED
