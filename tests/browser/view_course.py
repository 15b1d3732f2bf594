"""A course folder as a student receives it, with one unit more: a notebook that asks every kind of question."""

import shutil
from pathlib import Path

import nbformat
from nbformat import v4

REPOSITORY = Path(__file__).resolve().parents[2]
REAL = "08-budgeting"
"""The real unit that these tests open."""
LEFT = shutil.ignore_patterns("answers.json", ".*")
"""What is no part of the course."""
KINDS = "98-kinds"
"""A unit that asks every kind of question, in its exercises, and checks every kind in its lesson."""

START = """import carelab
from carelab.questions import Column, Go, Person, PlanTable, Rota, Scene, Shift, Task, Timeline, must, risk_register, should
from carelab.questions.plan import AtMost, Complete, Covered, Fact, FreeToWork, HoursWithin, InOrder, Rested, SkillMix, Total

ex = carelab.exercise("98-kinds")"""

QUESTIONS = {
    "pick": """ex.choice(
    "pick", {"rota": "Rewrite the rota", "vision": "Say what good care looks like", "both": "Do both"},
    ask="What should Amina do first?",
)""",
    "ticks": """ex.choices(
    "ticks",
    {"outbreak": "Extra hours in an outbreak", "party": "The summer party", "flood": "A burst pipe", "pay": "The pay rise"},
    ask="Which of these should contingency pay for?",
)""",
    "cards": """ex.sort(
    "cards",
    {"rota": "Setting the rota", "vision": "Telling the team why a change matters", "audit": "Checking an audit"},
    {"management": "Management", "leadership": "Leadership", "both": "Both"},
    ask="Is each of these management, leadership or both?",
)""",
    "pairs": """ex.match(
    "pairs",
    {"plan": "Planning", "organise": "Organising", "lead": "Leading"},
    {
        "ahead": "Setting down what will be needed next year, and when",
        "who": "Deciding who does what on each shift, with which equipment, so that all of it is there in time",
        "why": "Helping people to see why the work matters",
        "count": "Counting the stock in the store room",
    },
    ask="Match each task to what it means.",
)""",
    "steps": """ex.order(
    "steps", {"check": "Check how it went", "find": "Find out what is wrong", "change": "Plan a change and agree it"},
    ask="Put the steps in order.",
)""",
    "variance": """ex.number("variance", ask="What is the variance?", unit="£", hint="Plus means over budget.")""",
    "share": """ex.number("share", ask="What share of income goes on staff?", unit="%")""",
    "drop": """ex.number("drop", ask="By how many points did it change?")""",
    "ledger": """ex.table(
    "ledger", "Spending by month (invented)", {"department": "Department", "month": "Month", "spent": "Spent"},
    [["Care" if n % 2 else "Kitchen", ["April", "May", "June"][n % 3], 100 + n] for n in range(60)],
    ask="How much did the kitchen spend in all?", unit="£", money=["spent"],
)""",
    "budget": """ex.plan(
    "budget",
    [PlanTable(
        "lines", "Budget line",
        [Column("amount", "Your plan", "money", start_from="now"), Column("reason", "Why you changed it")],
        rows={"care": "Care pay", "food": "Food"}, facts={"now": Fact("This year", {"care": 980_000, "food": 95_000}, "£")},
    )],
    ask="Set an amount for each line.",
    shown=[must("total", AtMost(Total("lines", "amount", ("care", "food")), 1_000_000), "The lines come to £1,000,000 or less.")],
)""",
    "actions": """ex.plan(
    "actions",
    [PlanTable(
        "acts", "What would you do first?",
        [
            Column("who", "Who does it"),
            Column("when", "By when", "date"),
            Column("size", "How big it is", "choice", options={"small": "Small", "large": "Large"}),
        ],
        rows={"rota": "Rewrite the rota", "talk": "Talk to each carer", "buy": "Buy a hoist"}, mode="pick", most=2,
    )],
    ask="Pick two actions, and plan them.",
)""",
    "risks": """ex.plan(
    "risks",
    [PlanTable(
        "register", "Risks",
        [Column("risk", "What could happen"), Column("score", "Score", "number"), Column("told", "Told the team", "tick")],
        mode="free", most=3,
    )],
    ask="Write a risk register.",
)""",
    "rota": """unit = Rota(
    "maple", "Maple unit",
    {
        "ada": Person("Ada", 21, ("medicines",)),
        "ben": Person("Ben", 14, ("medicines",), away={"wed": "day off"}),
        "cara": Person("Cara", 21, only=("early",)),
        "dev": Person("Dev", 28),
    },
    {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"},
    {"early": Shift("Early", "07:00", "14:30", 7, 1), "late": Shift("Late", "14:00", "21:30", 7, 1, {"medicines": 1})},
    {"medicines": "gives medicines"},
    {"sun": {"late": 0}},
)
ex.plan(
    "rota", [unit], ask="Build a rota for the week.",
    shown=[
        must("cover", Covered(unit), "Every shift has the people it needs."),
        must("rest", Rested(unit), "Nobody has less than 11 hours between two shifts."),
        must("free", FreeToWork(unit), "Nobody works when they cannot."),
        should("skills", SkillMix(unit), "Somebody on each late gives medicines."),
        should("hours", HoursWithin(unit, under=7), "Nobody works over their hours, or far below them."),
    ],
)""",
    "weeks": """steps = Timeline(
    "steps", "The new medicines round",
    {
        "ask": Task("Ask staff what goes wrong", 2),
        "train": Task("Train the seniors", 3, ("ask",)),
        "try": Task("Try it on one unit", 2, ("train",)),
        "look": Task("Look at what happened", 1, ("try",)),
    },
    10, [Column("who", "Who leads it", "choice", {"amina": "Amina", "deputy": "The deputy"})],
)
ex.plan(
    "weeks", [steps], ask="Plan the weeks.",
    shown=[must("order", InOrder(steps), "Each task starts when those before it are done.")],
)""",
    "hazards": """ex.plan(
    "hazards",
    [risk_register(
        "hazards", "Risk", {"fall": "A fall at night", "dose": "A missed dose"},
        owners={"amina": "Amina", "deputy": "The deputy"}, controls={"mat": "Sensor mats", "check": "A second check"},
        ask=[Column("why", "Why you chose it", "long", most_words=20)],
    )],
    ask="Fill in the risk register.",
    shown=[
        must("whole", Complete("hazards", ("likelihood", "impact", "control", "owner", "review"), 2), "Each risk is whole.")
    ],
)""",
    "story": """ex.scenario(
    "story",
    {
        "start": Scene("A carer is late.", {"ask": Go("Ask what is wrong", "reason"), "tell": Go("Tell them off", "upset")}),
        "reason": Scene("Her bus was cut.", {"shift": Go("Move her shift", "good"), "nothing": Go("Leave it", "upset")}),
        "good": Scene("She is on time now."),
        "upset": Scene("She looks for another job."),
    },
    ask="What do you do?",
)""",
    "words": """ex.reflection(
    "words", {"situation": "Describes a real situation", "next": "Says what you would do next"},
    ask="Think of a time when money was short. What would you do next time?", words=(5, 40),
)""",
}

