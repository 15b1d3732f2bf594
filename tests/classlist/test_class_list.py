"""Who is who: joined over VLEs and units, asked where it is not certain, kept in class.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.classlist import FILE, BadClassList, ClassList, Hint
from grader.course import Course
from grader.vle import BadTable


@pytest.fixture
def empty(tmp_path: Path) -> Course:
    """Return a course folder; a class list asks nothing of its units."""
    return Course(tmp_path)


def table(course: Course, text: str, name: str = "list.csv") -> list[Path]:
    path = course.root / name
    path.write_text(text, encoding="utf-8")
    return [path]


MOODLE = "First name,Surname,Email address\nGrace,Okafor,grace.okafor@example.org\nBartosz,Nowak,bartosz@example.org\n"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section
"Okafor, Grace",40812,T2201,grace.okafor,A
"Nowak, Bartosz",40819,T2207,bnowak,A
"""
BLACKBOARD = "Last Name,First Name,Username,Last Access\nOkafor,Grace,t2201,\n"


def test_is_a_person_of_three_vles_one_person_with_one_id(empty: Course) -> None:
    with ClassList.changing(empty) as people:
        for n, text in enumerate((MOODLE, CANVAS, BLACKBOARD)):
            assert people.import_tables(table(empty, text, f"{n}.csv")).questions == []
    kept = ClassList.load(empty)
    assert [p.id for p in kept] == ["bartosz", "grace.okafor"]
    grace = kept.named("grace.okafor")
    assert dict(grace.ids) == {"canvas": "40812", "sis": "T2201", "login": "grace.okafor", "blackboard": "t2201"}
    assert kept.find(Hint(ids={"canvas": "40812"})).person == grace
    assert kept.find(Hint(name="okaforgrace")).person == grace


def test_are_two_people_of_one_name_kept_apart_and_asked_about(empty: Course) -> None:
    people = ClassList.load(empty)
    made = people.import_tables(table(empty, "Name,Email\nAmina Khan,a.khan@example.org\nAmina Khan,amina.k@example.org\n"))
    assert [p.id for p in made.added] == ["a.khan", "amina.k"]
    match = people.find(Hint(name="AMINA  KHAN"))
    assert match.person is None
    assert {p.id for p in match.candidates} == {"a.khan", "amina.k"}
    assert people.find(Hint(name="Amina Khan", email="amina.k@example.org")).by == "email"
    with pytest.raises(BadClassList, match="cannot tell the two apart"):
        people.answer("Amina Khan", "a.khan")


def test_does_a_new_name_in_term_keep_the_person_and_the_old_name(empty: Course) -> None:
    people = ClassList.load(empty)
    people.import_tables(table(empty, MOODLE))
    made = people.import_tables(table(empty, MOODLE.replace("Grace,Okafor", "Grace,Adeyemi")))
    assert [(p.id, what) for p, what in made.changed] == [("grace.okafor", "name Grace Adeyemi, before that Grace Okafor")]
    assert people.find(Hint(name="Okafor, Grace")).person == people.find(Hint(name="Grace Adeyemi")).person


def test_is_one_name_with_another_address_asked_and_the_answer_remembered(empty: Course) -> None:
    people = ClassList.load(empty)
    people.import_tables(table(empty, MOODLE))
    other = table(empty, "Name,Email\nGrace Okafor,grace@new.example.org\n")
    (asked,) = people.import_tables(other).questions
    assert (asked.about, [p.id for p in asked.candidates]) == ("grace@new.example.org", ["grace.okafor"])
    people.answer(asked.about, "grace.okafor")
    assert people.import_tables(other).questions == []
    assert people.named("grace.okafor").email == "grace@new.example.org"
    assert len(people) == 2


def test_does_a_moodle_number_mean_the_person_that_the_worksheet_names(empty: Course) -> None:
    people = ClassList.load(empty)
    people.import_tables(table(empty, MOODLE))
    sheet = "Identifier,Full name,Email address,Status,Grade\nParticipant 77,Grace Okafor,grace.okafor@example.org,,\n"
    people.import_tables(table(empty, sheet))
    assert people.find(Hint(moodle_number="77")).person == people.named("grace.okafor")
    assert people.find(Hint(moodle_number="78")).person is None
    assert people.find(Hint(moodle_number="77", name="Zoë Smith")).question.startswith("Is Zoë Smith Grace Okafor")


@pytest.mark.parametrize(
    ("kept", "given"),
    [
        ("Ciarán O’Neill", "ciarán o'neill"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Anne-Marie Smith", "Smith, Anne Marie"),
        ("李雷", "李雷"),
    ],
)
def test_is_a_name_the_same_however_a_vle_writes_it(empty: Course, kept: str, given: str) -> None:
    people = ClassList.load(empty)
    person = people.add(Hint(name=kept))
    assert people.find(Hint(name=given)).person == person


def test_is_a_similar_name_only_a_candidate(empty: Course) -> None:
    people = ClassList.load(empty)
    people.import_tables(table(empty, MOODLE))
    match = people.find(Hint(name="Bart Nowak"))
    assert (match.person, match.by, [p.id for p in match.candidates]) == (None, "", ["bartosz"])
    people.answer("Bart Nowak", "bartosz")
    assert people.find(Hint(name="Bart Nowak")).person == people.named("bartosz")


def test_are_ids_without_their_zeros_refused_before_anything_changes(empty: Course) -> None:
    people = ClassList.load(empty)
    people.import_tables(table(empty, "Name,Student ID\nGrace Okafor,0022017\n"))
    with pytest.raises(BadTable, match="Excel took the zeros"):
        people.import_tables(table(empty, "Name,Student ID\nNew Person,0022099\nGrace Okafor,22017\n"))
    assert len(people) == 1


@pytest.mark.parametrize(
    ("hint", "id"),
    [
        (Hint(name="Łukasz Żak"), "Lukasz.Zak"),
        (Hint(name="李雷"), "student-1"),
        (Hint(name="X", email="Grace.Okafor@example.org"), "Grace.Okafor"),
        (Hint(name="X", ids={"sis": "0042", "login": "g.o@example.org"}), "g.o"),
        (Hint(name="con"), "student-1"),
        (Hint(name="Amina Khan"), "Amina.Khan-2"),
        (Hint(name="Grace Adeyemi"), "Grace Adeyemi"),
    ],
)
def test_is_an_id_a_folders_name_that_nobody_else_has(empty: Course, hint: Hint, id: str) -> None:
    (empty.root / "submitted" / "Grace Adeyemi").mkdir(parents=True)
    people = ClassList.load(empty)
    people.add(Hint(name="amina khan"))
    assert people.add(hint).id == id


NOT_CLASS_LISTS = (
    "",
    "[]",
    '{"schema": 1}',
    '{"schema": 2, "listed": true, "people": []}',
    '{"schema": 1, "listed": 1, "people": [{}]}',
)


@pytest.mark.parametrize("text", NOT_CLASS_LISTS)
def test_is_a_damaged_class_list_said_and_not_replaced(empty: Course, text: str) -> None:
    (empty.root / FILE).write_text(text)
    with pytest.raises(BadClassList), ClassList.changing(empty):
        pass
    assert (empty.root / FILE).read_text() == text
