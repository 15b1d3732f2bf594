"""Does each check of ``carelab check`` find a fault that is put in unit 08?"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from planted import UNIT, Planted, add_choice, whole_course

from carelab.data.course import statements
from carelab.data.sources import source_line
from grader.check import check_course, errors
from grader.check.clean import check_clean
from grader.check.copied import check_copied, shared_runs
from grader.check.coverage import check_coverage
from grader.check.finding import Finding
from grader.check.keys import check_keys, fair_most
from grader.check.links import check_links
from grader.check.loading import check_loading
from grader.check.material import Material
from grader.check.patterns import check_patterns
from grader.check.pictures import check_pictures
from grader.check.reasons import check_reasons
from grader.check.sources import check_sources, cited
from grader.check.structure import check_structure

Check = Callable[[Material], Iterator[Finding]]
LESSON, EXERCISES = f"notebooks/{UNIT}/{UNIT}.ipynb", f"source/{UNIT}/{UNIT}.ipynb"
MODEL = "lesson.model(MODEL, tasks=TASKS)"
CONTINGENCY = "A cost that you can see coming needs a line of its own. Then contingency is still there for what you can't see."
IN_PLACE = '["learn-first", "forecast", "lines", "contingency", "approve", "monitor", "reforecast", "learn-last"]'
NEARLY = '["monitor", "forecast", "learn-first", "reforecast", "lines", "learn-last", "contingency", "approve"]'
DECLARED = {
    'Rota("elm", "Elm", {"jo": Person("Jo", 8)}, {"mon": "Mon"}, {"night": Shift("Night", "9pm", "07:00", 8, 1)})': (
        "shift 'night': write its start and end as 07:00"
    ),
    'Timeline("elm", "Elm", {"a": Task("Ask", 1, ("b",)), "b": Task("Tell", 1, ("a",))}, 4)': (
        "these tasks wait for one another: a, b"
    ),
    'risk_register("elm", "Elm", {"fall": "A fall"}, owners={}, controls={"mat": "A mat"})': (
        "column 'owner': a choice has options"
    ),
}
LINE = source_line("S18a")
LAST_WORDS = "look up this year's on GOV.UK before you use them."


def the_one(findings: list[Finding]) -> Finding:
    """Return the only finding, which says all that a finding must say."""
    assert len(findings) == 1, [str(f) for f in findings]
    found = findings[0]
    assert found.problem
    assert found.do.endswith((".", "…", ">"))
    return found


FAULTS: dict[Check, list[tuple[str, str, str, str, list[str]]]] = {
    check_loading: [
        ("source", "over[furthest],\n    tolerance=1", "over[furthest] / (ex.variant != 3),\n    tolerance=1", "error",
         ["Variant 3: 08-budgeting.ipynb, cell 16, line "]),
        ("notebooks", "lesson.model(MODEL,", "lesson.model(MODLE,", "error", [LESSON, "ell 6", "MODLE"]),
        ("notebooks", 'key="ask"', 'key="aks"', "error", ["favourable"]),
        *(("notebooks", MODEL, f'from carelab.questions import *\nlesson.plan("week", [{part}], ask="Plan.", key={{}})', "error",
           [LESSON, "ell 6", "Question week: ", says]) for part, says in DECLARED.items()),
    ],
    check_coverage: [
        ("notebooks", '<a id="EX-M-BUDGET-4"></a>', "", "error", [LESSON, "No lesson teaches EX-M-BUDGET-4 (“"]),
    ],
    check_patterns: [
        ("notebooks", '"night": ["fixed"]', '"night": ["variable"]', "warning", ["alternate"]),
        ("notebooks", 'key={"food": ["variable"], "manager"', 'key={"food": ["fixed"], "manager"', "warning",
         ["Putting every card under “Stays the same” earns 83%."]),
        ("source", IN_PLACE, NEARLY, "error", ["Leaving the steps as they are shown earns"]),
    ],
    check_reasons: [
        ("source", f'        "boiler": "{CONTINGENCY}",\n', "", "error",
         [f"{EXERCISES}, question q8: 1 of its 4 options has no reason: boiler. Say in why="]),
        ("source", '"move": "MC08"}', '"move": "MC88"}', "error", ["'MC88'"]),
        ("source", ', "move": "MC08"}', "}", "warning", ["question q3"]),
        *(("source", ', "move": "MC08"}', f', "move": "MC08"}}, none_fits=["{name}"]', "error", [repr(name)])
          for name in ("move", "no-such-option")),
        ("source", ', why="Its services are worth £90,000, and it charges more, so there\'s room to ask."', "", "error",
         ["'group-charge'"]),
        ("source", 'why="Spent − planned = £24,600 − £15,000 = £9,600 over budget (adverse).",', "", "error", ["question q2a"]),
        ("notebooks", '        "party": "It has a date, so it has a line of its own.",',
         '        "overall": "What has a date has a line.",', "warning", ["question contingency", "party"]),
        ("notebooks", '        "flood": "You can guess the size of it, but not the day.",', '        "overall": "Surprises.",',
         "error", ["1 of its 5 options has no reason: flood"]),
        ("notebooks", '        "food": "Two fewer people eat here.",\n', "", "error", ["1 of its 6 cards has no reason: food"]),
    ],
    check_structure: [
        ("notebooks", "## Talk about it", "#### Talk about it", "error", ["skips a level"]),
        ("notebooks", "## Check what you know", "# Check what you know", "error", ["2 main headings"]),
        ("notebooks", MODEL, "MODEL", "error", ["no model"]),
        ("source", "agency staff (3 marks)", "agency staff (4 marks)", "error",
         ["The heading promises 4 marks, but its questions (q2a, q2b, q2c) carry 3."]),
        ("source", "agency staff (3 marks)", "agency staff", "error", ["(3 marks)"]),
        ("source", "eight marked exercises", "nine marked exercises", "error", ["there are 8"]),
    ],
    check_sources: [
        *(("notebooks", LAST_WORDS, f"{LAST_WORDS}\n\n- {line}", "error", [says]) for line, says in {
            "A blog. <https://example.org/staffing>": "https://example.org/staffing is not that of a listed source",
            LINE.replace("the opening of a stored copy", "the whole page"): f"Write: {LINE}",
            "Regulation 18, Care Quality Commission. Checked November 2026.": "“Checked November 2026”",
            "Regulation 18, Care Quality Commission.": "has no address: “Regulation 18,",
        }.items()),
        ("notebooks", 'lesson.sources("article", ', "lesson.sources(", "warning", ["does not cite the article"]),
        ("notebooks", MODEL, f'{MODEL}\ncite = lambda: lesson.sources("S18a", "S99")', "error", ["cites the source S99"]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("check", "fault"), [pytest.param(check, one, id=f"{one[4][-1]}") for check, faults in FAULTS.items() for one in faults]
)
def test_a_fault_is_told_with_its_place_and_what_to_do(planted: Planted, check: Check, fault: Any) -> None:
    folder, old, new, severity, says = fault
    planted.replace(folder, old, new)
    found = planted.finds(check)
    told = the_one(errors(found) if severity == "error" else found)
    assert told.severity == severity
    assert [part for part in says if part not in str(told)] == []


# files that are not there, or are none


def test_a_file_that_is_no_notebook_is_an_error_and_stops_no_other_check(planted: Planted) -> None:
    planted.path("source").write_text("not a notebook", encoding="utf-8")
    assert "cannot be read" in the_one(planted.finds(check_loading)).problem
    assert errors(check_course(planted.material()))


def test_a_unit_without_a_lesson_is_a_warning_and_what_it_does_not_teach_one_error(planted: Planted) -> None:
    planted.path("notebooks").unlink()
    assert the_one(planted.finds(check_loading)).severity == "warning"
    found = the_one(errors(planted.finds(check_coverage)))
    assert found.problem.startswith("No lesson teaches 4 statements (EX-M-BUDGET-1, ")


# statements


def test_a_statement_that_no_question_marks_is_an_error(planted: Planted) -> None:
    planted.replace("source", 'teaches=["EX-M-BUDGET-1", "EX-M-BUDGET-3"]', 'teaches=["EX-M-BUDGET-3"]')
    planted.replace("source", 'teaches=["EX-M-BUDGET-1", "EX-M-BUDGET-2", ', 'teaches=["EX-M-BUDGET-2", ')
    found = the_one(errors(planted.finds(check_coverage)))
    assert str(found).startswith(f"{EXERCISES}: No question marks EX-M-BUDGET-1 (“")


def test_an_id_that_is_no_statement_is_an_error_where_it_stands(planted: Planted) -> None:
    planted.replace("notebooks", '<a id="DEF-M7">', '<a id="DEF-M77">')
    planted.replace("source", 'teaches=["DEF-M7"]', 'teaches=["DEF-M88"]')
    found = planted.finds(check_coverage)
    lesson, exercise = errors(found)
    assert ("DEF-M77" in lesson.problem, lesson.where) == (True, "cell 9 (article)")
    assert ("DEF-M88" in exercise.problem, exercise.where) == (True, "question q1")
    waiting = len({s.unit for s in statements().values()} - {UNIT})
    assert len(found) == waiting + 2, "units that are not written are one warning each"


# keys


def test_keys_that_all_stand_first_are_an_error(planted: Planted) -> None:
    assert [fair_most(n, 4) for n in (1, 4, 5, 8)] == [2, 2, 3, 3]
    words = [f'"{n}": "Some words about {n}"' for n in ("one", "two", "three", "four")]
    for number in range(4):
        add_choice(planted, f"x{number}", "{" + ", ".join(words) + "}", "one")
    found = the_one([f for f in planted.finds(check_keys) if "position" in f.problem])
    assert found.problem == "4 of the 6 keys stand at position 1; at most 3 may."


def test_a_key_much_longer_than_the_rest_and_a_question_marked_twice_are_errors(planted: Planted) -> None:
    overdue = '"Find out whose training is overdue'
    planted.replace("source", overdue, overdue.replace("out whose", "out, with care and with patience, whose"))
    found = planted.finds(check_keys)
    assert any(f.where == "question q3" and "its length gives it away" in f.problem for f in found)
    assert any("The longest option is the key in 1 of the 2 choices" in f.problem for f in found)
    opening = 'from grader.authoring.keys import mark\n\nmark(\n    "q3"'
    planted.replace("source", f"{opening},", f'{opening})\nmark(\n    "q3",')
    assert any("marked 2 times" in f.problem for f in planted.finds(check_keys) if f.where == "question q3")


@pytest.mark.parametrize(
    ("choices", "severity", "says"),
    [(12, "warning", "Move keys to that position in some questions."), (18, "error", "position 1")],
)
def test_keys_that_never_stand_first_over_the_course_are_told(planted: Planted, choices: int, severity: str, says: str) -> None:
    options = "{" + ", ".join(f'"{n}": "Some words about {n}"' for n in ("one", "two", "six", "ten")) + "}"
    for number in range(choices):
        add_choice(planted, f"x{number}", options, ["two", "six", "ten"][number % 3])
    found = the_one([f for f in planted.finds(check_keys) if "Over all marked questions" in f.problem])
    assert (found.severity, says in str(found)) == (severity, True)


def test_lines_beside_their_partners_are_an_error(planted: Planted) -> None:
    match = (
        'lesson.match("pairs", {"x": "Ex", "y": "Why", "z": "Zed"}, {"x": "X", "y": "Y", "z": "Z"}, ask="Which?", '
        'key={"x": "x", "y": "y", "z": "z"}, why={"x": "X.", "y": "Y.", "z": "Z."})\nlesson.finish()'
    )
    planted.replace("notebooks", "lesson.finish()", match)
    assert the_one(planted.finds(check_patterns)).problem.startswith("3 of its 3 lines stand beside their partners")
    planted.replace("notebooks", '{"x": "X", "y": "Y", "z": "Z"}', '{"y": "Y", "z": "Z", "x": "X"}')
    assert planted.finds(check_patterns) == []


def test_an_author_may_say_that_no_misconception_fits(planted: Planted) -> None:
    planted.replace("source", ', "move": "MC08"}', '}, none_fits=["move"]')
    assert planted.finds(check_reasons) == []


# pictures and links


@pytest.mark.parametrize(("check", "words", "told"), [
    *((check_pictures, f"Look: {image}", "alternative text") for image in
      ("![](hoist.png)", "![chart](hoist.png)", '<img src="hoist.png">', '<img src="hoist.png" alt="">')),
    (check_links, "[a file](missing.ipynb)", "a file that is not there"),
    (check_links, "[up](../../../../../etc/passwd)", "a file that is not there"),
    (check_links, "[below](#nowhere)", "not in this notebook"),
    (check_links, "[out](https://www.cqc.org.uk)", "leads out of the course"),
    (check_links, "See https://www.cqc.org.uk.", "leads out of the course"),
    (check_links, '<a href="javascript:alert(1)">x</a>', "not allowed"),
])  # fmt: skip
def test_an_image_without_words_or_a_link_that_nobody_can_follow_is_an_error(
    planted: Planted, check: Check, words: str, told: str
) -> None:
    planted.add("notebooks", words)
    found = the_one(planted.finds(check))
    assert found.where == "cell 3 (planted)"
    assert told in found.problem


def test_images_with_words_links_within_the_course_and_secure_sources_pass(planted: Planted) -> None:
    planted.path("notebooks").with_name("hoist.png").touch()
    planted.add("notebooks", f"![Two care workers check a hoist](hoist.png) [itself]({UNIT}.ipynb) [source](../../{EXERCISES})")
    planted.replace("notebooks", LAST_WORDS, f"{LAST_WORDS}\n\n- Enough suitable staff: {LINE}")
    assert [finding for check in (check_pictures, check_sources) for finding in planted.finds(check)] == []
    planted.replace("notebooks", "This lesson is about", "[CQC](https://www.cqc.org.uk). [Up](#DEF-M7). This lesson is about")
    assert planted.finds(check_links) == []
    planted.replace("notebooks", "(https://www.cqc.org.uk)", "(http://www.cqc.org.uk)")
    assert "not secure" in the_one(planted.finds(check_links)).problem


def test_a_chart_that_says_nothing_is_an_error(planted: Planted) -> None:
    mute = (
        "import dataclasses\n\n\nclass Mute:\n    title, built_in, controls = MODEL.title, MODEL.built_in, MODEL.controls\n\n"
        '    def run(self, values):\n        view = MODEL.run(values)\n        charts = [dataclasses.replace(c, says="") '
        "for c in view.charts]\n        return dataclasses.replace(view, charts=charts)\n\n\nlesson.model(Mute())"
    )
    planted.replace("notebooks", MODEL, mute)
    assert planted.finds(check_loading) == []
    assert "without a sentence that says what it shows" in the_one(planted.finds(check_pictures)[:1]).problem


def test_the_course_cites_no_source_that_is_not_listed_and_ids_are_read_from_calls_alone() -> None:
    assert errors(list(check_sources(whole_course()))) == []
    assert cited('lesson.sources("S14", "S15")\nprint("S99")  # lesson.sources("S98")') == ["S14", "S15"]
    assert cited("lesson.sources(") == []


# what a run or a program leaves behind


@pytest.mark.parametrize(("change", "told"), [
    ({"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}, "result of a run"),
    ({"execution_count": 3}, "result of a run"), ({"id": "intro"}, "2 cells share the cell id 'intro'"),
    ({"metadata": {}}, "not hidden"),
])  # fmt: skip
def test_what_a_run_leaves_behind_is_an_error(planted: Planted, change: Any, told: str) -> None:
    planted.edit_cell("notebooks", "model", lambda cell: cell.update(change))
    assert told in the_one(planted.finds(check_clean)).problem


def test_settings_that_a_program_left_and_a_marked_cell_that_a_student_could_change_are_errors(planted: Planted) -> None:
    planted.edit("notebooks", lambda notebook: notebook["metadata"].update(widgets={}))
    planted.edit_cell("source", "budgeting-q1", lambda cell: cell["metadata"].update(editable=True))
    settings, cell = planted.finds(check_clean)
    assert "widgets" in settings.problem
    assert cell.where == "cell 4 (budgeting-q1)"


# text of the article

ARTICLE = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until supper time."


@pytest.mark.parametrize(("said", "found"), [
    ("He says: *the quick* **Brown** fox jumps over the cat.", ["“the quick brown fox jumps over the”"]),
    ("He says: quick brown fox jumps over the cat.", []),
    ("Health and Social Care Act 2008 (Regulated Activities) Regulations 2014", []),
], ids=["seven words in a row", "six", "the fixed title of a law"])  # fmt: skip
def test_seven_words_in_a_row_are_found_through_marks_and_capitals(planted: Planted, said: str, found: list[str]) -> None:
    planted.add("notebooks", said)
    law = " Under the Health and Social Care Act 2008 (Regulated Activities) Regulations 2014 a home is."
    told = list(check_copied(planted.material(), ARTICLE + law))
    assert len(told) == len(found)
    assert all(words in one.problem for words, one in zip(found, told, strict=True))


def test_an_option_is_searched_too_and_a_longer_run_is_told_once(planted: Planted) -> None:
    planted.replace("source", "Book courses now for whoever is free,", "The lazy dog and then it sleeps in the warm sun,")
    assert the_one(list(check_copied(planted.material(), ARTICLE))).where == "question q3, option 'spend'"
    taken = {tuple("abcdefg"), tuple("bcdefgh"), tuple("cdefghi")}
    assert shared_runs("x a b c d e f g h i y", taken) == ["a b c d e f g h i"]
