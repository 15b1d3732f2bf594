"""The twelve cards of *Ninety Days*: what happens, and what each of four choices costs and changes. All invented; data only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of the four ways in which the player can respond to a card.

    Attributes
    ----------
    label, story:
        What the player does, and one sentence on what follows.
    cost:
        Cost in £.
    controls:
        Keys of ``risk_room.MEASURES``: the risk controls that are in place from then on.
    trust:
        By how much the response changes trust, which is from 0 to 1.
    reporting:
        1 when people report more events after it, -1 when they report less, 0 when nothing changes.
    heard:
        How many wishes and worries people bring up because of it.
    unsafe:
        Why the response is not allowed; "" for one that is.
    """

    label: str
    story: str
    cost: int = 0
    controls: Sequence[str] = ()
    trust: float = 0.0
    reporting: int = 0
    heard: int = 0
    unsafe: str = ""


@dataclass(frozen=True)
class Card:
    """One event of the game *Ninety Days*, and the four ways to respond: ``manage``, ``lead``, ``both`` and ``other``."""

    story: str
    choices: Mapping[str, Choice]


KINDS = ("manage", "lead", "both", "other")


def _card(story: str, manage: Choice, lead: Choice, both: Choice, other: Choice) -> Card:
    return Card(story, dict(zip(KINDS, (manage, lead, both, other), strict=True)))


