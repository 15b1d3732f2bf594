"""Keep Larkfield Running: a care home's year of money, with what moved, the reserve and the forecast. Knows no screen.

The sums, and what is built into them, are in ``budget_year``. The year opens with one shock card dealt: the boiler in summer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from carelab.questions import show_number
from carelab.sims.budget_sums import (
    BEDS,
    LARKFIELD,
    RESIDENTS,
    WEEKLY_FEE,
    contingency,
    fee_income,
    occupancy,
    straight_line_forecast,
    variance,
    variance_percent,
)
from carelab.sims.budget_year import PAY, PLAN_INCOME, PLAN_SPEND, Month, hours_needed, shortfalls, year
from carelab.sims.model import Amount, Chart, Control, Data, Figure, Pick, Series, Slider, Values, View, settle, starting_values

FIRST_HALF = ("April", "May", "June", "July", "August", "September")
MONTHS = (*FIRST_HALF, "October", "November", "December", "January", "February", "March")
SHORT = [month[:3] for month in MONTHS]
QUARTERS = {"q1": "April to June", "q2": "July to September", "q3": "October to December", "q4": "January to March"}
SHOCKS = {
    "quiet": "A quiet quarter",
    "boiler": "The boiler breaks: £14,000",
    "outbreak": "An outbreak: 3 empty beds for 8 weeks, 400 agency hours",
    "price": "The agency puts its price up by 10%",
}

CONTROLS: Sequence[Control] = (
    Slider("residents", "Residents", 28, BEDS, 1, RESIDENTS, "residents", "Larkfield has 40 beds. The plan is for 36 residents."),
    Slider("fee", "Weekly fee for each resident", 1_000, 1_400, 10, WEEKLY_FEE, "£", "The plan is £1,200."),
    Amount(
        "pay",
        "Pay rise",
        {0: "None", 2: "2%", 4.1: "4.1%", 6: "6%"},
        0,
        "For all of Larkfield's own staff. The plan has no rise in it.",
    ),
    Slider("agency", "Agency hours a month", 0, 600, 10, 200, "hours", "They fill gaps in the rota. The plan is 200."),
    Slider("energy", "Change in energy prices", -20, 60, 5, 0, "%", "Gas and power for the home."),
    Slider("training", "Training for the year", 0, 24_000, 500, 18_000, "£", "The plan is £18,000."),
    Slider("reserve", "Contingency", 0, 6, 0.5, 3, "%", "The share of planned income that is kept in reserve. The plan is 3%."),
    *(
        Pick(quarter, f"Shock card, {months}", SHOCKS, "boiler" if quarter == "q2" else "quiet")
        for quarter, months in QUARTERS.items()
    ),
)
PLANNED: Values = MappingProxyType(starting_values(CONTROLS) | dict.fromkeys(QUARTERS, "quiet"))
"""Values with which the year goes to plan: the start, with no shock."""
HELPS = {
    "residents": "having more residents",
    "fee": "the higher fee",
    "agency": "using fewer agency hours",
    "energy": "cheaper energy",
}


def _pounds(amount: float) -> str:
    return show_number(round(amount), "£")


def _signed(text: str) -> str:
    return text if text.startswith("−") or text in ("£0", "0%") else f"+{text}"


def _why(v: Values) -> str:
    """Return a sentence or two on the choice or event that cost most, or failing that helped most."""
    behind, need = shortfalls(year(v))[-1], hours_needed(v["residents"])
    if v["agency"] < need:
        dearer = _pounds(behind - shortfalls(year({**v, "agency": need}))[-1])
        return f"Filling the rota at short notice cost {dearer} more than booking the {show_number(need)} hours that it needs."
    cost = {i: behind - shortfalls(year({**v, i: start}))[-1] for i, start in PLANNED.items()}
    worst, best = max(cost, key=lambda i: cost[i]), min(cost, key=lambda i: cost[i])
    if cost[worst] < 1:
        return f"What helped most was {HELPS[best]}, worth {_pounds(-cost[best])}." if cost[best] <= -1 else ""
    pounds = _pounds(cost[worst])
    match worst:
        case "residents":
            empty = RESIDENTS - v["residents"]
            lost = fee_income(empty, v["fee"])
            return (
                f"With {_people(empty)} fewer than planned, {_pounds(lost)} of fees were lost. Costs fell by only "
                f"{_pounds(lost - cost[worst])}: most cost is people, and it stays when a bed is empty."
            )
        case "training":
            saved = LARKFIELD["Training"] - v["training"]
            cover = _pounds(saved + cost[worst])
            return f"Cutting training saved {_pounds(saved)}, but agency cover for people not yet trained cost {cover}."
        case "fee":
            what = f"the lower fee: it is {_pounds(WEEKLY_FEE - v['fee'])} a week below plan, so {pounds} did not come in"
        case "pay":
            what = f"the pay rise of {show_number(v['pay'], '%')}: it came to {pounds}, as most of the money goes on people"
        case "agency":
            what = f"the agency: {show_number(v['agency'] - PLANNED['agency'])} more hours a month came to {pounds}"
        case "energy":
            what = f"energy: prices rose by {show_number(v['energy'], '%')}, which came to {pounds}"
        case _:
            what = {
                "boiler": f"the boiler: {pounds} in one month",
                "outbreak": f"the outbreak: {pounds}, as fees stopped for 3 beds, agency hours rose and other pay did not fall",
                "price": f"the agency's new price: {pounds} by March",
            }[v[worst]]
    return f"What cost most was {what}."


def _people(number: float) -> str:
    return "1 resident" if number == 1 else f"{show_number(number)} residents"


def _notices(v: Values, left: Sequence[float]) -> list[str]:
    need = hours_needed(v["residents"])
    notices = []
    if v["agency"] < need:
        notices.append(
            f"Safety floor, staffing: the rota needs {show_number(need)} agency hours a month. "
            "What was not booked is bought at short notice, and costs more."
        )
    if v["training"] < LARKFIELD["Training"]:
        notices.append("Safety floor, training: some staff have not had training that they need to work safely.")
    if min(left) < 0:
        month = next(name for name, pounds in zip(MONTHS, left, strict=True) if pounds < 0)
        notices.append(
            f"Contingency runs out in {month}. Up to {_pounds(-min(left))} then comes from the money for rent and finance."
        )
    if v["reserve"] < 2:
        notices.append("Safety floor, contingency: Larkfield's own rule is to keep at least 2% of income.")
    return notices


@dataclass(frozen=True)
class KeepLarkfieldRunning:
    """The teaching model *Keep Larkfield Running*: a care home's money in a year, month by month, set by eleven controls."""

    title: str = "Keep Larkfield Running"
    built_in: str = (
        "We decided that training which is cut comes back as agency hours from the fourth month on. "
        "In this model only food and supplies follow the number of residents. A real budget has more steps than this."
    )
    controls: Sequence[Control] = CONTROLS

    def run(self, values: Values) -> View:
        v = settle(self.controls, values)
        months = year(v)
        spent = list(accumulate(m.spent for m in months))
        income = sum(m.income for m in months)
        behind = shortfalls(months)
        reserve = contingency(v["reserve"], PLAN_INCOME)
        left = [reserve - max(0.0, gap) for gap in behind]
        forecast = [straight_line_forecast(total, at) for at, total in enumerate(spent, 1)]
        surplus = income - spent[-1] - max(0.0, left[-1])
        return View(
            _reading(v, behind[-1], left[-1]),
            [_moved_chart(months, income), _reserve_chart(left), _forecast_chart(forecast)],
            _report(months, forecast, left, income),
            [
                Figure("Contingency left in March", _pounds(left[-1]), "warn" if left[-1] < 0 else "good"),
                Figure("Beds in use, on average", show_number(round(occupancy(income / v["fee"] / 52, BEDS) * 100, 1), "%")),
                Figure("Fee income for the year", _pounds(income), "look" if income < PLAN_INCOME - 1 else "plain"),
                Figure("Spending for the year", _pounds(spent[-1]), "look" if spent[-1] > PLAN_SPEND + 1 else "plain"),
                Figure("Left for rent and finance", _pounds(surplus), "warn" if left[-1] < 0 else "plain"),
            ],
            _notices(v, left),
        )


