"""Maple's week as a mixed integer programme, solved by HiGHS: written from the brief's words, not from the checker's rules."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIMES = {"early": (7.0, 14.5), "late": (14.0, 21.5), "night": (21.25, 31.25)}
"""Start and end in hours after the midnight before."""
NEED = {"early": 2, "late": 2, "night": 1}
SHIFTS_OF = {"joy": 4, "kuba": 4, "lena": 4, "marek": 4, "nia": 4, "owen": 4, "pavel": 4, "hana": 4, "idris": 3}
AWAY = {"kuba": ("thu",), "lena": ("fri", "sat", "sun"), "marek": ("tue",), "owen": ("sat", "sun"), "idris": ("wed",)}
NIGHTS = ("hana", "idris")
TRAINED = ("joy", "kuba", "lena", "marek", "hana", "idris")

AGENCY, SKILLED = "agency", "agency with medicines"
AT = {key: n for n, key in enumerate(product([*SHIFTS_OF, AGENCY, SKILLED], DAYS, NEED))}
"""(person, day, shift) → the number of the variable that says how many of them work it."""


class Line(NamedTuple):
    """At least ``least`` and at most ``most``: the sum of these variables."""

    terms: Sequence[int]
    least: float
    most: float


class Week(NamedTuple):
    """The fewest agency shifts, how many of them must give medicines, and who works when."""

    agency: int
    skilled: int
    rows: Mapping[str, Mapping[str, str]]


def solve(trained: Sequence[str] = TRAINED, ill: Sequence[str] = (), wishes: bool = True) -> Week | None:
    """Return a week with the fewest agency shifts; None where no week keeps the rules.

    Parameters
    ----------
    ill:
        Carers who work no shift at all. Without any, the agency sends nobody.
    wishes:
        Whether Joy has Saturday, nobody has more than three lates and nobody more than three nights in a row.
    """
    lines = [*_cover(trained), *_people(ill), *(_fair() if wishes else ())]
    matrix = np.zeros((len(lines), len(AT)))
    for row, line in zip(matrix, lines, strict=True):
        row[list(line.terms)] = 1
    found = milp(
        np.array([{AGENCY: 1, SKILLED: 1.01}.get(who, 0) for who, _, _ in AT]),
        constraints=LinearConstraint(matrix, np.array([line.least for line in lines]), np.array([line.most for line in lines])),
        integrality=np.ones(len(AT)),
        bounds=Bounds(np.zeros(len(AT)), np.array([_most(*key, ill, wishes) for key in AT])),
    )
    if found.x is None:
        assert found.status == 2, found.message
        return None
    on = {key: round(found.x[n]) for key, n in AT.items() if found.x[n] > 0.5}
    rows = {p: {d: s for who, d, s in on if who == p} for p in SHIFTS_OF}
    skilled = sum(count for (who, _, _), count in on.items() if who == SKILLED)
    return Week(skilled + sum(count for (who, _, _), count in on.items() if who == AGENCY), skilled, rows)


def _most(who: str, day: str, shift: str, ill: Sequence[str], wishes: bool) -> int:
    if who not in SHIFTS_OF:
        return 2 if ill else 0
    cannot = who in ill or day in AWAY.get(who, ()) or (wishes and (who, day) == ("joy", "sat"))
    fits = (shift == "night") == (who in NIGHTS) and (who, shift) != ("nia", "late")
    return int(fits and not cannot)


def _cover(trained: Sequence[str]) -> Iterator[Line]:
    for d, s in product(DAYS, NEED):
        yield Line([AT[p, d, s] for p in (*SHIFTS_OF, AGENCY, SKILLED)], NEED[s], NEED[s])
        yield Line([AT[p, d, s] for p in (*trained, SKILLED)], 1, np.inf)


def _people(ill: Sequence[str]) -> Iterator[Line]:
    for p, shifts in SHIFTS_OF.items():
        if p not in ill:
            yield Line([AT[p, d, s] for d, s in product(DAYS, NEED)], shifts, shifts)
        for d in DAYS:
            yield Line([AT[p, d, s] for s in NEED], 0, 1)
        for (d, after), s, t in product(pairwise(DAYS), NEED, NEED):
            if 24 + TIMES[t][0] - TIMES[s][1] < 11:
                yield Line([AT[p, d, s], AT[p, after, t]], 0, 1)


def _fair() -> Iterator[Line]:
    for p in SHIFTS_OF:
        yield Line([AT[p, d, "late"] for d in DAYS], 0, 3)
        for n in range(4):
            yield Line([AT[p, d, "night"] for d in DAYS[n : n + 4]], 0, 3)
