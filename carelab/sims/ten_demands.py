"""One Day, Ten Demands: put ten tasks in order and decide who does each. Shows a day of ``working_day``. Knows no screen.

The view compares the day with the same plan on a day without surprises, so that the student sees what spare time is for. The
start is the list as it landed on the desk, with everything done in person. Formula, units and assumptions: ``working_day``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.reading import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Grid, Order, Pick, Series, Values, View, settle
from carelab.sims.working_day import END, GRACE, LEAST_HARM, SURPRISES, TASKS, Block, Day, Outcome, Task, clock, live

CHOICES = {"do": "Do it yourself", "delegate": "Hand it over", "delay": "Leave it until tomorrow", "drop": "Drop it"}
LEVELS = ("free", "in hand", "surprise", "late")
HALF_HOUR = 30


def _facts(task: Task) -> str:
    when = ""
    if task.starts is not None:
        when = f", at {clock(task.starts)}"
    elif task.due is not None:
        when = f", by {clock(task.due)}"
    return f"{task.minutes} minutes{when}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


ON_THE_DESK = ("budget", "walk", "complaint", "referral", "hoist", "folder", "cover", "supervision", "family", "break")
"""The list as it landed on the desk."""

_HELP = {
    "referral": "Only you may sign it.",
    "hoist": "Only you may lock it away.",
    "supervision": "With a carer. It was moved twice before.",
    "break": "It cannot be saved for tomorrow.",
}
CONTROLS: Sequence[Control] = (
    Order(
        "order",
        "Your list for the day, first task at the top",
        {task_id: f"{_capital(task.name)} ({_facts(task)})" for task_id, task in TASKS.items()},
        ON_THE_DESK,
        "You work from 09:00 to 17:00, and go down the list. A task that you hand over takes 5 minutes to brief and 5 to check.",
    ),
    *(Pick(t, f"{_capital(TASKS[t].name)} ({_facts(TASKS[t])})", CHOICES, "do", _HELP.get(t, "")) for t in TASKS),
)


@dataclass(frozen=True)
class TenDemands:
    """The model behind *One Day, Ten Demands*."""

    title: str = "One Day, Ten Demands"
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Live one day with this list, and the same list on a day without surprises."""
        set_to = settle(self.controls, values)
        plan = [(task_id, set_to[task_id]) for task_id in set_to["order"]]
        day, calm = live(plan), live(plan, ())
        return View(
            reading=_reading(day, calm),
            charts=(_sheet(day), _bars(day, calm)),
            table=_table(day),
            figures=_figures(day, calm),
            notices=_notices(day, calm),
        )


def _points(harm: float) -> str:
    return "1 harm point" if harm == 1 else f"{show_number(harm)} harm points"


def _is_late(outcome: Outcome) -> bool:
    return outcome.finish is not None and outcome.late > 0


def _undone(day: Day) -> list[str]:
    return [task_id for task_id, outcome in day.outcomes.items() if outcome.finish is None]


def _reading(day: Day, calm: Day) -> str:
    late = sum(map(_is_late, day.outcomes.values()))
    text = f"Your day ends with {_points(day.harm)}: {late} of 10 tasks late and {len(_undone(day))} not done. "
    if day.harm <= calm.harm:
        return text + "The two surprises added no harm to this plan."
    worst = max(day.outcomes, key=lambda task_id: day.outcomes[task_id].harm - calm.outcomes[task_id].harm)
    text += f"Without the two surprises the same plan would score {show_number(calm.harm)}"
    return f"{text}; the task they hit hardest is this one: {TASKS[worst].name}."