def _reading(v: Values, behind: float, left: float) -> str:
    if behind <= -1:
        end = f"Larkfield ends the year {_pounds(-behind)} better than planned."
    elif behind < 1:
        end = f"Larkfield ends the year on plan, with {_pounds(left)} still in reserve."
    elif left >= 0:
        end = f"Larkfield ends the year {_pounds(behind)} worse than planned, and {_pounds(left)} of contingency is left."
    else:
        end = f"Larkfield ends the year {_pounds(behind)} worse than planned. Contingency is {_pounds(-left)} too small."
    return f"{end} {_why(v) or 'Move one control to see what follows.'}"


GROUPS: Mapping[str, Sequence[str]] = {
    "Pay": PAY,
    "Food": ("Food",),
    "Energy": ("Energy",),
    "Repairs": ("Repairs and equipment",),
    "Supplies": ("Supplies and PPE",),
    "Training": ("Training",),
    "Agency": ("Agency",),
    "Other": ("Insurance and registration", "Group charge"),
}
"""Name on the chart → the lines of the budget that it adds up."""


def _moved_chart(months: Sequence[Month], income: float) -> Chart:
    gaps = {
        name: sum(m.lines[line] for m in months for line in lines) - sum(LARKFIELD[line] for line in lines)
        for name, lines in GROUPS.items()
    }
    gaps = {"Fees": income - PLAN_INCOME, **gaps}
    moved = sorted((name for name in gaps if abs(gaps[name]) >= 1), key=lambda name: -abs(gaps[name]))
    first = [f"{name.lower()} {_signed(_pounds(gaps[name]))}" for name in moved[:3]]
    rest = f"; {len(moved) - 3} more moved less" if len(moved) > 3 else ""
    says = f"What moved most against the plan for the year: {', '.join(first)}{rest}." if moved else "Every line is on plan."
    bars = [Series("Year, more or less than planned", list(gaps.values()))]
    return Chart("bars", "More or less than planned, for the year", list(gaps), bars, says, unit="£")


