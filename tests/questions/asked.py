"""One question of each kind with its key, and strategies that make such questions, keys and answers."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

import carelab.questions as q
from carelab.questions.plan import AtLeast, AtMost, Between, Cell, Count, Covered, Fact, HoursWithin, InOrder, Rested, Rows, Total
from carelab.questions.scenario import steps_of
from carelab.questions.values import same

AUTHORED = ("choice", "choices", "sort", "match", "order", "number", "table", "plan", "scenario", "code")
"""The kinds that a key marks."""

LINES = {"food": "Food", "energy": "Energy", "agency": "Agency"}
MONEY = [q.Column("amount", "Amount", "money", start_from="now"), q.Column("reason", "Reason")]
NOW = {"now": Fact("This year", {"food": 100.0, "energy": 50.0, "agency": 80.0}, "£")}
BUDGET = q.PlanTable("budget", "Budget", MONEY, LINES, facts=NOW)
TEAM = q.PlanTable(
    "team", "Team",
    [
        q.Column("lead", "Lead", "choice", {"sam": "Sam", "ade": "Ade"}), q.Column("when", "When", "date"),
        q.Column("hours", "Hours", "number", unit="hours"), q.Column("told", "Told", "tick"),
    ],
    {"rota": "Rota", "meals": "Meals", "visits": "Visits"}, mode="pick", most=2,
)  # fmt: skip
STEPS = q.PlanTable("steps", "Steps", [q.Column("what", "What")], mode="free", most=4)
ROTA = q.Rota(
    "rota", "Rota",
    {"ann": q.Person("Ann", 14, ("first-aid",)), "bob": q.Person("Bob", 7, away={"sun": "day off"}), "cho": q.Person("Cho", 7)},
    {"sat": "Sat", "sun": "Sun"},
    {"early": q.Shift("Early", "07:00", "14:30", 7, 1, {"first-aid": 1}), "late": q.Shift("Late", "14:00", "21:30", 7, 1)},
    {"first-aid": "gives first aid"},
)  # fmt: skip
TASKS = {"ask": q.Task("Ask", 1), "do": q.Task("Do", 2, ("ask",))}
WEEKS = q.Timeline("weeks", "Weeks", TASKS, 4, [q.Column("say", "Say", "long")])
RISKS = q.risk_register("risks", "Risks", {"fall": "A fall", "dose": "A dose"}, owners={"ann": "Ann"}, controls={"mat": "Mats"})
PARTS: tuple[q.Part, ...] = (BUDGET, TEAM, STEPS, ROTA, WEEKS, RISKS)
"""The parts of every plan that is made here: one of each sort."""

QUESTIONS: Mapping[str, q.Question] = {
    "choice": q.Choice(id="q-choice", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea"}),
    "choices": q.Choices(id="q-choices", ask="Which?", options={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"}),
    "sort": q.Sort(id="q-sort", ask="Where?", cards={"x": "Ex", "y": "Why", "z": "Zed"}, columns={"m": "Manage", "l": "Lead"}),
    "match": q.Match(id="q-match", ask="Who?", left={"x": "Ex", "y": "Why"}, right={"p": "Pea", "q": "Queue", "r": "Are"}),
    "order": q.Order(id="q-order", ask="When?", steps={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"}),
    "number": q.Number(id="q-number", ask="How much?", unit="£"),
    "table": q.Table(
        id="q-table", ask="How much?", caption="An invented ledger", columns={"who": "Who", "spent": "Spent"},
        rows=[("Care", 5), ("Kitchen", 7.5)], money=["spent"],
    ),
    "plan": q.Plan(
        id="q-plan", ask="Plan it.", tables=PARTS,
        shown=[q.must("total", AtMost(Total("budget", "amount", tuple(LINES)), 200), "At most £200.", catches="MC08")],
    ),
    "scenario": q.Scenario(
        id="q-scenario", ask="What do you do?",
        scenes={
            "late": q.Scene("Sam is late again.", {"ask": q.Go("Ask Sam why", "talk"), "warn": q.Go("Send a warning", "bad")}),
            "talk": q.Scene("His mother is ill.", {"swap": q.Go("Swap his shifts", "good"), "warn": q.Go("Warn him", "bad")}),
            "good": q.Scene("Sam stays."), "bad": q.Scene("Sam leaves."),
        },
    ),
    "code": q.Code(
        id="q-code", ask="Add them up.", any_order=["who", "rota"],
        values={"hours": "the hours", "who": "who works", "by_day": "the hours of each day", "rota": "the rota"},
    ),
    "reflection": q.Reflection(id="q-reflection", ask="What happened?", rubric={"real": "Describes a real situation"}),
}  # fmt: skip

BEST_PLAN = {
    "budget": {"food": {"amount": 90.0, "reason": "Less waste now"}, "energy": {"amount": 50.0}, "agency": {"amount": 60.0}},
    "team": {"rota": {"lead": "sam", "when": "2026-11-23", "hours": 6.0, "told": True}, "visits": {}},
    "steps": {"r1": {"what": "Ask the team"}},
    "rota": {"ann": {"sat": "early", "sun": "early"}, "bob": {"sat": "late"}, "cho": {"sun": "late"}},
}
VALUES = {
    "hours": 12.5, "who": ["Ann", "Bo"], "by_day": {"is": "series", "pairs": [["Mon", 5.0], ["Tue", 7.5]]},
    "rota": {"is": "table", "columns": ["name", "hours"], "index": None, "rows": [["Ann", 5.0], ["Bo", 7.5]]},
}  # fmt: skip
LESS = Rows("budget", {"energy": {"amount": Between(0, 50)}, "agency": {"amount": Between(0, 60)}})
KEYS: Mapping[str, q.Key] = {
    "choice": q.Key("b", {"a": "No.", "b": "Yes."}, {"a": "MC01"}),
    "choices": q.Key(["a", "c"], {"a": "Yes."}, {"b": "MC01", "d": "MC02"}),
    "sort": q.Key({"x": ["m"], "y": ["l", "m"], "z": ["l"]}, {"x": "A plan."}, {"x:l": "MC03", "z:m": "MC04"}),
    "match": q.Key({"x": "q", "y": "p"}, {"x": "A pair."}, {"x:r": "MC05"}),
    "order": q.Key(["c", "a", "d", "b"], "In this order.", {"b": "MC06"}),
    "number": q.Key(9600, "Add them.", tolerance=1, slips={"sign": q.Slip(-9600, "Look at the sign.", 0.5, "MC08")}),
    "table": q.Key(7.5, "Read it off.", slips={"row": q.Slip(5, "The other row.", 0.0, "MC09")}),
    "plan": q.Key(
        BEST_PLAN, "One good plan.",
        rules=[
            q.must("food", AtLeast(Cell("budget", "food", "amount"), 80), "Food has £80."),
            q.should("led", Rows("team", each={"lead": ["sam", "ade"]}, of=1), "Somebody leads.", weight=2.0, catches="MC10"),
            q.should("picked", AtLeast(Count("team"), 2), "Two are picked."), q.should("lines", LESS, "Less."),
            q.should("rested", Rested(ROTA), "Everyone rests."),
            q.note("dear", AtLeast(Cell("budget", "food", "amount"), 100), "Food is dear."),
        ],
    ),
    "scenario": q.Key(
        ["ask", "swap"], {"late:ask": "Ask first.", "overall": "People have reasons."}, {"late:warn": "MC11"},
        scores={"late:ask": 1, "talk:swap": 2},
    ),
    "code": q.Key(
        VALUES, {"hours": "Add the column.", "overall": "Each value is read off the rota."}, {"who": "MC01", "hours": "MC02"},
        tolerance=0.01,
        slips={
            "week": q.Slip(5.0, "That is one day.", 0.5, "MC09", "hours"),
            "two": q.Slip(["Ann"], "Bo works, too.", 0.25, "MC10", "who"),
        },
    ),
    "reflection": q.Key(),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A question and its key."""

    question: q.Question
    key: q.Key


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
            return Case(q.Choice(options=texts(options), **about), q.Key(draw(st.sampled_from(options))))
        case "choices":
            options = draw(ids(3, 8))
            marking = draw(st.sampled_from(["all", "net", "coverage"]))
            return Case(q.Choices(options=texts(options), marking=marking, **about), q.Key(draw(some(options, 1))))
        case "sort":
            cards, columns = draw(ids(2, 8, "card")), draw(ids(2, 4, "col"))
            accepted = draw(st.fixed_dictionaries({card: some(columns, 1) for card in cards}))
            return Case(q.Sort(cards=texts(cards), columns=texts(columns), **about), q.Key(accepted))
        case "match":
            left, right = draw(ids(2, 7, "left")), draw(ids(2, 9, "right"))
            pairs = draw(st.fixed_dictionaries({item: st.sampled_from(right) for item in left}))
            return Case(q.Match(left=texts(left), right=texts(right), **about), q.Key(pairs))
        case "order":
            steps = draw(ids(2, 8))
            best = draw(st.permutations(steps).filter(lambda other: other != steps))
            return Case(q.Order(steps=texts(steps), marking=draw(st.sampled_from(["lcs", "exact"])), **about), q.Key(best))
        case "number" | "table":
            about |= {"unit": draw(st.sampled_from(["", "£", "%", "days"]))}
            table = {"caption": "Figures", "columns": {"a": "Ay", "b": "Bee"}, "rows": [(1, "x")]}
            return Case(q.Number(**about) if kind == "number" else q.Table(**table, **about), draw(number_keys()))
        case "plan" | "scenario" | "code":
            return draw({"plan": plans, "scenario": stories, "code": codes}[kind](about))
    raise AssertionError(kind)


