"""The class report: how hard each question was, how well it told learners apart, which misconceptions came up, who needs help."""

from __future__ import annotations

import csv
import io
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from carelab.answers import write_whole
from carelab.data.course import misconceptions
from carelab.data.criteria import Criterion, by_scheme, caveat
from carelab.sims.model import Chart, Series
from carelab.ui import draw
from grader.authoring import Master, read_master, source_path
from grader.course import Course
from grader.gradebook import Gradebook
from grader.marking import read_verdicts
from grader.progress import State, Work, class_states
from grader.reports.pages import render
from grader.vle import formula_safe

HELP_BELOW = 0.4
"""A learner whose share of the marks given so far is below this is listed as someone to talk to."""


@dataclass(frozen=True)
class ItemLine:
    """One row of the class report's table of questions: how the students did on one question.

    Attributes
    ----------
    facility:
        Mean of mark ÷ maximum mark, 0 to 1, over the students who attempted the question; None when nobody did.
    discrimination:
        Correlation, −1 to 1, of the marks for this question with the marks for the rest of the unit; None when there is none.
    attempted:
        How many students attempted it. ``learners``: how many have marks for the unit.
    """

    grade_id: str
    ask: str
    kind: str
    facility: float | None
    discrimination: float | None
    attempted: int
    learners: int


@dataclass(frozen=True)
class Learner:
    """One student in the class report: the name, and the state of their work on the unit."""

    name: str
    work: Work

    @property
    def share(self) -> float:
        """Marks earned ÷ maximum marks of the questions marked so far, 0 to 1; 1 when none is marked yet."""
        return self.work.earned / self.work.possible if self.work.possible else 1.0

    @property
    def needs_help(self) -> bool:
        """Whether ``share`` is so low that the tutor should talk to this student first."""
        return self.share < HELP_BELOW

    @property
    def note(self) -> str:
        """A sentence for the tutor: why the hand-in is not usable, what is still to be marked, how late it is."""
        return ". ".join(what for what in (self.work.reason, self.work.late) if what)


@dataclass(frozen=True)
class Report:
    """The class report on one unit.

    Attributes
    ----------
    learners:
        Everybody in the class; first those without a usable hand-in, then by share of the marks, lowest first.
    counts:
        What the unit counts towards: pairs of the name of a qualification or standard and those of its criteria that the unit
        helps to meet; empty for none.
    misconceptions:
        (code, text, question for the tutor to ask, how many students showed it).
    """

    unit: str
    title: str
    learners: tuple[Learner, ...]
    items: tuple[ItemLine, ...]
    misconceptions: tuple[tuple[str, str, str, int], ...]
    counts: tuple[tuple[str, tuple[Criterion, ...]], ...]

    @property
    def handed_in(self) -> int:
        """How many students have handed in."""
        return sum(one.work.state is not State.none for one in self.learners)

    @property
    def helped(self) -> list[Learner]:
        """The people to talk to first: those whose ``share`` is low."""
        return [one for one in self.learners if one.needs_help]

    @property
    def missing(self) -> list[Learner]:
        """The people without a hand-in that can be marked."""
        return [one for one in self.learners if one.work.state in (State.none, State.unusable)]

    @property
    def to_mark(self) -> list[Learner]:
        """The people who wait for a person's mark, or whose work was handed in since it was marked."""
        return [one for one in self.learners if one.work.state is State.to_mark]

    @property
    def against(self) -> list[str]:
        """Ids (nbgrader cell ids) of questions that otherwise good students get wrong: their discrimination is negative."""
        return [i.grade_id for i in self.items if i.discrimination is not None and i.discrimination < 0]


