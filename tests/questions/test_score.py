import itertools
import json
import math
from dataclasses import replace
from typing import Any

import asked
import pytest
from asked import AUTHORED, KEYS, QUESTIONS, Case, cases, with_answer
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import carelab.questions as q
from carelab.questions.plan import AtLeast, Count
from carelab.questions.plan.rule import MUST_CAP
from carelab.questions.scenario import scenes_of, steps_of
from carelab.questions.score import choices_share, longest_common_subsequence

OUTCOMES = {0.0: "wrong", 1.0: "right"}


def share(case: Case, value: Any) -> float:
    return q.score(case.question, case.key, value).share


def shuffled(draw: st.DrawFn, value: Any) -> Any:
    """Return the same data with every mapping in another order; lists stay as they are."""
    if isinstance(value, dict):
        return {name: shuffled(draw, value[name]) for name in draw(st.permutations(list(value)))}
    return value


# What holds of every kind


@pytest.mark.parametrize("kind", AUTHORED)
@settings(max_examples=30)
@given(data=st.data())
def test_every_answer_is_read_marked_and_told_by_the_same_rules(kind: str, data: st.DataObject) -> None:
    case, value = data.draw(with_answer(kind))
    question, key = case.question, case.key
    before = json.dumps(value)
    q.check_key(question, key)
    result, read = q.score(question, key, value), q.read_response(question, value)
    assert result.share is not None
    assert 0 <= result.share <= 1
    assert result.outcome == ("not attempted" if read is None else OUTCOMES.get(result.share, "partly"))
    assert all(reason.text for reason in result.reasons)
    assert len(set(result.misconceptions)) == len(result.misconceptions)
    assert result.share < 1 or not result.misconceptions
    assert q.read_response(question, read) == read
    assert q.score(question, key, value) == q.score(question, key, read) == result
    assert json.dumps(value) == before
    assert all(line.strip() for line in q.describe(question, read) or [""])


@pytest.mark.parametrize("kind", AUTHORED)
@settings(max_examples=20)
@given(data=st.data())
def test_the_key_itself_earns_all_the_marks(kind: str, data: st.DataObject) -> None:
    case = data.draw(cases(kind))
    result = q.score(case.question, case.key, case.key.best(case.question))
    assert (result.share, result.outcome) == (1, "right")
    assert not {reason.state for reason in result.reasons} & {"wrong", "missing"}


@pytest.mark.parametrize(("kind", "empty"), [
    *((kind, None) for kind in QUESTIONS),
    *((kind, []) for kind in ("choices", "order", "scenario")),
    *((kind, {}) for kind in ("sort", "match", "plan")),
    ("sort", {"x": None}), ("match", {"x": None, "y": None}), ("plan", {"budget": {}}),
    ("plan", {"budget": None, "steps": {"r1": {"what": "  "}}}),
    ("plan", {"budget": {"food": {"amount": None, "reason": ""}}}),
    ("reflection", " \n\t"), ("reflection", "\x00\x07"),
])  # fmt: skip
def test_nothing_is_not_attempted_and_never_wrong(kind: str, empty: object) -> None:
    result = q.score(QUESTIONS[kind], KEYS[kind], empty)
    assert (result.share, result.outcome) == (0, "not attempted")
    assert not result.reasons
    assert not result.misconceptions


@pytest.mark.parametrize("kind", AUTHORED)
@settings(max_examples=20)
@given(data=st.data())
def test_the_order_of_declaring_and_of_answering_never_matters(kind: str, data: st.DataObject) -> None:
    case, value = data.draw(with_answer(kind))
    key, question = case.key, case.question
    if kind == "choices":
        other_value = data.draw(st.permutations(value))
        key = replace(key, value=data.draw(st.permutations(key.value)))
    else:
        other_value = shuffled(data.draw, value)
    if kind in ("sort", "match"):
        key = replace(key, value=shuffled(data.draw, key.value))
    if isinstance(question, q.Plan):
        whole = data.draw(st.permutations([*question.shown, *key.rules]))
        question = replace(question, tables=data.draw(st.permutations(question.tables)), shown=whole[:2])
        key = replace(key, rules=whole[2:])
    for name in ("options", "cards", "columns", "left", "right", "steps"):
        if isinstance(getattr(question, name, None), dict) and kind != "table":
            question = replace(question, **{name: shuffled(data.draw, getattr(question, name))})
    key = replace(key, slips=shuffled(data.draw, key.slips))
    before, after = q.score(case.question, case.key, value), q.score(question, key, other_value)
    assert (after.share, after.outcome) == (before.share, before.outcome)
    assert set(after.misconceptions) == set(before.misconceptions)
    assert sorted(after.reasons, key=str) == sorted(before.reasons, key=str)


