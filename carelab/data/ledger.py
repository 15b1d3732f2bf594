"""Larkfield House's ledger for half a year: invented figures, made from a seed so that each student may have their own."""

from __future__ import annotations

import random

COLUMNS = {"department": "Department", "month": "Month", "type": "Type of cost", "spent": "Spent"}
MONTHS = ("April", "May", "June", "July", "August", "September")
ANNUAL_BUDGET = {"Care": 1_085_000, "Kitchen": 205_000, "Housekeeping": 80_000, "Maintenance": 145_000, "Office": 330_000}
"""Pounds a year for each department: the lines of Larkfield's annual budget, shared out."""
MIX = {"Pay": 0.70, "Goods": 0.16, "Services": 0.10, "Other": 0.04}
OVER = ("Kitchen", "Maintenance", "Housekeeping", "Kitchen")
"""The department that is furthest over budget in variants 1 to 4: never the one that spends most."""
VARIANTS = len(OVER)


def ledger(variant: int) -> list[tuple[str, str, str, int]]:
    """Return the half-year ledger of an invented care home: 120 rows of (department, month, type of cost, pounds spent).

    It has five departments, six months and four types of cost. In every ``variant`` (from 1) of the figures one department is
    over its half-year budget by 8–11%, another by less in pounds, and the rest are under, so that a student takes the same steps
    to an answer in each variant.
    """
    chance = random.Random(f"larkfield-{variant}")  # noqa: S311 (teaching data)
    most = OVER[(variant - 1) % VARIANTS]
    other = chance.choice([d for d in ANNUAL_BUDGET if d not in (most, "Care")])
    rows = []
    for department, budget in ANNUAL_BUDGET.items():
        half = budget / 2
        if department == most:
            target = half * chance.uniform(1.08, 1.11)
        elif department == other:
            target = half + 0.35 * ANNUAL_BUDGET[most] / 2 * chance.uniform(0.07, 0.08)
        else:
            target = half * chance.uniform(0.965, 0.99)
        for month in MONTHS:
            for kind, part in MIX.items():
                spent = round(target / len(MONTHS) * part * chance.uniform(0.97, 1.03) / 5) * 5
                rows.append((department, month, kind, spent))
    return rows
