"""Mentor's Year: a new nurse's confidence, by protected hours, meetings, feedback and a first stretch task. Knows no screen.

Confidence c runs from 0.05 to 1 and starts at 0.30. Each month, in this order::

    hours of each meeting  h = protected hours / nurses who share them / meetings in the year
    with a meeting:     c ← c + 0.12 · feedback · (1 - e^(-h)) · (1 - c)          without one:  c ← c - 0.01
    in the month of the first stretch task, and every third month after it:
        c ← c + 0.10 · (1 - c)  where c is above 0.40
        c ← c - 0.15            where it is not, in the first such month only; later ones then wait

    chance of staying at 12 months = 1 / (1 + e^(-(4 c - 1)))

- Meetings: all in month 1; months 1, 6 and 12; every other month from month 1; or every month. All in month 1 is one meeting.
- Feedback: specific and asks first 1.0; praise only 0.5; a list of faults 0.2.

That the second hour of one meeting gives less than the first, that confidence fades where nobody meets, that a task too early
knocks it, and every size are invented. Confidence is not competence: an assessor judges that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from carelab.questions import show_number
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle

MONTHS, START, READY = 12, 0.30, 0.40
GAIN, FADE = 0.12, 0.01
STRETCH, KNOCK, EVERY = 0.10, 0.15, 3

MEETINGS: Mapping[str, Sequence[int]] = {
    "first": (1,),
    "three": (1, 6, 12),
    "alternate": (1, 3, 5, 7, 9, 11),
    "monthly": tuple(range(1, MONTHS + 1)),
}
"""Pattern → months with a meeting."""
FEEDBACK: Mapping[str, float] = {"specific": 1.0, "praise": 0.5, "faults": 0.2}

CONTROLS: Sequence[Control] = (
    Slider("hours", "The mentor's protected hours in the year", 4, 16, 1, 12, "hours", "Time that nothing else may take."),
    Slider("nurses", "New nurses who share those hours", 1, 3, 1, 2, "", "Each gets an equal part."),
    Pick(
        "when",
        "When do they meet?",
        {
            "first": "All in month 1",
            "three": "Months 1, 6 and 12",
            "alternate": "Every other month",
            "monthly": "Every month",
        },
        "first",
        "The hours are shared out between the meetings.",
    ),
    Pick(
        "feedback",
        "What does the mentor say?",
        {
            "specific": "Asks first, then says what she saw",
            "praise": "Praise only",
            "faults": "A list of faults",
        },
        "praise",
    ),
    Pick(
        "stretch",
        "First stretch task",
        {"none": "None", **{str(month): f"Month {month}" for month in range(1, MONTHS + 1)}},
        "1",
        "Something new and harder. If it goes well, there's another every third month.",
    ),
)


@dataclass(frozen=True)
class Support:
    """How new nurses are mentored.

    Attributes
    ----------
    hours:
        The mentor's working hours in the year that are kept free for mentoring.
    nurses:
        How many new nurses share those hours.
    when, feedback:
        A key of MEETINGS and one of FEEDBACK: the months with a meeting, and what the mentor says there.
    stretch:
        Month of the first stretch task (a new and harder task), or None for no such task.
    """

    hours: float = 12
    nurses: int = 2
    when: str = "first"
    feedback: str = "praise"
    stretch: int | None = 1

    @property
    def each_meeting(self) -> float:
        """Hours that one nurse gets at one meeting."""
        return self.hours / self.nurses / len(MEETINGS[self.when])


@dataclass(frozen=True)
class Month:
    """A new nurse at the end of a month: confidence (0.05 to 1), whether there was a meeting, and how a harder task went."""

    confidence: float
    met: bool = False
    stretch: str = ""


def bounded(confidence: float) -> float:
    """Return a confidence, raised to 0.05 or lowered to 1 where it is outside these bounds."""
    return max(0.05, min(1.0, confidence))


def year(support: Support) -> list[Month]:
    """Return the nurse at the start, then at the end of each of twelve months."""
    story = [Month(START)]
    gain = GAIN * FEEDBACK[support.feedback] * (1 - exp(-support.each_meeting))
    for number in range(1, MONTHS + 1):
        before, met, went = story[-1].confidence, number in MEETINGS[support.when], ""
        confidence = bounded(before + gain * (1 - before) if met else before - FADE)
        since = -1 if support.stretch is None else number - support.stretch
        if since >= 0 and since % EVERY == 0:
            if confidence > READY:
                confidence, went = bounded(confidence + STRETCH * (1 - confidence)), "Went well"
            elif since == 0:
                confidence, went = bounded(confidence - KNOCK), "Too early"
        story.append(Month(confidence, met, went))
    return story


def first_ready(support: Support) -> int | None:
    """Return the first month (1 to 12) that ends with confidence above 0.40 when no stretch task is set; None when none does."""
    calm = year(replace(support, stretch=None))
    return next((number for number, month in enumerate(calm) if month.confidence > READY), None)


def staying(confidence: float) -> float:
    """Return the probability, 0 to 1, that a nurse stays in the job, from the confidence after 12 months."""
    return 1 / (1 + exp(-(4 * confidence - 1)))


@dataclass(frozen=True)
class MentorsYear:
    """The teaching model *Mentor's Year*: how mentoring changes a new nurse's confidence and chance of staying."""

    title: str = "Mentor's Year"
    built_in: str = (
        "We decided that a second hour in one meeting does less than the first, that confidence fades where nobody meets, "
        "and that a task too early knocks it. Feeling confident is not the same as being competent."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        """Return the view of one new nurse's year for these values of the controls."""
        v = settle(self.controls, values)
        stretch = None if v["stretch"] == "none" else int(v["stretch"])
        support = Support(v["hours"], round(v["nurses"]), v["when"], v["feedback"], stretch)
        story = year(support)
        return View(_reading(support, story), [_chart(story)], _table(story), _figures(support, story), _notices(support, story))


