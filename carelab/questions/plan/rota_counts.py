"""What can be counted on a rota: hours, rest, cover and skills, as figures for rules and as words for the screen. All pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from carelab.questions.plan.rota import Rota
from carelab.questions.reading import show_number

Rows = Mapping[str, Mapping[str, Any]]
"""A filled rota: person → day → shift id."""


class Stint(NamedTuple):
    """One shift that one person works on one day.

    Attributes
    ----------
    start, end:
        When the shift starts and ends, in hours after the midnight at which the rota begins.
    """

    day: str
    shift: str
    start: float
    end: float


def stints(rota: Rota, rows: Rows, person: str) -> list[Stint]:
    """Return the shifts of one person in a filled-in rota (``rows``: person id → day id → shift id), in order of time."""
    found = []
    for at, day in enumerate(rota.days):
        shift = rows.get(person, {}).get(day, "")
        if shift in rota.shifts:
            found.append(Stint(day, shift, 24 * at + rota.shifts[shift].begins, 24 * at + rota.shifts[shift].ends))
    return found


def paid_hours(rota: Rota, rows: Rows, person: str) -> float:
    """Return how many paid hours a person works in the filled-in rota ``rows``."""
    return sum(rota.shifts[stint.shift].paid for stint in stints(rota, rows, person))


def short_rests(rota: Rota, rows: Rows, person: str, least: float) -> list[tuple[Stint, Stint, float]]:
    """Return (shift, next shift, hours between them) wherever a person has less than ``least`` hours between two shifts.

    ``rows``: the filled-in rota, as in ``stints``.
    """
    worked = stints(rota, rows, person)
    gaps = [(before, after, after.start - before.end) for before, after in pairwise(worked)]
    return [(before, after, gap) for before, after, gap in gaps if gap < least - 1e-9]


def longest_rest(rota: Rota, rows: Rows, person: str) -> float:
    """Return the longest time without work, in hours, that a person has in the filled-in rota ``rows``."""
    edges = [(0.0, 0.0), *((s.start, s.end) for s in stints(rota, rows, person)), (24.0 * len(rota.days),) * 2]
    return max(after[0] - before[1] for before, after in pairwise(edges))


def days_in_a_row(rota: Rota, rows: Rows, person: str, shifts: Collection[str] = ()) -> int:
    """Return the most days in a row that a person works in the filled-in rota ``rows``.

    With ``shifts`` (ids) only days on one of those shifts count.
    """
    longest = run = 0
    for day in rota.days:
        run = run + 1 if rows.get(person, {}).get(day) in (shifts or rota.shifts) else 0
        longest = max(longest, run)
    return longest


def on_shift(rota: Rota, rows: Rows, day: str, shift: str) -> list[str]:
    """Return the ids of the people who are on a shift on a day in the filled-in rota ``rows``."""
    return [person for person in rota.people if rows.get(person, {}).get(day) == shift]


def lacking(rota: Rota, rows: Rows, day: str, shift: str) -> list[str]:
    """Return the ids of the skills that too few people on a shift of a day have; none when the shift needs nobody that day.

    ``rows``: the filled-in rota, as in ``stints``.
    """
    if not rota.needed(day, shift):
        return []
    on = on_shift(rota, rows, day, shift)
    return [
        skill
        for skill, least in rota.shifts[shift].skills.items()
        if sum(skill in rota.people[person].skills for person in on) < least
    ]


def places_filled(rota: Rota, rows: Rows) -> int:
    """Return how many of the places on all shifts are filled; people above what a shift needs are not counted.

    ``rows``: the filled-in rota, as in ``stints``.
    """
    return sum(min(len(on_shift(rota, rows, day, shift)), rota.needed(day, shift)) for day in rota.days for shift in rota.shifts)


def clashes(rota: Rota, rows: Rows, person: str) -> list[tuple[str, str]]:
    """Return (day id, why in words) for each shift that a person has but cannot work: away that day, or never on that shift.

    ``rows``: the filled-in rota, as in ``stints``.
    """
    one = rota.people[person]
    found = []
    for stint in stints(rota, rows, person):
        if stint.day in one.away:
            found.append((stint.day, one.away[stint.day]))
        elif one.only and stint.shift not in one.only:
            found.append((stint.day, f"works only {' or '.join(rota.shifts[s].label for s in one.only)}"))
    return found


def rota_live(rota: Rota, rows: Rows) -> dict[str, Any]:
    """Return the counts and warnings that the screen shows beside a rota while a student fills it in, as JSON data.

    ``rows``: the rota as filled in so far, as in ``stints``.

    Returns
    -------
    dict
        ``people``: person id → ``hours`` in words, ``state`` compared with the contract (``even``, ``under``, ``over``), and
        ``notes`` on what is wrong. ``cover``: shift id → day id → ``said``, the number of people in words, and
        ``state`` compared with the need (the same three, or ``amiss`` when a skill is lacking). ``left``: how many people the
        rota still needs.
    """
    return {
        "people": {person: _person_live(rota, rows, person) for person in rota.people},
        "cover": {shift: {day: _cover_live(rota, rows, day, shift) for day in rota.days} for shift in rota.shifts},
        "left": rota.whole_need - places_filled(rota, rows),
    }


def _person_live(rota: Rota, rows: Rows, person: str) -> dict[str, Any]:
    hours = paid_hours(rota, rows, person)
    notes = [
        f"Only {show_number(gap, 'hours')} between {_spot(rota, before)} and {_spot(rota, after)}: "
        f"{show_number(rota.rest, 'hours')} is the least."
        for before, after, gap in short_rests(rota, rows, person, rota.rest)
    ]
    notes += [f"Not on {rota.days[day]}: {why}." for day, why in clashes(rota, rows, person)]
    said, state = _against(hours, rota.people[person].contract)
    return {"hours": said, "state": state, "notes": notes}


def _against(hours: float, contract: float | None) -> tuple[str, str]:
    """Return hours beside a contract in words, and their state; without a contract any number of hours is in order."""
    if contract is None:
        return show_number(hours, "hours"), "even"
    state = _state(hours, contract)
    over = f", {show_number(hours - contract)} over" if state == "over" else ""
    return f"{show_number(hours)} of {show_number(contract, 'hours')}{over}", state


def _cover_live(rota: Rota, rows: Rows, day: str, shift: str) -> dict[str, str]:
    have, need = len(on_shift(rota, rows, day, shift)), rota.needed(day, shift)
    state = _state(have, need)
    words = f"{have - need} too many" if state == "over" else ""
    missing = [f"nobody {rota.skills[skill]}" for skill in lacking(rota, rows, day, shift)] if have else []
    said = ", ".join(text for text in [f"{have} of {need}", words, *missing] if text)
    return {"said": said, "state": "amiss" if missing else state}


def _state(have: float, want: float) -> str:
    return "even" if abs(have - want) < 1e-9 else "under" if have < want else "over"


def _spot(rota: Rota, stint: Stint) -> str:
    return f"{rota.days[stint.day]} {rota.shifts[stint.shift].label}"


def rota_lines(rota: Rota, rows: Rows) -> list[str]:
    """Return lines to print below the filled-in rota ``rows``: everybody's hours, and shifts with too few or too many people."""
    live = rota_live(rota, rows)
    lines = [
        f"{rota.people[person].name} – hours: {found['hours']}." + "".join(f" {note}" for note in found["notes"])
        for person, found in live["people"].items()
    ]
    wrong = [
        f"{rota.days[day]} {rota.shifts[shift].label}: {found['said']}"
        for shift, days in live["cover"].items()
        for day, found in days.items()
        if found["state"] != "even"
    ]
    return [*lines, f"Cover: {'; '.join(wrong)}." if wrong else "Cover: every shift has the people it needs."]
