"""Two Dials: how a manager's week is split between managing and leading, and what each gets. Knows no screen.

Of a 37.5-hour week, m hours go to managing and l = 37.5 − m to leading. Each side's score, 0…1, rises quickly with its first
hours and slowly with its last; the week's score, 0…100, multiplies the two, so that one side cannot stand in for the other:

    M = 1 − e^(−0.08 m)        L = 1 − e^(−0.08 l)        score = 100 × M^w × L^(1−w)

w is the weight of managing: 0.50 in an ordinary week, 0.65 when an inspection is due, 0.35 in a week of big change.
The shape (little gain from the last hours, both needed) is the idea. The 0.08 and the three weights are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle

HOURS, RATE = 37.5, 0.08
WEEKS = {"ordinary": "An ordinary week", "inspection": "An inspection is due", "change": "A big change is under way"}
WEIGHTS = {"ordinary": 0.50, "inspection": 0.65, "change": 0.35}
IN_WEEK = {"ordinary": "in an ordinary week", "inspection": "when an inspection is due", "change": "in a week of big change"}
SHOWN = [step * 2.5 for step in range(16)]
"""Hours of managing that the table shows."""
CURVE = [step / 4 for step in range(int(HOURS * 4) + 1)]
"""Hours of managing that the curve shows: each place of the slider."""
THIN = 40
"""Below this score a side is too thin to rely on."""

CONTROLS: Sequence[Control] = (
    Slider("m", "Hours given to managing", 0, HOURS, 0.25, 30, "hours", "The rest of the 37.5 hours goes to leading."),
    Pick("week", "What kind of week is it?", WEEKS, "ordinary"),
)


def side(hours: float) -> float:
    """Return the score, 0 to 100, of one side of a manager's job (managing or leading) for this many hours a week."""
    return 100 * (1 - exp(-RATE * hours))


def score(managing: float, week: str) -> float:
    """Return the score of a whole week, 0 to 100. ``managing``: hours, 0 to 37.5; ``week``: kind of week, a key of WEEKS."""
    weight = WEIGHTS[week]
    return float(side(managing) ** weight * side(HOURS - managing) ** (1 - weight))


def best_split(week: str) -> float:
    """Return the hours of managing, to the quarter hour, that give the highest score in this kind of week (a key of WEEKS)."""
    return max(CURVE, key=lambda m: score(m, week))


@dataclass(frozen=True)
class TwoDials:
    """The teaching model *Two Dials*: how to split a manager's week between managing and leading."""

    title: str = "Two Dials"
    built_in: str = (
        "We multiplied the two sides, so that neither can stand in for the other. If they were added, a week of managing alone "
        "would score half. We also decided that each hour on one side does less than the hour before it. "
        "Real work is often both at once."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        m, week = v["m"], v["week"]
        systems, people, overall = side(m), side(HOURS - m), score(m, week)
        gap = score(best_split(week), week) - overall
        return View(
            f"{_split(m)} {_result(systems, people, overall, week)} {_move(m, week)}",
            [_curve(m, week), _bars(systems, people, overall)],
            _table(m, week),
            [
                Figure("Systems score", _one(systems), "warn" if systems < THIN else "plain"),
                Figure("People score", _one(people), "warn" if people < THIN else "plain"),
                Figure("The whole week", f"{_one(overall)} of 100", "good" if gap < 1 else "warn" if overall < THIN else "plain"),
                Figure("Points below the best split", _one(gap)),
            ],
            _notices(systems, people),
        )


def _one(number: float) -> str:
    return show_number(round(number, 1))


def _split(m: float) -> str:
    if m == 0:
        return "You gave all 37.5 hours to leading and 0 to managing."
    if m == HOURS:
        return "You gave all 37.5 hours to managing and 0 to leading."
    return f"You gave {show_number(m)} of 37.5 hours to managing and {show_number(HOURS - m)} to leading."


def _result(systems: float, people: float, overall: float, week: str) -> str:
    if 0 in (systems, people):
        strong, other = (people, "people") if systems == 0 else (systems, "systems")
        return f"The week scores 0 {IN_WEEK[week]}: {_one(strong)} for {other} cannot make up for nothing on the other side."
    return f"Systems score {_one(systems)} and people score {_one(people)}, which makes {_one(overall)} {IN_WEEK[week]}."


def _move(m: float, week: str) -> str:
    """Return a sentence on what one more hour on either side would do."""
    here = score(m, week)
    managing = score(min(m + 1, HOURS), week) - here
    leading = score(max(m - 1, 0), week) - here
    gain = max(managing, leading)
    if gain < 0.2:
        return "Moving an hour either way would add next to nothing: this week is well balanced."
    source, to = ("leading", "managing") if managing > leading else ("managing", "leading")
    points = "point" if _one(gain) == "1" else "points"
    return f"Moving one hour from {source} to {to} would add {_one(gain)} {points}, as {source} gains little from its last hours."


def _notices(systems: float, people: float) -> list[str]:
    notices = []
    if systems < THIN:
        notices.append("Systems are thin: expect missed checks, gaps in the rota and late orders.")
    if people < THIN:
        notices.append("People are left alone: expect low spirits, few ideas and good staff leaving.")
    return notices


def _bars(systems: float, people: float, overall: float) -> Chart:
    says = f"Systems score {_one(systems)}, people score {_one(people)} and the whole week scores {_one(overall)} out of 100."
    values = Series("Score", [systems, people, overall])
    return Chart("bars", "Scores for your week, out of 100", ["Systems", "People", "Whole week"], [values], says, low=0, high=100)


def _curve(m: float, week: str) -> Chart:
    best = best_split(week)
    says = (
        f"You are at {show_number(m)} hours, with a score of {_one(score(m, week))}. The score {IN_WEEK[week]} peaks at "
        f"{_one(score(best, week))}, near {show_number(round(best))} hours of managing, and falls to 0 at both ends."
    )
    line = Series("Whole week", [score(hours, week) for hours in CURVE])
    labels = [show_number(hours) for hours in CURVE]
    yours = {"Your week": [round(m * 4)]}
    title = f"The score for every way to split the hours, {IN_WEEK[week]}"
    return Chart("lines", title, labels, [line], says, "Hours given to managing", low=0, high=100, flags=yours)


def _table(m: float, week: str) -> Data:
    def row(name: str, hours: float) -> list[str]:
        return [name, show_number(HOURS - hours), _one(side(hours)), _one(side(HOURS - hours)), _one(score(hours, week))]

    rows = [row(f"{show_number(m)} (yours)", m), *(row(show_number(hours), hours) for hours in SHOWN)]
    return Data(
        f"Scores {IN_WEEK[week]}, for each split of 37.5 hours.", ["Managing", "Leading", "Systems", "People", "Whole week"], rows
    )


MODEL = TwoDials()
