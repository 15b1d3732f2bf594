"""Spread the Word: a new idea travels through a staff team by talk, week by week. Knows no screen.

Twelve colleagues each hold an opinion x of the idea, from 0 (against) to 1 (for). Once a week, for 8 weeks::

    x_i(t+1) = (1 - s_i) · mean of x_j(t) over the people j that i talks with  +  s_i · x_i(t)

so w_ij is the same for each person i talks with, and s_i says how firmly i holds on to a view.

- Start: 0.9 for the people asked first, 0.3 for the rest. Someone *backs* the idea above 0.6.
- s = 0.8 for a doubter, or 0.4 once heard for 3 hours a week; less than 3 hours does nothing, more adds nothing.
- Assumed here: s = 0.4 for everyone else, and 0.8 for whoever was asked first, doubters too: they own the idea and keep at it.
- Naming the same colleague twice asks only that one person.

All coefficients, the team and its links are invented. The rule is the averaging model of opinions (DeGroot, with a weight on
one's own view); real people also meet facts, and links change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from carelab.questions.reading import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Network, Node, Pick, Series, Slider, Values, View, settle

WEEKS, BACKS, HEARD = 8, 0.6, 3.0
KEEN, WARY = 0.9, 0.3
HOLDS, OPEN = 0.8, 0.4

PEOPLE: Mapping[str, tuple[str, float, float]] = {
    "manager": ("Manager", 0.08, 0.00),
    "trainer": ("Trainer", 0.00, 0.42),
    "deputy": ("Deputy", 0.27, 0.21),
    "day-senior": ("Day senior", 0.30, 0.62),
    "cook": ("Cook", 0.55, 0.30),
    "night-senior": ("Night senior", 0.62, 0.78),
    "activities": ("Activities lead", 0.72, 0.00),
    "housekeeper": ("Housekeeper", 0.98, 0.12),
    "late-carer": ("Late carer", 1.00, 0.40),
    "day-carer": ("Day carer (doubter)", 0.88, 0.62),
    "night-carer": ("Night carer", 0.93, 1.00),
    "handyperson": ("Handyperson (doubter)", 0.36, 1.00),
}
"""Colleague → name on the map, and where it stands there."""

DOUBTERS = frozenset({"day-carer", "handyperson"})

TALKS: Mapping[str, str] = {
    "manager": "deputy trainer cook",
    "deputy": "trainer day-senior",
    "trainer": "day-senior",
    "cook": "day-senior day-carer late-carer housekeeper activities handyperson night-senior",
    "night-senior": "night-carer late-carer day-senior housekeeper day-carer handyperson",
    "activities": "housekeeper late-carer",
}
"""Who talks with whom, each pair once."""

NAMES = {person: name.partition(" (")[0].lower() for person, (name, _, _) in PEOPLE.items()}
LINKS = [(a, b) for a, others in TALKS.items() for b in others.split()]
CONTACTS = {person: [b if a == person else a for a, b in LINKS if person in (a, b)] for person in PEOPLE}

_OPTIONS = {person: name for person, (name, _, _) in PEOPLE.items()}
CONTROLS: Sequence[Control] = (
    Pick("first", "Ask first", _OPTIONS, "manager", "These three hear of the idea before anyone else and help to shape it."),
    Pick("second", "Ask second", _OPTIONS, "deputy"),
    Pick("third", "Ask third", _OPTIONS, "trainer"),
    Slider(
        "listening", "Time to listen each week", 0, 6, 0.5, 0, "hours", "Time spent with the two doubters to hear their worries."
    ),
    Slider("week", "Week shown on the map", 0, WEEKS, 1, WEEKS, "", "Move back to see how the idea spread."),
)

Opinions = Mapping[str, float]


def firmness(person: str, asked: Collection[str], listening: float) -> float:
    """Return s: how firmly someone holds on to a view, from 0 to 1."""
    if person in asked:
        return HOLDS
    return HOLDS if person in DOUBTERS and listening < HEARD else OPEN


def spread(asked: Collection[str], listening: float) -> list[Opinions]:
    """Return everyone's opinion, 0 to 1, at the start and after each of 8 weeks.

    Parameters
    ----------
    asked:
        The colleagues asked first.
    listening:
        Hours a week spent listening to the doubters.
    """
    story: list[Opinions] = [{person: KEEN if person in asked else WARY for person in PEOPLE}]
    for _ in range(WEEKS):
        before = story[-1]
        hold = {person: firmness(person, asked, listening) for person in PEOPLE}
        heard = {person: fmean(before[other] for other in CONTACTS[person]) for person in PEOPLE}
        story.append({person: (1 - hold[person]) * heard[person] + hold[person] * before[person] for person in PEOPLE})
    return story


def backers(opinions: Opinions) -> int:
    """Count the colleagues whose opinion is above 0.6."""
    return sum(opinion > BACKS for opinion in opinions.values())


def reach(asked: Collection[str]) -> int:
    """Count the colleagues, other than those asked first, who talk with at least one of them."""
    return len({other for person in asked for other in CONTACTS[person]} - set(asked))


def _percent(share: float) -> str:
    return show_number(round(100 * share), "%")


def _listed(asked: Collection[str]) -> str:
    *most, last = [f"the {NAMES[person]}" for person in asked]
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True)
class Spread:
    """The model behind *Spread the Word*."""

    title: str = "Spread the Word"
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Follow one choice of people and listening time for 8 weeks."""
        set_to = settle(self.controls, values)
        asked = tuple(dict.fromkeys(set_to[pick] for pick in ("first", "second", "third")))
        listening, week = set_to["listening"], round(set_to["week"])
        story = spread(asked, listening)
        unheard = spread(asked, 0)
        return View(
            reading=_reading(asked, listening, story, unheard),
            charts=(_map(story[week], week, asked), _lines(story, unheard, listening)),
            table=_table(story),
            figures=_figures(asked, story),
            notices=_notices(asked, listening),
        )