CARDS: Sequence[Card] = (
    _card(
        "Monday. Four risks on the register are extreme",
        Choice(
            "Have the hoist examined and start fire patrols",
            "The hoist is back in use. Doors are checked each night.",
            1_500,
            ("r6a", "r3b"),
        ),
        Choice(
            "Work a shift with every team, mostly to listen",
            "People tell you a lot. The hoist is still out of use.",
            0,
            (),
            0.05,
            1,
            2,
        ),
        Choice(
            "Have the hoist examined, then work a late and a night",
            "The hoist is back in use, and nights have met you.",
            900,
            ("r6a",),
            0.03,
            1,
            1,
        ),
        Choice("Ask a consultant for a report", "It'll take six weeks. Nothing is put right yet.", 3_000),
    ),
    _card(
        "The rating goes up by the front door, and families ask about it",
        Choice(
            "Send a letter: the rating, the rules and the dates",
            "It's clear. A few families ring to ask what it means for them.",
            trust=0.02,
        ),
        Choice(
            "Hold a meeting: what we know, what we don't, what matters to you",
            "Thirty people come. You leave with two wishes to act on.",
            0,
            (),
            0.05,
            1,
            2,
        ),
        Choice(
            "Hold a short meeting, with a dated list to take home",
            "One thing they ask for goes on the list with a date.",
            0,
            (),
            0.05,
            0,
            1,
        ),
        Choice("Tell them there's no cause for concern", "Somebody reads the report out in the hall.", 0, (), -0.15, -1),
    ),
    _card(
        "There are two medicine errors in one week",
        Choice(
            "Start a second check and train people on e-records",
            "Everyone is booked on, and the second signature starts on Monday.",
            3_500,
            ("r1a", "r1b"),
        ),
        Choice(
            "Ask seniors and nights what breaks into the round",
            "It's mostly the phone. Now you know, and they know you asked.",
            0,
            (),
            0.05,
            1,
            1,
        ),
        Choice(
            "Start a second check, and talk each error through",
            "Two calm talks. Both people say the phone is the trouble.",
            1_000,
            ("r1b",),
            0.03,
            1,
            1,
        ),
        Choice("Send both people a warning letter", "The next slip isn't reported.", 0, (), -0.10, -1),
    ),
    _card(
        "Eleven people come to the residents' meeting",
        Choice(
            "Go through the complaints log each week",
            "Old complaints get an answer. One wish comes up again and again.",
            0,
            ("r7a",),
            0,
            0,
            1,
        ),
        Choice(
            "Let residents run it and name what they want", "They want later breakfasts and a say in the menu.", 0, (), 0.05, 1, 2
        ),
        Choice(
            "Read the log out there, and report back each time",
            "They hear what came of each complaint, and add a wish.",
            0,
            ("r7a",),
            0.03,
            0,
            1,
        ),
        Choice("Send out a survey, with results in three months", "Nine forms come back. Nobody opens them yet.", 300),
    ),
    _card(
        "One carer is on a night that needs two",
        Choice("Set up a bank of your own staff", "Six people sign up, and the gap is filled.", 2_000, ("r4a",)),
        Choice(
            "Work two nights, and let them redraw their evening",
            "They move the drinks round. It helps, but one is still one.",
            0,
            (),
            0.05,
            1,
            1,
        ),
        Choice(
            "Set up the bank, and choose people with the night senior",
            "She picks people whom residents know.",
            2_000,
            ("r4a",),
            0.02,
        ),
        Choice("Sign an agency contract", "Nights are covered, by people who don't know the home.", 4_500, ("r4b",)),
    ),
    _card(
        "Femi reports a near miss: two creams on one shelf",
        Choice(
            "Have turning charts checked each week", "The charts are filled in. The creams still share a shelf.", 700, ("r8a",)
        ),
        Choice(
            "Thank Femi at handover, and ask what made it easy",
            "The labels look alike, she says. Two more people speak up.",
            0,
            (),
            0.05,
            1,
            1,
        ),
        Choice("Thank her, relabel the shelf and tell everyone", "By Thursday the shelf has two colours.", 100, (), 0.04, 1),
        Choice("Put a note on her file: be more careful", "She is. She also stops telling you things.", 0, (), -0.10, -1),
    ),
    _card(
        "Three fire doors don't shut",
        Choice("Mend them", "All three shut.", 3_000, ("r3a",)),
        Choice("Walk the way out with every shift", "People know the way out. The doors still don't shut.", 0, (), 0.03, 1, 1),
        Choice(
            "Mend them, and have each unit test its own", "They shut, and each unit knows that they do.", 3_000, ("r3a",), 0.02
        ),
        Choice("Wait for next year's money", "They still don't shut."),
    ),
    _card(
        "A winter bug is going round",
        Choice("Write an outbreak plan and put the rules up", "It's a good plan. Some people have read it.", 800),
        Choice(
            "Give an honest word each day, keep breaks, thank by name",
            "People know where they stand, and they get their breaks.",
            400,
            (),
            0.05,
            1,
        ),
        Choice("Explain one page of rules at handover, and cover breaks", "The rules make sense to people.", 900, (), 0.05),
        Choice("Wait for the lab", "Two days of rumours come first.", 0, (), -0.15, -1),
    ),
    _card(
        "Falls are up. Or are they?",
        Choice("Buy sensor mats and low beds", "The mats bleep at night, and the beds go down.", 3_300, ("r2a", "r2c")),
        Choice(
            "Start a falls group, led by a carer and a resident",
            "They find a rug that trips people. It still has to be moved.",
            200,
            (),
            0.03,
            1,
            1,
        ),
        Choice(
            "Buy low beds and start a strength class",
            "Eight people come twice a week, and two bring a friend.",
            3_700,
            ("r2b", "r2c"),
            0.02,
        ),
        Choice(
            "Keep people sitting in the lounge",
            "People walk less, so they get weaker.",
            trust=-0.05,
            unsafe="Keeping people in their chairs can be restraint. Don't do it to bring falls down.",
        ),
    ),
    _card(
        "“Give me something real to lead,” says Priya",
        Choice(
            "Plan data training, audits and dates to check back", "Priya does it all. It isn't what she asked for.", 500, ("r5a",)
        ),
        Choice(
            "She leads a change, and you coach her", "She asks Birch what they'd try, and they have an idea.", 0, (), 0.04, 1, 1
        ),
        Choice(
            "She takes the rota and one change, with an hour a week",
            "In a week she has closed the gap at two o'clock.",
            300,
            (),
            0.03,
        ),
        Choice("Do it yourself, as it's quicker", "It is quicker. She stops asking.", 0, (), -0.02),
    ),
    _card(
        "Mr Thorne wants an app for families",
        Choice(
            "Say no, show what it costs, and buy mattresses first",
            "He reads the figures. Residents get better mattresses.",
            3_200,
            ("r8b",),
        ),
        Choice(
            "Let one unit try it with residents", "Two families love it. One would rather have a phone call.", 500, (), 0.04, 1, 1
        ),
        Choice(
            "Try it in steps, with data training and a review date",
            "One unit starts. In six weeks you'll all look again.",
            1_000,
            ("r5a",),
            0.03,
        ),
        Choice(
            "Cut training to pay for it",
            "The moving and handling course is off.",
            trust=-0.08,
            unsafe="Staff must be trained for the work they do. Cutting that to pay for an app can break regulation 18.",
        ),
    ),
    _card(
        "Day ninety",
        Choice("Put the evidence in one file, with audit dates", "Each claim has a page, and each audit a date."),
        Choice(
            "Hold an open evening: what you said, and what came of it",
            "People ask hard questions, and stay for tea.",
            300,
            (),
            0.05,
            1,
        ),
        Choice(
            "Write one page: changed, not yet, who and when", "It hangs by the rating, and people stop to read it.", trust=0.04
        ),
        Choice("Have a deep clean and a smart folder", "It smells of polish. Nobody is any safer.", 1_200),
    ),
)
"""In order: two each fortnight."""
