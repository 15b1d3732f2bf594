"""The parts of a plan: what their author may not declare, and what goes to the screen."""

from dataclasses import replace
from typing import Any

import pytest
from asked import BUDGET, PARTS, ROTA, STEPS, TEAM, WEEKS

import carelab.questions as q
from carelab.questions.plan import AtLeast, Count, DoneBy, InOrder, Rested, SharedOut

ENOUGH = AtLeast(Count("team"), 1)
LEVEL = q.Column("level", "Level", "scale", scale=("Low", "High"))
LEVELS = q.PlanTable("t", "T", [LEVEL, replace(LEVEL, id="other", label="Other"), q.Column("say", "Say")], {"a": "Ay"})
EARLY, ANN = ROTA.shifts["early"], ROTA.people["ann"]
TASK = q.Task("A task", 2)


def column(*about: Any, **more: Any) -> dict[str, Any]:
    """The change that leaves a table this one column."""
    return {"columns": [q.Column("a", "A", *about, **more)]}


REFUSED: list[tuple[q.Part, dict[str, list[dict[str, Any]]]]] = [
    (BUDGET, {
        "two equal ids": [{"columns": [q.Column("a", "A"), q.Column("a", "B")]}, {"id": "The budget"}, {"rows": {"Food": "F"}}],
        "read the same": [{"columns": [q.Column("a", "A"), q.Column("b", " a")]}, {"rows": {"a": "Food", "b": "food "}}],
        "no words": [{"label": ""}, {"columns": [q.Column("a", "")]}, {"rows": {"a": " "}}],
        "a free table has no rows of its own, any other needs some": [{"rows": {}}], "nothing to fill in": [{"columns": []}],
        "cannot be 'grid'. Use fixed, pick or free": [{"mode": "grid"}],
        "a choice has options, and nothing else does": [column("choice"), column("text", {"b": "Bee"})],
        "a bad id or no words": [column("choice", {"B": "Bee"}), column("choice", {"b": ""})],
        "cannot be 'pounds'. Use text, long, money": [column("pounds")],
        "a fact that is not there": [column("money", start_from="last-year")],
        "waits for a choice that is not in the table": [
            column(only_if=("b", "c")),
            {"columns": [q.Column("b", "B", "choice", {"d": "D"}), q.Column("a", "A", only_if=("b", "c"))]},
        ],
    }),
    (TEAM, {
        "how many rows it may have": [{"most": 0}, {"most": 61}],
        "the fewest rows are 0 or more, and no more than the most": [{"least": 3}],
        "an option that it does not have": [column("choice", {"b": "B"}, then={"c": "D"})],
    }),
    (STEPS, {"a free table has no rows of its own": [{"rows": {"a": "A row"}}], "nothing to fill in": [{"columns": []}]}),
    (LEVELS, {
        "column 'level': a scale has a list of words": [{"columns": [replace(LEVEL, scale=some)]} for some in ((), "Low")],
        "each step of its scale needs words of its own": [
            {"columns": [replace(LEVEL, scale=("Low", some))]} for some in ("", "Low")
        ],
        "a scale has a list of words, and nothing else does": [column(scale=("Low",))],
        "only long text has most_words": [column(most_words=20), column("long", most_words=-1)],
        "its score multiplies two of its scales": [
            {"score": q.Product("Score", ("level", "say"))}, {"score": q.Product("Score", ("level",))},
        ],
        "its score needs a label": [{"score": q.Product(" ", ("level", "other"))}],
        "each band a figure and a name": [{"score": q.Product("Score", ("level", "other"), {1: ""})}],
    }),
    (ROTA, {
        "needs people, shifts, and 1 to 7 days": [{"people": {}}, {"days": {f"d{n}": f"Day {n}" for n in range(8)}}],
        "write its people as Person": [{"people": {"ann": "Ann"}}],
        "its shifts as Shift": [{"shifts": {"early": ("07:00", "14:30")}}],
        "a character it cannot have": [{"people": {"Ann": ANN}}],
        "read the same": [{"people": {"a": ANN, "b": replace(ANN, name="ann ")}}],
        "no words": [{"days": {"sat": "Sat", "sun": ""}}], "0 to 24 hours": [{"rest": -1}],
        "shift 'early': write its start and end as 07:00": [{"shifts": {"early": replace(EARLY, start="7am")}}],
        "no more than it lasts": [{"shifts": {"early": replace(EARLY, paid=7.6)}}],
        "paid hours are above 0": [{"shifts": {"early": replace(EARLY, paid=0)}}],
        "must be whole numbers": [{"shifts": {"early": replace(EARLY, need=1.5)}}],
        "no shift needs anybody": [{"shifts": {"early": replace(EARLY, need=0)}}],
        "shift 'early' names what is not there: hoists": [{"shifts": {"early": replace(EARLY, skills={"hoists": 1})}}],
        "the contract is hours, 0 or more": [{"people": {"ann": replace(ANN, contract=-1)}}],
        "person 'ann' names what is not there: hoists": [{"people": {"ann": replace(ANN, skills=("hoists",))}}],
        "person 'ann' names what is not there": [{"people": {"ann": replace(ANN, skills="first-aid")}}],
        "person 'ann' names what is not there: xmas": [{"people": {"ann": replace(ANN, away={"xmas": "holiday"})}}],
        "say why each day away": [{"people": {"ann": replace(ANN, away={"sat": ""})}}],
        "person 'ann' names what is not there: dawn": [{"people": {"ann": replace(ANN, only=("dawn",))}}],
        "the need of 'sat' names what is not there: dawn": [{"need": {"sat": {"dawn": 1}}}],
        "the need of 'xmas' names what is not there: xmas": [{"need": {"xmas": {}}}],
        "the need of 'sat' must be whole numbers": [{"need": {"sat": {"early": -1}}}],
        "a skill with a bad id or no words": [{"skills": {"first-aid": ""}}],
    }),
    (WEEKS, {
        "write its tasks as Task": [{"tasks": {}}, {"tasks": {"a": "A task"}}],
        "needs 1 to 52 weeks": [{"weeks": 0}, {"weeks": 53}],
        "task 'a' must take 1 to 4 weeks": [{"tasks": {"a": replace(TASK, weeks=5)}}],
        "task 'a' waits for what is not there: b": [{"tasks": {"a": replace(TASK, after=("b",))}}],
        "task 'b' waits for what is not there: a": [{"tasks": {"a": TASK, "b": q.Task("B", 1, "a")}}],
        "wait for one another: a, b": [{"tasks": {"a": replace(TASK, after=("b",)), "b": q.Task("B", 1, ("a",))}}],
        "one after the other, take 5 weeks": [{"tasks": {"a": TASK, "b": q.Task("B", 3, ("a",))}}],
        "read the same": [{"tasks": {"a": TASK, "b": replace(TASK, label="a  task")}}],
        "two equal ids": [{"ask": [q.Column("start", "Starts at")]}],
    }),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "says", "changes"),
    [
        pytest.param(part, says, changes, id=f"{part.id}: {says}")
        for part, refused in REFUSED
        for says, several in refused.items()
        for changes in several
    ],
)
def test_a_part_that_cannot_be_filled_in_is_refused(part: q.Part, says: str, changes: dict[str, Any]) -> None:
    with pytest.raises(q.BadQuestion, match=r"^Question q7: ") as caught:
        q.Plan(id="q7", ask="Plan it.", tables=[replace(part, **changes)])
    assert says in str(caught.value)


