"""The Waiting Room: how long people wait, by how many come, how long each takes and how many clinicians there are.

On a level day with the same rota all day the figures are exact sums (:mod:`carelab.sims.erlang`). On a real day, or with one
clinician moved, they come from fifty simulated days (:mod:`carelab.sims.queue_days`). Knows no screen.

The service and its figures are invented. There is one queue without triage, nobody goes home, and nobody waits for a bed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from carelab.questions import show_number
from carelab.sims.erlang import Queue
from carelab.sims.model import Chart, Control, Data, Figure, Pick, Series, Slider, Switch, Values, View, settle
from carelab.sims.queue_days import FOUR_HOURS, Rota, Waits, people, serve

CLINICIANS = range(1, 9)
LONG = 30

CONTROLS: Sequence[Control] = (
    Slider("arrivals", "People who come in an hour", 4, 12, 0.5, 10, "people"),
    Slider("minutes", "Time with each person", 10, 30, 1, 20, "minutes", "On average. Some take longer and some take less."),
    Slider("clinicians", "Clinicians", CLINICIANS[0], CLINICIANS[-1], 1, 4, "people"),
    Pick(
        "day",
        "The day",
        {"level": "Level: as many come in each hour", "real": "Real: busy evenings, quiet nights"},
        "level",
        "On a real day half as many come from 02:00 to 08:00, and half as many again from 16:00 to 22:00.",
    ),
    Switch("moved", "Move one clinician from 02:00–08:00 to 16:00–22:00", help="The paid hours stay the same."),
)


@dataclass(frozen=True)
class Room:
    """A waiting room.

    Attributes
    ----------
    arrivals:
        People an hour.
    minutes:
        Minutes with each person, on average.
    real:
        Whether arrivals vary over the day instead of being level.
    moved:
        Whether one clinician works in the busy hours instead of the quiet ones.
    """

    arrivals: float = 10.0
    minutes: float = 20.0
    clinicians: int = 4
    real: bool = False
    moved: bool = False

    @property
    def queue(self) -> Queue:
        """The same room as a queue for the exact formulas: level arrivals, and the same clinicians all day."""
        return Queue(self.arrivals, self.minutes, self.clinicians)

    @property
    def exact(self) -> bool:
        """Whether the exact formulas apply; otherwise the figures are simulated."""
        return not self.real and not self.can_move

    @property
    def can_move(self) -> bool:
        """Whether a clinician works in the busy hours instead of the quiet ones; one who is alone stays."""
        return self.moved and self.clinicians > 1


@dataclass(frozen=True)
class Figures:
    """What people meet in a waiting room.

    Attributes
    ----------
    waits, over:
        Shares of people, 0 to 1: those who wait at all, and those who wait over half an hour.
    mean:
        Mean wait in minutes.
    """

    waits: float
    mean: float
    over: float


@lru_cache(maxsize=64)
def figures(room: Room) -> Figures | None:
    """Return what people meet in a waiting room, or None when arrivals outnumber what the clinicians can see."""
    queue = room.queue
    if not queue.settles:
        return None
    if room.exact:
        return Figures(queue.waits, queue.mean_wait, queue.over(LONG))
    seen = _simulated(room.arrivals, room.minutes, room.real, room.moved)[room.clinicians]
    return Figures(seen.waited, seen.mean, seen.over(LONG))


def done(room: Room) -> float:
    """Return the share of people, 0 to 1, who are done within four hours in a waiting room where the queue settles."""
    if room.exact:
        return room.queue.done(FOUR_HOURS)
    return _simulated(room.arrivals, room.minutes, room.real, room.moved)[room.clinicians].done


@lru_cache(maxsize=8)
def _simulated(arrivals: float, minutes: float, real: bool, moved: bool) -> Mapping[int, Waits]:
    """Return number of clinicians → the waits, for each number that no formula covers and with which the queue settles."""
    served: dict[int, Waits] = {}
    came, last = people(arrivals, minutes, real), None
    for room in (Room(arrivals, minutes, count, real, moved) for count in CLINICIANS):
        if room.queue.settles and not room.exact:
            served[room.clinicians] = last = serve(came, Rota(room.clinicians, room.can_move), last)
    return served


def _one(number: float) -> str:
    return show_number(round(number + 1e-9, 1))


def _percent(share: float) -> str:
    shown = round(100 * share, 1)
    return "over 99.9%" if shown == 100 and share < 1 else show_number(shown, "%")


@dataclass(frozen=True)
class WaitingRoom:
    """The teaching model *The Waiting Room*: how long people wait, by arrivals and clinicians."""

    title: str = "The Waiting Room"
    built_in: str = (
        "There is one queue, nobody is seen out of turn, and nobody gives up and goes home. "
        "A real service sees the most urgent person first."
    )
    controls: Sequence[Control] = CONTROLS
    likely: Sequence[Values] = ({"day": "real"}, {"moved": True}, {"day": "real", "moved": True})

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        room = Room(v["arrivals"], v["minutes"], round(v["clinicians"]), v["day"] == "real", v["moved"])
        every = {count: figures(replace(room, clinicians=count)) for count in CLINICIANS}
        now = every[room.clinicians]
        in_time = done(room) if now else 0.0
        return View(
            _reading(room, now),
            [_bars(room, every)],
            _table(room, every),
            _figures(room, now, in_time),
            _notices(room, now, in_time),
        )


def _reading(room: Room, now: Figures | None) -> str:
    can = room.clinicians * 60 / room.minutes
    start = f"{show_number(room.arrivals)} people come in an hour, and there's room to see {_one(can)}."
    if now is None:
        return f"{start} The queue never settles: it grows for as long as people come."
    how = "" if room.exact else "In fifty simulated days, "
    first = "The" if room.exact else "the"
    return f"{start} {how}{first} mean wait is {_one(now.mean)} minutes, and {_percent(now.over)} wait over half an hour."


def _bars(room: Room, every: Mapping[int, Figures | None]) -> Chart:
    settled = {count: seen for count, seen in every.items() if seen}
    fewest = min(settled)
    longest = f"{fewest} {'clinician keeps' if fewest == 1 else 'clinicians keep'} up, with a mean wait of"
    next_one = f"; one more makes it {_one(settled[fewest + 1].mean)}" if fewest + 1 in settled else ""
    return Chart(
        "bars",
        "Mean wait in minutes, by number of clinicians",
        [str(count) for count in every],
        [Series("Mean wait (minutes)", [seen.mean if seen else None for seen in every.values()])],
        f"{longest} {_one(settled[fewest].mean)} minutes{next_one}. With fewer the queue never settles.",
        axis="Clinicians",
        flags={"Now": [room.clinicians - 1]} if every[room.clinicians] else {},
    )


def _figures(room: Room, now: Figures | None, in_time: float) -> list[Figure]:
    busy = Figure("Clinicians are busy", _percent(min(1.0, room.queue.busy)), "look" if room.queue.busy > 0.8 else "plain")
    if now is None:
        return [busy, Figure("Mean wait", "grows all the time", "warn")]
    return [
        busy,
        Figure("Wait at all", _percent(now.waits)),
        Figure("Mean wait", show_number(round(now.mean, 1), "minutes"), "warn" if now.mean > 30 else "plain"),
        Figure("Wait over half an hour", _percent(now.over), "good" if now.over < 0.05 else "look"),
        Figure("Done within four hours", _percent(in_time)),
    ]


def _table(room: Room, every: Mapping[int, Figures | None]) -> Data:
    rows = []
    for count, seen in every.items():
        busy = replace(room, clinicians=count).queue.busy
        shown = [_percent(busy), _percent(seen.waits), _one(seen.mean), _percent(seen.over)] if seen else ["–"] * 4
        rows.append([f"{count}{' (now)' if count == room.clinicians else ''}", *shown, "yes" if seen else "no, it grows"])
    columns = ("Clinicians", "Busy", "Wait at all", "Mean wait (minutes)", "Over half an hour", "Does the queue settle?")
    return Data("The same people, with other numbers of clinicians", columns, rows)


def _notices(room: Room, now: Figures | None, in_time: float) -> list[str]:
    notices = []
    if room.moved and room.clinicians == 1:
        notices.append("With one clinician nobody can be moved: from 02:00 to 08:00 there would be no one.")
    if now and now.over > 0.1 and in_time > 0.995:
        notices.append("Nearly everybody is done within four hours, so a four-hour figure would not show these waits.")
    return notices


MODEL = WaitingRoom()