def _forecast_chart(forecast: Sequence[float]) -> Chart:
    high = max(forecast)
    peak = f", after {_pounds(high)} in {MONTHS[forecast.index(high)]}" if high > max(forecast[0], forecast[-1]) + 1 else ""
    says = (
        f"The forecast for the year is {_pounds(forecast[0])} in April and {_pounds(forecast[-1])} in March{peak}; "
        f"the plan is {_pounds(PLAN_SPEND)}."
    )
    title = "Straight-line forecast of the year's spending"
    return Chart("lines", title, SHORT, [Series("Forecast", forecast)], says, unit="£", low=1_600_000, marks={"Plan": PLAN_SPEND})


def _reserve_chart(left: Sequence[float]) -> Chart:
    says = f"Contingency left is {_pounds(left[0])} at the end of April and {_pounds(left[-1])} at the end of March."
    line = [Series("Contingency left", left)]
    return Chart(
        "lines",
        "Contingency left at the end of each month",
        SHORT,
        line,
        says,
        unit="£",
        high=max(20_000.0, *left),
        marks={"Nothing left": 0},
    )


def _report(months: Sequence[Month], forecast: Sequence[float], left: Sequence[float], income: float) -> Data:
    def row(name: str, plan: float, actual: float, *more: str) -> list[str]:
        gap, share = _pounds(variance(actual, plan)), show_number(round(variance_percent(actual, plan), 1), "%")
        return [name, _pounds(plan), _pounds(actual), _signed(gap), _signed(share), *(more or ("–", "–"))]

    by_month = [
        row(f"{name} spending", PLAN_SPEND / 12, month.spent, _pounds(ahead), _pounds(kept))
        for name, month, ahead, kept in zip(MONTHS, months, forecast, left, strict=True)
    ]
    by_line = [row(f"Year: {name}", plan, sum(m.lines[name] for m in months)) for name, plan in LARKFIELD.items()]
    totals = [row("Year: all spending", PLAN_SPEND, sum(m.spent for m in months)), row("Year: fee income", PLAN_INCOME, income)]
    caption = (
        "Budget report. Variance is actual less plan. For spending, + is adverse (over plan) and − is favourable (under plan). "
        "For income it is the other way round."
    )
    columns = ["Item", "Plan", "Actual", "Variance", "Variance %", "Straight-line forecast", "Contingency left"]
    return Data(caption, columns, [*by_month, *by_line, *totals])


MODEL = KeepLarkfieldRunning()
