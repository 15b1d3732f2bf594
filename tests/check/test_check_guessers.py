"""The guessers: is each expectation the one that can be worked out by hand, and does a generous unit fail?"""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import ROOT, UNIT, Planted, add_choice

from carelab.questions import (
    Choice,
    Choices,
    Column,
    Go,
    Key,
    Match,
    Number,
    Order,
    Plan,
    PlanTable,
    Question,
    Reflection,
    Scenario,
    Scene,
    Sort,
    Table,
    read_response,
    score,
    should,
)
from carelab.questions.plan import AtMost, Between, Count, Rows
from grader.check import gather, guess_course
from grader.check.guessers import GUESSERS, check_guessers
from grader.check.guesses import at_random, expected_share, longest, management, nothing, whole_plan

FOUR = {"a": "One", "b": "Second one", "c": "Three", "d": "Four"}
SORT = Sort(id="q", ask="?", cards={f"c{n}": f"Card {n}" for n in range(4)}, columns={"l": "Leading", "m": "Management"})
SORT_KEY = Key({"c0": ["m"], "c1": ["l"], "c2": ["l", "m"], "c3": ["m"]})
STORY = Scenario(
    id="q",
    ask="?",
    scenes={
        "door": Scene(
            "A bell rings.", {"go": Go("Go", "room"), "wait": Go("Wait for someone", "end"), "call": Go("Call", "end")}
        ),
        "room": Scene("She has fallen.", {"help": Go("Help", "end"), "leave": Go("Leave", "end")}),
        "end": Scene("The day goes on."),
    },
)
STORY_KEY = Key(("go", "help"), scores={"door:go": 1, "room:help": 1})
EVERY: list[tuple[Question, Key]] = [
    (Choice(id="q", ask="?", options=FOUR), Key("b")),
    (Choices(id="q", ask="?", options=FOUR, marking="all"), Key(("a", "b"))),
    (SORT, SORT_KEY),
    (Match(id="q", ask="?", left={"x": "X", "y": "Y"}, right=FOUR), Key({"x": "a", "y": "b"})),
    (Order(id="q", ask="?", steps=FOUR, marking="exact"), Key(("b", "a", "d", "c"))),
    (Number(id="q", ask="?"), Key(7)),
    (Table(id="q", ask="?", caption="T", columns={"n": "N", "m": "M"}, rows=[(1, 2)]), Key(3)),
    (STORY, STORY_KEY),
]


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


@pytest.mark.parametrize(("question", "key"), EVERY, ids=lambda part: getattr(part, "kind", ""))
def test_no_answer_earns_nothing_of_any_kind(question: Question, key: Key) -> None:
    assert expected_share(question, key, nothing(question)) == 0


@pytest.mark.parametrize(("question", "key"), EVERY, ids=lambda part: getattr(part, "kind", ""))
def test_the_chances_of_all_random_answers_add_up_to_one(question: Question, key: Key) -> None:
    assert sum(weight for weight, _ in at_random(question)) == pytest.approx(1)
    assert 0 <= expected_share(question, key, at_random(question)) < 1


@pytest.mark.parametrize(
    ("number", "share"),
    [(0, 1 / 4), (1, 1 / 16), (4, 1 / 24), (5, 0), (6, 0)],
    ids=["choice", "choices", "order", "number", "table"],
)
def test_chance_is_what_can_be_counted_by_hand(number: int, share: float) -> None:
    question, key = EVERY[number]
    assert expected_share(question, key, at_random(question)) == pytest.approx(share)


def test_a_random_walk_weighs_each_turn_by_its_ways_on() -> None:
    assert expected_share(STORY, STORY_KEY, at_random(STORY)) == pytest.approx(1 / 3 * 1 / 2 + 1 / 3 * 1 / 2 * 1 / 2)


def test_partners_are_used_once_where_there_are_enough() -> None:
    match = EVERY[3][0]
    assert all(len(set(guess.values())) == 2 for _, guess in at_random(match))


