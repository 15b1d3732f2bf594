"""Outbreak: four rules, a message for each round, breaks, thanks and visits; and the same sums told as a flood. Knows no screen.

The sums, and what is built into them, are in ``outbreak_sums``. ``FLOOD`` is for a student who chose the other scene: the same
controls, ids, starts and figures, with jobs that go wrong in place of people who are ill.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Switch, Values, View, settle
from carelab.sims.outbreak_sums import FIRST, LONELY, PEOPLE, ROUNDS, RULES, Response, Round, adherence, follow

SAYS: Mapping[str, str] = {
    "honest": "What we know, what we don't, and when we'll speak next",
    "orders": "Orders only",
    "calm": "“Nothing to worry about”",
    "wait": "Nothing until we're sure",
}
SHORT = {"honest": "Honest, on time", "orders": "Orders only", "calm": "Nothing to worry about", "wait": "Nothing yet"}
DOORS = {"open": "Open to everyone", "risk": "By risk, person by person", "none": "All stopped"}


@dataclass(frozen=True)
class Words:
    """The words of one setting of the model, such as a care home: what it calls its rules (keys of RULES) and what it counts."""

    title: str
    rules: Mapping[str, str]
    so_far: str
    gone: str
    new: str
    each: str
    slows: str
    spreads: str
    chart: str
    no_visits: str
    no_breaks: str
    thanked: str
    left_out: str


ILLNESS = Words(
    "Outbreak",
    {
        "masks": "Masks in rooms",
        "cohort": "The same staff stay on the same corridor",
        "air": "Windows open",
        "pay": "Stay home when ill, on full pay",
    },
    "people have been ill",
    "Ill so far",
    "Newly ill",
    "Each ill person infects",
    "it is dying out",
    "it spreads until few are left to catch it",
    "People who have been ill, of 36",
    "You can't simply stop all visits. By law in England people may have visitors unless there's an exceptional reason.",
    "Breaks are missed, and trust falls a little each round.",
    "Thanks add nothing here while nobody gets a break.",
    "Vaccines, tests and people who can't bear a rule are left out.",
)
WATER = Words(
    "The Flood",
    {
        "masks": "One board that everyone reads",
        "cohort": "A named owner for each room",
        "air": "A check-in each hour",
        "pay": "One person for all the phones",
    },
    "jobs have gone wrong",
    "Gone wrong so far",
    "Newly gone wrong",
    "Each job that goes wrong sets off",
    "fewer go wrong each time",
    "one thing leads to another",
    "Jobs that have gone wrong, of 36",
    "Water on one road doesn't close the whole home. By law in England people may have visitors, so look at each way in.",
    "Nobody has sat down since the water came, and each round people believe you a little less.",
    "They've heard your thanks. They still need to sit down, so it changes nothing yet.",
    "The depth of the water, the power, and who can't use the stairs are left out.",
)


def controls(words: Words) -> tuple[Control, ...]:
    """Return the model's controls, labelled with the words of one setting."""
    return (
        *(Switch(rule, words.rules[rule], start=True, help="A rule. It works as far as people keep it.") for rule in RULES),
        *(Pick(f"round{n}", f"Round {n}: what do you tell people?", SAYS, "wait") for n in range(1, ROUNDS + 1)),
        Switch("breaks", "Protect people's breaks", help="Somebody covers, so that each break is taken."),
        Switch("thanks", "Thank people by name", help="For what they did, each round."),
        Pick("visits", "Visits", DOORS, "none", "Stopping them makes people lonely."),
        Slider("trust", "Trust before it began", 50, 90, 5, 70, "%", "How far staff believe what they're told."),
    )