@pytest.mark.parametrize("part", [*PARTS, LEVELS, replace(TEAM, columns=[])], ids=lambda part: part.id)
def test_a_part_that_can_be_filled_in_is_accepted(part: q.Part) -> None:
    q.Plan(id="q7", ask="Plan it.", tables=[part])


@pytest.mark.parametrize(("part", "rule", "says"), [
    (ROTA, Rested(replace(ROTA, rest=12)), "looks at another 'rota' than the one the plan shows"),
    (ROTA, SharedOut(ROTA, ("xmas",), 1), "reads what 'rota' does not have: xmas"),
    (replace(ROTA, id="elm"), Rested(ROTA), "reads a table 'rota' that is not there"),
    (WEEKS, DoneBy(WEEKS, 2, ("party",)), "reads what 'weeks' does not have: party"),
    (WEEKS, InOrder(replace(WEEKS, weeks=9)), "looks at another 'weeks' than the one the plan shows"),
])  # fmt: skip
def test_a_rule_about_what_the_plan_does_not_show_is_refused(part: q.Part, rule: Any, says: str) -> None:
    with pytest.raises(q.BadQuestion, match=says):
        q.Plan(id="q7", ask="Plan it.", tables=[part], shown=[q.must("r", rule, "A rule.")])


def test_facts_what_follows_an_option_and_how_many_rows_are_asked_for_go_to_the_screen() -> None:
    values = {"food": 100.0, "energy": 50.0, "agency": 80.0}
    assert BUDGET.form()["facts"] == {"now": {"label": "This year", "values": values, "unit": "£"}}
    assert BUDGET.form()["columns"][0]["start_from"] == "now"
    how = q.Column("how", "How", "choice", {"tell": "Tell them", "wait": "Wait"}, then={"wait": "They hear it elsewhere."})
    form = replace(TEAM, columns=[how], least=2).form()
    assert form["columns"][0]["then"] == {"wait": "They hear it elsewhere."}
    assert (form["least"], form["most"]) == (2, 2)


def test_rules_are_named_for_what_they_need() -> None:
    rules = [q.must("a", ENOUGH, "A.", weight=2), q.should("b", ENOUGH, "B."), q.note("c", ENOUGH, "C.")]
    assert [(rule.need, rule.weight) for rule in rules] == [("must", 2), ("should", 1), ("note", 0)]


def test_a_part_and_a_column_are_found_by_their_ids() -> None:
    plan = q.Plan(id="q1", ask="Plan.", tables=[BUDGET, TEAM])
    assert plan.table("team") is TEAM
    assert TEAM.column("hours") == q.Column("hours", "Hours", "number", unit="hours")
    assert TEAM.column("other") is None
    with pytest.raises(KeyError):
        plan.table("other")
