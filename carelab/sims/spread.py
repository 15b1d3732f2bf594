"""Spread the Word: a new idea travels through a staff team by talk, week by week. Knows no screen.

Twelve colleagues each hold an opinion x of the idea, from 0 (against) to 1 (for). Once a week, for 12 weeks::

    x_i(t+1) = (1 - s_i) · mean of x_j(t) over the voices j that i hears  +  s_i · x_i(t)

so w_ij is the same for each voice that i hears, and s_i says how firmly i holds on to a view.

- Start: 0.9 for the people asked first, 0.3 for the rest. Someone *backs* the idea above 0.6.
- Each person hears the colleagues that they talk with. A doubter who is told again, or listened to, hears you as well, at 0.9.
- s = 0.8 for a doubter, told again or not, and 0.4 for a doubter who is listened to. That is assumed: no study is behind it.
- Assumed too: s = 0.4 for everyone else, and 0.8 for whoever was asked first, doubters too: they own the idea and keep at it.
- Naming the same colleague twice asks only that one person.

All coefficients, the team and its links are invented. The rule is the averaging model of opinions (DeGroot, with a weight on
one's own view); real people also meet facts, and links change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Network, Node, Pick, Series, Slider, Values, View, settle

WEEKS, DUE, BACKS = 12, 8, 0.6
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
"""Colleague → name on the map, and its place there."""

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

HOURS = {"none": "Spend it elsewhere", "tell": "Tell them again, with the reasons", "listen": "Ask what worries them, and listen"}
_OPTIONS = {person: name for person, (name, _, _) in PEOPLE.items()}
CONTROLS: Sequence[Control] = (
    Pick("first", "Ask first", _OPTIONS, "manager", "These three hear of the idea before anyone else and help to shape it."),
    Pick("second", "Ask second", _OPTIONS, "deputy"),
    Pick("third", "Ask third", _OPTIONS, "trainer"),
    Pick("doubters", "Your hour a week with the two doubters", HOURS, "none", "What you do with it, every week."),
    Slider("week", "Weeks since you began", 0, WEEKS, 1, DUE, "weeks", "Move back and forth to see how the idea spreads."),
)

Opinions = Mapping[str, float]


def firmness(person: str, asked: Collection[str], hour: str) -> float:
    """Return how firmly a person holds on to an opinion, 0 to 1.

    ``asked``: the colleagues whom you ask first. ``hour``: what you do with the doubters, a key of HOURS.
    """
    if person in asked:
        return HOLDS
    return HOLDS if person in DOUBTERS and hour != "listen" else OPEN


def voices(person: str, opinions: Opinions, hour: str) -> list[float]:
    """Return the opinions, 0 to 1, that a person hears in a week: of those they talk with and, for a doubter, perhaps yours.

    ``hour``: what you do with the doubters, a key of HOURS.
    """
    yours = [KEEN] if person in DOUBTERS and hour != "none" else []
    return [opinions[other] for other in CONTACTS[person]] + yours


def spread(asked: Collection[str], hour: str) -> list[Opinions]:
    """Return everyone's opinion of a new idea (person → 0 to 1) at the start and after each of 12 weeks.

    Parameters
    ----------
    asked:
        The colleagues whom you ask first.
    hour:
        What you do with your hour a week with the doubters: a key of HOURS.
    """
    story: list[Opinions] = [{person: KEEN if person in asked else WARY for person in PEOPLE}]
    for _ in range(WEEKS):
        before = story[-1]
        hold = {person: firmness(person, asked, hour) for person in PEOPLE}
        heard = {person: fmean(voices(person, before, hour)) for person in PEOPLE}
        story.append({person: (1 - hold[person]) * heard[person] + hold[person] * before[person] for person in PEOPLE})
    return story


def backers(opinions: Opinions) -> int:
    """Count the colleagues who back the idea: their opinion is above 0.6."""
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
    """The teaching model *Spread the Word*: how a new idea spreads through a staff team."""

    title: str = "Spread the Word"
    built_in: str = (
        "We decided that people drift towards what they hear, and that doubters hold on to their view until somebody listens. "
        "No study says so: it is our guess. The doubters in this model are never right. In real life they may be."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the twelve weeks for these values of the controls."""
        set_to = settle(self.controls, values)
        asked = tuple(dict.fromkeys(set_to[pick] for pick in ("first", "second", "third")))
        hour, week = set_to["doubters"], round(set_to["week"])
        stories = {way: spread(asked, way) for way in HOURS}
        return View(
            reading=_reading(asked, hour, week, stories),
            charts=(_map(stories[hour][week], week, asked), _lines(stories, hour, week)),
            table=_table(stories[hour]),
            figures=_figures(asked, stories[hour][week], week),
            notices=_notices(asked),
        )