LESSON = """import carelab
from carelab.questions import Column, Go, Person, PlanTable, Rota, Scene, Shift, Task, Timeline, must, note, risk_register, should
from carelab.questions.plan import (
    AtLeast, AtMost, Complete, Count, Covered, DaysInARow, Fact, HoursWithin, InOrder, Rested, Total
)
from carelab.sims.budget import MODEL
from carelab.sims.model import Chart, Data, Order, Pick, Series, Slider, Steps, Switch, View
from carelab.sims.try_it import TryIt

lesson = carelab.lesson("98-kinds")"""

LESSON_ONLY = {
    "guess": """lesson.choice(
    "guess", {"same": "They fall as much as the fees", "little": "They hardly fall at all"},
    ask="What happens to the costs when three beds are empty?", key="little",
    why={"same": "Most costs stay when a bed is empty.", "little": "Most of the cost is people who must still be paid."},
)""",
    "sum": """lesson.number("sum", ask="Planned £8,000, spent £7,400?", unit="£", key=-600, why="7,400 − 8,000.")""",
    "spent": """lesson.table(
    "spent", "Spending (invented)", {"month": "Month", "spent": "Spent"}, [["April", 100], ["May", 120], ["June", 90]],
    ask="How much was spent in all?", unit="£", money=["spent"], totals=["spent"], key=310, why="Add the three months.",
)""",
    "drawing": 'lesson.picture("lounge")',
    "team": """lesson.plan(
    "team",
    [PlanTable(
        "acts", "Pick two", [], rows={"talk": "Talk to each carer", "buy": "Buy a hoist", "rota": "Rewrite the rota"},
        mode="pick", most=2,
    )],
    ask="What would you do first?", key={"acts": {"talk": {}, "rota": {}}},
    rules=[
        must("talk", AtLeast(Count("acts", ("talk",)), 1), "You talk to the carers.", why="They know what goes wrong."),
        should("rota", AtLeast(Count("acts", ("rota",)), 1), "You mend the rota.", why="It is the cause."),
    ],
)""",
    "nights": """elm = Rota(
    "elm", "Elm unit", {"ida": Person("Ida", 20), "jo": Person("Jo", 10)}, {"mon": "Mon", "tue": "Tue", "wed": "Wed"},
    {"night": Shift("Night", "21:00", "07:30", 10, 1), "day": Shift("Day", "08:00", "16:00", 7.5, 0)},
)
lesson.plan(
    "nights", [elm], ask="Who works which night?",
    key={"elm": {"ida": {"mon": "night", "tue": "night"}, "jo": {"wed": "night"}}},
    shown=[
        must("cover", Covered(elm), "Each night has somebody.", why="A night with nobody is not safe."),
        must("rest", Rested(elm), "Everybody rests between two shifts.", why="Leave 11 hours."),
        note("two", DaysInARow(elm, 2), "Nobody works three days in a row."),
    ],
    rules=[should("hours", HoursWithin(elm), "The hours are those of the contracts.", why="Count them.")],
)""",
    "larkfield": "lesson.model(MODEL)",
    "queue": """class Queue:
    title = "First come"
    built_in = "Each visit takes the same time."
    controls = [
        Order("who", "Who is seen first", {"ann": "Ann", "bob": "Bob", "cho": "Cho"}, ["ann", "bob", "cho"]),
        Switch("rush", "Rush hour"),
        Slider("minutes", "Minutes for each", 5, 30, 5, 10, "minutes"),
        Pick("day", "Day", {"mon": "Monday", "tue": "Tuesday"}, "mon"),
        Steps("calls", "Who is called", {"dev": "Dev", "eve": "Eve"}, {"in": "Call in", "send": "Send home"}, in_order=False),
    ]

    def run(self, values):
        first = values["who"][0].title()
        chart = Chart("bars", "Minutes", ["1st", "2nd", "3rd"], [Series("Wait", [1, 2, 3])], says="Each waits longer.")
        says = f"{first} is seen first, for {values['minutes']:g} minutes."
        if values["calls"]:
            says += f" {len(values['calls'])} called, {values['calls'][0][0].title()} first."
        return View(says, [chart], Data("Waits", ["Who", "Minutes"], [["Ann", "1"]]))


bob = {"who": ["bob", "ann", "cho"]}
lesson.model(Queue(), tasks=[
    TryIt("bob", "Let Bob go first.", lambda values, _: values["who"][0] == "bob", bob, then="He is quick."),
    TryIt("long", "Give each 20 minutes.", lambda values, _: values["minutes"] == 20, {"minutes": 20}),
])""",
}


