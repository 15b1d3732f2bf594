"""Does ``carelab check`` end with the right code, and print findings, rules, stories and spoilt plans?"""

import json
import re
from typing import Any

import pytest
from planted import UNIT, Planted
from typer.testing import CliRunner

import carelab.questions.plan as p
from grader.check import rule_lines, story_lines
from grader.check.in_words import condition_words
from grader.cli import app

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


def run(planted: Planted, *options: str) -> Any:
    return CliRunner().invoke(app, ["check", UNIT, "--course-dir", str(planted.root), *options])


def test_a_unit_with_a_warning_ends_with_0_and_json_can_be_read_by_a_program(planted: Planted) -> None:
    planted.replace("source", ', "move": "MC08"}', "}")
    result = run(planted, "--json", "--guessers")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert [(f["severity"], f["check"], f["where"]) for f in told["findings"]] == [("warning", "reasons", "question q3")]
    assert {g["guesser"] for g in told["guessers"]} >= {"at random", "nothing"}


def test_an_error_ends_with_1_and_is_told_in_a_sentence(planted: Planted) -> None:
    planted.replace("source", "agency staff (3 marks)", "agency staff (4 marks)")
    result = run(planted)
    assert result.exit_code == 1
    assert "The heading promises 4 marks" in result.output.replace("\n", " ")
    assert "1 error, " in result.output


def test_rules_are_printed_in_words(planted: Planted) -> None:
    lines = list(rule_lines(planted.material(), UNIT))
    shown = "shown while building|shown as a principle|not shown"
    rules = [line for line in lines if re.match(rf"   (Must|Core|Should) \(\d+% of the mark, ({shown})\): \w", line)]
    assert len(rules) >= 5
    decided = [line for line in lines if line.startswith("      Decided by: ")]
    assert len(decided) >= len(rules)
    assert any("table budget" in line and "column amount" in line for line in decided)
    assert run(planted, "--rules", UNIT).output.count("Decided by:") == len(decided)


def test_a_plans_conditions_are_told_in_words() -> None:
    fits = {"food": [{"amount": p.Between(1, 9)}, {"reason": {"same": 1, "less": 0.5}}]}
    right = p.Rows("lines", fits, floor=1, each={"by": p.DaysAfter("2027-02-01", 1, 9)}, at_most_each=("owner", 3))
    average = p.Average([(2, p.AtMost(p.Worth("lines", {"food": 3.5}), 7))])
    assert condition_words(p.Once(p.AtLeast(p.Holding(right), 2), average)) == (
        "once (first: at least (holding (right: rows (table lines; accepted food (amount (between (least 1; most 9)) or "
        "reason (same 1; less 0.5)); floor 1; each by (days after (since 2027-02-01; earliest 1; latest 9)); at most each "
        "owner, 3)); limit 2); then: average (2 × at most (worth (table lines; weights food); limit 7)))"
    )
    starts = p.Entry("day", "rest", "start", ["t0945", "t1000", "t1015", "t1200", "t1215"])
    assert condition_words(starts) == "entry (table day; row rest; column start; fit t0945 to t1015, t1200, t1215)"


def test_spoilt_plans_are_told_with_what_they_earn(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.check.hostile.DRAWN", 20)
    result = run(planted, "--hostile", "--json")
    told = json.loads(result.output)
    assert {one["unit"] for one in told} == {UNIT}
    assert {"empty", "filled in at random, on average"} <= {one["plan"] for one in told}
    assert result.exit_code == any(one["share"] > one["limit"] for one in told)
    assert "What spoilt plans would earn" in run(planted, "--hostile").output


def test_stories_are_printed_as_maps(planted: Planted) -> None:
    planted.replace("notebooks", "lesson.finish()", STORY)
    told = "\n".join(story_lines(planted.material()))
    best = "Best walk: door:go"
    for words in ("2 walks, each ends", "go: Go → end, earns 1", "Why: It can wait, but the person cannot.", best):
        assert words in told
