"""One Day, Ten Demands: decide what to do next, ten times, and see what it does. Shows a day of ``working_day``. Knows no screen.

Each move takes one of the tasks that are left and says who does it. The view shows the day so far; after the tenth move the day
is lived to its end, and compared with the same plan on a day without surprises, so that the student sees what spare time is for.
Formula, units and assumptions: ``working_day``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Grid, Series, Steps, Values, View, settle
from carelab.sims.working_day import END, GRACE, LEAST_HARM, SURPRISES, TASKS, Block, Day, Outcome, Task, begin, clock, live

CHOICES = {"do": "Do it", "delegate": "Hand it over", "delay": "Leave it until tomorrow", "drop": "Drop it"}
LEVELS = ("free", "in hand", "surprise", "late")
HALF_HOUR = 30


def _facts(task: Task) -> str:
    when = f", from {clock(task.opens)}" if task.opens else ""
    if task.starts is not None:
        when = f", at {clock(task.starts)}"
    elif task.due is not None:
        when += f", by {clock(task.due)}"
    return f"{task.minutes} minutes{when}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


ON_THE_DESK = ("budget", "walk", "complaint", "referral", "hoist", "folder", "cover", "supervision", "family", "break")
"""The list as it landed on the desk."""

CONTROLS: Sequence[Control] = (
    Steps(
        "day",
        "What will you do next?",
        {task_id: f"{_capital(TASKS[task_id].name)} ({_facts(TASKS[task_id])})" for task_id in ON_THE_DESK},
        CHOICES,
        in_order=False,
        help="You work from 09:00 to 17:00. Handing work over to the senior carer takes 5 minutes to brief and 5 to check.",
    ),
)


@dataclass(frozen=True)
class TenDemands:
    """The teaching model *One Day, Ten Demands*: what a manager does, delegates, delays or drops in one day."""

    title: str = "One Day, Ten Demands"
    built_in: str = (
        "We chose what each minute of lateness costs, and what can't be handed over. Everybody works at one speed, you have one "
        "senior carer, and both surprises always come. Your own day will weigh things differently."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the day up to the student's latest move, or to 17:00 after the tenth move."""
        moves = [(task_id, choice) for task_id, choice in settle(self.controls, values)["day"]]
        if len(moves) < len(TASKS):
            day = begin(moves)
            return View(_so_far(moves, day), (_line(moves), _sheet(day)), _table(day), _now(day, moves), _notices(day))
        day, calm = live(moves), live(moves, ())
        return View(
            reading=_reading(day, calm),
            charts=(_line(moves), _sheet(day)),
            table=_table(day),
            figures=_figures(day, calm),
            notices=[*_notices(day), *_slack(calm)],
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


def _so_far(moves: Sequence[tuple[str, str]], day: Day) -> str:
    """Return what the latest move did, and the time and harm points so far."""
    if not moves:
        return "It is 09:00, and ten tasks lie on your desk. Two surprises will come. What will you do first?"
    task_id, choice = moves[-1]
    stands = f"It is {clock(day.now)}, with {_points(day.harm_so_far)} so far."
    before = begin(moves[:-1])
    broke = [s for s in before.surprises if s not in day.surprises]
    came = "".join(f" At {clock(s.at)} a surprise came: {s.name}." for s in broke)
    return f"{_move(TASKS[task_id], choice, day.outcomes.get(task_id))}{came} {stands}"


def _move(task: Task, choice: str, outcome: Outcome | None) -> str:
    if choice == "delegate":
        end = "The senior has it, and you check it when it is ready." if task.shared else "Only you can do it, so it comes back."
        return f"You handed this over: {task.name}. {end}"
    if choice != "do" or outcome is None:
        return f"You {'left this until tomorrow' if choice == 'delay' else 'dropped this'}: {task.name}."
    if outcome.finish is None or outcome.start is None:
        return f"The day ended before this was done: {task.name}."
    late = f"{show_number(outcome.late, 'minutes')} late" if outcome.late else "in time"
    when = f"{clock(outcome.start)} to {clock(outcome.finish)}"
    return f"You did this from {when}, {late}: {task.name}."


def _now(day: Day, moves: Sequence[tuple[str, str]]) -> list[Figure]:
    harm = day.harm_so_far
    return [
        Figure("The time", clock(day.now)),
        Figure("Harm points so far", show_number(harm), "warn" if harm > 200 else "look" if harm else "good"),
        Figure("Tasks left to decide", str(len(TASKS) - len(moves))),
    ]


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


def _line(moves: Sequence[tuple[str, str]]) -> Chart:
    harm = [begin(moves[:n]).harm_so_far for n in range(len(moves) + 1)]
    if len(moves) == len(TASKS):
        harm.append(live(moves).harm)
    steps = [later - sooner for sooner, later in pairwise(harm[: len(moves) + 1])]
    says = "The day begins with no harm points."
    if moves and max(steps) > 0:
        worst = steps.index(max(steps))
        says = (
            f"Harm points grew most, by {show_number(steps[worst])}, with your move {worst + 1}: {TASKS[moves[worst][0]].name}."
        )
    elif moves:
        says = f"There are no harm points after {len(moves)} of {len(TASKS)} moves."
    labels = ["Start", *(str(n) for n in range(1, len(TASKS) + 1)), clock(END)]
    line = Series("Harm points", [*harm, *[None] * (len(labels) - len(harm))])
    return Chart("lines", "Harm points, move by move", labels, [line], says, axis="Your move", low=0, high=max(100.0, *harm))


def _harm(day: Day, task_id: str) -> float:
    """Return a task's harm points up to now: for being late already, if it has not come to an end."""
    if task_id in day.outcomes:
        return day.outcomes[task_id].harm
    return TASKS[task_id].weight * TASKS[task_id].late(day.now, day.now)


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
    rows += [
        [_capital(TASKS[i].name), _facts(TASKS[i]), "", "not yet", "", show_number(_harm(day, i))]
        for i in ON_THE_DESK
        if i not in day.outcomes
    ]
    rows.append(["All tasks", "", "", "", "", show_number(sum(_harm(day, i) for i in ON_THE_DESK))])
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


def _notices(day: Day) -> list[str]:
    return [*_dangers(day), *_undone_notices(day), *_people(day)]


def _dangers(day: Day) -> list[str]:
    said = []
    for task_id in ("hoist", "referral"):
        task, outcome = TASKS[task_id], day.outcomes.get(task_id)
        late = task.late(day.now, day.now) if outcome is None else outcome.late
        if outcome is not None and outcome.finish is None:
            said.append(f"This was not done today: {task.name}. Someone may be hurt.")
        elif late:
            so = "is already" if outcome is None else "was"
            said.append(f"This {so} {show_number(late, 'minutes')} late: {task.name}. Someone is at risk for that time.")
    return said


def _undone_notices(day: Day) -> list[str]:
    said = []
    for task_id, outcome in day.outcomes.items():
        if outcome.finish is None and outcome.choice == "delegate":
            shared = TASKS[task_id].shared
            why = "The day ended before you could check it" if shared else "Only you can do it, so it came back"
            said.append(f"You handed this over: {TASKS[task_id].name}. {why}.")
        elif outcome.finish is None and outcome.choice == "do":
            said.append(f"The day ended before this was done: {TASKS[task_id].name}.")
    return said


def _people(day: Day) -> list[str]:
    said = []
    supervision, rest = day.outcomes.get("supervision"), day.outcomes.get("break")
    if supervision and (supervision.finish is None or supervision.late > GRACE):
        said.append("The supervision was moved for a third time. The carer may feel that it does not matter.")
    if rest and rest.finish is None:
        said.append("You had no break. Tired people make mistakes.")
    elif rest and rest.late:
        said.append("Your break came at the end of the day. That is no rest from the work.")
    return said


def _slack(calm: Day) -> list[str]:
    taken = sum(surprise.minutes for surprise in SURPRISES)
    if calm.free >= taken:
        return []
    return [f"Your plan left {show_number(calm.free, 'minutes')} free. The surprises took {taken}."]


MODEL = TenDemands()