# choice and choices


@settings(max_examples=50)
@given(with_answer("choice"))
def test_choice_is_right_or_wrong(made: tuple[Case, str]) -> None:
    case, value = made
    assert share(case, value) == (value == case.key.value)


def test_choice_tells_why_the_picked_and_the_right_option_are_so() -> None:
    result = q.score(QUESTIONS["choice"], KEYS["choice"], "a")
    assert [(r.item, r.state, r.text) for r in result.reasons] == [("a", "wrong", "No."), ("b", "note", "Yes.")]
    assert result.misconceptions == ("MC01",)


@settings(max_examples=50)
@given(cases("choices"), st.data())
def test_the_three_rules_for_ticks_follow_their_formulas(case: Case, data: st.DataObject) -> None:
    options = list(case.question.options)
    ticked, right = set(data.draw(asked.some(options, 1))), set(case.key.value)
    hits, misses = len(ticked & right), len(ticked - right)
    assert choices_share("all", ticked, right) == (1 if misses == 0 and hits == len(right) else 0)
    assert float(choices_share("net", ticked, right)) == pytest.approx(max(0, hits - misses) / len(right))
    assert float(choices_share("coverage", ticked, right)) == pytest.approx(hits / len(right) * hits / len(ticked))


@pytest.mark.parametrize(("marking", "earned"), [
    ("all", {"ac": 1, "a": 0, "abc": 0}), ("net", {"ac": 1, "a": 1 / 2, "abc": 1 / 2, "abcd": 0, "bd": 0}),
    ("coverage", {"ac": 1, "a": 1 / 2, "abc": 2 / 3, "abcd": 1 / 2, "bd": 0}),
])  # fmt: skip
def test_ticks_worked_by_hand(marking: Any, earned: dict[str, float]) -> None:
    question = replace(QUESTIONS["choices"], marking=marking)
    assert {ticks: q.score(question, KEYS["choices"], list(ticks)).share for ticks in earned} == pytest.approx(earned)


@settings(max_examples=50)
@given(with_answer("choices"))
def test_one_better_tick_never_earns_less(made: tuple[Case, list[str]]) -> None:
    case, ticked = made
    right = set(case.key.value)
    better = [[*ticked, option] for option in right - set(ticked)]
    better += [[t for t in ticked if t != option] for option in set(ticked) - right]
    assert all(share(case, other) >= share(case, ticked) for other in better)


# sort and match


@pytest.mark.parametrize("kind", ["sort", "match"])
@settings(max_examples=50)
@given(data=st.data())
def test_each_card_in_its_place_earns_an_equal_part(kind: str, data: st.DataObject) -> None:
    case, value = data.draw(with_answer(kind))
    accepted = case.key.value if kind == "sort" else {left: [right] for left, right in case.key.value.items()}
    hits = sum(column in accepted[card] for card, column in value.items())
    assert share(case, value) == pytest.approx(hits / len(accepted))


def test_a_card_left_out_is_missing_and_catches_nothing() -> None:
    result = q.score(QUESTIONS["sort"], replace(KEYS["sort"], why={"x": "Ex.", "y": "Why.", "z": "Zed."}), {"x": "l", "y": "m"})
    assert [(r.item, r.state) for r in result.reasons] == [("x", "wrong"), ("y", "right"), ("z", "missing")]
    assert result.misconceptions == ("MC03",)