def _share(confidence: float) -> str:
    return show_number(round(confidence + 1e-9, 2))


def _percent(share: float) -> str:
    return show_number(round(100 * share), "%")


def _time(hours: float) -> str:
    minutes = round(60 * hours)
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} {'hour' if whole == 1 else 'hours'}"] if whole else []
    parts += [f"{rest} {'minute' if rest == 1 else 'minutes'}"] if rest else []
    return " ".join(parts)


def _reading(support: Support, story: Sequence[Month]) -> str:
    last = story[-1].confidence
    meetings = len(MEETINGS[support.when])
    count = "1 meeting" if meetings == 1 else f"{meetings} meetings"
    text = f"Each new nurse has {count}, of {_time(support.each_meeting)}. Confidence goes from {_share(START)} to {_share(last)}"
    return f"{text}, so the chance of staying is {_percent(staying(last))}. {_task(support, story)}".strip()


def _task(support: Support, story: Sequence[Month]) -> str:
    if support.stretch is None:
        return ""
    if story[support.stretch].stretch == "Too early":
        return f"The stretch task in month {support.stretch} came too early and knocked it back."
    well = sum(month.stretch == "Went well" for month in story)
    return f"The stretch task in month {support.stretch} went well{'' if well == 1 else f', and {well - 1} more followed'}."


def _figures(support: Support, story: Sequence[Month]) -> list[Figure]:
    last, ready = story[-1].confidence, first_ready(support)
    when = "not in this year" if ready is None else f"month {ready}"
    return [
        Figure("Confidence after 12 months", _share(last), "good" if last > 0.6 else "warn" if last < START else "plain"),
        Figure("Chance of staying", _percent(staying(last))),
        Figure("Time at each meeting", _time(support.each_meeting)),
        Figure("Ready for a stretch, if left to grow", when),
    ]


def _notices(support: Support, story: Sequence[Month]) -> list[str]:
    said = []
    if any(month.stretch == "Too early" for month in story):
        said.append("A task that comes before someone is ready can set them back.")
    if support.each_meeting < 0.5:
        said.append("Each meeting lasts less than half an hour.")
    return said


def _chart(story: Sequence[Month]) -> Chart:
    line = [month.confidence for month in story]
    says = (
        f"Confidence starts at {_share(line[0])}, is between {_share(min(line))} and {_share(max(line))}, "
        f"and ends month 12 at {_share(line[-1])}."
    )
    labels = ["Start", *(str(number) for number in range(1, MONTHS + 1))]
    marks = {"Ready for a stretch": READY}
    series = [Series("Confidence", line)]
    return Chart("lines", "A new nurse's confidence", labels, series, says, "Month", low=0, high=1, marks=marks)


def _table(story: Sequence[Month]) -> Data:
    rows = [
        ["Start" if number == 0 else f"Month {number}", "Yes" if month.met else "No", month.stretch, _share(month.confidence)]
        for number, month in enumerate(story)
    ]
    return Data("Each month. Confidence runs from 0.05 to 1.", ["", "Met", "Stretch task", "Confidence"], rows)


MODEL = MentorsYear()