def test_the_longest_option_is_taken_each_time() -> None:
    assert [next(iter(longest(q)))[1] for q, _ in EVERY[:4]] == ["b", ["b"], dict.fromkeys(SORT.cards, "m"), {"x": "b", "y": "b"}]
    assert list(longest(STORY)) == [(1.0, ["wait"])]


def test_management_is_said_to_everything_and_else_the_first_is_taken() -> None:
    assert list(management(SORT)) == [(1.0, dict.fromkeys(SORT.cards, "m"))]
    assert list(management(EVERY[0][0])) == [(1.0, "a")]
    assert score(SORT, SORT_KEY, dict.fromkeys(SORT.cards, "m")).share == expected_share(SORT, SORT_KEY, management(SORT))


def test_a_plan_is_guessed_with_one_row() -> None:
    table = PlanTable(
        "t",
        "Plan",
        [Column("who", "Who", "choice", {"us": "Us", "all": "Everyone"}), Column("how", "How many", "number")],
        {"x": "X", "y": "Y"},
    )
    plan = Plan(id="q", ask="?", tables=[table])
    rules = [should("few", AtMost(Count("t"), 1), "Few."), should("three", Rows("t", each={"how": Between(3)}, of=1), "Three.")]
    guesses = list(at_random(plan))
    assert len(guesses) == 4
    assert all(len(guess["t"]) == 1 for _, guess in guesses)
    assert expected_share(plan, Key({}, rules=rules), iter(guesses)) == pytest.approx(1 / 2)
    assert next(iter(management(plan)))[1] == {"t": {"x": {"who": "us", "how": 0}}}


def test_a_whole_plan_answers_every_list_and_picks_as_many_rows_as_may_be() -> None:
    who = Column("who", "Who", "choice", {"us": "Us", "all": "Everyone"})
    fixed = PlanTable("f", "Fixed", [who, Column("sum", "Sum", "money")], {"x": "X", "y": "Y"})
    pick = PlanTable("p", "Pick", [Column("done", "Done", "tick")], {n: n.upper() for n in "abc"}, mode="pick", most=2)
    free = PlanTable("r", "Rows", [Column("how", "How")], mode="free", most=3)
    plan = Plan(id="q", ask="?", tables=[fixed, pick, free])
    drawn = list(whole_plan(plan))
    assert sum(weight for weight, _ in drawn) == pytest.approx(1)
    for _, value in drawn:
        assert read_response(plan, value) is not None
        assert {row["who"] for row in value["f"].values()} <= {"us", "all"}
        assert (len(value["f"]), len(value["p"]), len(value["r"])) == (2, 2, 1)


def test_too_many_ways_to_count_are_sampled_the_same_each_time() -> None:
    cards = {f"c{n}": f"Card {n}" for n in range(13)}
    sort = Sort(id="q", ask="?", cards=cards, columns={"a": "A", "b": "B", "c": "C"})
    first, again = list(at_random(sort)), list(at_random(sort))
    assert first == again
    assert len(first) == 2_000
    assert sum(1 for _, g in first for column in g.values() if column == "a") / 26_000 == pytest.approx(1 / 3, abs=0.01)


def test_unit_08_gives_little_away() -> None:
    found = guess_course(gather(ROOT, [UNIT]))
    assert [g.guesser for g in found] == list(GUESSERS)
    assert not any(g.too_much for g in found)
    assert found[1].points["q4"] > found[0].points["q4"], "a plan that is filled in earns more than one row of it"
    assert all("q9" not in g.points for g in found), "what a person marks is left out"


def test_a_reflection_is_never_guessed() -> None:
    reflection = Reflection(id="q", ask="?", rubric={"a": "Line"})
    assert list(at_random(reflection)) == [(1.0, None)]


def test_a_unit_that_gives_too_much_away_names_its_questions(planted: Planted) -> None:
    add_choice(planted, "even", '{"heads": "It is so", "tails": "It is not so"}', "tails", points=60)
    told = planted.finds(check_guessers)
    assert [f.severity for f in told][:2] == ["error", "error"]
    assert "Answering at random earns" in told[0].problem
    assert told[0].do.startswith("Most comes from even (choice: 30.0 of 60)")
