"""Every awkward upload in a class's zip, between honest ones: known, asked about or told in words; nothing is guessed."""

import shutil
from pathlib import Path

import pytest
from classroom import ROOT
from intake.awkward import FORMS, OTHER, UNIT, UPLOADS, Awkward, canvas, handin, moodle, save_zip

from grader.course import Course
from grader.intake import HandIn, look, read_records, take

WORDS = {"new": "taken", "question": "asked", "not usable": "unusable"}
HONEST = {"Amina Khan": {"a.zip": handin(given=2)}, "Ciarán O'Neill": {"b.zip": handin(given=4)}}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    for unit in (UNIT, OTHER):
        shutil.copytree(ROOT / "source" / unit, tmp_path / "course" / "source" / unit)
    return Course.at(tmp_path / "course")


def of(found: tuple[HandIn, ...], name: str) -> HandIn:
    return next(one for one in found if one.who == name)


@pytest.mark.parametrize("awkward", UPLOADS, ids=lambda one: one.name)
def test_an_awkward_upload_between_two_honest_ones(awkward: Awkward, course: Course, tmp_path: Path) -> None:
    make = canvas if len(awkward.name) % 2 else moodle
    people = {"Amina Khan": HONEST["Amina Khan"], "Grace Okafor": awkward.files(), "Ciarán O'Neill": HONEST["Ciarán O'Neill"]}
    found = look(course, [save_zip(tmp_path / "class.zip", make(people))])
    assert found.problems == ()
    assert len(found.hand_ins) == 3
    one = found.hand_ins[1]
    what, _, words = awkward.must.partition(" ")
    assert (WORDS[one.state], one.who) == (what, "okaforgrace" if make is canvas else "Grace Okafor")
    assert words in " ".join([one.says, *one.notes])
    honest = [found.hand_ins[0], found.hand_ins[2]]
    assert [h.state for h in honest] == ["new", "new"]

    take(course, found)
    submitted = {path.parent.name for path in (course.root / "submitted").glob("*/*")}
    assert submitted == {h.student for h in honest} | ({one.student} if what == "taken" else set())
    kept = list((course.root / "uploads" / one.student).rglob("*-*")) if what != "asked" else ["none"]
    assert bool(kept) == any(upload.sha256 for upload in one.uploads)
    assert {r["student"] for r in read_records(course)} == {h.student for h in honest} | ({one.student} - {""})


@pytest.mark.parametrize("form", FORMS)
def test_a_class_zip_of_every_form_comes_in(form: str, course: Course, tmp_path: Path) -> None:
    found = look(course, [save_zip(tmp_path / "class.zip", FORMS[form](HONEST))])
    wanted = {"khanamina", "oneillciarán"} if form == "canvas" else set(HONEST)
    ready = [one for one in found.hand_ins if one.state == "new"]
    assert {one.who for one in ready} == wanted
    assert {note for one in ready for note in one.notes if note.endswith("answered.")} == {
        "2 of 11 answered.",
        "4 of 11 answered.",
    }
    assert [one.state for one in found.hand_ins if one not in ready] == (["older"] * 2 if form == "teams" else [])
    states_time = form in ("brightspace", "blackboard")
    assert {one.at.isoformat() if one.at else None for one in ready} == (
        {"2026-11-23T16:41:07+00:00" if form == "blackboard" else "2026-11-23T16:41:00+00:00"} if states_time else {None}
    )
    assert take(course, found) == 4
    stamps = [path.read_text() for path in course.root.glob("submitted/*/*/timestamp.txt")]
    assert len(stamps) == (2 if states_time else 0)
    assert all(text.startswith("2026-11-23 16:41:0") for text in stamps)