numbers = st.one_of(st.integers(-1_000_000, 1_000_000), st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))


@cache
def values(whole: bool) -> st.SearchStrategy[Any]:
    """Return values that code makes, in their plain form; ``whole``: with nothing missing in them."""
    words = st.sampled_from(["Ann", "Bo", "MON", " mon ", ""])
    leaf = st.one_of(numbers, words, st.booleans(), *([] if whole else [st.none()]))
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
    question = q.Code(values=texts(names), any_order=loose, **about)
    tolerance = draw(st.sampled_from([0, 0.11, 5]))
    slips = {}
    for n, wrong in enumerate(draw(st.lists(values(whole=True), max_size=3))):
        of = draw(st.sampled_from(names))
        if not same(wrong, wanted[of], tolerance, any_order=of in loose):
            slips[f"slip{n}"] = q.Slip(wrong, f"Slip {n}.", draw(st.floats(0, 0.99)), f"MC{n:02}", of)
    return Case(question, q.Key(wanted, "Because.", tolerance=tolerance, slips=slips))


@st.composite
def number_keys(draw: st.DrawFn) -> q.Key:
    value, tolerance = draw(numbers), draw(st.sampled_from([0, 0.11, 1, 50.5]))
    wrong = draw(st.lists(numbers, max_size=4, unique=True))
    shares = st.floats(0, 0.99)
    slips = {f"slip{n}": q.Slip(w, "A slip.", draw(shares)) for n, w in enumerate(wrong) if abs(w - value) > tolerance + 0.01}
    return q.Key(value, "Because.", tolerance=tolerance, slips=slips)


