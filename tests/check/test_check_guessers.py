"""The guessers: is each expectation the one that can be worked out by hand, and does a generous unit fail?"""

from pathlib import Path

import pytest
from planted import UNIT, whole_course

import carelab.questions as q
from carelab.questions.plan import AtMost, Between, Count, Rows
from grader.check import Material, guess_course
from grader.check.guessers import GUESSERS, check_guessers
from grader.check.guesses import at_random, expected_share, longest, management, nothing, whole_plan
from grader.check.material import Asked, Page

FOUR = {"a": "One", "b": "Second one", "c": "Three", "d": "Four"}
SORT = q.Sort(id="q", ask="?", cards={f"c{n}": f"Card {n}" for n in range(4)}, columns={"l": "Leading", "m": "Management"})
SORT_KEY = q.Key({"c0": ["m"], "c1": ["l"], "c2": ["l", "m"], "c3": ["m"]})
DOOR = {"go": q.Go("Go", "room"), "wait": q.Go("Wait for someone", "end"), "call": q.Go("Call", "end")}
ROOM = {"help": q.Go("Help", "end"), "leave": q.Go("Leave", "end")}
SCENES = {"door": q.Scene("A bell rings.", DOOR), "room": q.Scene("She has fallen.", ROOM), "end": q.Scene("The day goes on.")}
STORY = q.Scenario(id="q", ask="?", scenes=SCENES)
STORY_KEY = q.Key(("go", "help"), scores={"door:go": 1, "room:help": 1})
EVERY: list[tuple[q.Question, q.Key]] = [
    (q.Choice(id="q", ask="?", options=FOUR), q.Key("b")),
    (q.Choices(id="q", ask="?", options=FOUR, marking="all"), q.Key(("a", "b"))), (SORT, SORT_KEY),
    (q.Match(id="q", ask="?", left={"x": "X", "y": "Y"}, right=FOUR), q.Key({"x": "a", "y": "b"})),
    (q.Order(id="q", ask="?", steps=FOUR, marking="exact"), q.Key(("b", "a", "d", "c"))), (q.Number(id="q", ask="?"), q.Key(7)),
    (q.Table(id="q", ask="?", caption="T", columns={"n": "N", "m": "M"}, rows=[(1, 2)]), q.Key(3)), (STORY, STORY_KEY),
]  # fmt: skip


@pytest.mark.parametrize(("question", "key"), EVERY, ids=lambda part: getattr(part, "kind", ""))
def test_no_answer_earns_nothing_and_the_chances_of_all_random_answers_add_up_to_one(question: q.Question, key: q.Key) -> None:
    assert expected_share(question, key, nothing(question)) == 0
    assert sum(weight for weight, _ in at_random(question)) == pytest.approx(1)
    assert 0 <= expected_share(question, key, at_random(question)) < 1


def test_chance_is_what_can_be_counted_by_hand() -> None:
    shares = {one.kind: expected_share(one, key, at_random(one)) for one, key in EVERY if one.kind not in ("sort", "match")}
    walk = 1 / 3 * 1 / 2 + 1 / 3 * 1 / 2 * 1 / 2
    by_hand = {"choice": 1 / 4, "choices": 1 / 16, "order": 1 / 24, "number": 0, "table": 0, "scenario": walk}
    assert shares == pytest.approx(by_hand), "a walk weighs each turn by its ways on"
    match = EVERY[3][0]
    assert all(len(set(guess.values())) == 2 for _, guess in at_random(match)), "partners are used once where there are enough"


def test_the_longest_option_is_taken_and_management_is_said_to_everything_and_else_the_first() -> None:
    taken = [next(iter(longest(question)))[1] for question, _ in EVERY[:4]]
    assert taken == ["b", ["b"], dict.fromkeys(SORT.cards, "m"), {"x": "b", "y": "b"}]
    assert list(longest(STORY)) == [(1.0, ["wait"])]
    assert list(management(SORT)) == [(1.0, dict.fromkeys(SORT.cards, "m"))]
    assert list(management(EVERY[0][0])) == [(1.0, "a")]
    assert q.score(SORT, SORT_KEY, dict.fromkeys(SORT.cards, "m")).share == expected_share(SORT, SORT_KEY, management(SORT))


