"""The year of money of *Keep Larkfield Running*, month by month: what comes in, what is spent, and how far it is behind plan.

Every figure of Larkfield House is invented. The sums are those of ``budget_sums``:

- fee income = residents × weekly fee × 52; variance = actual - budget; straight-line forecast = so far ÷ months × 12.
- One twelfth of the year's plan falls in each month, and a month is 52/12 weeks.
- Only food and supplies move with the number of residents: their line ÷ 52 ÷ 36, in £ per resident-week. One care post is
  saved below 32 residents. All other lines are fixed in the year, whoever lives there.
- A pay rise moves the three pay lines. Agency work is hours × £25, and its price stays up once it has risen.
- The rota is always filled. Hours that it needs and that nobody booked are bought at short notice, at twice the price: so a rota
  that is too thin never saves money.
- An outbreak takes 8 weeks of a quarter, 400 agency hours and 3 residents; a boiler costs £14,000 in a quarter's first month.
- Training that is cut comes back from the fourth month on as agency hours: 120 a month if all of it is cut. More than the plan
  brings nothing back.
- Shortfall so far = spending over plan + income under plan. Contingency left = reserve - shortfall, and below 0 the rest is
  paid from what was left for rent and finance.

Invented coefficients: the £25 an hour, twice the price, the £28,000 post, the 120 hours, the agency hours that the rota needs
(100 a month, and 25 more for each resident above 36) and every shock. The floor under the reserve, 2% of
income, is Larkfield's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from carelab.sims.budget_sums import LARKFIELD, RESIDENTS, WEEKLY_FEE, fee_income
from carelab.sims.model import Values

PAY = ("Care pay", "Management and admin pay", "Catering and domestic pay")
PER_RESIDENT = ("Food", "Supplies and PPE")
AGENCY_PRICE, SHORT_NOTICE, POST, RETURN_HOURS = 25.0, 2.0, 28_000, 120.0
PLAN_INCOME = fee_income(RESIDENTS, WEEKLY_FEE)
PLAN_SPEND = sum(LARKFIELD.values())


@dataclass(frozen=True)
class Month:
    """One month of money of an invented care home in £: fee income, and spending by budget line (keys of ``LARKFIELD``)."""

    income: float
    lines: Mapping[str, float]

    @property
    def spent(self) -> float:
        """Spending of the month in £."""
        return sum(self.lines.values())


def hours_needed(residents: float) -> float:
    """Return how many hours a month of agency carers (temporary staff) a safe rota needs with this number of residents."""
    return 100 + 25 * max(0, residents - RESIDENTS)


def year(values: Values) -> list[Month]:
    """Return the home's income and spending in twelve months, April to March, for the values of the model's controls."""
    weeks, price, months = 52 / 12, AGENCY_PRICE, []
    for at in range(12):
        shock = values[f"q{at // 3 + 1}"]
        first = at % 3 == 0
        price *= 1.1 if shock == "price" and first else 1
        ill_weeks = min(max(8 - at % 3 * weeks, 0), weeks) if shock == "outbreak" else 0
        resident_weeks = values["residents"] * weeks - 3 * ill_weeks
        untrained = max(0.0, 1 - values["training"] / LARKFIELD["Training"]) if at >= 3 else 0
        missing = max(0.0, hours_needed(values["residents"]) - values["agency"])
        hours = values["agency"] + SHORT_NOTICE * missing + 400 * ill_weeks / 8 + RETURN_HOURS * untrained
        lines = {name: budget / 12 for name, budget in LARKFIELD.items()}
        lines["Care pay"] -= POST / 12 if values["residents"] < 32 else 0
        lines |= {name: lines[name] * (1 + values["pay"] / 100) for name in PAY}
        lines |= {name: LARKFIELD[name] / 52 / RESIDENTS * resident_weeks for name in PER_RESIDENT}
        lines["Energy"] *= 1 + values["energy"] / 100
        lines["Repairs and equipment"] += 14_000 if shock == "boiler" and first else 0
        lines["Training"] = values["training"] / 12
        lines["Agency"] = hours * price
        months.append(Month(resident_weeks * values["fee"], lines))
    return months


def shortfalls(months: Sequence[Month]) -> list[float]:
    """Return, for the end of each month, how many £ income less spending is behind plan so far; below 0 when ahead of plan."""
    gaps = (m.spent - PLAN_SPEND / 12 + PLAN_INCOME / 12 - m.income for m in months)
    return [round(total, 6) for total in accumulate(gaps)]
