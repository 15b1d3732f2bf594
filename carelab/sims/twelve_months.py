"""Twelve Months at a Service: what management and leadership each do to a service, month by month. Knows no screen.

S (systems) and C (culture) run from 0 to 1 and start at 0.5. Each month::

    S ← S + 0.20 · (management capacity - S)         C ← C + 0.08 · (leadership capability - C)
    in the month of the shock, after that step:  S and C ← each - 0.15 · (1 - C/2), never below 0
    yearly turnover = 0.487 - 0.281 · (0.6 C + 0.4 S)
    quality = 100 · √S · √C · (1 - 0.5 · turnover)   points, 0 to 100

- Somebody may leave at the end of month 6. From month 7, leadership capability is half of what it was if the leader leaves, and
  management capacity is half of what it was if the manager of the systems leaves.
- Recovery time: whole months from the shock until quality is back within 1 point of the month before; looked for over 4 years.

The two ends of turnover, 48.7% and 20.6%, are Skills for Care's figures for adult social care in England, 2022/23: care workers
whose jobs have none and all five of the things that go with staying. They are used as an illustration. The speeds, the shock, the
weights of turnover, the start and the month in which somebody leaves are invented.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle

START = 0.5
SYSTEMS_SPEED, CULTURE_SPEED = 0.20, 0.08
SHOCK = 0.15
MONTHS, LEAVES = 12, 6
LOOK_AHEAD = 48
"""Months after the shock in which recovery is looked for."""

CONTROLS: Sequence[Control] = (
    Slider(
        "management",
        "Management capacity",
        0,
        100,
        5,
        80,
        "%",
        "Rotas, checks, records. Systems close a fifth of the gap each month.",
    ),
    Slider(
        "leadership",
        "Leadership capability",
        0,
        100,
        5,
        40,
        "%",
        "Trust, purpose, voice. Culture closes a twelfth of the gap each month.",
    ),
    Pick(
        "shock",
        "When does a shock come?",
        {"none": "No shock", **{str(month): f"Month {month}" for month in range(1, MONTHS + 1)}},
        "5",
        "An outbreak, a flood or a sudden gap in staff.",
    ),
    Pick(
        "leaves",
        "Who leaves after month 6?",
        {"nobody": "Nobody", "leader": "The one who leads", "manager": "The one who manages"},
        "nobody",
        "What that person did is halved from month 7 on.",
    ),
)


@dataclass(frozen=True)
class Course:
    """What decides how a service does in a year.

    Attributes
    ----------
    management, leadership:
        How well the service is managed (rotas, checks, records) and led (trust, purpose), 0 to 1 each.
    shock:
        The month of a crisis; None for no crisis.
    leaves:
        Who leaves after month 6: ``nobody``, ``leader`` or ``manager``.
    """

    management: float
    leadership: float
    shock: int | None = None
    leaves: str = "nobody"


@dataclass(frozen=True)
class Month:
    """A service at the end of a month: the state of its systems and of its culture, 0 to 1 each."""

    systems: float
    culture: float

    @property
    def turnover(self) -> float:
        """Share of staff who would leave in a year at this month's rate, 0 to 1."""
        return 0.487 - 0.281 * (0.6 * self.culture + 0.4 * self.systems)

    @property
    def quality(self) -> float:
        """Quality of care, 0 to 100 points."""
        return 100 * math.sqrt(self.systems * self.culture) * (1 - 0.5 * self.turnover)


def follow(course: Course, months: int = MONTHS) -> list[Month]:
    """Return the service at the start and after each month."""
    story = [Month(START, START)]
    for month in range(1, months + 1):
        gone = course.leaves if month > LEAVES else "nobody"
        capability = course.leadership / (2 if gone == "leader" else 1)
        capacity = course.management / (2 if gone == "manager" else 1)
        systems = story[-1].systems + SYSTEMS_SPEED * (capacity - story[-1].systems)
        culture = story[-1].culture + CULTURE_SPEED * (capability - story[-1].culture)
        blow = SHOCK * (1 - culture / 2) if month == course.shock else 0
        story.append(Month(max(0.0, systems - blow), max(0.0, culture - blow)))
    return story


def recovery(course: Course) -> int | None:
    """Return the months from the shock until quality is back; None when there is no shock or it is not back within 4 years."""
    if course.shock is None:
        return None
    story = follow(course, course.shock + LOOK_AHEAD)
    before = story[course.shock - 1].quality
    return next((month for month in range(LOOK_AHEAD + 1) if story[course.shock + month].quality >= before - 1), None)


def _percent(share: float) -> str:
    return show_number(round(100 * share + 1e-9, 1), "%")


def _points(quality: float) -> str:
    return show_number(round(quality + 1e-9, 1))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


