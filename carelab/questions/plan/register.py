"""Plan tables that the field has a name for: a risk register and an action plan. Each is a ``PlanTable`` like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from carelab.questions.plan.column import Column, Product
from carelab.questions.plan.part import PlanTable

LIKELIHOOD = ("1 Rare", "2 Unlikely", "3 Possible", "4 Likely", "5 Almost certain")
IMPACT = ("1 Negligible", "2 Minor", "3 Moderate", "4 Major", "5 Catastrophic")
BANDS = {1: "low", 4: "moderate", 8: "high", 15: "extreme"}
"""The 5 × 5 grid and its bands, as in *A risk matrix for risk managers* (National Patient Safety Agency, 2008)."""


def risk_register(
    table_id: str,
    label: str,
    risks: Mapping[str, str],
    *,
    owners: Mapping[str, str],
    controls: Mapping[str, str],
    mode: Literal["fixed", "pick", "free"] = "fixed",
    most: int = 0,
    ask: Sequence[Column] = (),
) -> PlanTable:
    """Return a table for a risk register, with one row for each risk.

    Its columns: likelihood and impact (1 to 5 each), their product as a score, control (what is done to make the risk smaller),
    owner (who sees to that) and review date.

    Parameters
    ----------
    risks:
        Risk id → words. With ``mode="free"`` the student adds rows and picks one of these as each row's risk.
    owners, controls:
        The owners and controls to choose from: id → words.
    ask:
        More columns, such as a note in the student's own words, which the tutor reads.
    mode, most:
        As in ``PlanTable``.
    """
    free = mode == "free"
    columns = [
        *([Column("risk", "Risk", "choice", risks)] if free else []),
        Column("likelihood", "Likelihood", "scale", scale=LIKELIHOOD),
        Column("impact", "Impact", "scale", scale=IMPACT),
        Column("control", "Control", "choice", controls),
        Column("owner", "Owner", "choice", owners),
        Column("review", "Review date", "date"),
        *ask,
    ]
    score = Product("Score", ("likelihood", "impact"), BANDS)
    return PlanTable(table_id, label, columns, {} if free else risks, mode, most, score=score)


def action_plan(
    table_id: str,
    label: str,
    actions: Mapping[str, str],
    *,
    owners: Mapping[str, str],
    mode: Literal["fixed", "pick", "free"] = "pick",
    most: int = 0,
    ask: Sequence[Column] = (),
) -> PlanTable:
    """Return a table for an action plan: a row an action, with owner, measurable target, evidence that it is done, and date.

    The fields make an action SMART: specific, measurable, achievable, relevant, time-bound (Doran, 1981).

    Parameters
    ----------
    actions:
        Action id → words. With ``mode="free"`` leave it empty: the student writes each action.
    owners:
        The people to choose from: id → words.
    ask:
        More columns.
    mode, most:
        As in ``PlanTable``.
    """
    columns = [
        *([Column("action", "What will be done", "text")] if mode == "free" else []),
        Column("owner", "Who does it", "choice", owners),
        Column("measure", "How we will measure it", "text"),
        Column("evidence", "What will show it was done", "text"),
        Column("by", "By when", "date"),
        *ask,
    ]
    return PlanTable(table_id, label, columns, actions, mode, most)
