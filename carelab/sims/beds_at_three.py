"""Beds at Three: how many beds are in use through the day, by how many come in, how long they stay and when they leave.

Little's law: people in beds, on average = admissions a day · average stay in days. The day has hourly steps:

    admissions by hour, 08:00 to 21:00: weights 4 6 8 9 10 11 11 10 9 8 6 4 2 2
    discharges: the share before noon at 11:00, the rest at 17:00
    stay now  = stay set - (share before noon - 0.2) · 6 / 24       a discharge moved from 17:00 to 11:00 is 6 hours shorter

Whoever comes or goes in an hour counts from its start. The level of the day is set so that its average obeys Little's law.

    time over 84 beds = P(N > 84), N ~ Poisson(average)     arrivals by chance, beds without limit

The last figure uses the average of the whole day, and a person over 84 is a person who waits. Little's law is general. The
Poisson law holds for arrivals by chance and any shape of stay. The hospital, its beds and the shape of its day are invented.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Series, Slider, Values, View, settle

BEDS, USUAL_EARLY = 84, 0.2
ARRIVE: Mapping[int, int] = dict(zip(range(8, 22), (4, 6, 8, 9, 10, 11, 11, 10, 9, 8, 6, 4, 2, 2), strict=True))
"""Hour of the day → weight of admissions in that hour."""
EARLY_HOUR, LATE_HOUR, THREE = 11, 17, 15
BANDS = {"Room to spare, up to 85%": (0.0, 0.85), "Tight, up to 92%": (0.85, 0.92), "Little room, up to 100%": (0.92, 1.0)}
"""Shares of the beds. Problems grow over 85% (analysis of 1997, quoted in Parliament); NHS guidance of 2020/21 asked for 92%."""

CONTROLS: Sequence[Control] = (
    Slider("admissions", "Admissions a day", 8, 16, 1, 12, "people"),
    Slider("stay", "Average stay, with 20% going home before noon", 4, 9, 0.25, 6.5, "days"),
    Slider("early", "Go home before noon", 0, 100, 5, 20, "%", "They leave at 11:00, all the others at 17:00."),
)


@dataclass(frozen=True)
class Flow:
    """How people come and go in a hospital.

    Attributes
    ----------
    admissions:
        People who come in each day.
    stay:
        Their average stay in days, if 20% left before noon.
    early:
        The share that does leave before noon, 0 to 1.
    """

    admissions: float = 12.0
    stay: float = 6.5
    early: float = USUAL_EARLY

    @property
    def stay_now(self) -> float:
        """The average stay in days for this share of people who leave before noon: leaving early makes it shorter."""
        return self.stay - (self.early - USUAL_EARLY) * (LATE_HOUR - EARLY_HOUR) / 24

    @property
    def average(self) -> float:
        """People in beds on average over the day: admissions a day × days of stay (Little's law)."""
        return self.admissions * self.stay_now


def day(flow: Flow) -> list[float]:
    """Return how many beds are in use in each of the 24 hours from 00:00."""
    weights, change, level = sum(ARRIVE.values()), [], 0.0
    leave = {EARLY_HOUR: flow.early, LATE_HOUR: 1 - flow.early}
    for hour in range(24):
        level += flow.admissions * (ARRIVE.get(hour, 0) / weights - leave.get(hour, 0.0))
        change.append(level)
    base = flow.average - sum(change) / 24
    return [base + step for step in change]


def chance_over(average: float, beds: int = BEDS) -> float:
    """Return the share of time, 0 to 1, in which more than ``beds`` beds are needed, when ``average`` are needed on average.

    The number of people is taken to follow a Poisson distribution.
    """
    logs = (k * math.log(average) - average - math.lgamma(k + 1) for k in range(beds + 1))
    return max(0.0, 1 - math.fsum(math.exp(log) for log in logs))


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _percent(share: float) -> str:
    return show_number(round(100 * share + 1e-9, 1), "%")


def _what_if(flow: Flow) -> dict[str, Flow]:
    """Return this flow and the same with one thing changed, by name."""
    return {
        "This day": flow,
        "60% before noon": replace(flow, early=0.6),
        "Half a day shorter": replace(flow, stay=flow.stay - 0.5),
        "One admission more": replace(flow, admissions=flow.admissions + 1),
    }


@dataclass(frozen=True)
class BedsAtThree:
    """The teaching model *Beds at Three*: how many hospital beds are in use in each hour of the day."""

    title: str = "Beds at Three"
    built_in: str = (
        "People come in at set hours and stay as long as on the slider. How often beds run out goes by a law of chance. "
        "The hospital is invented, and the model doesn't see who the people are."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        flow = Flow(v["admissions"], v["stay"], v["early"] / 100)
        hours = day(flow)
        others = _what_if(flow)
        share = flow.average / BEDS
        over = chance_over(flow.average)
        return View(
            _reading(flow, hours),
            [_line(hours), _bars(others)],
            _table(hours, others),
            [
                Figure("In use on average", _one(flow.average)),
                Figure("Of 84 beds", _percent(share), "warn" if share > 1 else "look" if share > 0.92 else "plain"),
                Figure("In use at 15:00", _one(hours[THREE]), "warn" if hours[THREE] > BEDS else "plain"),
                Figure("Most in the day", _one(max(hours))),
                Figure("In use at midnight", _one(hours[0])),
                Figure("Share of time over 84", _percent(over), "warn" if over > 0.2 else "look" if over > 0.05 else "plain"),
            ],
            _notices(flow, hours),
        )


def _reading(flow: Flow, hours: Sequence[float]) -> str:
    stay = show_number(flow.stay_now)
    return (
        f"{show_number(flow.admissions)} people a day, each for {stay} days, fill {_one(flow.average)} beds on average: "
        f"that's {_percent(flow.average / BEDS)} of {BEDS}. At three in the afternoon {_one(hours[THREE])} are in use, and at "
        f"midnight {_one(hours[0])}."
    )


def _line(hours: Sequence[float]) -> Chart:
    peak = max(range(24), key=lambda hour: hours[hour])
    room = round(max(hours), 1) - BEDS
    gap = f"is {_one(room)} more than there are" if room > 0 else f"leaves {_one(-room)} free" if room else "is all of them"
    low = math.floor(min(*hours, 0.8 * BEDS) / 10) * 10
    return Chart(
        "lines",
        "Beds in use, hour by hour",
        [f"{hour:02d}:00" for hour in range(24)],
        [Series("In use", hours)],
        f"The most beds are in use at {peak:02d}:00: {_one(hours[peak])}, which {gap}.",
        low=low,
        marks={"84 beds": BEDS},
        bands={name: (max(low, start * BEDS), end * BEDS) for name, (start, end) in BANDS.items()},
        flags={"Three o'clock": [THREE]},
    )


def _bars(others: Mapping[str, Flow]) -> Chart:
    beds = {name: day(flow)[THREE] for name, flow in others.items()}
    least = min(beds, key=lambda name: beds[name])
    return Chart(
        "bars",
        "In use at 15:00, if one thing were different",
        list(beds),
        [Series("In use at 15:00", [*beds.values()])],
        f"Of these, “{least}” leaves the fewest beds in use at three: {_one(beds[least])}.",
        marks={"84 beds": BEDS},
    )


def _table(hours: Sequence[float], others: Mapping[str, Flow]) -> Data:
    rows = []
    for name, flow in others.items():
        beds = day(flow)
        rows.append(
            [
                name,
                _one(flow.average),
                _percent(flow.average / BEDS),
                _one(beds[THREE]),
                _one(max(beds)),
                _one(beds[0]),
                _percent(chance_over(flow.average)),
            ]
        )
    by_hour = [[f"This day, {hour:02d}:00", _one(beds), _percent(beds / BEDS), *("–",) * 4] for hour, beds in enumerate(hours)]
    columns = ("Case", "In use", "Of 84 beds", "At 15:00", "Most in the day", "At midnight", "Time over 84")
    return Data("One thing changed, then this day hour by hour", columns, [*rows, *by_hour])


def _notices(flow: Flow, hours: Sequence[float]) -> list[str]:
    notices = []
    if flow.average > BEDS:
        notices.append("More beds are needed on average than there are. The queue for a bed grows from day to day.")
    elif max(hours) > BEDS:
        notices.append("For part of an ordinary day more beds are needed than there are, so people wait.")
    return notices


MODEL = BedsAtThree()