@dataclass(frozen=True)
class TwelveMonths:
    """The teaching model *Twelve Months at a Service*: what management and leadership each do for quality."""

    title: str = "Twelve Months at a Service"
    built_in: str = (
        "We decided that systems move fast and culture slowly, up and down, that quality needs both, and that a good culture "
        "softens a shock. Real services aren't so tidy, and nobody has measured these speeds."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of the year, and of the same year with one setting changed."""
        set_to = settle(self.controls, values)
        shock = None if set_to["shock"] == "none" else int(set_to["shock"])
        course = Course(set_to["management"] / 100, set_to["leadership"] / 100, shock, set_to["leaves"])
        story = follow(course)
        others = {name: follow(other)[-1] for name, other in what_if(course).items()}
        return View(
            reading=_reading(course, story),
            charts=(_lines(story), _bars(story[-1], others)),
            table=_table(story, others),
            figures=_figures(course, story),
            notices=_notices(course, story),
        )


def what_if(course: Course) -> dict[str, Course]:
    """Return what could have been different in this year: label → the same course of events with one setting changed."""
    shock = {"No shock": replace(course, shock=None)} if course.shock else {"Shock in month 5": replace(course, shock=5)}
    leader = {"Leader leaves": replace(course, leaves="leader")}
    if course.leaves != "nobody":
        leader = {"Nobody leaves": replace(course, leaves="nobody")}
    more = {
        "Management +20": replace(course, management=min(1.0, course.management + 0.2)),
        "Leadership +20": replace(course, leadership=min(1.0, course.leadership + 0.2)),
    }
    return shock | leader | more


def _reading(course: Course, story: Sequence[Month]) -> str:
    first, last = story[0], story[-1]
    given = f"With management at {_percent(course.management)} and leadership at {_percent(course.leadership)}"
    text = f"{given}, quality goes from {_points(first.quality)} to {_points(last.quality)} points in a year. "
    if course.shock is None:
        return text + f"No shock came; systems end at {_percent(last.systems)} and culture at {_percent(last.culture)}."
    fall = story[course.shock - 1].quality - story[course.shock].quality
    took = recovery(course)
    if took == 0:
        return text + f"The shock in month {course.shock} cost less than 1 point, as the service was growing fast."
    back = "and it is still not back four years later" if took is None else f"and it takes {_months(took)} to get back"
    return text + f"The shock in month {course.shock} takes quality down by {_points(fall)}, {back}."


def _lines(story: Sequence[Month]) -> Chart:
    last = story[-1]
    return Chart(
        kind="lines",
        title="A year at the service",
        labels=["Start", *(str(month) for month in range(1, MONTHS + 1))],
        series=[
            Series("Systems (%)", [100 * month.systems for month in story]),
            Series("Culture (%)", [100 * month.culture for month in story]),
            Series("Yearly turnover (%)", [100 * month.turnover for month in story]),
            Series("Quality (points)", [month.quality for month in story]),
        ],
        says=f"Both start at {_percent(START)}. After a year, systems stand at {_percent(last.systems)} and culture at "
        f"{_percent(last.culture)}. Quality is {_points(last.quality)} points, and turnover is {_percent(last.turnover)}.",
        axis="Month",
        low=0,
        high=100,
    )


def _bars(last: Month, others: dict[str, Month]) -> Chart:
    best = max(others, key=lambda name: others[name].quality)
    gap = others[best].quality - last.quality
    return Chart(
        kind="bars",
        title="What if one thing were different? Quality after 12 months, in points",
        labels=["This run", *others],
        series=[Series("Quality (points)", [last.quality, *(month.quality for month in others.values())])],
        says=f"This run ends at {_points(last.quality)} points; of the four changes, this one does most for quality: {best}, "
        f"at {_points(others[best].quality)}."
        if round(gap, 1) > 0
        else f"This run ends at {_points(last.quality)} points, and none of the four changes would raise it.",
        low=0,
        high=100,
    )


def _table(story: Sequence[Month], others: dict[str, Month]) -> Data:
    even = {f"What if systems and culture were both at {_percent(level)}": Month(level, level) for level in (0.0, 0.5, 1.0)}
    changed = {f"What if: {name}, after 12 months": month for name, month in others.items()}
    months = {"Start" if n == 0 else f"Month {n}": month for n, month in enumerate(story)}
    rows = [
        [name, _percent(month.systems), _percent(month.culture), _percent(month.turnover), _points(month.quality)]
        for name, month in {**even, **changed, **months}.items()
    ]
    return Data("What if, and month by month", ("Case", "Systems", "Culture", "Yearly turnover", "Quality (points)"), rows)


def _figures(course: Course, story: Sequence[Month]) -> list[Figure]:
    last, rise = story[-1], story[-1].quality - story[0].quality
    took = recovery(course)
    back = "no shock" if course.shock is None else "not in 4 years" if took is None else _months(took)
    slow = course.shock is not None and (took is None or took > 6)
    return [
        Figure(
            "Quality after 12 months", f"{_points(last.quality)} points", "good" if rise > 1 else "warn" if rise < -1 else "plain"
        ),
        Figure("Yearly turnover", _percent(last.turnover), "look" if last.turnover > story[0].turnover else "plain"),
        Figure("Time to recover from the shock", back, "look" if slow else "plain"),
    ]


def _notices(course: Course, story: Sequence[Month]) -> list[str]:
    said = []
    if course.leaves != "nobody":
        who, what = ("led", "culture") if course.leaves == "leader" else ("managed", "systems")
        then, now = (getattr(story[month], what) for month in (LEAVES, MONTHS))
        have = "has" if what == "culture" else "have"
        moved = "slipped from" if now < then else "moved from"
        said.append(
            f"The one who {who} left after month {LEAVES}. Since then {what} {have} {moved} {_percent(then)} to {_percent(now)}."
        )
    if course.shock is not None:
        before, last = story[course.shock - 1], story[-1]
        if last.systems >= before.systems and last.culture < before.culture:
            said.append("By month 12 systems are back where they were before the shock, but culture is not.")
    return said


MODEL = TwelveMonths()
