"""From Pilot to Normal: video reviews in community nursing, month by month for a year. Knows no screen.

Harbour has 200 people to review each month; 140 of them can and will use video, and help makes it m = 140 + people helped.
N is the number who use video, a the hours a week for posters (the other 6 - a go to nurses who show others how), and t the hours
of training for each nurse before the start::

    failed calls  f = 0.30 - 0.04 t
    p = 0.005 + 0.025 · a / 6              q = (0.20 + 0.35 · (6 - a) / 6) · (1 - f) / 0.94
    new users = (p + q / m · N) · (m - N)
    nurse hours a month = [visits · 45 + N · (25 + f · 45)] / 60 + 26        before: 150
    hours put in before the start = 14 t + 2 for each person helped

- A failed call is followed by a visit. The 26 hours are the 6 hours a week for posters and showing.
- Video only: from month 6 all m use video, and the others, 60 - people helped, get no review.

The growth is the diffusion model of Bass (1969): some start by themselves (p), most copy (q), up to a ceiling (m). That a failed
call is talked about as well (f lowers q), and every coefficient, are invented. The model does not know that some people need a
visit for its own sake, or that a camera cannot smell a wound; and it ends after one year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carelab.questions import show_number
from carelab.sims.model import Amount, Chart, Control, Data, Figure, Series, Switch, Values, View, settle

MONTHS, ONLY_FROM = 12, 6
PEOPLE, ABLE, NURSES = 200, 140, 14
WEEKLY, MONTHLY = 6, 26
"""Hours a week, and so a month, that go to posters and to showing others how."""
VISIT, CALL = 45, 25
"""Minutes."""
BEFORE = PEOPLE * VISIT / 60
"""Nurse hours a month with visits alone."""
TO_HELP = 2
"""Hours to help one person with a device or a lesson."""

RECORDS: Mapping[str, int] = {"Dec 2021": 40, "Mar 2022": 45, "Aug 2022": 50, "Feb 2024": 63, "Late 2025": 80}
"""Share of adult social care providers in England with a digital care record, %, as reported in the trade press."""

CONTROLS: Sequence[Control] = (
    Amount(
        "posters",
        "Posters and letters",
        {0: "None", 1: "1 hour", 2: "2 hours", 3: "3 hours", WEEKLY: "All 6"},
        WEEKLY,
        "Hours a week, of 6. The rest goes to nurses who show how.",
    ),
    Amount(
        "training",
        "Training for each nurse",
        {0: "None", 2: "2 hours", 4: "4 hours", 6: "6 hours"},
        0,
        "Before the start. More training, fewer failed calls.",
    ),
    Amount(
        "helped",
        "People helped to get online",
        {0: "Nobody", 20: "20 people", 40: "40 people", PEOPLE - ABLE: "All 60"},
        0,
        "A device or a lesson, at 2 hours each.",
    ),
    Switch("only", "Video only from month 6", help="No more visits: whoever can't use video gets no review."),
    Switch("real", "Show how one real idea spread", help="Digital care records. It counts services, not patients."),
)


@dataclass(frozen=True)
class Rollout:
    """How a community nursing team called Harbour brings in video calls with patients.

    Attributes
    ----------
    posters:
        Hours a week for posters and letters, 0 to 6; the rest of the 6 goes to nurses who show others how.
    training:
        Hours of training for each nurse before the start, 0 to 6.
    helped:
        People helped with a device or a lesson, 0 to 60.
    only:
        Whether there are no more home visits from month 6 on.
    """

    posters: float = WEEKLY
    training: float = 0
    helped: float = 0
    only: bool = False

    @property
    def ceiling(self) -> float:
        """How many people can and will use video."""
        return ABLE + self.helped

    @property
    def fails(self) -> float:
        """Share of calls that fail, 0 to 1."""
        return 0.30 - 0.04 * self.training

    @property
    def starting(self) -> float:
        """Bass's p: the share of those not yet on video who start by themselves in a month."""
        return 0.005 + 0.025 * self.posters / WEEKLY

    @property
    def copying(self) -> float:
        """Bass's q: how strongly people start in a month because others have started."""
        return (0.20 + 0.35 * (WEEKLY - self.posters) / WEEKLY) * (1 - self.fails) / 0.94

    @property
    def put_in(self) -> float:
        """Nurse hours spent on training and helping before the start."""
        return NURSES * self.training + TO_HELP * self.helped


@dataclass(frozen=True)
class Month:
    """One month of the team, in which a nurse should see (review) each of its 200 people.

    ``users``, ``visited``, ``unseen``: how many have their review by video, by a visit at home, or not at all. ``hours``: nurse
    hours. ``failed``: video calls that failed.
    """

    users: float
    visited: float
    unseen: float
    hours: float
    failed: float


def new_users(users: float, ceiling: float, starting: float, copying: float) -> float:
    """Return how many more people start using video in a month, by Bass's model of how new things spread.

    Parameters
    ----------
    users, ceiling:
        People who use video so far, and the most who ever can.
    starting, copying:
        Bass's p (starting without others) and q (copying others) for a month.
    """
    return (starting + copying * users / ceiling) * (ceiling - users)


