"""A manager's day of ten tasks and two surprises: who did what when, and the harm points it left. The sums of *Ten Demands*.

Time is in minutes after 09:00; the day ends at 17:00 (480) and nobody stays on. You work down your list in order.

- *Do*: you work on it until it is done. A meeting cannot start before its time, so you wait if you are early.
- *Delegate*: 5 minutes to brief a senior carer, who takes handed-over tasks one at a time, and 5 minutes to check the result as
  soon as you are free. It is done when it is checked. What only you may do comes back undone.
- Anyone may take a dangerous hoist out of use and anyone may raise a safeguarding concern, so both can be handed over.
- A break cannot start before 10:00 and has to end by 16:00: a rest at either end of the day is no rest from the work.
- *Delay* (tomorrow) and *drop* (never) take no time today.
- A surprise stops whatever you do; you go back to it afterwards.

Harm points = weight × minutes late. A task that is not done counts as late up to 17:00, and then ``tomorrow`` or ``never`` points
more. A deadline is for the finish, a meeting's time for its start. Besides: 40 points if the supervision starts more than 15
minutes late or not at all (it was moved twice before), 10 each time a surprise pulls you out of a meeting or your break, and 5
if someone else does the walk-round. Durations, deadlines and who may do what are the unit's fixed set; every weight and point is
invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

END = 480
BRIEF = CHECK = 5
STEPPED_OUT = 10.0
MOVED_AGAIN, GRACE = 40.0, 15

LEAST_HARM = 10.0
"""Fewest harm points of any plan: proved in the tests by searching every order and every choice."""


@dataclass(frozen=True)
class Task:
    """One task of a manager's day.

    Attributes
    ----------
    minutes:
        How long it takes.
    due, starts, opens:
        Latest finish, time of a meeting, and earliest start, all in minutes after 09:00; None for no such time.
    weight:
        Harm points for each minute late.
    tomorrow, never, handed_over:
        Harm points when it is put off, dropped, or done by somebody else.
    """

    name: str
    short: str
    minutes: int
    due: int | None = None
    starts: int | None = None
    opens: int = 0
    weight: float = 0
    tomorrow: float = 0
    never: float = 0
    shared: bool = False
    """Whether someone else may do it."""
    handed_over: float = 0

    def late(self, start: int, finish: int) -> int:
        """Return how many minutes late a task was that ran from start to finish (minutes after 09:00)."""
        if self.starts is not None:
            return max(0, start - self.starts)
        return 0 if self.due is None else max(0, finish - self.due)


TASKS: Mapping[str, Task] = {
    "referral": Task(
        "safeguarding concern and CQC notification", "Safeguarding", 60, due=120, weight=1, tomorrow=60, never=200, shared=True
    ),
    "hoist": Task("unsafe hoist, to be taken out of use", "Hoist", 20, due=60, weight=1, tomorrow=60, never=200, shared=True),
    "cover": Task("cover for tonight", "Cover", 30, due=240, weight=0.5, tomorrow=80, never=80, shared=True),
    "supervision": Task("supervision", "Supervision", 45, starts=150, weight=0.2, never=40),
    "family": Task("family meeting", "Family", 45, starts=300, weight=0.5, tomorrow=20, never=80),
    "budget": Task("budget return", "Budget", 90, due=480, weight=0.5, tomorrow=60, never=120),
    "complaint": Task("reply to a complaint", "Complaint", 40, due=480, weight=0.5, tomorrow=40, never=100, shared=True),
    "folder": Task("policy folder to tidy", "Folder", 60, shared=True),
    "break": Task("your break", "Break", 20, due=420, opens=60, weight=0.5, tomorrow=30, never=30),
    "walk": Task("walk-round", "Walk-round", 30, tomorrow=20, never=30, shared=True, handed_over=5),
}


@dataclass(frozen=True)
class Surprise:
    """An event that cannot wait: when it comes (minutes after 09:00), and how many minutes it takes."""

    at: int
    minutes: int
    name: str
    short: str


SURPRISES = (Surprise(100, 20, "a resident falls", "A fall"), Surprise(310, 25, "a carer goes home ill", "Carer ill"))


@dataclass(frozen=True)
class Block:
    """A stretch of the manager's time, in minutes after 09:00.

    ``kind``: ``work`` on a task, ``brief`` (telling somebody how to do a task), ``check`` (of that work) or ``surprise``.
    """

    start: int
    end: int
    short: str
    kind: str
    task: str = ""
    late: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result of one task.

    Attributes
    ----------
    choice:
        What the student chose: do, delegate, delay or drop.
    start, finish:
        In minutes after 09:00; None when it did not start or finish.
    late, harm:
        Minutes late, and harm points.
    """

    choice: str
    start: int | None
    finish: int | None
    late: int
    harm: float