def class_report(course: Course, unit: str) -> Report:
    """Return the class report on a unit, worked out from the gradebook and the verdicts (marks with reasons)."""
    master = read_master(source_path(course.root, unit))
    verdicts = list(read_verdicts(course.root, unit))
    with Gradebook(course.gradebook) as gradebook:
        scores = gradebook.scores(unit)
    students = sorted({s.student for s in scores})
    shares = {(s.student, s.grade_id): s.final / s.points for s in scores if s.final is not None and s.points}
    tried = {(v["student"], c["grade_id"]) for v in verdicts for c in v["verdicts"] if c["outcome"] != "not attempted"}
    items = tuple(_item(master, n, students, shares, tried) for n in range(len(master.questions)))
    caught = Counter(code for v in verdicts for c in {m for k in v["verdicts"] for m in k["misconceptions"]} for code in [c])
    known = misconceptions()
    listed = tuple((c, known[c].text, known[c].say, n) for c, n in caught.most_common() if c in known)
    states = class_states(course, [unit])
    learners = [Learner(states.label(person), states.work[person.id, unit]) for person in states.people]
    learners.sort(key=lambda one: (list(State).index(one.work.state) > 1, one.share, one.name.casefold()))
    return Report(unit, master.title, tuple(learners), items, listed, by_scheme(unit))


def _item(
    master: Master, n: int, students: Sequence[str], shares: dict[tuple[str, str], float], tried: set[tuple[str, str]]
) -> ItemLine:
    one = master.questions[n]
    marked = [s for s in students if (s, one.grade_id) in shares]
    attempted = [s for s in marked if (s, one.grade_id) in tried]
    facility = statistics.fmean(shares[s, one.grade_id] for s in attempted) if attempted else None
    others = [m for m in master.questions if m is not one]
    rest = [sum(shares.get((s, m.grade_id), 0.0) * m.points for m in others) for s in marked]
    discrimination = correlation([shares[s, one.grade_id] for s in marked], rest)
    return ItemLine(one.grade_id, one.question.ask, one.question.kind, facility, discrimination, len(attempted), len(students))


def correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the correlation (Pearson's r) of two lists; None for fewer than three pairs, or when a list has only one value."""
    if len(a) < 3 or len(set(a)) == 1 or len(set(b)) == 1:
        return None
    return statistics.correlation(a, b)


def write_report(course: Course, unit: str) -> Report:
    """Write the class report on a unit as ``reports/<unit>.html`` and ``reports/<unit>.csv``, and return it."""
    report = class_report(course, unit)
    folder = course.root / "reports"
    folder.mkdir(exist_ok=True)
    write_whole(folder / f"{unit}.html", _page(report).encode())
    write_whole(folder / f"{unit}.csv", _table(report).encode())
    return report


def _page(report: Report) -> str:
    known = [i for i in report.items if i.facility is not None]
    hardest = min(known, key=lambda i: i.facility or 0.0) if known else None
    says = (
        f"The hardest question was {hardest.grade_id.split('_')[-1]}, with {hardest.facility:.0%} of its marks earned."
        if hardest is not None
        else "No question has been marked yet."
    )
    chart = Chart(
        "bars", "Share of the marks earned on each question", [i.grade_id.split("_")[-1] for i in report.items],
        [Series("Marks earned", [None if i.facility is None else round(100 * i.facility, 1) for i in report.items])],
        says, axis="Question", unit="%", low=0, high=100,
    )  # fmt: skip
    drawn = Markup(draw(chart))  # noqa: S704 (our own SVG, escaped where it is drawn)
    return render("report.html.j2", report=report, chart=drawn, says=says, caveat=caveat())


def _table(report: Report) -> str:
    text = io.StringIO()
    write = csv.writer(text, quoting=csv.QUOTE_ALL)
    write.writerow(["question", "kind", "asks", "attempted", "learners", "facility", "discrimination"])
    for i in report.items:
        numbers = ["" if x is None else f"{x:.3f}" for x in (i.facility, i.discrimination)]
        write.writerow([i.grade_id, i.kind, formula_safe(i.ask), i.attempted, i.learners, *numbers])
    return text.getvalue()
