"""One question of each kind with its key, and strategies that make such questions, keys and answers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from carelab.questions import (
    Choice,
    Choices,
    Code,
    Column,
    Go,
    Key,
    Match,
    Number,
    Order,
    Part,
    Person,
    Plan,
    PlanTable,
    Question,
    Reflection,
    Rota,
    Rule,
    Scenario,
    Scene,
    Shift,
    Slip,
    Sort,
    Table,
    Task,
    Timeline,
    must,
    note,
    risk_register,
    should,
)
from carelab.questions.plan import AtLeast, AtMost, Between, Cell, Count, Covered, HoursWithin, InOrder, Rested, Rows, Total
from carelab.questions.scenario import steps_of
from carelab.questions.values import same

AUTHORED = ("choice", "choices", "sort", "match", "order", "number", "table", "plan", "scenario", "code")
"""The kinds that a key marks."""

BUDGET = PlanTable(
    "budget",
    "Budget",
    [Column("amount", "Amount", "money", start_from="now"), Column("reason", "Reason")],
    {"food": "Food", "energy": "Energy", "agency": "Agency"},
    facts={"now": ("This year", {"food": 100.0, "energy": 50.0, "agency": 80.0})},
)
TEAM = PlanTable(
    "team",
    "Team",
    [
        Column("lead", "Lead", "choice", {"sam": "Sam", "ade": "Ade"}),
        Column("when", "When", "date"),
        Column("hours", "Hours", "number", unit="hours"),
        Column("told", "Told", "tick"),
    ],
    {"rota": "Rota", "meals": "Meals", "visits": "Visits"},
    mode="pick",
    most=2,
)
STEPS = PlanTable("steps", "Steps", [Column("what", "What")], mode="free", most=4)
ROTA = Rota(
    "rota",
    "Rota",
    {"ann": Person("Ann", 14, ("first-aid",)), "bob": Person("Bob", 7, away={"sun": "day off"}), "cho": Person("Cho", 7)},
    {"sat": "Sat", "sun": "Sun"},
    {"early": Shift("Early", "07:00", "14:30", 7, 1, {"first-aid": 1}), "late": Shift("Late", "14:00", "21:30", 7, 1)},
    {"first-aid": "gives first aid"},
)
WEEKS = Timeline("weeks", "Weeks", {"ask": Task("Ask", 1), "do": Task("Do", 2, ("ask",))}, 4, [Column("say", "Say", "long")])
RISKS = risk_register("risks", "Risks", {"fall": "A fall", "dose": "A dose"}, owners={"ann": "Ann"}, controls={"mat": "Mats"})
PARTS: tuple[Part, ...] = (BUDGET, TEAM, STEPS, ROTA, WEEKS, RISKS)
"""The parts of every plan that is made here: one of each sort."""

QUESTIONS: Mapping[str, Question] = {
    "choice": Choice(id="q-choice", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea"}),
    "choices": Choices(id="q-choices", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"}),
    "sort": Sort(id="q-sort", ask="Where?", cards={"x": "Ex", "y": "Why", "z": "Zed"}, columns={"m": "Manage", "l": "Lead"}),
    "match": Match(id="q-match", ask="Who?", left={"x": "Ex", "y": "Why"}, right={"p": "Pea", "q": "Queue", "r": "Are"}),
    "order": Order(id="q-order", ask="When?", steps={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"}),
    "number": Number(id="q-number", ask="How much?", unit="£"),
    "table": Table(
        id="q-table",
        ask="How much?",
        caption="An invented ledger",
        columns={"who": "Who", "spent": "Spent"},
        rows=[("Care", 5), ("Kitchen", 7.5)],
        money=["spent"],
    ),
    "plan": Plan(
        id="q-plan",
        ask="Plan it.",
        tables=PARTS,
        shown=[
            must("total", AtMost(Total("budget", "amount", ("food", "energy", "agency")), 200), "At most £200.", catches="MC08")
        ],
    ),
    "scenario": Scenario(
        id="q-scenario",
        ask="What do you do?",
        scenes={
            "late": Scene("Sam is late again.", {"ask": Go("Ask Sam why", "talk"), "warn": Go("Send a warning", "bad")}),
            "talk": Scene("His mother is ill.", {"swap": Go("Swap his shifts", "good"), "warn": Go("Warn him", "bad")}),
            "good": Scene("Sam stays."),
            "bad": Scene("Sam leaves."),
        },
    ),
    "code": Code(
        id="q-code",
        ask="Add them up.",
        values={"hours": "the hours", "who": "who works", "by_day": "the hours of each day", "rota": "the rota"},
        any_order=["who", "rota"],
    ),
    "reflection": Reflection(id="q-reflection", ask="What happened?", rubric={"real": "Describes a real situation"}),
}

BEST_PLAN = {
    "budget": {"food": {"amount": 90.0, "reason": "Less waste now"}, "energy": {"amount": 50.0}, "agency": {"amount": 60.0}},
    "team": {"rota": {"lead": "sam", "when": "2026-11-23", "hours": 6.0, "told": True}, "visits": {}},
    "steps": {"r1": {"what": "Ask the team"}},
    "rota": {"ann": {"sat": "early", "sun": "early"}, "bob": {"sat": "late"}, "cho": {"sun": "late"}},
}
VALUES = {
    "hours": 12.5,
    "who": ["Ann", "Bo"],
    "by_day": {"is": "series", "pairs": [["Mon", 5.0], ["Tue", 7.5]]},
    "rota": {"is": "table", "columns": ["name", "hours"], "index": None, "rows": [["Ann", 5.0], ["Bo", 7.5]]},
}
KEYS: Mapping[str, Key] = {
    "choice": Key("b", {"a": "No.", "b": "Yes."}, {"a": "MC01"}),
    "choices": Key(["a", "c"], {"a": "Yes."}, {"b": "MC01", "d": "MC02"}),
    "sort": Key({"x": ["m"], "y": ["l", "m"], "z": ["l"]}, {"x": "A plan."}, {"x:l": "MC03", "z:m": "MC04"}),
    "match": Key({"x": "q", "y": "p"}, {"x": "A pair."}, {"x:r": "MC05"}),
    "order": Key(["c", "a", "d", "b"], "In this order.", {"b": "MC06"}),
    "number": Key(9600, "Add them.", tolerance=1, slips={"sign": Slip(-9600, "Look at the sign.", 0.5, "MC08")}),
    "table": Key(7.5, "Read it off.", slips={"row": Slip(5, "The other row.", 0.0, "MC09")}),
    "plan": Key(
        BEST_PLAN,
        "One good plan.",
        rules=[
            must("food", AtLeast(Cell("budget", "food", "amount"), 80), "Food has £80."),
            should("led", Rows("team", each={"lead": ["sam", "ade"]}, of=1), "Somebody leads.", weight=2.0, catches="MC10"),
            should("picked", AtLeast(Count("team"), 2), "Two are picked."),
            should(
                "lines", Rows("budget", {"energy": {"amount": Between(0, 50)}, "agency": {"amount": Between(0, 60)}}), "Less."
            ),
            should("rested", Rested(ROTA), "Everyone rests."),
            note("dear", AtLeast(Cell("budget", "food", "amount"), 100), "Food is dear."),
        ],
    ),
    "scenario": Key(
        ["ask", "swap"],
        {"late:ask": "Ask first.", "overall": "People have reasons."},
        {"late:warn": "MC11"},
        scores={"late:ask": 1, "talk:swap": 2},
    ),
    "code": Key(
        VALUES,
        {"hours": "Add the column.", "overall": "Each value is read off the rota."},
        {"who": "MC01", "hours": "MC02"},
        tolerance=0.01,
        slips={
            "week": Slip(5.0, "That is one day.", 0.5, "MC09", "hours"),
            "two": Slip(["Ann"], "Bo works, too.", 0.25, "MC10", "who"),
        },
    ),
    "reflection": Key(),
}


@dataclass(frozen=True)
class Case:
    """A question, its key, and the answers that a student can give."""

    question: Question
    key: Key


@cache
def ids(least: int, most: int, prefix: str = "o") -> st.SearchStrategy[list[str]]:
    """Return ids in an order that tells nothing."""
    return st.integers(least, most).flatmap(lambda n: st.permutations([f"{prefix}{i}" for i in range(n)]))


def texts(names: list[str]) -> dict[str, str]:
    return {name: f"Words {name}" for name in names}


def some(names: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, min_size=least)


@st.composite
def cases(draw: st.DrawFn, kind: str) -> Case:
    """Make a question of a kind, and a key that fits it."""
    about: dict[str, Any] = {"id": draw(st.sampled_from(["q1", "q12a", "long-name"])), "ask": "What?"}
    match kind:
        case "choice":
            options = draw(ids(2, 7))
            return Case(Choice(options=texts(options), **about), Key(draw(st.sampled_from(options))))
        case "choices":
            options = draw(ids(3, 8))
            marking = draw(st.sampled_from(["all", "net", "coverage"]))
            return Case(Choices(options=texts(options), marking=marking, **about), Key(draw(some(options, 1))))
        case "sort":
            cards, columns = draw(ids(2, 8, "card")), draw(ids(2, 4, "col"))
            accepted = draw(st.fixed_dictionaries({card: some(columns, 1) for card in cards}))
            return Case(Sort(cards=texts(cards), columns=texts(columns), **about), Key(accepted))
        case "match":
            left, right = draw(ids(2, 7, "left")), draw(ids(2, 9, "right"))
            pairs = draw(st.fixed_dictionaries({item: st.sampled_from(right) for item in left}))
            return Case(Match(left=texts(left), right=texts(right), **about), Key(pairs))
        case "order":
            steps = draw(ids(2, 8))
            best = draw(st.permutations(steps).filter(lambda other: other != steps))
            return Case(Order(steps=texts(steps), marking=draw(st.sampled_from(["lcs", "exact"])), **about), Key(best))
        case "number" | "table":
            about |= {"unit": draw(st.sampled_from(["", "£", "%", "days"]))}
            if kind == "number":
                return Case(Number(**about), draw(number_keys()))
            return Case(Table(caption="Figures", columns={"a": "Ay", "b": "Bee"}, rows=[(1, "x")], **about), draw(number_keys()))
        case "plan" | "scenario" | "code":
            return draw({"plan": plans, "scenario": stories, "code": codes}[kind](about))
    raise AssertionError(kind)


numbers = st.one_of(st.integers(-1_000_000, 1_000_000), st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))


def values(whole: bool) -> st.SearchStrategy[Any]:
    """Return values that code makes, in their plain form; ``whole``: with nothing missing in them."""
    words = st.sampled_from(["Ann", "Bo", "MON", " mon ", ""])
    leaf = st.one_of(numbers, words, st.booleans()) if whole else st.one_of(numbers, words, st.booleans(), st.none())
    lists = st.lists(leaf, max_size=4)
    pairs = st.lists(st.tuples(words, leaf).map(list), max_size=3, unique_by=lambda pair: pair[0].strip().casefold())
    named = st.builds(lambda kind, found: {"is": kind, "pairs": found}, st.sampled_from(["dict", "series"]), pairs)
    sets = lists.map(lambda found: {"is": "set", "items": found})
    tables = st.lists(st.tuples(words, leaf).map(list), max_size=4).flatmap(
        lambda rows: st.builds(
            lambda index: {"is": "table", "columns": ["name", "hours"], "index": index, "rows": rows},
            st.sampled_from([None, list(range(len(rows)))]),
        )
    )
    other = st.just({"is": "other", "type": "function"})
    return st.one_of(leaf, lists, st.lists(lists, max_size=3), named, sets, tables, *([] if whole else [other]))


@st.composite
def codes(draw: st.DrawFn, about: dict[str, Any]) -> Case:
    """Make a code question, the values that it wants, and slips that are not as good."""
    names = draw(st.lists(st.sampled_from(["hours", "by_day", "who", "rota2"]), min_size=1, unique=True))
    wanted = {name: draw(values(whole=True)) for name in names}
    loose = draw(some(names))
    question = Code(values=texts(names), any_order=loose, **about)
    tolerance = draw(st.sampled_from([0, 0.11, 5]))
    slips = {}
    for n, wrong in enumerate(draw(st.lists(values(whole=True), max_size=3))):
        of = draw(st.sampled_from(names))
        if not same(wrong, wanted[of], tolerance, any_order=of in loose):
            slips[f"slip{n}"] = Slip(wrong, f"Slip {n}.", draw(st.floats(0, 0.99)), f"MC{n:02}", of)
    return Case(question, Key(wanted, "Because.", tolerance=tolerance, slips=slips))


@st.composite
def number_keys(draw: st.DrawFn) -> Key:
    value, tolerance = draw(numbers), draw(st.sampled_from([0, 0.11, 1, 50.5]))
    wrong = draw(st.lists(numbers, max_size=4, unique=True))
    shares = st.floats(0, 0.99)
    slips = {f"slip{n}": Slip(w, "A slip.", draw(shares)) for n, w in enumerate(wrong) if abs(w - value) > tolerance + 0.01}
    return Key(value, "Because.", tolerance=tolerance, slips=slips)


def cell_values(column: Column) -> st.SearchStrategy[Any]:
    """Return what a student can put in one cell, in the form in which it is stored."""
    match column.type:
        case "money" | "number":
            return numbers.map(float)
        case "tick":
            return st.booleans()
        case "choice":
            return st.sampled_from(list(column.options))
        case "scale":
            return st.integers(1, len(column.scale))
        case "date":
            return st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)).map(dt.date.isoformat)
        case _:
            return st.sampled_from(["Ask the team", "why", "Two words", "£5 – not 6"])


@cache
def plan_values() -> st.SearchStrategy[Any]:
    """Return plans that can be read, from nearly empty to full. Every plan here has the same parts."""
    tables = {}
    for table in PARTS:
        rows = [f"r{n}" for n in range(1, table.most + 1)] if table.mode == "free" else list(table.rows)
        cells = st.fixed_dictionaries({}, optional={c.id: cell_values(c) for c in table.columns})
        most = len(rows) if table.mode == "fixed" else table.most
        tables[table.id] = st.dictionaries(st.sampled_from(rows), cells, max_size=most)
    return st.fixed_dictionaries({}, optional=tables)


@st.composite
def plans(draw: st.DrawFn, about: dict[str, Any]) -> Case:
    """Make a plan whose rules are all met by a plan that was made first."""
    shape = Plan(tables=PARTS, **about)
    best = draw(plan_values().filter(lambda plan: any(any(row.values()) for rows in plan.values() for row in rows.values())))
    limits = st.sampled_from([-1e6, -5, 0, 0.5, 90, 1e6])
    conditions: list[Any] = [
        AtLeast(Count("team"), 0),
        AtMost(Total("budget", "amount"), draw(limits)),
        Rows("team", each={"lead": ["sam"]}, of=2),
        *(rule(ROTA) for rule in (Covered, HoursWithin, Rested)),
        InOrder(WEEKS),
    ]
    conditions += [AtLeast(Cell("budget", row, "amount"), draw(limits)) for row in BUDGET.rows]
    conditions += [AtMost(Cell("budget", row, "amount"), draw(limits)) for row in BUDGET.rows]
    conditions += [AtLeast(Count("team", (row,)), 1) for row in TEAM.rows]
    kept = [c for c in conditions if c.met(best)]
    weights = st.floats(0.01, 10)
    rules = [
        Rule(f"rule{n}", draw(st.sampled_from(["must", "core", "should"])), c, "A rule.", weight=draw(weights))
        for n, c in enumerate(kept)
    ]
    at = draw(st.integers(0, len(rules)))
    return Case(Plan(tables=shape.tables, shown=rules[:at], **about), Key(best, rules=rules[at:]))


@st.composite
def stories(draw: st.DrawFn, about: dict[str, Any]) -> Case:
    """Make a story whose choices lead only onwards, and the walk that earns most in it."""
    names = draw(ids(2, 6, "scene"))
    scenes: dict[str, Scene] = {}
    for n, name in enumerate(names):
        later = [names[n + 1], *draw(st.lists(st.sampled_from(names[n + 1 :]), max_size=2))] if n + 1 < len(names) else []
        scenes[name] = Scene(f"Scene {name}.", {f"c{i}": Go(f"Do {i}", to) for i, to in enumerate(later)})
    question = Scenario(scenes=scenes, marking=draw(st.sampled_from(["steps", "ending"])), **about)
    walks = list(question.walks())
    if question.marking == "ending":
        return Case(question, Key(draw(st.sampled_from(walks)), scores={names[-1]: 1.0}))
    scores = draw(st.fixed_dictionaries({}, optional={step: st.floats(0.1, 9) for step in sorted(question.steps)}))
    scores[steps_of(question, walks[0])[0]] = 1.0
    return Case(
        question, Key(max(walks, key=lambda w: math.fsum(scores.get(s, 0) for s in steps_of(question, w))), scores=scores)
    )


def answers(case: Case) -> st.SearchStrategy[Any]:
    """Return answers that can be read, empty ones included."""
    match case.question:
        case Choice(options=options):
            return st.sampled_from(list(options))
        case Choices(options=options):
            return some(list(options))
        case Sort(cards=left, columns=right) | Match(left=left, right=right):
            return st.fixed_dictionaries({}, optional={item: st.sampled_from(list(right)) for item in left})
        case Order(steps=steps):
            return st.permutations(list(steps))
        case Number():
            slips = [slip.value for slip in case.key.slips.values()]
            near = st.floats(-3, 3).map(lambda off: case.key.value + off)
            return st.one_of(numbers, near, st.sampled_from([case.key.value, *slips]))
        case Plan():
            return plan_values()
        case Code(values=names):
            wrong = [slip.value for slip in case.key.slips.values()]
            made = {n: st.one_of(st.sampled_from([case.key.value[n], *wrong]), values(whole=False)) for n in names}
            return st.fixed_dictionaries({}, optional=made)
        case Scenario():
            cut = st.tuples(st.sampled_from(list(case.question.walks())), st.integers(0, 6))
            return cut.map(lambda made: list(made[0][: made[1]]))
        case Reflection():
            return st.text()
    raise AssertionError(case.question.kind)


def with_answer(kind: str) -> st.SearchStrategy[tuple[Case, Any]]:
    """Return a question with its key, and an answer to it."""
    return cases(kind).flatmap(lambda case: st.tuples(st.just(case), answers(case)))


any_text = st.text(st.characters(exclude_categories=()), max_size=50)
any_number = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([10**13, -(10**400), 1e308, float("nan"), float("inf"), -0.0, 5e-324]),
    st.integers(4_300, 5_000).map(lambda digits: 10**digits),
)


def any_json(names: list[str]) -> st.SearchStrategy[Any]:
    """Return JSON values of any shape, some of them built from names that a question knows."""
    name = st.sampled_from(names)
    leaf = st.one_of(st.none(), st.booleans(), any_number, any_text, name, st.sampled_from(["2026-11-23", "2026-02-30", ""]))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.one_of(name, any_text), inner, max_size=4)),
        max_leaves=12,
    )


def names_in(question: Question) -> list[str]:
    """Return every id that a question has."""
    found: list[str] = []
    match question:
        case Choice(options=options) | Choices(options=options):
            found = list(options)
        case Sort(cards=left, columns=right) | Match(left=left, right=right):
            found = [*left, *right]
        case Order(steps=steps):
            found = list(steps)
        case Code(values=names):
            found = [
                *names,
                "is",
                "pairs",
                "items",
                "rows",
                "columns",
                "index",
                "type",
                "dict",
                "series",
                "set",
                "table",
                "other",
            ]
        case Scenario(scenes=scenes):
            found = [*scenes, *(choice for scene in scenes.values() for choice in scene.choices)]
        case Plan(tables=tables):
            for table in tables:
                found += [table.id, *table.rows, *(c.id for c in table.columns), "r1", "r2", "r9", "sam"]
        case _:
            found = ["value"]
    return found


def any_value(question: Question) -> st.SearchStrategy[Any]:
    """Return values that may or may not be answers: anything JSON can hold, and things that are nearly answers."""
    names = names_in(question)
    name = st.sampled_from(names)
    anything = any_json(names)
    nearly = [st.lists(name, max_size=len(names) + 1), st.dictionaries(name, st.one_of(name, anything)), st.permutations(names)]
    if isinstance(question, Plan):
        nearly.append(st.dictionaries(name, st.dictionaries(name, st.dictionaries(name, anything, max_size=3), max_size=3)))
        nearly.append(plan_values())
    if isinstance(question, Code):
        nearly.append(st.fixed_dictionaries({}, optional=dict.fromkeys(question.values, values(whole=False))))
    return st.one_of(anything, *nearly)