def cell_values(column: q.Column) -> st.SearchStrategy[Any]:
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
    shape = q.Plan(tables=PARTS, **about)
    best = draw(plan_values().filter(lambda plan: any(any(row.values()) for rows in plan.values() for row in rows.values())))
    limits = st.sampled_from([-1e6, -5, 0, 0.5, 90, 1e6])
    conditions: list[Any] = [
        AtLeast(Count("team"), 0), AtMost(Total("budget", "amount"), draw(limits)), Rows("team", each={"lead": ["sam"]}, of=2),
        *(rule(ROTA) for rule in (Covered, HoursWithin, Rested)), InOrder(WEEKS),
    ]  # fmt: skip
    conditions += [limit(Cell("budget", row, "amount"), draw(limits)) for limit in (AtLeast, AtMost) for row in BUDGET.rows]
    conditions += [AtLeast(Count("team", (row,)), 1) for row in TEAM.rows]
    needs, weights = st.sampled_from(["must", "core", "should"]), st.floats(0.01, 10)
    kept = [condition for condition in conditions if condition.met(best)]
    rules = [q.Rule(f"rule{n}", draw(needs), one, "A rule.", weight=draw(weights)) for n, one in enumerate(kept)]
    at = draw(st.integers(0, len(rules)))
    return Case(q.Plan(tables=shape.tables, shown=rules[:at], **about), q.Key(best, rules=rules[at:]))