def _week(week: int) -> str:
    return "At the start" if week == 0 else f"By week {week}"


def _reading(asked: Collection[str], hour: str, week: int, stories: Mapping[str, Sequence[Opinions]]) -> str:
    now = {way: story[week] for way, story in stories.items()}
    back = backers(now[hour])
    first = f"You began with {_listed(asked)}. {_week(week)}, {back} of 12 colleagues back the idea."
    doubt = {way: _percent(_doubt(opinions)) for way, opinions in now.items()}
    if hour == "none" or week == 0:
        return (
            f"{first} Those you asked talk with {reach(asked)} of the others. The two doubters stand at {doubt[hour]} on average."
        )
    did = "telling them again" if hour == "tell" else "being listened to"
    if doubt[hour] == doubt["none"]:
        return f"{first} The two doubters stand at {doubt[hour]}, with or without {did}."
    count = f"{backers(now['none'])} would back it" if backers(now["none"]) != back else f"it would still be {back}"
    return (
        f"{first} With {did}, the doubters stand at {doubt[hour]}. Without it they would stand at {doubt['none']}, and {count}."
    )


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


def _shares(story: Sequence[Opinions]) -> list[float]:
    return [100 * backers(opinions) / len(PEOPLE) for opinions in story]


def _lines(stories: Mapping[str, Sequence[Opinions]], hour: str, week: int) -> Chart:
    shares, doubts = _shares(stories[hour]), [100 * _doubt(opinions) for opinions in stories[hour]]
    series = [Series("Back the idea", shares), Series("Doubters", doubts)]
    if hour != "none":
        series.append(Series("Doubters, without your hour", [100 * _doubt(opinions) for opinions in stories["none"]]))
    return Chart(
        kind="lines",
        title="Who backs the idea, and what the doubters think",
        labels=["Start", *(str(week) for week in range(1, WEEKS + 1))],
        series=series,
        says=f"The share of colleagues who back the idea starts at {show_number(round(shares[0]), '%')} and ends week {WEEKS} at "
        f"{show_number(round(shares[-1]), '%')}; the doubters go from {show_number(round(doubts[0]), '%')} to "
        f"{show_number(round(doubts[-1]), '%')}.",
        axis="Week",
        unit="%",
        low=0,
        high=100,
        flags={"Now": [week]},
    )


def _table(story: Sequence[Opinions]) -> Data:
    rows = [
        [name, str(len(CONTACTS[person])), *(_percent(opinions[person]) for opinions in story)]
        for person, (name, _, _) in PEOPLE.items()
    ]
    rows.append(["Share above 60%", "", *(_percent(backers(opinions) / len(PEOPLE)) for opinions in story)])
    weeks = [f"Week {week}" for week in range(1, WEEKS + 1)]
    return Data("What each colleague thinks of the idea, week by week", ["Colleague", "Talks with", "Start", *weeks], rows)


def _figures(asked: Collection[str], opinions: Opinions, week: int) -> list[Figure]:
    back = backers(opinions)
    return [
        Figure(f"Back the idea, week {week}", f"{back} of 12", "good" if back >= 9 else "look" if back <= 4 else "plain"),
        Figure("Others your first people talk with", str(reach(asked))),
        Figure("The two doubters, on average", _percent(_doubt(opinions))),
    ]


def _notices(asked: Collection[str]) -> list[str]:
    if len(asked) == 3:
        return []
    return [f"You named the same colleague more than once. Only {len(asked)} of your 3 places are used."]


MODEL = Spread()
