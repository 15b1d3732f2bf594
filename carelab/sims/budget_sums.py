"""The sums of a budget report, and the annual budget of Larkfield House, which is invented. Plain numbers in £, no model.

Sign convention everywhere: variance = actual − budget. For spending, + is adverse and − is favourable; for income the other way.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BEDS, RESIDENTS, WEEKLY_FEE = 40, 36, 1_200
LARKFIELD: Mapping[str, int] = MappingProxyType(
    {
        "Care pay": 980_000,
        "Management and admin pay": 170_000,
        "Catering and domestic pay": 190_000,
        "Food": 95_000,
        "Energy": 80_000,
        "Repairs and equipment": 65_000,
        "Supplies and PPE": 45_000,
        "Insurance and registration": 22_000,
        "Training": 18_000,
        "Agency": 60_000,
        "Group charge": 120_000,
    }
)
"""Larkfield House's planned spending for the year in £ by line, before contingency (invented)."""


def occupancy(residents: float, beds: float) -> float:
    """Return the share of a home's beds that residents live in, 0 to 1. Raises ZeroDivisionError when there are no beds."""
    return residents / beds


def fee_income(residents: float, weekly_fee: float, weeks: float = 52) -> float:
    """Return fee income in £: residents × weekly fee × weeks."""
    return residents * weekly_fee * weeks


def variance(actual: float, budget: float) -> float:
    """Return actual − budget in £. For spending, + is adverse (over budget) and − is favourable; for income the other way."""
    return actual - budget


def variance_percent(actual: float, budget: float) -> float:
    """Return ``variance`` as a % of the budget. Raises ZeroDivisionError when the budget is 0."""
    return (actual - budget) / budget * 100


def straight_line_forecast(to_date: float, months: float) -> float:
    """Return the year's total in £ if it goes on as in its first ``months``, which came to ``to_date`` £.

    Raises ZeroDivisionError at 0 months.
    """
    return to_date / months * 12


def contingency(percent: float, income: float) -> float:
    """Return the reserve in £: ``percent`` (0 to 100) of the income. No source sets the percentage; each home chooses its own."""
    return percent / 100 * income
