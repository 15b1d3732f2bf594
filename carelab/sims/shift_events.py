"""The sixteen events of *Shift Desk*: what happens, what each needs, the idea that it shows. All invented; data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One event of a shift: its time, its text, and the idea that it teaches.

    ``system``, ``person``: how much the event needs managing (a plan, a routine) and leading (listening, say), 0 to 2 each.
    ``danger``: how people come to harm when it does not get what it needs; empty for most events.
    """

    id: str
    time: str
    text: str
    system: int
    person: int
    idea: str
    danger: str = ""

    @property
    def fit(self) -> str:
        """The cheapest choice that gives this event all that it needs: ``manage``, ``lead`` or ``both``."""
        return "both" if self.system and self.person else "manage" if self.system else "lead"


EVENTS = (
    Event(
        "agency",
        "07:00",
        "An agency worker has not arrived.",
        2,
        0,
        "Managing: plan who does what, so that each job is covered.",
        "Residents waited for carers who were not there.",
    ),
    Event(
        "noise", "07:40", "A new carer has an idea to cut noise at night.", 0, 2, "Leading: make new ideas welcome and try them."
    ),
    Event(
        "panel",
        "08:20",
        "The fire panel shows a fault.",
        2,
        0,
        "Managing: keep the building working with a set routine.",
        "A fire could have spread without a warning.",
    ),
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
    Event(
        "chart",
        "10:30",
        "A medicines chart has a gap.",
        2,
        0,
        "Managing: meet the standards and rules that CQC looks for.",
        "Somebody may have missed a medicine, or had it twice.",
    ),
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
        "joke",
        "16:00",
        "A joke about a resident goes unchallenged.",
        0,
        2,
        "Leading: set the tone of the team by what you do.",
        "A resident was mocked, and staff saw that it was let pass.",
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
