"""Shift Desk: sixteen events of one shift, each met by managing, leading, both or not yet. Knows no screen.

Each event has a need for a system, wm, and a need for a person, wl: 0, 1 or 2 points. Managing costs 1 unit of time and gives
gm = wm; leading costs 1 and gives gl = wl; doing both costs 2 and gives half of each, rounded up; not yet costs and gives 0.
From backlog B = 4 jobs and trust T = 10 points, event by event in the order of the shift:

    B ← max(0, B + 1 − gm)        T ← T + gl − 0.5 × (wl − gl)

There are 24 units of time. An event whose choice needs more than what is left gets nothing, as if it were not yet.
The needs of each event, the costs and both starting points are invented; no study measures them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from carelab.questions.reading import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Values, View, settle

UNITS, BACKLOG, TRUST = 24, 4, 10.0
CHOICES = {"manage": "Manage it (1 unit)", "lead": "Lead on it (1 unit)", "both": "Do both (2 units)", "wait": "Not yet"}
DONE = {"manage": "Managed", "lead": "Led", "both": "Both", "wait": "Not yet"}
COST = {"manage": 1, "lead": 1, "both": 2, "wait": 0}


@dataclass(frozen=True)
class Event:
    """One event: when, what, its need for a system and for a person (0, 1 or 2), and the ideas that it shows."""

    id: str
    time: str
    text: str
    system: int
    person: int
    idea: str


EVENTS = (
    Event(
        "agency", "07:00", "An agency worker has not arrived.", 2, 0, "Managing: plan who does what, so that each job is covered."
    ),
    Event(
        "noise", "07:40", "A new carer has an idea to cut noise at night.", 0, 2, "Leading: make new ideas welcome and try them."
    ),
    Event("panel", "08:20", "The fire panel shows a fault.", 2, 0, "Managing: keep the building working with a set routine."),
    Event(
        "clinic",
        "09:00",
        "A resident is due at a clinic. The carers and the driver each think the other has it in hand.",
        1,
        1,
        "Managing: join up people in different jobs. Leading: get them to look out for each other.",
    ),
    Event(
        "lounge", "09:40", "Staff ask what the new lounge is for.", 0, 2, "Leading: share a picture of where the home is going."
    ),
    Event("chart", "10:30", "A medicines chart has a gap.", 2, 0, "Managing: meet the standards and rules that CQC looks for."),
    Event(
        "complaint",
        "11:15",
        "The team is upset by a complaint.",
        1,
        2,
        "Leading: keep the mood of the team open and kind. Managing: log it and reply on time.",
    ),
    Event(
        "lunch",
        "12:10",
        "Lunch is late for the third day running.",
        1,
        1,
        "Managing: find where the routine breaks. Leading: get the team to tackle it before it grows.",
    ),
    Event("gloves", "13:00", "Gloves will run out on Friday.", 2, 0, "Managing: use stock and money with care."),
    Event(
        "goal",
        "13:40",
        "A carer wants to learn more about dementia.",
        0,
        2,
        "Leading: help people grow by setting goals with them.",
    ),
    Event(
        "notes",
        "14:20",
        "Digital notes start today. Two carers are worried.",
        1,
        1,
        "Leading: bring people through the change. Managing: set up log-ins and help.",
    ),
    Event(
        "baths",
        "15:10",
        "Half of the baths that people asked for today are not done.",
        2,
        1,
        "Managing: watch the work and put it back on course. Leading: remind the team what good care feels like.",
    ),
    Event(
        "joke", "16:00", "A joke about a resident goes unchallenged.", 0, 2, "Leading: set the tone of the team by what you do."
    ),
    Event(
        "overtime",
        "16:50",
        "Overtime is well over budget, and the team is tired.",
        2,
        1,
        "Managing: bring spending back to budget. Leading: ask the team how work could be shared in a new way.",
    ),
    Event(
        "death",
        "17:40",
        "A resident whom everyone loved has died.",
        1,
        2,
        "Leading: be with people and steady them. Managing: cover breaks so that they have time.",
    ),
    Event(
        "handover",
        "18:30",
        "You hand over to the evening senior. Her team looks flat.",
        1,
        1,
        "Managing: hand over the same way each time. Leading: give the team heart for the evening.",
    ),
)
CONTROLS: Sequence[Control] = tuple(Pick(e.id, f"{e.time} {e.text}", CHOICES, "wait") for e in EVENTS)


@dataclass(frozen=True)
class Step:
    """What became of one event: what was done in the end, whether time had run out, and what stood after it."""

    event: Event
    done: str
    out_of_time: bool
    left: int
    backlog: int
    trust: float


def replay(values: Values) -> list[Step]:
    """Return the shift, event by event, for these choices."""
    left, backlog, trust = UNITS, BACKLOG, TRUST
    steps = []
    for event in EVENTS:
        out = COST[values[event.id]] > left
        done = "wait" if out else values[event.id]
        left -= COST[done]
        managed = {"manage": event.system, "both": ceil(event.system / 2)}.get(done, 0)
        led = {"lead": event.person, "both": ceil(event.person / 2)}.get(done, 0)
        backlog = max(0, backlog + 1 - managed)
        trust += led - 0.5 * (event.person - led)
        steps.append(Step(event, done, out, left, backlog, trust))
    return steps


@dataclass(frozen=True)
class ShiftDesk:
    """The model: one choice an event; lines of backlog and trust; a replay with the idea behind each event."""

    title: str = "Shift Desk"
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        steps = replay(settle(self.controls, values))
        end = steps[-1]
        return View(
            _reading(steps),
            [_chart(steps)],
            _table(steps),
            [
                Figure("Time left", show_number(end.left, "unit" if end.left == 1 else "units")),
                Figure("Backlog at the end", _jobs(end.backlog), "warn" if end.backlog > 2 * BACKLOG else "plain"),
                Figure("Trust at the end", _points(end.trust), "warn" if end.trust < TRUST else "plain"),
            ],
            _notices(steps),
        )


def _jobs(number: float) -> str:
    return show_number(number, "job" if number == 1 else "jobs")


def _points(number: float) -> str:
    return show_number(number, "point" if number == 1 else "points")


def _reading(steps: Sequence[Step]) -> str:
    acted, end = [s for s in steps if s.done != "wait"], steps[-1]
    went = f"Backlog went from {BACKLOG} to {_jobs(end.backlog)}, and trust from {show_number(TRUST)} to {_points(end.trust)}."
    if not acted:
        return f"Nothing has been done yet. {went}"
    start = f"You acted on {len(acted)} of {len(EVENTS)} events and used {UNITS - end.left} of {UNITS} units of time."
    return f"{start} {went} {_lesson(acted)}"


def _lesson(acted: Sequence[Step]) -> str:
    """Return a sentence on how well the choices met the events."""
    spread = [s for s in acted if s.done == "both" and 0 in (s.event.system, s.event.person)]
    missed = [s for s in acted if (s.done == "manage" and not s.event.system) or (s.done == "lead" and not s.event.person)]
    if missed:
        first = missed[0]
        side, other = ("a person", "a system") if first.done == "manage" else ("a system", "a person")
        again = {0: "", 1: " That happened once more."}.get(len(missed) - 1, f" That happened {len(missed) - 1} more times.")
        return f"The event at {first.event.time} needed {side}, and you gave it {other}.{again}"
    if spread:
        return f"At {spread[0].event.time} one side was enough. Doing both cost twice the time for half the effect."
    if any(s.done == "both" for s in acted):
        return "You did both only where an event had two sides."
    return "Each event that you acted on got a side that it needed."


def _notices(steps: Sequence[Step]) -> list[str]:
    notices, end = [], steps[-1]
    late = [s for s in steps if s.out_of_time]
    if late:
        many = "1 event that you chose" if len(late) == 1 else f"{len(late)} events that you chose"
        notices.append(f"Time ran out by {late[0].event.time}. You could not get to {many}.")
    if end.backlog > 2 * BACKLOG:
        notices.append("Backlog has more than doubled. Events that need a system are waiting.")
    if end.trust < TRUST:
        notices.append("Trust is lower than when the shift began. Events that need a person are waiting.")
    return notices


def _chart(steps: Sequence[Step]) -> Chart:
    backlog, trust = [BACKLOG, *(s.backlog for s in steps)], [TRUST, *(s.trust for s in steps)]
    says = (
        f"Backlog starts at {BACKLOG}, is {max(backlog)} at its highest and ends at {backlog[-1]}; "
        f"trust starts at {show_number(TRUST)}, is {show_number(min(trust))} at its lowest and ends at {show_number(trust[-1])}."
    )
    both = [Series("Backlog (jobs)", backlog), Series("Trust (points)", trust)]
    return Chart("lines", "Backlog and trust through the shift", ["Start", *(s.event.time for s in steps)], both, says, low=0)


def _table(steps: Sequence[Step]) -> Data:
    rows = [
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
    caption = f"Your shift, replayed. It began with {_jobs(BACKLOG)} of backlog and {_points(TRUST)} of trust."
    return Data(caption, ["Event", "You", "Units left", "Backlog", "Trust", "The idea behind it"], rows)


MODEL = ShiftDesk()
