"""Shift Desk: sixteen events of one shift, met one at a time by managing, leading, both or not yet. Knows no screen.

Each event has a need for a system, wm, and a need for a person, wl: 0, 1 or 2 points. Managing costs 1 unit of time and gives
gm = wm; leading costs 1 and gives gl = wl; doing both costs 2 and gives both in full; not yet costs and gives 0.
From backlog B = 4 jobs and trust T = 10 points, event by event in the order of the shift:

    B ← max(0, B + 1 - gm)        T ← max(0, T + gl - 0.5 × (wl - gl) - 2 × d)

d is 1 when an event that puts somebody in danger did not get the side that it needs, and 0 otherwise.
There are 24 units of time. An event whose choice needs more than what is left gets nothing, as if it were not yet.
The needs of each event, the costs and both starting points are invented; no study measures them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Series, Steps, Values, View, settle
from carelab.sims.shift_events import EVENTS, Event

UNITS, BACKLOG, TRUST, DANGER = 24, 4, 10.0, 2.0
CHOICES = {"manage": "Manage it (1 unit)", "lead": "Lead on it (1 unit)", "both": "Do both (2 units)", "wait": "Not yet"}
DONE = {"manage": "Managed", "lead": "Led", "both": "Both", "wait": "Not yet"}
COST = {"manage": 1, "lead": 1, "both": 2, "wait": 0}


CONTROLS: Sequence[Control] = (
    Steps(
        "shift",
        "Your shift, one event at a time",
        {e.id: f"{e.time} {e.text}" for e in EVENTS},
        CHOICES,
        in_order=True,
        help=f"You have {UNITS} units of time for {len(EVENTS)} events.",
    ),
)


@dataclass(frozen=True)
class Step:
    """The result of one event of the shift.

    Attributes
    ----------
    done:
        What was done in the end: a key of CHOICES.
    out_of_time:
        Whether too little time was left for the student's choice.
    harmed:
        Whether people came to harm.
    left, backlog, trust:
        After the event: units of time left, number of jobs that wait, and points of trust.
    """

    event: Event
    done: str
    out_of_time: bool
    harmed: bool
    left: int
    backlog: int
    trust: float


def replay(choices: Sequence[str]) -> list[Step]:
    """Return the result of each event for the choices (keys of CHOICES) that the student has made so far, in order."""
    left, backlog, trust = UNITS, BACKLOG, TRUST
    steps = []
    for event, choice in zip(EVENTS, choices, strict=False):
        out = COST[choice] > left
        done = "wait" if out else choice
        left -= COST[done]
        managed = event.system if done in ("manage", "both") else 0
        led = event.person if done in ("lead", "both") else 0
        harmed = bool(event.danger) and managed + led == 0
        backlog = max(0, backlog + 1 - managed)
        trust = max(0.0, trust + led - 0.5 * (event.person - led) - DANGER * harmed)
        steps.append(Step(event, done, out, harmed, left, backlog, trust))
    return steps


@dataclass(frozen=True)
class ShiftDesk:
    """The teaching model *Shift Desk*: whether to manage, to lead or to wait at each of sixteen events of one shift."""

    title: str = "Shift Desk"
    built_in: str = (
        "We decided what each event needs, that managing takes as long as leading, and that 24 units are just enough. "
        "Doing both pays only where an event has two sides. Real events seldom come with a label."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        steps = replay([choice for _, choice in settle(self.controls, values)["shift"]])
        left, backlog, trust = _standing(steps)
        harmed = sum(s.harmed for s in steps)
        return View(
            _reading(steps),
            [_chart(steps)],
            _table(steps),
            [
                Figure("Time left", show_number(left, "unit" if left == 1 else "units"), "look" if _short(steps) else "plain"),
                Figure("Backlog", _jobs(backlog), "warn" if backlog > 2 * BACKLOG else "plain"),
                Figure("Trust", _points(trust), "warn" if trust < TRUST else "plain"),
                Figure("Dangers left", show_number(harmed), "warn" if harmed else "plain"),
            ],
            _notices(steps),
        )


def _standing(steps: Sequence[Step]) -> tuple[int, int, float]:
    """Return the units of time left, the backlog and the trust at this moment."""
    return (steps[-1].left, steps[-1].backlog, steps[-1].trust) if steps else (UNITS, BACKLOG, TRUST)


def _short(steps: Sequence[Step]) -> bool:
    """Return whether less time is left than the events to come need."""
    left, _, _ = _standing(steps)
    return left < sum(COST[e.fit] for e in EVENTS[len(steps) :])


def _jobs(number: float) -> str:
    return show_number(number, "job" if number == 1 else "jobs")


def _points(number: float) -> str:
    return show_number(number, "point" if number == 1 else "points")


def _reading(steps: Sequence[Step]) -> str:
    if not steps:
        return f"The shift begins with {_jobs(BACKLOG)} waiting, {_points(TRUST)} of trust and {UNITS} units of time."
    if len(steps) < len(EVENTS):
        return f"{_happened(steps)} {_moved(steps[-2:-1], steps[-1])}"
    _, backlog, trust = _standing(steps)
    acted = sum(s.done != "wait" for s in steps)
    return (
        f"The shift is over. You acted on {acted} of {len(EVENTS)} events. Backlog went from {BACKLOG} to {_jobs(backlog)}, "
        f"and trust from {show_number(TRUST)} to {_points(trust)}. {_lesson(steps)}"
    )


def _happened(steps: Sequence[Step]) -> str:
    """Return a sentence on how well the latest choice met its event."""
    step = steps[-1]
    event, done = step.event, step.done
    at = f"At {event.time}"
    if step.out_of_time:
        return f"{at} you had too little time left, so nothing was done."
    if done == "wait":
        return f"{at} you left it."
    if done == "both" and event.fit != "both":
        side = "a system" if event.system else "a person"
        return f"{at} only {side} was needed. Doing both took twice the time and gave nothing more."
    if done in (event.fit, "both"):
        return {
            "manage": f"{at} a system was needed, and you gave it one.",
            "lead": f"{at} a person was needed, and you were there.",
            "both": f"{at} there were two sides, and you met both.",
        }[done]
    if event.fit == "both":
        return f"{at} there were two sides. You met {'the system' if done == 'manage' else 'the people'} and left the other."
    needed, gave = ("a person", "a system") if event.person else ("a system", "a person")
    return f"{at} {needed} was needed, and you gave it {gave}."


def _moved(before: Sequence[Step], now: Step) -> str:
    _, backlog, trust = _standing(before)
    jobs = "stays at" if now.backlog == backlog else "goes up to" if now.backlog > backlog else "goes down to"
    points = "stays at" if now.trust == trust else "goes up to" if now.trust > trust else "goes down to"
    return f"Backlog {jobs} {_jobs(now.backlog)}, and trust {points} {_points(now.trust)}."


def _lesson(steps: Sequence[Step]) -> str:
    """Return a sentence on the whole shift."""
    fitted = sum(s.done == s.event.fit for s in steps)
    if fitted == len(steps):
        return "Each event got what it needed, and you used every unit."
    spent = sum(s.done == "both" and s.event.fit != "both" for s in steps)
    if spent:
        return f"{'Once' if spent == 1 else f'{spent} times'} you did both where one side was enough."
    return f"{fitted} of the {len(steps)} events got all that they needed."


def _notices(steps: Sequence[Step]) -> list[str]:
    notices = [f"{s.event.time}: {s.event.danger}" for s in steps if s.harmed]
    late = [s for s in steps if s.out_of_time]
    if late:
        many = "1 event that you chose" if len(late) == 1 else f"{len(late)} events that you chose"
        notices.append(f"Time ran out by {late[0].event.time}. You could not get to {many}.")
    return notices


def _chart(steps: Sequence[Step]) -> Chart:
    backlog, trust = [BACKLOG, *(s.backlog for s in steps)], [TRUST, *(s.trust for s in steps)]
    if steps:
        says = (
            f"After {steps[-1].event.time}, backlog is {backlog[-1]}, from {BACKLOG} at the start; "
            f"trust is {show_number(trust[-1])}, from {show_number(TRUST)}."
        )
    else:
        says = f"At the start, backlog is {BACKLOG} and trust is {show_number(TRUST)}."
    to_come = [None] * (len(EVENTS) - len(steps))
    both = [Series("Backlog (jobs)", [*backlog, *to_come]), Series("Trust (points)", [*trust, *to_come])]
    labels = ["Start", *(e.time for e in EVENTS)]
    return Chart("lines", "Backlog and trust, event by event", labels, both, says, low=0, high=30)


def _table(steps: Sequence[Step]) -> Data:
    rows = [["Start", "", show_number(UNITS), show_number(BACKLOG), show_number(TRUST), ""]]
    rows += [
        [
            f"{s.event.time} {s.event.text}",
            "No time left" if s.out_of_time else DONE[s.done],
            show_number(s.left),
            show_number(s.backlog),
            show_number(s.trust),
            s.event.idea,
        ]
        for s in steps
    ]
    return Data("Your shift so far", ["Event", "You", "Units left", "Backlog", "Trust", "The idea behind it"], rows)


MODEL = ShiftDesk()