@dataclass
class Day:
    """A manager's day in progress, with times in minutes after 09:00. The methods change it in place."""

    surprises: tuple[Surprise, ...] = SURPRISES
    now: int = 0
    senior_free: int = 0
    waiting: tuple[tuple[int, str], ...] = ()
    """Handed-over work not checked yet: when it will be ready, and its task."""
    blocks: tuple[Block, ...] = ()
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def copy(self) -> Day:
        """Return a copy that can be changed on its own, to try a move out."""
        return Day(self.surprises, self.now, self.senior_free, self.waiting, self.blocks, dict(self.outcomes))

    @property
    def harm(self) -> float:
        """Harm points of the tasks that are finished, put off or dropped."""
        return sum(outcome.harm for outcome in self.outcomes.values())

    @property
    def harm_so_far(self) -> float:
        """Harm points up to now: of the tasks that are over, and of the open tasks that are already late."""
        waiting = (task for task_id, task in TASKS.items() if task_id not in self.outcomes)
        return self.harm + sum(task.weight * task.late(self.now, self.now) for task in waiting)

    @property
    def free(self) -> int:
        """How many minutes of the day the manager has nothing to do."""
        return END - sum(block.end - block.start for block in self.blocks)

    def take(self, task_id: str, choice: str) -> None:
        """Let the day go on by one move: the manager comes to this task and does, delegates, delays or drops it (``choice``)."""
        task = TASKS[task_id]
        self._check_what_is_ready()
        if choice == "do":
            self._wait(task.starts or task.opens)
            self._surprise()
            start = self.now
            stops = self._work(task.minutes, task.short, "work", task_id)
            if stops is None:
                self._leave(task_id, choice, start)
            else:
                late = task.late(start, self.now)
                harm = task.weight * late + (STEPPED_OUT * stops if task.starts or task.opens else 0)
                harm += MOVED_AGAIN if task_id == "supervision" and late > GRACE else 0
                self.outcomes[task_id] = Outcome(choice, start, self.now, late, harm)
        elif choice == "delegate" and self._work(BRIEF, task.short, "brief", task_id) is not None:
            self.senior_free = max(self.senior_free, self.now) + task.minutes
            self.waiting += ((self.senior_free, task_id),)
            if not task.shared:
                self._leave(task_id, choice, None)
        else:
            self._leave(task_id, choice, None)

    def close(self) -> None:
        """Let the rest of the day pass: delegated tasks that come back in time are checked, the others count as not done."""
        self._wait(END)
        for _, task_id in self.waiting:
            self._leave(task_id, "delegate", None)

    def _leave(self, task_id: str, choice: str, start: int | None) -> None:
        task = TASKS[task_id]
        late = task.late(END, END)
        harm = task.weight * late + (task.never if choice == "drop" else task.tomorrow)
        harm += MOVED_AGAIN if task_id == "supervision" else 0
        self.outcomes[task_id] = Outcome(choice, start, None, late, harm)

    def _work(self, minutes: int, short: str, kind: str, task_id: str) -> int | None:
        """Spend minutes on something; return how often a surprise broke in, or None if the day ended first."""
        stops, begin = 0, None
        while minutes:
            if self._surprise():
                stops += begin is not None
                continue
            until = min(self.now + minutes, self.surprises[0].at if self.surprises else END, END)
            if until == self.now:
                return None
            begin = self.now if begin is None else begin
            late = kind == "work" and TASKS[task_id].late(begin, until) > 0
            self.blocks += (Block(self.now, until, short, kind, task_id, late),)
            minutes, self.now = minutes - (until - self.now), until
        return stops

    def _surprise(self) -> bool:
        if not self.surprises or self.surprises[0].at > self.now:
            return False
        first, *rest = self.surprises
        self.blocks += (Block(self.now, self.now + first.minutes, first.short, "surprise"),)
        self.now, self.surprises = self.now + first.minutes, tuple(rest)
        return True

    def _check_what_is_ready(self) -> None:
        while self.waiting and self.waiting[0][0] <= self.now:
            (ready, task_id), *rest = self.waiting
            task = TASKS[task_id]
            start = ready - task.minutes
            if self._work(CHECK, task.short, "check", task_id) is None:
                return
            self.waiting = tuple(rest)
            if task.shared:
                late = task.late(start, self.now)
                harm = task.weight * late + task.handed_over
                self.outcomes[task_id] = Outcome("delegate", start, self.now, late, harm)

    def _wait(self, until: int) -> None:
        """Let time pass, with a check on the way if it fits in."""
        while self.now < until:
            if self._surprise():
                continue
            if self.waiting and self.waiting[0][0] <= self.now and self.now + CHECK <= until:
                self._check_what_is_ready()
                continue
            ready = [at for at, _ in self.waiting[:1] if at > self.now]
            self.now = min([until, *(s.at for s in self.surprises[:1]), *ready])


def begin(plan: Iterable[tuple[str, str]], surprises: Sequence[Surprise] = SURPRISES) -> Day:
    """Return the day after the moves ``plan``: pairs (task id, choice: do, delegate, delay or drop) in order.

    ``surprises``: the events that cannot wait, in order of time.
    """
    day = Day(tuple(surprises))
    for task_id, choice in plan:
        day.take(task_id, choice)
    return day


def live(plan: Iterable[tuple[str, str]], surprises: Sequence[Surprise] = SURPRISES) -> Day:
    """Return the whole day, to 17:00, after these moves; arguments as in ``begin``."""
    day = begin(plan, surprises)
    day.close()
    return day


def clock(minutes: int) -> str:
    """Write minutes after 09:00 as a time of day: 100 → 10:40."""
    return f"{9 + minutes // 60:02d}:{minutes % 60:02d}"
