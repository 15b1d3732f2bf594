"""What the pages read out of notebooks, and what they make of it, without a browser."""

import json
from typing import Any

from carelab.page.pages import Door, front_pages, notebook_page
from carelab.page.pages.contents import Word, found_by, headings, joined, minutes, question_label, words_to_know
from carelab.page.pages.groups import GROUPS, group_of, number_of, promise, short_title
from carelab.page.pages.markup import html_of, words_of

LESSON = """# 8. Budgets

**Time:** about 50 minutes for the lesson, then 60 minutes for the exercises
"""
SECTION = """## Beds & *staff*

A **bed** costs more than a **visit**.

| what | cost |
|---|---|
| bed | £90 |
"""
WORDS = """## Words to know

| word | meaning |
|---|---|
| **budget** | what there is to spend |
| **to vire**, virement | moving money between lines |
"""
NASTY = "Is it </script><b>this</b>?"


def notebook(*texts: str, code: dict[str, Any] | None = None) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "source": text, "metadata": {}} for text in texts]
    return {"cells": [*cells, *([code] if code else [])]}


def door(kind: Any = "website") -> Door:
    names = {
        name: f"assets/{name}" for name in ("page.js", "home.js", "record.js", "handin.js", "clear.js", "site.css", "mark.svg")
    }
    return Door(kind, names, {"widgets": {"Form": "form.js"}})


def listed() -> dict[str, dict[str, dict[str, Any]]]:
    lesson = {"asked": [], "sections": [("Beds", "Beds", "visit")], "words": [("budget", "what there is")], "minutes": (50, 60)}
    asked = [{"id": "q5a", "ask": NASTY, "label": "question 5a"}]
    return {
        "03-management-roles": {"notebooks": {**lesson, "sections": [], "words": [("Budget", "a plan")]}},
        "08-budgeting": {"notebooks": lesson, "exercises": {**lesson, "asked": asked}},
    }


def test_sections_words_and_minutes_are_read_from_a_lesson() -> None:
    lesson = notebook(LESSON, SECTION, WORDS)
    title, cells = words_of(lesson)
    assert title == "8. Budgets"
    assert headings(cells) == [("Beds-&-staff", "Beds & staff"), ("Words-to-know", "Words to know")]
    assert found_by(cells)[0][2] == "bed visit"
    assert words_to_know(lesson) == [("budget", "what there is to spend"), ("to vire, virement", "moving money between lines")]
    assert (minutes(lesson), minutes(notebook(SECTION))) == ((50, 60), None)
    assert words_to_know(notebook(SECTION)) == []


def test_a_table_scrolls_by_itself_and_a_keyboard_reaches_it() -> None:
    assert '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>' in html_of(SECTION)


def test_words_of_all_units_are_one_list_that_leaves_out_to_when_it_sorts() -> None:
    made = joined({"01-a": [("to vire", "moving"), ("Zeal", "z")], "02-b": [("To vire", "shifting"), ("audit", "a check")]})
    assert made == [Word("audit", [("02-b", "a check")]), Word("to vire", [("01-a", "moving"), ("02-b", "shifting")]),
                    Word("Zeal", [("01-a", "z")])]  # fmt: skip


def test_a_question_is_called_by_its_number_or_by_what_it_asks() -> None:
    assert [question_label(one, "Why?") for one in ("q5a", "budgeting_q9", "why")] == ["question 5a", "question 9", "“Why?”"]


def test_each_unit_is_in_one_group_and_has_a_line_of_its_own() -> None:
    units = [f"{number:02d}-some-name" for _, _, _, numbers in GROUPS for number in numbers]
    assert [number_of(unit) for unit in units] == list(range(19))
    assert [group_of(unit) for unit in (units[0], units[8], units[18])] == ["ideas", "managers", "capstone"]
    assert len({promise(unit) for unit in units} - {""}) == 19
    assert (short_title(units[1]), promise("44-other"), group_of("44-other")) == ("Some name", "", "")


def test_the_front_pages_list_and_find_what_each_unit_has_and_no_question_breaks_out_of_their_data() -> None:
    kept: dict[str, bytes] = {}

    def add(name: str, data: bytes) -> str:
        kept[name] = data
        return f"assets/{name}"

    pages = front_pages(door(), listed(), add)
    assert [name for name, text in pages.items() if "</script><b>" in text] == []
    home = pages["index.html"]
    assert home.index('data-unit="03-management-roles"') < home.index('data-unit="08-budgeting"')
    assert home.count("Exercises<span") == 1
    found = {where: (title, href) for where, title, href, _ in json.loads(kept["search.json"])}
    assert found == {
        "Unit 8, lesson": ("Beds", "08-budgeting/lesson/index.html#Beds"),
        "Unit 8, exercises": ("Beds", "08-budgeting/exercises/index.html#Beds"),
        "Unit 8, question 5a": (NASTY, "08-budgeting/exercises/index.html#cl-question-q5a"),
        "Word to know": ("Budget", "words-to-know.html#budget"),
    }
    assert pages["words-to-know.html"].count('id="budget"') == 1


def test_a_page_shows_where_code_is_written_and_goes_to_the_units_beside_it() -> None:
    code = {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"solution": True}}}
    made = notebook(SECTION, code=code)
    page = notebook_page(door(), made, "08-budgeting", "exercises", listed(), {})
    assert "On this page, a question that only code can answer counts as not attempted." in page
    assert '"Finish": "assets/handin.js"' in page
    assert "</script><b>" not in page
    here = notebook_page(door("computer"), made, "08-budgeting", "exercises", listed(), {}, lab="/lab/x")
    assert "not attempted" not in here
    assert here.count('href="/lab/x"') == 2
    lesson = notebook_page(door(), made, "08-budgeting", "notebooks", listed(), {})
    assert "../../03-management-roles/lesson/index.html" not in page
    assert "../../03-management-roles/lesson/index.html" in lesson