def year(plan: Rollout) -> list[Month]:
    """Return the twelve months of a rollout. In a month every person counts once: in ``users``, ``visited`` or ``unseen``."""
    months, users = [], 0.0
    for number in range(1, MONTHS + 1):
        only = plan.only and number >= ONLY_FROM
        users = plan.ceiling if only else users + new_users(users, plan.ceiling, plan.starting, plan.copying)
        rest = PEOPLE - users
        visited, unseen = (0.0, rest) if only else (rest, 0.0)
        hours = (visited * VISIT + users * (CALL + plan.fails * VISIT)) / 60 + MONTHLY
        months.append(Month(users, visited, unseen, hours, users * plan.fails))
    return months


def hours_over(plan: Rollout) -> float:
    """Return how many more nurse hours a rollout takes in the year, preparation included, than a year of visits alone."""
    return plan.put_in + sum(month.hours - BEFORE for month in year(plan))


@dataclass(frozen=True)
class PilotToNormal:
    """The teaching model *From Pilot to Normal*: how video calls spread in a nursing team's first year, and who is left out."""

    title: str = "From Pilot to Normal"
    built_in: str = (
        "We decided that most people copy others, and that a failed call is talked about. "
        "The model doesn't know that some people need a visit for its own sake."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the first year with video for these values of the controls."""
        v = settle(self.controls, values)
        plan = Rollout(v["posters"], v["training"], v["helped"], v["only"])
        months = year(plan)
        return View(
            _reading(plan, months),
            [_users(plan, months), _hours(months), *([_records()] if v["real"] else [])],
            _table(months),
            _figures(plan, months),
            _notices(plan, months),
        )


def _people(count: float) -> str:
    return "1 person" if round(count) == 1 else f"{round(count)} people"


def _whole(number: float, unit: str = "") -> str:
    return show_number(round(number), unit)


def _reading(plan: Rollout, months: Sequence[Month]) -> str:
    last, over = months[-1], hours_over(plan)
    use = f"By month 12, {_people(last.users)} use video, of {_whole(plan.ceiling)} who could."
    cost = f"{_whole(abs(over), 'hours')} {'more' if over > 0 else 'less'} than visits alone"
    spent = f"With training and help counted, the year took {cost}."
    if plan.only:
        return f"{use} {spent} {_people(last.unseen)} had no review from month 6 on." if last.unseen else f"{use} {spent}"
    first = next((number for number, month in enumerate(months, 1) if month.hours < BEFORE), None)
    saved = "No month took less time than visits alone." if first is None else f"The first month to save time was month {first}."
    return f"{use} {spent} {saved}"


def _figures(plan: Rollout, months: Sequence[Month]) -> list[Figure]:
    last, over = months[-1], hours_over(plan)
    return [
        Figure("Use video in month 12", f"{_whole(last.users)} of {PEOPLE}"),
        Figure("People with no review", _whole(last.unseen), "warn" if last.unseen else "good"),
        Figure("Nurse hours over the year", f"{'+' if over > 0 else ''}{_whole(over)}", "look" if over > 0 else "good"),
        Figure("Failed calls in the year", _whole(sum(month.failed for month in months))),
        Figure("Calls that fail", show_number(round(100 * plan.fails), "%"), "look" if plan.fails > 0.15 else "plain"),
    ]


def _notices(plan: Rollout, months: Sequence[Month]) -> list[str]:
    said = []
    if months[-1].unseen:
        said.append(
            f"{_people(months[-1].unseen)} can't use video, and nobody visits them any more. The chart of users hides them."
        )
    if plan.training == 0:
        said.append("Nobody was trained, so 3 calls in 10 fail. People talk about those calls too.")
    return said


def _users(plan: Rollout, months: Sequence[Month]) -> Chart:
    first, last = _whole(months[0].users), _whole(months[-1].users)
    says = f"Users rise from {first} in month 1 to {last} in month 12; at most {_whole(plan.ceiling)} could."
    line = Series("Use video", [month.users for month in months])
    marks = {"Could use it": plan.ceiling}
    return Chart("lines", "People who use video", _numbers(), [line], says, "Month", low=0, high=PEOPLE, marks=marks)


def _hours(months: Sequence[Month]) -> Chart:
    hours = [month.hours for month in months]
    went = f"from {_whole(hours[0])} in month 1 to {_whole(hours[-1])} in month 12"
    says = f"Nurse hours go {went}; visits alone took {_whole(BEFORE)}."
    line = Series("With video", hours)
    return Chart(
        "lines", "Nurse hours a month", _numbers(), [line], says, "Month", low=0, high=200, marks={"Visits alone": BEFORE}
    )


def _numbers() -> list[str]:
    return [str(number) for number in range(1, MONTHS + 1)]


def _records() -> Chart:
    (since, first), *_, (until, last) = RECORDS.items()
    says = f"The share of care services with a digital record went from {first}% in {since} to {last}% in {until.lower()}."
    bars = [Series("Have one", list(RECORDS.values()))]
    return Chart("bars", "Services with a digital care record, England", list(RECORDS), bars, says, unit="%", low=0, high=100)


def _table(months: Sequence[Month]) -> Data:
    rows = [
        [str(number), *(_whole(value) for value in (month.users, month.visited, month.unseen, month.hours, month.failed))]
        for number, month in enumerate(months, 1)
    ]
    caption = f"Each month's reviews at Harbour. Visits alone took {_whole(BEFORE, 'hours')}."
    return Data(caption, ["Month", "By video", "By visit", "No review", "Nurse hours", "Failed calls"], rows)


MODEL = PilotToNormal()