def _sheet(day: Day) -> Grid:
    cells = {}
    hours = range(END // (2 * HALF_HOUR))
    for hour in hours:
        for half in (0, 1):
            start = HALF_HOUR * (2 * hour + half)
            here = [block for block in day.blocks if block.start < start + HALF_HOUR and block.end > start]
            level = 3 if any(b.late for b in here) else 2 if any(b.kind == "surprise" for b in here) else int(bool(here))
            cells[hour, half] = (level, _names(here))
    late = [TASKS[task_id].short for task_id, outcome in day.outcomes.items() if _is_late(outcome)]
    return Grid(
        title="Where your day went",
        rows=[clock(2 * HALF_HOUR * hour) for hour in hours],
        columns=["First half hour", "Second half hour"],
        cells=cells,
        says=f"You have {show_number(day.free, 'minutes')} with nothing in them, and "
        + (f"these ran late: {', '.join(late)}." if late else "nothing you did was late."),
        row_axis="Hour",
        levels=LEVELS,
    )


def _names(blocks: Sequence[Block]) -> list[str]:
    """Name what fills a half hour; briefs and checks are counted, so that the names fit."""
    names = list(dict.fromkeys(block.short for block in blocks if block.kind in ("work", "surprise")))
    for kind in ("brief", "check"):
        count = sum(block.kind == kind for block in blocks)
        names += [f"{count} {kind}{'s' if count > 1 else ''}"] if count else []
    return names


def _bars(day: Day, calm: Day) -> Chart:
    def harms(of: Day) -> list[float]:
        return [of.outcomes[task_id].harm for task_id in TASKS]

    worst = max(TASKS, key=lambda task_id: day.outcomes[task_id].harm)
    most = day.outcomes[worst].harm
    return Chart(
        kind="bars",
        title="Harm points for each task",
        labels=[task.short for task in TASKS.values()],
        series=[Series("Your day", harms(day)), Series("Same plan, no surprises", harms(calm))],
        says=f"Most harm comes from this task: {TASKS[worst].name}, with {_points(most)} out of {show_number(day.harm)}."
        if most
        else "No task has any harm points.",
        axis="Task",
        low=0,
    )


def _table(day: Day) -> Data:
    rows = []
    for task_id, outcome in day.outcomes.items():
        task = TASKS[task_id]
        when = "not done"
        if outcome.finish is not None and outcome.start is not None:
            when = f"{clock(outcome.start)} to {clock(outcome.finish)}"
        rows.append(
            [_capital(task.name), _facts(task), CHOICES[outcome.choice], when, _lateness(outcome), show_number(outcome.harm)]
        )
    rows.append(["All tasks", "", "", "", "", show_number(day.harm)])
    columns = ("Task", "Facts", "Your choice", "When", "Late", "Harm points")
    return Data("What became of each task", columns, rows)


def _lateness(outcome: Outcome) -> str:
    if outcome.finish is None:
        return "not done today"
    return show_number(outcome.late, "minutes") if outcome.late else "no"


def _figures(day: Day, calm: Day) -> list[Figure]:
    missed = sum(map(_is_late, day.outcomes.values()))
    return [
        Figure(
            "Harm points", show_number(day.harm), "good" if day.harm <= 2 * LEAST_HARM else "warn" if day.harm > 200 else "look"
        ),
        Figure("Fewest possible", show_number(LEAST_HARM)),
        Figure("Tasks late", str(missed), "look" if missed else "good"),
        Figure("Tasks not done", str(len(_undone(day)))),
        Figure("Free time before the surprises", show_number(calm.free, "minutes")),
    ]


def _notices(day: Day, calm: Day) -> list[str]:
    said = []
    for task_id in ("hoist", "referral"):
        outcome = day.outcomes[task_id]
        late = show_number(outcome.late, "minutes")
        if outcome.finish is None:
            said.append(f"This was not done today: {TASKS[task_id].name}. Someone may be hurt.")
        elif outcome.late:
            said.append(f"This was {late} late: {TASKS[task_id].name}. Someone was at risk for that time.")
    for task_id, outcome in day.outcomes.items():
        if outcome.finish is None and outcome.choice == "delegate":
            shared = TASKS[task_id].shared
            why = "The day ended before you could check it" if shared else "Only you can do it, so it came back"
            said.append(f"You handed this over: {TASKS[task_id].name}. {why}.")
        elif outcome.finish is None and outcome.choice == "do":
            said.append(f"The day ended before this was done: {TASKS[task_id].name}.")
    supervision = day.outcomes["supervision"]
    if supervision.finish is None or supervision.late > GRACE:
        said.append("The supervision was moved for a third time. The carer may feel that it does not matter.")
    if day.outcomes["break"].finish is None:
        said.append("You had no break. Tired people make mistakes.")
    taken = sum(surprise.minutes for surprise in SURPRISES)
    if calm.free < taken:
        said.append(f"Your plan left {show_number(calm.free, 'minutes')} free. The surprises took {taken}.")
    return said


MODEL = TenDemands()
