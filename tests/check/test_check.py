"""Each check of ``carelab check``: does it pass on unit 08, and does it find a fault that is put there?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from planted import ROOT, UNIT, Planted, add_choice
from typer.testing import CliRunner

from carelab.data.course import statements
from carelab.questions.plan import AtLeast, AtMost, Average, Between, DaysAfter, Holding, Once, Rows, Worth
from grader.check import check_course, errors, gather, rule_lines, story_lines
from grader.check.clean import check_clean
from grader.check.copied import check_copied, shared_runs
from grader.check.course_check import CHECKS
from grader.check.coverage import check_coverage
from grader.check.finding import Finding
from grader.check.in_words import condition_words
from grader.check.keys import check_keys, fair_most
from grader.check.links import check_links
from grader.check.loading import check_loading
from grader.check.material import Material
from grader.check.patterns import check_patterns
from grader.check.pictures import check_pictures
from grader.check.reasons import check_reasons
from grader.check.structure import check_structure
from grader.cli import app

Check = Callable[[Material], Iterator[Finding]]


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


def the_one(findings: list[Finding]) -> Finding:
    """Return the only finding, which says all that a finding must say."""
    assert len(findings) == 1, [str(f) for f in findings]
    found = findings[0]
    assert found.problem
    assert found.do.endswith((".", "…"))
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_unit_08_passes_each_check(check: Check) -> None:
    material = gather(ROOT, [UNIT])
    wrong = errors(list(check(material)))
    assert wrong == []


def test_a_finding_names_the_file_the_place_the_problem_and_what_to_do(planted: Planted) -> None:
    reason = "A cost that you can see coming needs a line of its own. Then contingency is still there for what you can't see."
    planted.replace("source", f'        "boiler": "{reason}",\n', "")
    told = str(the_one(planted.finds(check_loading) or planted.finds(check_reasons)))
    assert told.startswith(
        "source/08-budgeting/08-budgeting.ipynb, question q8: 1 of its 4 options has no reason: boiler. Say in why="
    )


class TestLoading:
    def test_a_source_notebook_that_stops_is_an_error_for_the_variant_that_stops(self, planted: Planted) -> None:
        planted.replace("source", "over[furthest],\n    tolerance=1", "over[furthest] / (ex.variant != 3),\n    tolerance=1")
        found = the_one(planted.finds(check_loading))
        assert found.problem.startswith("Variant 3: 08-budgeting.ipynb, cell 16, line ")

    def test_a_lesson_that_stops_names_its_cell(self, planted: Planted) -> None:
        planted.replace("notebooks", "lesson.model(MODEL,", "lesson.model(MODLE,")
        found = the_one(planted.finds(check_loading))
        assert (found.severity, found.file) == ("error", "notebooks/08-budgeting/08-budgeting.ipynb")
        assert "cell 6" in found.problem.lower()
        assert "MODLE" in found.problem

    @pytest.mark.parametrize(
        ("declared", "says"),
        [
            (
                'Rota("elm", "Elm", {"jo": Person("Jo", 8)}, {"mon": "Mon"}, {"night": Shift("Night", "9pm", "07:00", 8, 1)})',
                "shift 'night': write its start and end as 07:00",
            ),
            (
                'Timeline("elm", "Elm", {"a": Task("Ask", 1, ("b",)), "b": Task("Tell", 1, ("a",))}, 4)',
                "these tasks wait for one another: a, b",
            ),
            (
                'risk_register("elm", "Elm", {"fall": "A fall"}, owners={}, controls={"mat": "A mat"})',
                "column 'owner': a choice has options",
            ),
        ],
        ids=["rota", "timeline", "register"],
    )
    def test_a_plan_that_cannot_be_filled_in_names_the_file_the_cell_and_the_fault(
        self, planted: Planted, declared: str, says: str
    ) -> None:
        code = f'from carelab.questions import *\nlesson.plan("week", [{declared}], ask="Plan it.", key={{}})'
        planted.edit_cell("notebooks", "model", lambda cell: cell.update(source=code))
        found = the_one(planted.finds(check_loading))
        assert (found.severity, found.file) == ("error", "notebooks/08-budgeting/08-budgeting.ipynb")
        assert "cell 6" in found.problem.lower()
        assert "Question week: " in found.problem
        assert says in found.problem

    def test_a_lesson_with_a_key_that_does_not_fit_names_the_question(self, planted: Planted) -> None:
        planted.replace("notebooks", 'key="ask"', 'key="aks"')
        assert "favourable" in the_one(planted.finds(check_loading)).problem

    def test_a_file_that_is_no_notebook_is_an_error_and_stops_no_other_check(self, planted: Planted) -> None:
        planted.path("source").write_text("not a notebook", encoding="utf-8")
        assert "cannot be read" in the_one(planted.finds(check_loading)).problem
        assert errors(check_course(planted.material()))

    def test_a_unit_without_a_lesson_is_a_warning(self, planted: Planted) -> None:
        planted.path("notebooks").unlink()
        assert the_one(planted.finds(check_loading)).severity == "warning"


class TestCoverage:
    def test_a_statement_that_no_lesson_teaches_is_an_error(self, planted: Planted) -> None:
        planted.replace("notebooks", '<a id="EX-M-BUDGET-4"></a>', "")
        found = the_one(errors(planted.finds(check_coverage)))
        assert found.file == "notebooks/08-budgeting/08-budgeting.ipynb"
        assert found.problem.startswith("No lesson teaches EX-M-BUDGET-4 (“")

    def test_a_statement_that_no_question_marks_is_an_error(self, planted: Planted) -> None:
        planted.replace("source", 'teaches=["EX-M-BUDGET-1", "EX-M-BUDGET-3"]', 'teaches=["EX-M-BUDGET-3"]')
        planted.replace("source", 'teaches=["EX-M-BUDGET-1", "EX-M-BUDGET-2", ', 'teaches=["EX-M-BUDGET-2", ')
        found = the_one(errors(planted.finds(check_coverage)))
        assert found.file == "source/08-budgeting/08-budgeting.ipynb"
        assert found.problem.startswith("No question marks EX-M-BUDGET-1 (“")

    def test_what_a_missing_lesson_does_not_teach_is_one_error(self, planted: Planted) -> None:
        planted.path("notebooks").unlink()
        found = the_one(errors(planted.finds(check_coverage)))
        assert found.problem.startswith("No lesson teaches 4 statements (EX-M-BUDGET-1, ")

    def test_an_id_that_is_no_statement_is_an_error_where_it_stands(self, planted: Planted) -> None:
        planted.replace("notebooks", '<a id="DEF-M7">', '<a id="DEF-M77">')
        planted.replace("source", 'teaches=["DEF-M7"]', 'teaches=["DEF-M88"]')
        lesson, exercise = errors(planted.finds(check_coverage))
        assert ("DEF-M77" in lesson.problem, lesson.where) == (True, "cell 9 (article)")
        assert ("DEF-M88" in exercise.problem, exercise.where) == (True, "question q1")

    def test_units_that_are_not_written_are_one_warning_each(self, planted: Planted) -> None:
        waiting = [f for f in planted.finds(check_coverage) if f.severity == "warning"]
        assert len(waiting) == len({s.unit for s in statements().values()} - {UNIT})


class TestKeys:
    def test_a_position_may_hold_its_share_and_one_more(self) -> None:
        assert [fair_most(n, 4) for n in (1, 4, 5, 8)] == [2, 2, 3, 3]

    def test_keys_that_all_stand_first_are_an_error(self, planted: Planted) -> None:
        words = [f'"{n}": "Some words about {n}"' for n in ("one", "two", "three", "four")]
        for number in range(4):
            add_choice(planted, f"x{number}", "{" + ", ".join(words) + "}", "one")
        found = the_one([f for f in planted.finds(check_keys) if "position" in f.problem])
        assert found.problem == "4 of the 6 keys stand at position a; at most 3 may."

    def test_a_key_much_longer_than_the_rest_is_an_error(self, planted: Planted) -> None:
        planted.replace(
            "source",
            '"Find out whose training is overdue',
            '"Find out, with care and with patience, whose training is overdue',
        )
        found = planted.finds(check_keys)
        assert any(f.where == "question q3" and "its length gives it away" in f.problem for f in found)
        assert any("The longest option is the key in 1 of the 2 choices" in f.problem for f in found)

    def test_a_question_marked_twice_is_an_error(self, planted: Planted) -> None:
        planted.replace(
            "source",
            'from grader.authoring.keys import mark\n\nmark(\n    "q3",',
            'from grader.authoring.keys import mark\n\nmark(\n    "q3")\nmark(\n    "q3",',
        )
        assert "marked 2 times" in the_one([f for f in planted.finds(check_keys) if f.where == "question q3"]).problem

    def test_keys_that_never_stand_first_over_the_course_are_told(self, planted: Planted) -> None:
        options = "{" + ", ".join(f'"{n}": "Some words about {n}"' for n in ("one", "two", "six", "ten")) + "}"
        for number, key in enumerate(["two", "six", "ten"] * 4):
            add_choice(planted, f"x{number}", options, key)
        found = the_one([f for f in planted.finds(check_keys) if "Over all marked questions" in f.problem])
        assert (found.severity, found.do) == ("warning", "Move keys to that position in some questions.")
        for number, key in enumerate(["two", "six", "ten"] * 2):
            add_choice(planted, f"y{number}", options, key)
        found = the_one([f for f in planted.finds(check_keys) if "Over all marked questions" in f.problem])
        assert (found.severity, "position a" in found.problem) == ("error", True)


class TestPatterns:
    def test_lines_beside_their_partners_are_an_error(self, planted: Planted) -> None:
        match = (
            'lesson.match("pairs", {"x": "Ex", "y": "Why", "z": "Zed"}, {"x": "X", "y": "Y", "z": "Z"}, ask="Which?", '
            'key={"x": "x", "y": "y", "z": "z"}, why={"x": "X.", "y": "Y.", "z": "Z."})\nlesson.finish()'
        )
        planted.replace("notebooks", "lesson.finish()", match)
        assert the_one(planted.finds(check_patterns)).problem.startswith("3 of its 3 lines stand beside their partners")
        planted.replace("notebooks", '{"x": "X", "y": "Y", "z": "Z"}', '{"y": "Y", "z": "Z", "x": "X"}')
        assert planted.finds(check_patterns) == []

    def test_two_columns_that_take_turns_are_a_warning(self, planted: Planted) -> None:
        planted.replace(
            "notebooks", '"insurance": ["fixed"], "night": ["fixed"]', '"insurance": ["fixed"], "night": ["variable"]'
        )
        found = the_one(planted.finds(check_patterns))
        assert (found.severity, "take turns" in found.problem) == ("warning", True)

    def test_a_sort_with_one_column_for_all_is_a_warning(self, planted: Planted) -> None:
        planted.replace("notebooks", 'key={"food": ["variable"], "manager"', 'key={"food": ["fixed"], "manager"')
        found = the_one(planted.finds(check_patterns))
        assert found.problem == "Putting every card under “Stays the same” earns 83%."

    def test_steps_that_are_shown_nearly_in_order_are_an_error(self, planted: Planted) -> None:
        planted.replace(
            "source",
            '["learn-first", "forecast", "lines", "contingency", "approve", "monitor", "reforecast", "learn-last"]',
            '["monitor", "forecast", "learn-first", "reforecast", "lines", "learn-last", "contingency", "approve"]',
        )
        assert the_one(planted.finds(check_patterns)).problem.startswith("Leaving the steps as they are shown earns")


class TestReasons:
    def test_a_misconception_that_does_not_exist_is_an_error(self, planted: Planted) -> None:
        planted.replace("source", '"move": "MC08"}', '"move": "MC88"}')
        assert "'MC88'" in the_one(errors(planted.finds(check_reasons))).problem

    def test_a_distractor_that_names_none_is_a_warning(self, planted: Planted) -> None:
        planted.replace("source", ', "move": "MC08"}', "}")
        found = the_one(planted.finds(check_reasons))
        assert (found.severity, found.where) == ("warning", "question q3")

    def test_an_author_may_say_that_none_fits(self, planted: Planted) -> None:
        planted.replace("source", ', "move": "MC08"}', '}, none_fits=["move"]')
        assert planted.finds(check_reasons) == []

    @pytest.mark.parametrize("name", ["move", "no-such-option"])
    def test_none_fits_may_name_only_a_wrong_option_without_a_code(self, planted: Planted, name: str) -> None:
        planted.replace("source", ', "move": "MC08"}', f', "move": "MC08"}}, none_fits=["{name}"]')
        assert repr(name) in the_one(errors(planted.finds(check_reasons))).problem

    def test_a_rule_without_a_reason_is_an_error(self, planted: Planted) -> None:
        planted.replace("source", ', why="Its services are worth £90,000, and it charges more, so there\'s room to ask."', "")
        assert "'head-office'" in the_one(errors(planted.finds(check_reasons))).problem

    def test_a_number_without_a_reason_is_an_error(self, planted: Planted) -> None:
        planted.replace("source", 'why="Spent − planned = £24,600 − £15,000 = £9,600 over budget (adverse).",', "")
        assert the_one(errors(planted.finds(check_reasons))).where == "question q2a"

    def test_a_wrong_tick_may_lean_on_the_question_s_one_reason_but_is_told(self, planted: Planted) -> None:
        planted.replace(
            "notebooks",
            '        "party": "It has a date, so it has a line of its own.",',
            '        "overall": "What has a date has a line.",',
        )
        found = the_one(planted.finds(check_reasons))
        assert (found.severity, found.where) == ("warning", "question contingency")
        assert "party" in found.problem

    def test_a_right_tick_may_not(self, planted: Planted) -> None:
        planted.replace(
            "notebooks",
            '        "flood": "You can guess the size of it, but not the day.",',
            '        "overall": "Surprises.",',
        )
        assert "1 of its 5 options has no reason: flood" in the_one(errors(planted.finds(check_reasons))).problem

    def test_a_card_of_a_self_check_without_a_reason_is_an_error(self, planted: Planted) -> None:
        planted.replace("notebooks", '        "food": "Two fewer people eat here.",\n', "")
        assert "1 of its 6 cards has no reason: food" in the_one(errors(planted.finds(check_reasons))).problem


class TestPictures:
    @pytest.mark.parametrize(
        "image", ["![](hoist.png)", "![chart](hoist.png)", '<img src="hoist.png">', '<img src="hoist.png" alt="">']
    )
    def test_an_image_without_useful_words_is_an_error(self, planted: Planted, image: str) -> None:
        planted.add("notebooks", f"Look: {image}")
        assert the_one(planted.finds(check_pictures)).where == "cell 3 (planted)"

    def test_an_image_with_words_passes(self, planted: Planted) -> None:
        planted.add("notebooks", "![Two care workers check a hoist](hoist.png)")
        assert planted.finds(check_pictures) == []

    def test_a_chart_that_says_nothing_is_an_error(self, planted: Planted) -> None:
        planted.replace(
            "notebooks",
            "lesson.model(MODEL, tasks=TASKS)",
            "import dataclasses\n\n\nclass Mute:\n    title, built_in, controls = MODEL.title, MODEL.built_in, MODEL.controls\n\n"
            "    def run(self, values):\n"
            '        view = MODEL.run(values)\n        charts = [dataclasses.replace(c, says="") for c in view.charts]\n'
            "        return dataclasses.replace(view, charts=charts)\n\n\nlesson.model(Mute())",
        )
        assert planted.finds(check_loading) == []
        assert "without a sentence that says what it shows" in the_one(planted.finds(check_pictures)[:1]).problem


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "told"),
        [
            ("[a file](missing.ipynb)", "a file that is not there"),
            ("[up](../../../../../etc/passwd)", "a file that is not there"),
            ("[below](#nowhere)", "not in this notebook"),
            ("[out](https://www.cqc.org.uk)", "leads out of the course"),
            ("See https://www.cqc.org.uk.", "leads out of the course"),
            ('<a href="javascript:alert(1)">x</a>', "not allowed"),
        ],
    )
    def test_a_link_that_a_student_cannot_follow_is_an_error(self, planted: Planted, link: str, told: str) -> None:
        planted.add("notebooks", link)
        assert told in the_one(planted.finds(check_links)).problem

    @pytest.mark.parametrize(
        "link", ["[itself](08-budgeting.ipynb)", "[source](../../source/08-budgeting/08-budgeting.ipynb)", "[up](#DEF-M7)"]
    )
    def test_a_link_within_the_course_passes(self, planted: Planted, link: str) -> None:
        planted.add("notebooks", link)
        assert planted.finds(check_links) == []

    def test_a_source_may_link_out_but_only_securely(self, planted: Planted) -> None:
        planted.replace("notebooks", "This lesson is about", "[CQC](https://www.cqc.org.uk). This lesson is about")
        assert planted.finds(check_links) == []
        planted.replace("notebooks", "(https://www.cqc.org.uk)", "(http://www.cqc.org.uk)")
        assert "not secure" in the_one(planted.finds(check_links)).problem


class TestStructure:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("## Talk about it", "#### Talk about it", "skips a level"),
            ("## Check what you know", "# Check what you know", "2 main headings"),
        ],
    )
    def test_a_heading_out_of_its_level_is_an_error(self, planted: Planted, old: str, new: str, told: str) -> None:
        planted.replace("notebooks", old, new)
        assert told in the_one(planted.finds(check_structure)).problem

    def test_a_lesson_without_a_model_is_an_error(self, planted: Planted) -> None:
        planted.replace("notebooks", "lesson.model(MODEL, tasks=TASKS)", "MODEL")
        assert "no model" in the_one(planted.finds(check_structure)).problem

    def test_a_heading_promises_the_marks_that_its_questions_carry(self, planted: Planted) -> None:
        planted.replace("source", "agency staff (3 marks)", "agency staff (4 marks)")
        found = the_one(planted.finds(check_structure))
        assert found.problem == "The heading promises 4 marks, but its questions (q2a, q2b, q2c) carry 3."

    def test_a_heading_without_marks_is_an_error(self, planted: Planted) -> None:
        planted.replace("source", "agency staff (3 marks)", "agency staff")
        assert "(3 marks)" in the_one(planted.finds(check_structure)).do

    def test_the_opening_counts_the_exercises(self, planted: Planted) -> None:
        planted.replace("source", "eight marked exercises", "nine marked exercises")
        assert "there are 8" in the_one(planted.finds(check_structure)).problem


class TestClean:
    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}, "result of a run"),
            ({"execution_count": 3}, "result of a run"),
            ({"id": "intro"}, "2 cells share the cell id 'intro'"),
            ({"metadata": {}}, "not hidden"),
        ],
    )
    def test_what_a_run_leaves_behind_is_an_error(self, planted: Planted, change: dict[str, Any], told: str) -> None:
        planted.edit_cell("notebooks", "model", lambda cell: cell.update(change))
        assert told in the_one(planted.finds(check_clean)).problem

    def test_settings_that_a_program_left_are_an_error(self, planted: Planted) -> None:
        planted.edit("notebooks", lambda notebook: notebook["metadata"].update(widgets={}))
        assert "widgets" in the_one(planted.finds(check_clean)).problem

    def test_a_marked_cell_that_a_student_could_change_is_an_error(self, planted: Planted) -> None:
        planted.edit_cell("source", "budgeting-q1", lambda cell: cell["metadata"].update(editable=True))
        assert the_one(planted.finds(check_clean)).where == "cell 4 (budgeting-q1)"


class TestCopied:
    ARTICLE = "The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun until supper time."

    def test_seven_words_in_a_row_are_found_through_marks_and_capitals(self, planted: Planted) -> None:
        planted.add("notebooks", "He says: *the quick* **Brown** fox jumps over the cat.")
        found = the_one(list(check_copied(planted.material(), self.ARTICLE)))
        assert "“the quick brown fox jumps over the”" in found.problem

    def test_six_words_are_not(self, planted: Planted) -> None:
        planted.add("notebooks", "He says: quick brown fox jumps over the cat.")
        assert list(check_copied(planted.material(), self.ARTICLE)) == []

    def test_an_option_is_searched_too(self, planted: Planted) -> None:
        planted.replace("source", "Book courses now for whoever is free,", "The lazy dog and then it sleeps in the warm sun,")
        found = the_one(list(check_copied(planted.material(), self.ARTICLE)))
        assert found.where == "question q3, option 'spend'"

    def test_a_longer_run_is_told_once(self) -> None:
        taken = {tuple("abcdefg"), tuple("bcdefgh"), tuple("cdefghi")}
        assert shared_runs("x a b c d e f g h i y", taken) == ["a b c d e f g h i"]

    def test_a_fixed_title_may_be_given_whole(self, planted: Planted) -> None:
        planted.add("notebooks", "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014")
        law = "under the Health and Social Care Act 2008 (Regulated Activities) Regulations 2014 a home"
        assert list(check_copied(planted.material(), law)) == []


STORY = """
from carelab.questions import Go, Scene
TALE = {
    "door": Scene("A bell rings, and \\"Ana\\" <b> [says] #35; hello.", {"go": Go("Go", "end"), "stay": Go("Stay", "end")}),
    "end": Scene("It stops."),
}
WHY = {"door:go": "Kind.", "door:stay": "It can wait, but the person cannot."}
lesson.scenario("tale", TALE, ask="What do you do?", key=["go"], scores={"door:go": 1}, why=WHY)
lesson.finish()
"""


class TestCommand:
    def run(self, planted: Planted, *options: str) -> Any:
        return CliRunner().invoke(app, ["check", UNIT, "--course-dir", str(planted.root), *options])

    def test_a_good_unit_ends_with_0(self, planted: Planted) -> None:
        result = self.run(planted)
        assert result.exit_code == 0, result.output
        assert "0 errors" in result.output or "Nothing is wrong." in result.output

    def test_an_error_ends_with_1_and_is_told_in_a_sentence(self, planted: Planted) -> None:
        planted.replace("source", "agency staff (3 marks)", "agency staff (4 marks)")
        result = self.run(planted)
        assert result.exit_code == 1
        assert "The heading promises 4 marks" in result.output.replace("\n", " ")

    def test_json_can_be_read_by_a_program(self, planted: Planted) -> None:
        planted.replace("source", "agency staff (3 marks)", "agency staff (4 marks)")
        told = json.loads(self.run(planted, "--json", "--guessers").output)
        assert [f["check"] for f in told["findings"] if f["severity"] == "error"] == ["structure"]
        assert {g["guesser"] for g in told["guessers"]} >= {"at random", "nothing"}

    def test_rules_are_printed_in_words(self, planted: Planted) -> None:
        lines = list(rule_lines(planted.material(), UNIT))
        shown = "shown while building|shown as a principle|not shown"
        rules = [line for line in lines if re.match(rf"   (Must|Core|Should) \(\d+% of the mark, ({shown})\): \w", line)]
        assert len(rules) >= 5
        decided = [line for line in lines if line.startswith("      Decided by: ")]
        assert len(decided) >= len(rules)
        assert any("table budget" in line and "column amount" in line for line in decided)
        assert self.run(planted, "--rules", UNIT).output.count("Decided by:") == len(decided)

    def test_a_plans_conditions_are_told_in_words(self) -> None:
        fits = {"food": [{"amount": Between(1, 9)}, {"reason": {"same": 1, "less": 0.5}}]}
        right = Rows("lines", fits, floor=1, each={"by": DaysAfter("2027-02-01", 1, 9)}, at_most_each=("owner", 3))
        assert condition_words(Once(AtLeast(Holding(right), 2), Average([(2, AtMost(Worth("lines", {"food": 3.5}), 7))]))) == (
            "once (first: at least (holding (right: rows (table lines; accepted food (amount (between (least 1; most 9)) or "
            "reason (same 1; less 0.5)); floor 1; each by (days after (since 2027-02-01; earliest 1; latest 9)); at most each "
            "owner, 3)); limit 2); then: average (2 × at most (worth (table lines; weights food); limit 7)))"
        )

    def test_spoilt_plans_are_told_with_what_they_earn(self, planted: Planted) -> None:
        run = self.run(planted, "--hostile", "--json")
        told = json.loads(run.output)
        assert {one["unit"] for one in told} == {UNIT}
        assert {"empty", "filled in at random, on average"} <= {one["plan"] for one in told}
        assert run.exit_code == any(one["share"] > one["limit"] for one in told)
        assert "What spoilt plans would earn" in self.run(planted, "--hostile").output

    def test_stories_are_printed_as_maps(self, planted: Planted) -> None:
        planted.replace("notebooks", "lesson.finish()", STORY)
        lines = list(story_lines(planted.material()))
        assert any("2 walks, each ends" in line for line in lines)
        assert any("go: Go → end, earns 1" in line for line in lines)
        assert any("Why: It can wait, but the person cannot." in line for line in lines)
        assert any("Best walk: door:go" in line for line in lines)

    def test_stories_are_drawn_as_pictures_with_the_words_below(self, planted: Planted) -> None:
        planted.replace("notebooks", "lesson.finish()", STORY)
        path = planted.root / "stories.ipynb"
        assert self.run(planted, "--stories", "--picture", str(path)).exit_code == 0
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert {cell["cell_type"] for cell in cells} == {"markdown"}
        lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
        assert 's0["<b>door</b><br/>A bell rings, and #34;Ana#34; #60;b#62; #91;says#93; #35;35#59; hello."]' in lines
        assert 's1("<b>end</b><br/>It stops.")' in lines
        assert {'s0 ==>|"★ go 1"| s1', 's0 -->|"stay 0"| s1'} <= set(lines)
        assert "Best walk: door:go" in lines

    @pytest.mark.parametrize("place", ["release/stories.ipynb", "notebooks/../source/stories.ipynb", "stories.html", "old.ipynb"])
    def test_a_picture_with_keys_stays_out_of_the_course_and_replaces_nothing(self, planted: Planted, place: str) -> None:
        for folder in ("release", "notebooks", "source"):
            (planted.root / folder).mkdir(exist_ok=True)
        (planted.root / "old.ipynb").write_text("mine")
        result = self.run(planted, "--stories", "--picture", str(planted.root / place))
        assert result.exit_code != 0
        assert Path(place).name in " ".join(str(result.exception).split())
        assert (planted.root / "old.ipynb").read_text() == "mine"
        assert place == "old.ipynb" or not (planted.root / place).exists()

    def test_a_picture_that_cannot_be_written_is_named_as_the_author_named_it(self, planted: Planted) -> None:
        place = planted.root / "gone" / "stories.ipynb"
        error = self.run(planted, "--stories", "--picture", str(place)).exception
        assert isinstance(error, FileNotFoundError)
        assert error.filename == str(place)

    def test_a_picture_is_only_of_stories(self, planted: Planted) -> None:
        assert "--stories" in self.run(planted, "--picture", str(planted.root / "x.ipynb")).output
        assert not (planted.root / "x.ipynb").exists()
