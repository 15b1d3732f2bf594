"""Who each VLE's table lists, and marks written into it by that VLE's rules: blank stays blank, and nothing else changes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from vle_forms import BLACKBOARD, BLIND, BRIGHTSPACE, CANVAS, EVERY, PARTICIPANTS, SPANISH, WORKSHEET

from grader.vle import BadTable, Entry, Table, fill, in_uk_words, late_in_words, mark_columns, parse_table, people, to_utc

GRACE = {
    "moodle-participants": ("grace.okafor@example.ac.uk", {"id number": "T2201"}, "HSC-A"),
    "moodle-worksheet": ("grace.okafor@example.ac.uk", {}, ""),
    "moodle-grades": ("grace.okafor@example.ac.uk", {"id number": "T2201"}, ""),
    "canvas": ("", {"canvas": "40812", "sis": "T2201", "login": "grace.okafor"}, "HSC-L4-A"),
    "brightspace": ("", {"orgdefinedid": "0022017", "username": "grace.okafor"}, ""),
    "blackboard": ("", {"blackboard": "t2201", "student id": "0022017"}, ""),
}


def read(data: str | bytes) -> Table:
    return parse_table(data if isinstance(data, bytes) else data.encode(), "any.csv")


def marks(text: str, entries: dict[int, Entry], column: int = 0) -> str:
    table = read(text)
    return fill(table, entries, mark_columns(table)[column]).table.to_bytes().decode()


@pytest.mark.parametrize("kind", GRACE)
def test_is_grace_known_by_what_each_vle_says_of_her(kind: str) -> None:
    first = people(read(EVERY[kind]))[0]
    assert (first.name, first.given, first.family) == ("Grace Okafor", "Grace", "Okafor")
    assert (first.email, first.ids, first.group) == GRACE[kind]


def test_are_headings_found_in_any_order() -> None:
    lines = [line.split(",")[:4] for line in PARTICIPANTS.splitlines()[:2]]
    turned = "\n".join(",".join(reversed(line)) for line in lines).replace("Surname", "Last name")
    assert people(read(turned))[0].ids == {"id number": "T2201"}


def test_does_a_worksheet_give_numbers_times_and_names_as_they_are() -> None:
    grace, bartosz, formula = people(read(WORKSHEET))
    assert (grace.moodle_number, grace.handed_in) == ("1234507", dt.datetime(2026, 11, 23, 16, 41, tzinfo=dt.UTC))
    assert (bartosz.handed_in, bartosz.status) == (None, "No submission")
    assert formula.name == '=HYPERLINK("https://example.org")'
    assert formula.handed_in == dt.datetime(2026, 7, 1, 15, 41, tzinfo=dt.UTC)
    assert [(p.name, p.moodle_number) for p in people(read(BLIND))] == [("", "1234507")]
    assert next((p.name, p.email) for p in people(read(SPANISH))) == ("Grace Okafor", "grace.okafor@example.ac.uk")


def test_are_canvas_rows_that_are_nobody_left_out() -> None:
    assert [p.name for p in people(read(CANVAS))] == ["Grace Okafor", "Bartosz Nowak", "=SUM(1)"]


def test_is_a_colleges_own_list_read() -> None:
    (one,) = people(read(EVERY["plain"]))
    assert (one.name, one.ids, one.adjustments) == ("Ciarán O’Neill", {"student id": "0022090"}, "ET25")


@pytest.mark.parametrize("text", ["Topic,Words\na,b\n", "Student ID,Name\n2.20171E+11,Grace\n"])
def test_is_a_table_without_people_or_with_excels_numbers_refused(text: str) -> None:
    with pytest.raises(BadTable, match=r"no heading that names people|Excel has changed the ids"):
        people(read(text))


FILLED = [
    (WORKSHEET, 0, {0: Entry(Decimal("31.50"))}, [("grading,,40.00", "grading,31.5,40.00")]),
    (WORKSHEET, 0, {1: Entry(Decimal(0), "=x")}, [("submission,,40.00,Yes,-,-,", "submission,0,40.00,Yes,-,-, =x")]),
    (WORKSHEET, 0, {0: Entry(Decimal(2), "Good")}, [("grading,,40", "grading,2,40"), ("Second line", "Second line\nGood")]),
    (WORKSHEET, 0, {0: Entry(Decimal(2), "Well done, Grace.")}, [("grading,,40", "grading,2,40")]),
    (SPANISH, 0, {0: Entry(Decimal("31.5"))}, [('Enviado,,"40,00"', 'Enviado,"31,5","40,00"')]),
    (CANVAS, 0, {3: Entry(Decimal(20))}, [("HSC-L4-A,,EX", "HSC-L4-A,20,EX")]),
    (CANVAS, 1, {2: Entry(Decimal("12.25")), 3: Entry(Decimal(9))}, [("31.50,,", "31.50,12.25,")]),
    (BLACKBOARD, 0, {0: Entry(Decimal(40))}, [('"Yes"\t""\t"a, b"', '"Yes"\t"40"\t"a, b"')]),
    (BRIGHTSPACE, 0, {0: Entry(Decimal(33))}, [("31.5", "33"), ("#0022071,#bartosz.nowak,Nowak,Bartosz,,#\n", "")]),
]


@pytest.mark.parametrize(("text", "column", "entries", "changes"), FILLED)
def test_are_marks_written_and_nothing_else(
    text: str, column: int, entries: dict[int, Entry], changes: list[tuple[str, str]]
) -> None:
    wanted = text
    for before, after in changes:
        assert wanted.count(before) == 1
        wanted = wanted.replace(before, after)
    assert marks(text, entries, column) == wanted


REFUSED = [
    (WORKSHEET, Entry(Decimal(41)), "does not fit"),
    (WORKSHEET.replace('PM",-,', 'PM",23/11/2026 16:41,'), Entry(Decimal(1)), "Excel has rewritten its dates"),
    (WORKSHEET.replace("Maximum Grade", "Scale"), Entry(Decimal(1)), "scale of words"),
    (WORKSHEET.replace(",No submission", ""), Entry(Decimal(1)), "row 3 has other cells"),
    (CANVAS.replace(",40.00,20.00", ",(read only),20.00"), Entry(Decimal(1)), "read only"),
    (PARTICIPANTS, Entry(Decimal(1)), "Download grading worksheet"),
    ("Name,Mark\nGrace,\n", Entry(Decimal(1)), "no table that a VLE takes marks from"),
]


@pytest.mark.parametrize(("text", "entry", "why"), REFUSED)
def test_is_what_the_vle_would_refuse_or_misread_refused_here(text: str, entry: Entry, why: str) -> None:
    with pytest.raises(BadTable, match=why):
        marks(text, {0: entry})


def test_are_rows_that_the_vle_has_closed_told_and_left() -> None:
    for text, row, column, why in (
        (WORKSHEET, 2, 0, "cannot be changed"),
        (CANVAS, 3, 1, "excused"),
        (CANVAS, 4, 1, "not given"),
    ):
        table = read(text)
        made = fill(table, {row: Entry(Decimal(5))}, mark_columns(table)[column])
        assert why in made.not_written[row]
        assert made.table.to_bytes().decode() == text


def test_has_a_blackboard_column_without_its_key_no_place_for_marks() -> None:
    assert mark_columns(read(BLACKBOARD.replace(" |664617", ""))) == []


TIMES = {
    "Monday, 23 November 2026, 4:41 PM": "2026-11-23 16:41:00",
    "Monday, November 23, 2026, 4:41 PM": "2026-11-23 16:41:00",
    "Nov 23, 2026 441 PM": "2026-11-23 16:41:00",
    "Jul 1, 2026 1205 AM": "2026-06-30 23:05:00",
    "2026-11-23-16-41-07": "2026-11-23 16:41:07",
    "Monday, 23 November 2026 16:41:07 o'clock GMT": "2026-11-23 16:41:07",
    "1 July 2026 16:41:07 o'clock BST": "2026-07-01 15:41:07",
    "2026-11-23T16:41:00Z": "2026-11-23 16:41:00",
    "23/11/2026 16:41": "2026-11-23 16:41:00",
    "25 October 2026 01:30": "2026-10-25 00:30:00",
    "-": "None",
    "23 November 2026": "None",
    "31 February 2026 10:00": "None",
    "23 Nonember 2026 10:00": "None",
    "23 November 2026 25:00": "None",
}


@pytest.mark.parametrize("text", TIMES)
def test_is_a_stated_time_read_as_uk_time(text: str) -> None:
    found = to_utc(text)
    assert (f"{found:%Y-%m-%d %H:%M:%S}" if found else "None") == TIMES[text]


def test_are_times_and_lateness_said_in_words() -> None:
    due = dt.datetime(2026, 7, 1, 11, 0, tzinfo=dt.UTC)
    assert in_uk_words(due) == "Wednesday 1 July 2026, 12:00 pm"
    late = [late_in_words(due + dt.timedelta(seconds=s), due) for s in (0, 30, 3_600, 90_000, 172_860)]
    assert late == ["", "less than a minute late", "1 hour late", "1 day 1 hour late", "2 days 1 minute late"]