def test_one_partner_may_serve_two_lines() -> None:
    question = q.Match(id="q1", ask="Who?", left={"x": "Ex", "y": "Why"}, right={"p": "Pea", "q": "Queue"})
    assert q.score(question, q.Key({"x": "p", "y": "p"}), {"x": "p", "y": "p"}).share == 1


# order


@given(st.lists(st.sampled_from("abcde"), max_size=7), st.lists(st.sampled_from("abcde"), max_size=7))
def test_the_longest_common_subsequence_is_that_of_a_search_through_all(a: list[str], b: list[str]) -> None:
    def within(part: tuple[str, ...], whole: list[str]) -> bool:
        rest = iter(whole)
        return all(item in rest for item in part)

    parts = (part for n in range(len(a), -1, -1) for part in itertools.combinations(a, n))
    assert longest_common_subsequence(a, b) == next(len(part) for part in parts if within(part, b))


@settings(max_examples=50)
@given(with_answer("order"))
def test_order_follows_its_formula_and_two_neighbours_put_right_never_earn_less(made: tuple[Case, list[str]]) -> None:
    case, value = made
    best = case.key.value
    kept = longest_common_subsequence(value, best)
    lcs, exact = (replace(case.question, marking=marking) for marking in ("lcs", "exact"))
    assert q.score(lcs, case.key, value).share == pytest.approx(max(0, 2 * kept - len(best)) / len(best))
    assert q.score(exact, case.key, value).share == (value == best)
    for n, (first, second) in enumerate(itertools.pairwise(value)):
        if best.index(first) > best.index(second):
            assert share(case, [*value[:n], second, first, *value[n + 2 :]]) >= share(case, value)


# number and table


@settings(max_examples=50)
@given(with_answer("number"), st.sampled_from([0, 0.25, 0.5, 0.9, -0.5]))
def test_a_number_nearer_the_key_never_earns_less(made: tuple[Case, float], part: float) -> None:
    case, value = made
    nearer = case.key.value + (value - case.key.value) * part
    assume(not any(case.key.near(n, slip.value) for n in (value, nearer) for slip in case.key.slips.values()))
    assert share(case, nearer) >= share(case, value)


@settings(max_examples=50)
@given(cases("number"), st.floats(-5, 5))
def test_the_tolerance_holds_at_its_edges_and_a_slip_within_reach_takes_nothing_from_a_right_number(
    case: Case, off: float
) -> None:
    key = replace(case.key, slips={})
    for edge in (key.value - key.tolerance, key.value + key.tolerance):
        assert q.score(case.question, key, edge).share == 1
    assert q.score(case.question, key, key.value + key.tolerance + 0.01).share == 0
    near = replace(key, slips={"near": q.Slip(key.value + 1.5 * key.tolerance + 1, "Near.")})
    assert not near.near(key.value + off, key.value) or q.score(case.question, near, key.value + off).share == 1


@settings(max_examples=50)
@given(cases("table"))
def test_a_named_slip_earns_its_part_and_is_explained(case: Case) -> None:
    for slip in case.key.slips.values():
        result = q.score(case.question, case.key, slip.value)
        assert result.share == slip.share
        assert [r.text for r in result.reasons if r.state == "wrong"] == [slip.why]


def test_between_two_slips_the_nearer_one_is_caught() -> None:
    key = q.Key(0, slips={"a": q.Slip(10, "A.", 0.5, "MC01"), "b": q.Slip(11, "B.", 0.2, "MC02")}, tolerance=0.8)
    assert q.score(QUESTIONS["number"], key, 10.4).misconceptions == ("MC01",)
    assert q.score(QUESTIONS["number"], key, 10.6).misconceptions == ("MC02",)


def test_a_wrong_number_is_told_the_right_one_exactly() -> None:
    reasons = q.score(replace(QUESTIONS["number"], unit=""), q.Key(0.597, "Divide."), 3).reasons
    assert [r.text for r in reasons] == ["The answer is 0.597. Divide."]


# plan

