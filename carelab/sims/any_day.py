"""Any Day: one year of finding and fixing problems at a home, week by week, with an inspection in week 26. Knows no screen.

Each week, in this order::

    new problems     = 0.5 + 0.5 · causes
    if a check is due: 80% of the problems not yet found are found
    causes           ← causes - min(causes, share · hours / 6)     from the first find on
    problems put right = min(found, hours left), one hour each
    open             = found + not yet found

- Start: 8 open problems, none of them found, and 4 live causes.
- All year: a check is due in weeks 1, 1 + n, 1 + 2n …, and each week has the same hours H.
- Saved up: no check and no hours before week 23; in each of weeks 23 to 26 a check is due and there are 13 · H hours.
  After week 26 there is nothing again. So both rhythms have 52 · H hours in the year.

Nothing is left to chance. Every figure is invented: the new problems, the share that a check finds, and the hours for a cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle

WEEKS, VISIT = 52, 26
SAVED_WEEKS = range(23, VISIT + 1)
SAVED_HOURS = WEEKS / len(SAVED_WEEKS)
"""How many weeks' hours are spent in each of the weeks before the visit, where they are saved up."""
START_OPEN, START_CAUSES = 8.0, 4.0
FOUND_BY_CHECK = 0.8
HOURS_FOR_CAUSE = 6.0

EVERY: Mapping[str, int] = {"1": 1, "2": 2, "4": 4, "13": 13, "26": 26}
SHARES: Mapping[str, float] = {"none": 0.0, "quarter": 0.25, "half": 0.5, "most": 0.75}

CONTROLS: Sequence[Control] = (
    Pick(
        "every",
        "Check for problems",
        {"1": "Every week", "2": "Every 2 weeks", "4": "Every 4 weeks", "13": "Every 13 weeks", "26": "Every 26 weeks"},
        "4",
        "A check finds 8 in 10 of the problems that nobody has found yet.",
    ),
    Slider("hours", "Time for putting things right", 0, 6, 1, 4, "hours", "Hours a week. One problem takes one hour."),
    Pick(
        "share",
        "Share of that time for causes",
        {"none": "None", "quarter": "A quarter", "half": "Half", "most": "Three quarters"},
        "none",
        "It takes six hours to remove one cause. Each cause makes a new problem every two weeks.",
    ),
    Pick(
        "rhythm",
        "When is the work done?",
        {"year": "All through the year", "saved": "Saved up for the four weeks before the visit"},
        "year",
        "The visit is expected in week 26. Both ways use the same hours in the year.",
    ),
)


@dataclass(frozen=True)
class Plan:
    """How a home checks its work and corrects faults.

    Attributes
    ----------
    every:
        Weeks from one check to the next.
    hours:
        Hours a week for putting problems right.
    share:
        Part of the hours that goes to removing the causes of problems, 0 to 1.
    saved:
        Whether all checks and hours are saved up for weeks 23 to 26, the last before an inspection.
    """

    every: int = 4
    hours: float = 4.0
    share: float = 0.0
    saved: bool = False

    def due(self, week: int) -> bool:
        """Say whether a check is due in a week, counted from 1."""
        return week in SAVED_WEEKS if self.saved else (week - 1) % self.every == 0

    def hours_in(self, week: int) -> float:
        """Return the hours for putting problems right in a week, counted from 1."""
        if self.saved:
            return SAVED_HOURS * self.hours if week in SAVED_WEEKS else 0.0
        return self.hours


@dataclass(frozen=True)
class Week:
    """The home at the end of a week: open problems that were found, problems not found yet, causes left, and hours used."""

    found: float
    hidden: float
    causes: float
    used: float = 0.0

    @property
    def open(self) -> float:
        """How many problems are open, found or hidden."""
        return self.found + self.hidden


def year(plan: Plan) -> list[Week]:
    """Simulate a year in which the home follows this plan; return its state at the end of each of the 52 weeks."""
    now, anything_found, story = Week(0.0, START_OPEN, START_CAUSES), False, []
    for week in range(1, WEEKS + 1):
        hidden = now.hidden + 0.5 + 0.5 * now.causes
        newly = FOUND_BY_CHECK * hidden if plan.due(week) else 0.0
        found, hours = now.found + newly, plan.hours_in(week)
        anything_found = anything_found or found > 0
        removed = min(now.causes, plan.share * hours / HOURS_FOR_CAUSE) if anything_found else 0.0
        mended = min(found, hours - HOURS_FOR_CAUSE * removed)
        now = Week(found - mended, hidden - newly, now.causes - removed, mended + HOURS_FOR_CAUSE * removed)
        story.append(now)
    return story


def average(story: Sequence[Week]) -> float:
    """Return how many problems are open on an average day: the mean over the weeks."""
    return sum(week.open for week in story) / len(story)


