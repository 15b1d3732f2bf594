"""Rows that are marked in proportion, and the measures and gates that build on them."""

from typing import Any

import pytest

import carelab.questions.plan as p

ACCEPTED = {
    "fall": {"tonight": ["look"], "owner": ["senior", "deputy"]},
    "fire": {"tonight": ["patrol"], "owner": ["handy"]},
    "hoist": {"tonight": ["out"], "owner": ["handy", "deputy"]},
}
RISKS = p.Rows("risks", ACCEPTED)
RIGHT = {
    "fall": {"tonight": "look", "owner": "senior"},
    "fire": {"tonight": "patrol", "owner": "handy"},
    "hoist": {"tonight": "out", "owner": "deputy"},
}


def plan(**rows: dict[str, Any]) -> dict[str, Any]:
    return {"risks": {**RIGHT, **rows}}


@pytest.mark.parametrize(("rows", "filled", "share"), [
    (RISKS, {}, 1),
    (RISKS, {"fall": {"tonight": "look", "owner": "handy"}}, 2 / 3),  # one weak cell costs its row
    (RISKS, {"fall": {"tonight": "look"}}, 2 / 3),
    (p.Rows("risks", ACCEPTED, floor=1), {"fall": {}}, 1 / 2),
    (p.Rows("risks", ACCEPTED, floor=1), {"fall": {}, "fire": {}}, 0),
    (p.Rows("risks", ACCEPTED, floor=2.5), {"fall": {}}, 0),
    (p.Rows("risks", ACCEPTED, worth={"tonight": 0.75, "owner": 0.25}), {"fall": {"tonight": "look"}}, 2.75 / 3),
    (p.Rows("risks", ACCEPTED, worth={"": 0.5, "owner": 0.5}), {"fall": {}}, 2.5 / 3),
    (p.Rows("risks", ACCEPTED, at_most_each=("owner", 1)), {"hoist": {"tonight": "out", "owner": "handy"}}, 2 / 3),
    (p.Rows("risks", ACCEPTED, wrong=1), {"fall": {"tonight": "wait", "owner": "senior"}}, 1 / 3),
    (p.Rows("risks", ACCEPTED, wrong=1), {"fall": {}}, 2 / 3),
    (p.Rows("risks", {**ACCEPTED, "fall": {"tonight": {"look": 1, "tell": 0.5}}}), {"fall": {"tonight": "tell"}}, 2.5 / 3),
    (p.Rows("risks", {**ACCEPTED, "fall": [{"owner": ["deputy"]}, {"tonight": ["tell"], "owner": ["handy"]}]}), {}, 2 / 3),
    (p.Rows("risks", each={"owner": ["handy"]}, of=1), {}, 1),
    (p.Rows("risks", each={"owner": ["handy"]}, of=2), {}, 1 / 2),
])  # fmt: skip
def test_rows_earn_in_proportion(rows: p.Rows, filled: dict[str, Any], share: float) -> None:
    assert rows.share(plan(**filled)) == pytest.approx(share)


def test_an_empty_plan_earns_nothing_and_names_its_rows() -> None:
    assert RISKS.share({}) == 0
    assert RISKS.failing({}) == [("risks", row) for row in ACCEPTED]
    assert RISKS.failing(plan(fire={"tonight": "wait", "owner": "handy"})) == [("risks", "fire")]
    assert p.Rows("risks", ACCEPTED, of=2).failing({"risks": {"fall": {}}}) == [("risks", "fall")]


def test_a_picked_row_that_is_not_right_takes_off_where_guessing_must_not_pay() -> None:
    ideas = p.Rows("ideas", {"a": {}, "b": {}}, of=2, wrong=1)
    assert ideas.share({"ideas": {"a": {}, "b": {}}}) == 1
    assert ideas.share({"ideas": {"a": {}, "poster": {}}}) == 0


def test_rows_that_overlap_do_not_count() -> None:
    tasks = p.Overlapping("day", ("what", "start"), "do", {"a": 30, "b": 30}, {"t0": 0, "t1": 15, "t2": 30}, 60)
    rows = p.Rows("day", {"a": {"what": ["do"]}, "b": {"what": ["do"]}}, but_not=tasks)
    day = {"a": {"what": "do", "start": "t0"}, "b": {"what": "do", "start": "t2"}}
    assert rows.share({"day": day}) == 1
    assert rows.share({"day": {**day, "b": {"what": "do", "start": "t1"}}}) == 0