@dataclass(frozen=True)
class Outbreak:
    """The teaching model *Outbreak*: how a leader's rules and messages change trust, and so the spread of an infection."""

    words: Words = ILLNESS

    @property
    def built_in(self) -> str:
        """What the authors assume in the model and what it leaves out, in words for students."""
        return (
            "We decided that people keep rules as far as they trust you, and what each message does to trust. "
            f"No study measures those steps. {self.words.left_out}"
        )

    @property
    def title(self) -> str:
        """Name of the model in its setting."""
        return self.words.title

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that the student can move; their ids are the same in every setting."""
        return controls(self.words)

    def run(self, values: Values) -> View:
        """Return the view of the five rounds for these values of the controls."""
        v = settle(self.controls, values)
        response = Response(
            [v[f"round{n}"] for n in range(1, ROUNDS + 1)],
            [rule for rule in RULES if v[rule]],
            v["breaks"],
            v["thanks"],
            v["visits"],
            v["trust"] / 100,
        )
        rounds = follow(response)
        return View(
            _reading(self.words, response, rounds),
            [_spread(self.words, rounds), _trust(response, rounds)],
            _table(self.words, response, rounds),
            _figures(self.words, rounds),
            _notices(self.words, response),
        )


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _percent(share: float) -> str:
    return show_number(round(100 * share + 1e-9), "%")


def _reading(words: Words, response: Response, rounds: Sequence[Round]) -> str:
    last = rounds[-1]
    text = f"After five rounds, about {_one(last.ill)} of {PEOPLE} {words.so_far}."
    if _percent(last.trust) == _percent(response.trust):
        went = f"Trust stays at {_percent(last.trust)}"
    else:
        went = f"Trust goes from {_percent(response.trust)} to {_percent(last.trust)}"
    if not response.rules:
        return f"{text} {went}, but no rule is in use for people to keep."
    kept = f"so in the last round people keep the rules {_percent(last.kept)} of the time"
    ends = words.slows if last.infects < 1 else words.spreads
    return f"{text} {went}, {kept}. {words.each} {_one(last.infects)} more, so {ends}."


def _figures(words: Words, rounds: Sequence[Round]) -> list[Figure]:
    last = rounds[-1]
    return [
        Figure(words.gone, f"{_one(last.ill)} of {PEOPLE}"),
        Figure("Trust at the end", _percent(last.trust), "warn" if last.trust < 0.4 else "plain"),
        Figure(f"{words.each}, last round", f"{_one(last.infects)} more", "warn" if last.infects > 1 else "good"),
        Figure("Staff off, last round", _percent(last.staff_off), "look" if last.staff_off > 0.15 else "plain"),
        Figure("Loneliness, 0 to 100", _one(last.lonely), "warn" if last.lonely >= 60 else "plain"),
    ]


def _notices(words: Words, response: Response) -> list[str]:
    said = []
    if response.visits == "none":
        said.append(words.no_visits)
    if not response.breaks:
        said.append(words.no_breaks)
    if response.thanks and not response.breaks:
        said.append(words.thanked)
    return said


def _labels() -> list[str]:
    return ["Start", *(f"Round {n}" for n in range(1, ROUNDS + 1))]


def _spread(words: Words, rounds: Sequence[Round]) -> Chart:
    counts = [FIRST, *(each.ill for each in rounds)]
    says = f"The count starts at {_one(FIRST)} and is {_one(counts[-1])} of {PEOPLE} after round {ROUNDS}."
    return Chart("lines", words.chart, _labels(), [Series(words.gone, counts)], says, low=0, high=PEOPLE)


def _trust(response: Response, rounds: Sequence[Round]) -> Chart:
    trust = [100 * response.trust, *(100 * each.trust for each in rounds)]
    kept = [100 * adherence(response.trust), *(100 * each.kept for each in rounds)]
    says = (
        f"Trust goes from {_percent(trust[0] / 100)} to {_percent(trust[-1] / 100)}, "
        f"and how far rules are kept from {_percent(kept[0] / 100)} to {_percent(kept[-1] / 100)}."
    )
    both = [Series("Trust", trust), Series("Rules are kept", kept)]
    return Chart("lines", "Trust, and how far people keep the rules", _labels(), both, says, unit="%", low=0, high=100)


def _table(words: Words, response: Response, rounds: Sequence[Round]) -> Data:
    start = ["Start", "", _percent(response.trust), _percent(adherence(response.trust)), "", "", _one(FIRST), "", _one(LONELY)]
    rows = [start]
    for n, (message, each) in enumerate(zip(response.messages, rounds, strict=True), 1):
        spread = [show_number(round(each.infects, 2)), _one(each.newly), _one(each.ill)]
        trust = [_percent(each.trust), _percent(each.kept)]
        rows.append([f"Round {n}", SHORT[message], *trust, *spread, _percent(each.staff_off), _one(each.lonely)])
    columns = ["", "Message", "Trust", "Rules kept", "R", words.new, words.gone, "Staff off", "Loneliness"]
    return Data(f"Each round. R is how many more each one leads to; {PEOPLE} is the most there can be.", columns, rows)


MODEL = Outbreak()
FLOOD = Outbreak(WATER)