def hours_used(story: Sequence[Week]) -> float:
    """Return the hours used in the year to put problems right and to remove their causes, together."""
    return sum(week.used for week in story)


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _what_if(plan: Plan) -> dict[str, Plan]:
    """Return the plan and the same hours used in other ways, by name."""
    return {
        "This plan": plan,
        "Saved up, none on causes": replace(plan, saved=True, share=0.0),
        "All year, none on causes": replace(plan, saved=False, share=0.0),
        "All year, half on causes": replace(plan, saved=False, share=0.5),
    }


@dataclass(frozen=True)
class AnyDay:
    """The teaching model *Any Day*: how a home finds and corrects problems in a year, with an inspection half-way."""

    title: str = "Any Day"
    built_in: str = (
        "We decided that live causes go on making problems, that a check finds 8 in 10 of them, and that removing a cause takes "
        "six hours. Real problems don't come at an even pace, and some matter far more than others."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        plan = Plan(EVERY[v["every"]], v["hours"], SHARES[v["share"]], v["rhythm"] == "saved")
        story = year(plan)
        others = {name: year(other) for name, other in _what_if(plan).items()}
        return View(
            _reading(plan, story),
            [_line(story), _bars(others)],
            _table(story, others),
            _figures(story),
            _notices(plan, story),
        )


def _reading(plan: Plan, story: Sequence[Week]) -> str:
    start = f"On an average day {_one(average(story))} problems are open."
    if not plan.hours:
        return f"{start} Nobody has time to put them right, so it makes no difference how often you check."
    used = f"{_one(hours_used(story))} hours were used, and {_one(story[-1].causes)} of 4 causes are left."
    if plan.saved:
        visit, end = story[VISIT - 1].open, story[-1].open
        return f"{start} In week 26, when the visit is expected, it's {_one(visit)}; by week 52 it's {_one(end)}. {used}"
    return f"{start} {used}"


def _line(story: Sequence[Week]) -> Chart:
    worst = max(range(WEEKS), key=lambda at: story[at].open)
    says = (
        f"Open problems: {_one(story[0].open)} in week 1, {_one(story[VISIT - 1].open)} in the week of the visit and "
        f"{_one(story[-1].open)} in week 52. The most is {_one(story[worst].open)}, in week {worst + 1}."
    )
    return Chart(
        "lines",
        "Problems open, week by week",
        [str(week) for week in range(1, WEEKS + 1)],
        [Series("Open problems", [week.open for week in story])],
        says,
        axis="Week",
        low=0,
        flags={"Visit expected": [VISIT - 1]},
    )


def _bars(others: Mapping[str, Sequence[Week]]) -> Chart:
    means = {name: average(story) for name, story in others.items()}
    fewest = min(means, key=lambda name: means[name])
    says = f"Of these four, the fewest are open with “{fewest}”: {_one(means[fewest])} on an average day."
    if max(means.values()) - min(means.values()) < 0.05:
        says = f"All four leave {_one(means[fewest])} open on an average day."
    return Chart(
        "bars", "The same hours, used in other ways", list(means), [Series("Open on an average day", [*means.values()])], says
    )


def _table(story: Sequence[Week], others: Mapping[str, Sequence[Week]]) -> Data:
    rows = [
        [name, _one(average(other)), _one(other[VISIT - 1].open), _one(other[-1].open), _one(hours_used(other))]
        for name, other in others.items()
    ]
    weeks = [
        [f"This plan, week {n}{' (visit)' if n == VISIT else ''}", _one(week.open), "–", "–", _one(week.used)]
        for n, week in enumerate(story, 1)
    ]
    columns = ("Case", "Open problems (average, or that week)", "Open in week 26", "Open in week 52", "Hours used")
    return Data("The same hours in other ways, then this plan week by week", columns, [*rows, *weeks])


def _figures(story: Sequence[Week]) -> list[Figure]:
    mean, end = average(story), story[-1].open
    return [
        Figure("Open on an average day", _one(mean), "good" if mean < 4 else "warn" if mean > 16 else "plain"),
        Figure("Worst week", _one(max(week.open for week in story))),
        Figure("Week 26, the visit", _one(story[VISIT - 1].open)),
        Figure("Week 52", _one(end), "warn" if end > 16 else "plain"),
        Figure("Causes left of 4", _one(story[-1].causes)),
        Figure("Hours used", _one(hours_used(story))),
    ]


def _notices(plan: Plan, story: Sequence[Week]) -> list[str]:
    notices = []
    if plan.hours and plan.saved and story[-1].open > story[VISIT - 1].open + 5:
        notices.append("It looks good on the day of the visit. Half a year later it's worse than at the start.")
    if plan.hours and not plan.share:
        notices.append("No time goes to causes, so the same problems keep coming back.")
    return notices


MODEL = AnyDay()