ROWS = tuple("abcdef")
BOXES = q.Plan(id="q1", ask="Pick.", tables=[q.PlanTable("t", "Things", [], {r: f"Row {r}" for r in ROWS}, mode="pick", most=6)])


def picked(rows: set[str]) -> dict[str, Any]:
    return {"t": {row: {} for row in rows}}


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from(ROWS), st.sampled_from(["must", "should"]), st.floats(0.01, 9)), min_size=1),
    st.sets(st.sampled_from(ROWS), min_size=1),
)
def test_a_plan_earns_the_weight_of_the_rules_it_meets_up_to_the_cap(
    wanted: list[tuple[str, Any, float]], rows: set[str]
) -> None:
    rules = [
        q.Rule(f"r{n}", need, AtLeast(Count("t", (row,)), 1), f"Has {row}.", "Mend it.", f"MC{n}", weight)
        for n, (row, need, weight) in enumerate(wanted)
    ]
    result = q.score(BOXES, q.Key(picked(set(ROWS)), rules=rules), picked(rows))
    plain = sum(weight for row, _, weight in wanted if row in rows) / sum(weight for *_, weight in wanted)
    broken = [n for n, (row, _, _) in enumerate(wanted) if row not in rows]
    capped = any(wanted[n][1] == "must" for n in broken)
    assert result.share == pytest.approx(min(plain, MUST_CAP) if capped else plain)
    assert any("at most 20%" in r.text for r in result.reasons) == capped
    assert result.misconceptions == tuple(f"MC{n}" for n in broken)
    told = [f"{wanted[n][1].capitalize()}: Has {wanted[n][0]}. Mend it." for n in broken]
    assert [r.text for r in result.reasons if r.state == "wrong"] == told


@pytest.mark.parametrize("cap", [0.0, 0.25, 1.0])
def test_a_plan_may_declare_another_cap_and_says_so(cap: float) -> None:
    boxes = replace(BOXES, cap=cap)
    rules = [
        q.must("a", AtLeast(Count("t", ("a",)), 1), "Has a."),
        q.should("b", AtLeast(Count("t", ("b",)), 1), "Has b.", weight=9),
    ]
    result = q.score(boxes, q.Key(picked({"a", "b"}), rules=rules), picked({"b"}))
    assert result.share == min(cap, 0.9)
    assert any(f"at most {cap:.0%}" in reason.text for reason in result.reasons)
    assert f"earns {cap:.0%} at most" in boxes.how_marked


@pytest.mark.parametrize("cap", [-0.1, 1.01, float("nan"), "20%", True])
def test_a_cap_that_is_no_share_is_refused(cap: Any) -> None:
    with pytest.raises(q.BadQuestion, match=r"the cap must be a share from 0 to 1"):
        replace(BOXES, cap=cap)


@pytest.mark.parametrize(("food", "said"), [(90, False), (100, True)])
def test_a_note_is_said_only_when_it_holds_and_never_counts(food: float, said: bool) -> None:
    budget = {"food": {"amount": food}, "energy": {"amount": 40.0}, "agency": {"amount": 60.0}}
    result = q.score(QUESTIONS["plan"], KEYS["plan"], {**asked.BEST_PLAN, "budget": budget})
    assert result.share == 1
    assert any(r.item == "dear" for r in result.reasons) == said


# scenario


@settings(max_examples=80)
@given(with_answer("scenario"))
def test_a_walk_earns_its_steps_or_its_ending_and_one_more_choice_never_earns_less(made: tuple[Case, list[str]]) -> None:
    case, value = made
    question, weights = case.question, case.key.scores
    result = q.score(question, case.key, value)
    if question.marking == "ending":
        assert result.share == (weights.get(scenes_of(question, value)[-1], 0) if value else 0)
    else:
        totals = [sum(weights.get(step, 0) for step in steps_of(question, walk)) for walk in (value, case.key.value)]
        assert result.share == pytest.approx(totals[0] / totals[1])
    earned = [share(case, value[:n]) for n in range(len(value) + 1)]
    assert earned == sorted(earned)
    assert result.share != 1 or "wrong" not in {reason.state for reason in result.reasons}, "a walk with all the marks is good"