KEYS = {
    "pick": 'key="vision", why={"rota": "Not yet.", "vision": "First say why.", "both": "One at a time."}',
    "ticks": 'key=["outbreak", "flood"], why={"outbreak": "Nobody knew.", "party": "It is known.", "flood": "Nobody knew."}',
    "cards": 'key={"rota": ["management"], "vision": ["leadership"], "audit": ["management"]}, why={"rota": "It is a plan."}',
    "pairs": 'key={"plan": "ahead", "organise": "who", "lead": "why"}, why={"plan": "It looks ahead."}',
    "steps": 'key=["find", "change", "check"], why="Look before you change."',
    "variance": 'key=9_600, why="Spent less planned."',
    "ledger": 'key=3_870, why="Filter by the kitchen."',
    "budget": 'key={"lines": {"care": {"amount": 900_000.0}, "food": {"amount": 95_000.0}}}, why="It fits."',
    "actions": """key={"acts": {"rota": {"who": "Amina", "when": "2026-12-12", "size": "large"}, "talk": {}}},
    rules=[must("two", AtLeast(Count("acts"), 2), "Two actions are picked.", why="One is not enough.")]""",
    "risks": """key={"register": {row: {"risk": "A fall", "score": 12, "told": True} for row in ("r1", "r2")}},
    rules=[must("two", AtLeast(Count("register"), 2), "Two risks are named.", why="There is more than one.")]""",
    "weeks": """key={"steps": {"ask": {"start": 1}, "train": {"start": 3}, "try": {"start": 6}, "look": {"start": 8}}}""",
    "hazards": """key={"hazards": dict.fromkeys(("fall", "dose"), {
        "likelihood": 2, "impact": 3, "control": "mat", "owner": "amina", "review": "2027-03-03", "why": "It warns.",
    })}""",
    "story": 'key=["ask", "shift"], scores={"start:ask": 1, "reason:shift": 1}, why={"start:ask": "Ask first."}',
}
"""For practice: what ``QUESTIONS`` lack to be checked at once."""
PRACTICE = {
    name: f"{QUESTIONS[name].replace('ex.', 'lesson.').rstrip(')').rstrip().rstrip(',')}, {key})" for name, key in KEYS.items()
} | LESSON_ONLY


def make_course(folder: Path) -> None:
    """Write notebooks/ and release/ with the real unit and the unit of every kind."""
    for place in ("notebooks", "release"):
        shutil.copytree(REPOSITORY / place / REAL, folder / place / REAL, ignore=LEFT)
    write_notebook(folder / "release" / KINDS / f"{KINDS}.ipynb", [START, *QUESTIONS.values(), "ex.finish()"])
    write_notebook(folder / "notebooks" / KINDS / f"{KINDS}.ipynb", [LESSON, *PRACTICE.values(), "lesson.finish()"])


def write_notebook(path: Path, code: list[str]) -> None:
    """Write a notebook of code cells under headings, hidden but for a student's own (comments only), as the course's own are."""
    cells = [v4.new_markdown_cell("# Every kind of question\n\nA notebook for tests.")]
    for number, source in enumerate(code):
        if number:
            cells.append(v4.new_markdown_cell(f"## Part {number}\n\nSome words before it."))
        students = all(line.startswith("#") for line in source.splitlines())
        about = {"tags": ["raises-exception"]} if students else {"jupyter": {"source_hidden": True}}
        cells.append(v4.new_code_cell(source, metadata=about))
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