@st.composite
def stories(draw: st.DrawFn, about: dict[str, Any]) -> Case:
    """Make a story whose choices lead only onwards, and the walk that earns most in it."""
    names = draw(ids(2, 6, "scene"))
    scenes: dict[str, q.Scene] = {}
    for n, name in enumerate(names):
        later = [names[n + 1], *draw(st.lists(st.sampled_from(names[n + 1 :]), max_size=2))] if n + 1 < len(names) else []
        scenes[name] = q.Scene(f"Scene {name}.", {f"c{i}": q.Go(f"Do {i}", to) for i, to in enumerate(later)})
    question = q.Scenario(scenes=scenes, marking=draw(st.sampled_from(["steps", "ending"])), **about)
    walks = list(question.walks())
    if question.marking == "ending":
        return Case(question, q.Key(draw(st.sampled_from(walks)), scores={names[-1]: 1.0}))
    scores = draw(st.fixed_dictionaries({}, optional={step: st.floats(0.1, 9) for step in sorted(question.steps)}))
    scores[steps_of(question, walks[0])[0]] = 1.0
    best = max(walks, key=lambda walk: math.fsum(scores.get(step, 0) for step in steps_of(question, walk)))
    return Case(question, q.Key(best, scores=scores))


def answers(case: Case) -> st.SearchStrategy[Any]:
    """Return answers that can be read, empty ones included."""
    match case.question:
        case q.Choice(options=options):
            return st.sampled_from(list(options))
        case q.Choices(options=options):
            return some(list(options))
        case q.Sort(cards=left, columns=right) | q.Match(left=left, right=right):
            return st.fixed_dictionaries({}, optional={item: st.sampled_from(list(right)) for item in left})
        case q.Order(steps=steps):
            return st.permutations(list(steps))
        case q.Number():
            slips = [slip.value for slip in case.key.slips.values()]
            near = st.floats(-3, 3).map(lambda off: case.key.value + off)
            return st.one_of(numbers, near, st.sampled_from([case.key.value, *slips]))
        case q.Plan():
            return plan_values()
        case q.Code(values=names):
            wrong = [slip.value for slip in case.key.slips.values()]
            made = {n: st.one_of(st.sampled_from([case.key.value[n], *wrong]), values(whole=False)) for n in names}
            return st.fixed_dictionaries({}, optional=made)
        case q.Scenario():
            cut = st.tuples(st.sampled_from(list(case.question.walks())), st.integers(0, 6))
            return cut.map(lambda made: list(made[0][: made[1]]))
        case q.Reflection():
            return st.text()
    raise AssertionError(case.question.kind)


def with_answer(kind: str) -> st.SearchStrategy[tuple[Case, Any]]:
    """Return a question with its key, and an answer to it."""
    return cases(kind).flatmap(lambda case: st.tuples(st.just(case), answers(case)))


any_text = st.text(st.characters(exclude_categories=()), max_size=50)


def names_in(data: Any) -> Iterator[str]:
    """Return every name of a field, and every text that could be one, in plain data."""
    if isinstance(data, dict):
        yield from data
    elif isinstance(data, str) and q.is_id(data):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from names_in(part)