def test_a_wrong_turn_is_explained_and_caught() -> None:
    result = q.score(QUESTIONS["scenario"], KEYS["scenario"], ["warn"])
    assert (result.share, result.misconceptions) == (0, ("MC11",))
    told = [("late:warn", "wrong", "“Send a warning”"), ("", "note", "People have reasons.")]
    assert [(r.item, r.state, r.text) for r in result.reasons] == told


def test_a_story_left_in_the_middle_keeps_what_it_earned_and_says_so() -> None:
    result = q.score(QUESTIONS["scenario"], KEYS["scenario"], ["ask"])
    assert result.share == pytest.approx(1 / 3)
    assert "The story was not walked to its end." in [r.text for r in result.reasons if r.state == "missing"]


@pytest.mark.parametrize(("text", "said"), [
    ("Ask Sam why", "“Ask Sam why”"), ("“Sam, what is wrong?”", "“Sam, what is wrong?”"),
    ("Say “I see” and wait", "“Say ‘I see’ and wait”"),
])  # fmt: skip
def test_a_choice_of_a_story_is_quoted_once(text: str, said: str) -> None:
    scenes = {
        "late": q.Scene("Sam is late.", {"ask": q.Go(text, "end"), "go": q.Go("Go away", "end")}),
        "end": q.Scene("He tells you."),
    }
    story = q.Scenario(id="q1", ask="What now?", scenes=scenes)
    key = q.Key(["ask"], why={"late:ask": "He is heard.", "late:go": "Stay."}, scores={"late:ask": 1})
    assert q.score(story, key, ["ask"]).reasons[0].text == f"{said} He is heard."


# reflection and code


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_a_reflection_waits_for_a_person(text: str) -> None:
    result = q.score(QUESTIONS["reflection"], q.Key(), text)
    assert (result.share, result.outcome) == (None, "by hand")


@settings(max_examples=50)
@given(with_answer("code"), st.data())
def test_a_right_value_more_never_earns_less(made: tuple[Case, Any], data: st.DataObject) -> None:
    case, value = made
    name = data.draw(st.sampled_from(sorted(case.key.value)))
    assert share(case, {**value, name: case.key.value[name]}) >= share(case, value)
    assert share(case, value) >= share(case, {other: v for other, v in value.items() if other != name})


def test_code_tells_of_each_value_what_is_right_wrong_or_not_made() -> None:
    value = {"hours": 5, "by_day": KEYS["code"].value["by_day"], "who": [None, "Bo"]}
    result = q.score(QUESTIONS["code"], KEYS["code"], value)
    assert result.share == (0.5 + 0 + 1 + 0) / 4
    assert [(r.item, r.state, r.text) for r in result.reasons] == [
        ("hours", "wrong", "Yours is 5. That is one day. It should be 12.5. Add the column."),
        ("who", "wrong", "Yours is a list of 2 (nothing, or not a usable number, “Bo”). It should be a list of 2 (“Ann”, “Bo”)."),
        ("by_day", "right", "It is a column of 2 (“Mon”: 5, “Tue”: 7.5)."), ("rota", "missing", "Your code did not make it."),
        ("", "note", "Each value is read off the rota."),
    ]  # fmt: skip
    assert result.misconceptions == ("MC09", "MC01")


def test_code_that_made_nothing_was_attempted_and_earns_nothing() -> None:
    result = q.score(QUESTIONS["code"], KEYS["code"], {})
    assert (result.share, result.outcome) == (0, "wrong")
    assert [r.state for r in result.reasons] == ["missing"] * 4 + ["note"]


@pytest.mark.parametrize("bad", [math.nan, math.inf, None, "12.5", True, [12.5], {"is": "other", "type": "float32"}])
def test_what_is_not_a_number_never_passes_for_one(bad: Any) -> None:
    reasons = q.score(QUESTIONS["code"], replace(KEYS["code"], tolerance=1e12), {"hours": bad}).reasons
    assert (reasons[0].item, reasons[0].state) == ("hours", "wrong")