def test_a_plan_is_guessed_with_one_row() -> None:
    who = q.Column("who", "Who", "choice", {"us": "Us", "all": "Everyone"})
    table = q.PlanTable("t", "Plan", [who, q.Column("how", "How many", "number")], {"x": "X", "y": "Y"})
    plan = q.Plan(id="q", ask="?", tables=[table])
    three = Rows("t", each={"how": Between(3)}, of=1)
    rules = [q.should("few", AtMost(Count("t"), 1)), q.should("three", three)]
    guesses = list(at_random(plan))
    assert len(guesses) == 4
    assert all(len(guess["t"]) == 1 for _, guess in guesses)
    assert expected_share(plan, q.Key({}, rules=rules), iter(guesses)) == pytest.approx(1 / 2)
    assert next(iter(management(plan)))[1] == {"t": {"x": {"who": "us", "how": 0}}}


def test_a_whole_plan_answers_every_list_and_picks_as_many_rows_as_may_be() -> None:
    who = q.Column("who", "Who", "choice", {"us": "Us", "all": "Everyone"})
    fixed = q.PlanTable("f", "Fixed", [who, q.Column("sum", "Sum", "money")], {"x": "X", "y": "Y"})
    pick = q.PlanTable("p", "Pick", [q.Column("done", "Done", "tick")], {n: n.upper() for n in "abc"}, mode="pick", most=2)
    free = q.PlanTable("r", "Rows", [q.Column("how", "How")], mode="free", most=3)
    plan = q.Plan(id="q", ask="?", tables=[fixed, pick, free])
    drawn = list(whole_plan(plan))
    assert sum(weight for weight, _ in drawn) == pytest.approx(1)
    for _, value in drawn:
        assert q.read_response(plan, value) is not None
        assert {row["who"] for row in value["f"].values()} <= {"us", "all"}
        assert (len(value["f"]), len(value["p"]), len(value["r"])) == (2, 2, 3)


def test_too_many_ways_to_count_are_sampled_the_same_each_time() -> None:
    cards = {f"c{n}": f"Card {n}" for n in range(13)}
    sort = q.Sort(id="q", ask="?", cards=cards, columns={"a": "A", "b": "B", "c": "C"})
    first, again = list(at_random(sort)), list(at_random(sort))
    assert first == again
    assert len(first) == 2_000
    assert sum(1 for _, g in first for column in g.values() if column == "a") / 26_000 == pytest.approx(1 / 3, abs=0.01)


def test_what_a_person_marks_is_left_out_and_a_plan_that_is_filled_in_earns_more_than_one_row() -> None:
    (unit,) = (page for page in whole_course().exercises if page.unit == UNIT)
    found = guess_course(Material(Path(), (), (unit,)))
    assert [g.guesser for g in found] == list(GUESSERS)
    assert not any(g.too_much for g in found)
    assert found[1].points["q4"] > found[0].points["q4"]
    assert all("q9" not in g.points for g in found)
    reflection = q.Reflection(id="q", ask="?", rubric={"a": "Line"})
    assert list(at_random(reflection)) == [(1.0, None)]


def test_a_unit_that_gives_too_much_away_names_its_questions() -> None:
    even = q.Choice(id="even", ask="Which?", options={"heads": "It is so", "tails": "It is not so"})
    asked = (Asked(even, q.Key("tails"), 60), Asked(q.Number(id="q1", ask="?"), q.Key(7), 2))
    unit = Page("exercise", "01-unit", Path("x.ipynb"), "source/x.ipynb", {}, (), asked)
    told = list(check_guessers(Material(Path(), (), (unit,))))
    assert [f.severity for f in told][:2] == ["error", "error"]
    assert "Answering at random earns" in told[0].problem
    assert told[0].do.startswith("Most comes from even (choice: 30.0 of 60)")