@pytest.mark.parametrize(("fit", "entry", "share"), [
    (p.Between(1, 5), 5.0, 1), (p.Between(1, 5), 5.1, 0), (p.Between(1, 5), 0, 0), (p.Between(least=1), 1e9, 1),
    (p.Between(most=1), None, 0), (p.Between(0, 1), True, 0), ([True], True, 1), ([1], True, 0), (["a"], "b", 0),
    ({"a": 1, "b": 0.25}, "b", 0.25), ({"a": 1}, 7, 0), (p.DaysAfter("2027-02-01", 1, 28), "2027-03-01", 1),
    (p.DaysAfter("2027-02-01", 1, 27), "2027-03-01", 0), (p.DaysAfter("done", 7, 14), "2027-03-01", 1),
    (p.DaysAfter("again", 7, 14), "2027-03-01", 0), (p.DaysAfter(("t", "r", "done"), 7, 14), "2027-03-01", 1),
    (p.DaysAfter("2027-02-01", 1, 28), "soon", 0),
])  # fmt: skip
def test_what_fits_a_cell(fit: Any, entry: Any, share: float) -> None:
    assert p.Entry("t", "r", "c", fit).share({"t": {"r": {"c": entry, "done": "2027-02-20"}}}) == share


HALF = p.Rows("risks", {"fall": {"owner": ["senior"]}, "fire": {"owner": ["senior"]}})
NEVER = p.AtLeast(p.Count("risks"), 9)
ALWAYS = p.AtLeast(p.Count("risks"), 1)


@pytest.mark.parametrize(("condition", "share"), [
    (HALF, 1 / 2), (p.Both([HALF, HALF]), 1 / 4), (p.Both([HALF, NEVER]), 0), (p.Either([HALF, NEVER]), 1 / 2),
    (p.Average([(3, ALWAYS), (1, HALF)]), 7 / 8), (p.Once(ALWAYS, HALF), 1 / 2), (p.Once(HALF, ALWAYS), 0),
    (p.AtLeast(p.ShareOf(HALF), 0.5), 1), (p.AtLeast(p.ShareOf(HALF), 0.6), 0), (p.Scaled(p.Count("risks"), 1, 5), 1 / 2),
    (p.Scaled(p.Count("risks"), 5, 1), 1 / 2), (p.Scaled(p.Count("risks"), 5, 3), 1),
    (p.Scaled(p.LongestGap("risks", "review"), 5, 3), 0),
])  # fmt: skip
def test_shares_are_joined(condition: p.Condition, share: float) -> None:
    assert condition.share(plan()) == pytest.approx(share)
    assert condition.met(plan()) == (share == 1)


def test_a_gate_is_open_until_its_first_condition_is_met() -> None:
    assert p.Once(NEVER, HALF).open(plan())
    assert not p.Once(ALWAYS, HALF).open(plan())
    assert p.Both([ALWAYS, p.Once(NEVER, HALF)]).open(plan())
    assert p.Once(NEVER, HALF).failing(plan()) == []
    assert p.Once(ALWAYS, HALF).failing(plan()) == [("risks", "fire")]


@pytest.mark.parametrize(("measure", "value"), [
    (p.Holding(RISKS), 3), (p.Holding(RISKS, {"owner": ["handy", "deputy"]}), 2),
    (p.Holding(RISKS, {"owner": ["handy", "deputy"]}, ["hoist"]), 1),
    (p.Holding(p.Rows("risks", {"fall": {"owner": ["handy"]}})), 0),
    (p.Count("risks", fits={"owner": ["handy", "deputy"]}), 2),
    (p.Count("risks", ("fall",), {"owner": ["handy", "deputy"]}), 0),
    (p.CountCells("risks", ("owner", "tonight"), ["handy", "out"]), 2),
    (p.CountCells("risks", ("owner",), ["handy"], ("fall",)), 0), (p.Different("risks", "owner"), 3),
    (p.Different("risks", "owner", ("fall", "fire")), 2), (p.Different("risks", "owner", ignoring=("handy",)), 2),
    (p.Heaviest("risks", "owner"), 1), (p.Heaviest("risks", "owner", {"fall": 90, "fire": 40}), 90),
    (p.Heaviest("risks", "owner", {"fall": 90, "fire": 40}, ignoring=("senior",)), 40),
    (p.Heaviest("risks", "owner", {"fall": 90, "fire": 40}, when={"tonight": ["patrol"]}), 40),
    (p.Heaviest("others", "owner"), 0), (p.Combined([(1, p.Count("risks")), (-0.5, p.Count("risks", ("fall",)))]), 2.5),
    (p.Combined([(1, p.Count("risks")), (1, p.LongestGap("risks", "review"))]), None),
])  # fmt: skip
def test_what_a_measure_reads(measure: Any, value: float | None) -> None:
    assert measure.of(plan()) == value


def test_the_longest_gap_between_dates() -> None:
    dates = {"meetings": {"a": {"on": "2027-03-31"}, "b": {"on": "2027-03-01"}, "c": {}}}
    assert p.LongestGap("meetings", "on").of(dates) == 30
    assert p.LongestGap("meetings", "on", since="2027-01-01").of(dates) == 59
    assert p.LongestGap("meetings", "on", until="2027-12-31").of(dates) == 275
    assert p.AtMost(p.LongestGap("meetings", "on"), 63).met(dates)
    assert not p.AtMost(p.LongestGap("meetings", "on"), 63).met({})