def _reading(asked: Collection[str], listening: float, story: Sequence[Opinions], unheard: Sequence[Opinions]) -> str:
    end, alone, peak = backers(story[-1]), backers(unheard[-1]), max(map(backers, story))
    fell = f", down from {peak} at the best point" if peak > end else ""
    first = f"You began with {_listed(asked)}. By week {WEEKS}, {end} of 12 colleagues back the idea{fell}."
    doubt, before = (_percent(_doubt(weeks[-1])) for weeks in (story, unheard))
    if listening < HEARD:
        return f"{first} They talk with {reach(asked)} of the others, and the two doubters stand at {doubt} on average."
    hours = show_number(listening, "hours")
    if doubt == before:
        return f"{first} You listen for {hours} a week. That changes little, as the doubters would be at {doubt} without it."
    count = f"{alone} would back it" if alone != end else f"it would still be {alone}"
    return f"{first} You listen for {hours} a week. Without that, {count}, and the doubters would stand at {before}, not {doubt}."


def _doubt(opinions: Opinions) -> float:
    return fmean(opinions[person] for person in DOUBTERS)


def _map(opinions: Opinions, week: int, asked: Collection[str]) -> Network:
    ranked = sorted(PEOPLE, key=lambda person: opinions[person])
    low, high = ranked[0], ranked[-1]
    order = list(PEOPLE)
    when = "the start" if week == 0 else f"week {week}"
    return Network(
        title=f"Who talks with whom, and what they think: {when}",
        nodes=[Node(name, x, y, opinions[person], person in asked) for person, (name, x, y) in PEOPLE.items()],
        links=[(order.index(a), order.index(b)) for a, b in LINKS],
        says=f"{when.capitalize()}: {backers(opinions)} of 12 colleagues are above 60%. The {NAMES[high]} is the most keen at "
        f"{_percent(opinions[high])} and the {NAMES[low]} the least at {_percent(opinions[low])}.",
    )


def _lines(story: Sequence[Opinions], unheard: Sequence[Opinions], listening: float) -> Chart:
    shares = [100 * backers(opinions) / len(PEOPLE) for opinions in story]
    series = [Series("Share above 60%", shares), Series("Average opinion", [100 * fmean(o.values()) for o in story])]
    if listening >= HEARD:
        series.append(Series("Share with no listening", [100 * backers(o) / len(PEOPLE) for o in unheard]))
    return Chart(
        kind="lines",
        title="Colleagues who back the idea",
        labels=["Start", *(str(week) for week in range(1, WEEKS + 1))],
        series=series,
        says=f"The share of colleagues above 60% starts at {show_number(round(shares[0]), '%')}, is highest at "
        f"{show_number(round(max(shares)), '%')} and ends week {WEEKS} at {show_number(round(shares[-1]), '%')}.",
        axis="Week",
        unit="%",
        low=0,
        high=100,
    )


def _table(story: Sequence[Opinions]) -> Data:
    rows = [
        [name, str(len(CONTACTS[person])), *(_percent(opinions[person]) for opinions in story)]
        for person, (name, _, _) in PEOPLE.items()
    ]
    rows.append(["Share above 60%", "", *(_percent(backers(opinions) / len(PEOPLE)) for opinions in story)])
    weeks = [f"Week {week}" for week in range(1, WEEKS + 1)]
    return Data("What each colleague thinks of the idea, week by week", ["Colleague", "Talks with", "Start", *weeks], rows)


def _figures(asked: Collection[str], story: Sequence[Opinions]) -> list[Figure]:
    end = backers(story[-1])
    return [
        Figure(f"Back the idea in week {WEEKS}", f"{end} of 12", "good" if end >= 9 else "look" if end <= 4 else "plain"),
        Figure("Others your first people talk with", str(reach(asked))),
        Figure("The two doubters, on average", _percent(_doubt(story[-1]))),
    ]


def _notices(asked: Collection[str], listening: float) -> list[str]:
    notices = []
    if len(asked) < 3:
        notices.append(f"You named the same colleague more than once. Only {len(asked)} of your 3 places are used.")
    if 0 < listening < HEARD:
        notices.append("You listen for less than 3 hours a week. In this model that is too short for a doubter to feel heard.")
    return notices


MODEL = Spread()
