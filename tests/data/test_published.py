"""Do the published figures have dates and sources, and fit each other?"""

import pytest
from classroom import ROOT, notebook_text

from carelab.data.published import Figure, beds, staffing, waiting, working_time
from carelab.questions.plan.working_time import DAILY_REST, WEEKLY_REST

FILES = {"wtr": working_time(), "waiting": waiting(), "staffing": staffing(), "beds": beds()}
EVERY = [pytest.param(figure, id=f"{name}-{figure.id}") for name, figures in FILES.items() for figure in figures.values()]


@pytest.mark.parametrize("figure", EVERY)
def test_every_figure_says_what_when_and_from_where(figure: Figure) -> None:
    assert all((figure.what, figure.when, figure.sources))
    assert figure.unit in {"hours", "minutes", "days", "weeks", "years", "%", "people", "posts", "beds", "bed days", "£"}
    assert figure.value > 0
    assert figure.note or figure.certain, "a figure that is not certain says why"


def test_a_rota_is_checked_against_the_same_limits_and_the_formula_for_nights_is_never_certain() -> None:
    assert working_time()["daily-rest"].value == DAILY_REST.hours
    assert working_time()["weekly-rest"].value == WEEKLY_REST.hours
    assert not working_time()["night-average"].certain


def test_fewer_beds_were_fuller() -> None:
    was, now, was_full, now_full = (beds()[id].value for id in ("beds-2010", "beds-2019", "occupied-2010", "occupied-2019"))
    assert round(100 * (now / was - 1), 1) == -7.6
    assert round(100 * (now_full / was_full - 1), 1) == -5.4
    assert [round(100 * was_full / was, 1), round(100 * now_full / now, 1)] == [86.3, 88.4]


def test_the_lesson_on_staffing_says_what_the_data_says() -> None:
    law = {id: f"{one.value:g}".replace(".5", "½") for id, one in working_time().items()}
    lesson = notebook_text("notebooks", "10-staffing")
    for row in (
        f"| Hours a week | {law['week-average']}, averaged over {law['week-average-over']} weeks | {law['young-week']} in ",
        f"| Hours a day | no limit of its own | {law['young-day']} |",
        f"| Break | {law['break']} minutes, in a day of more than {law['break-after']} hours | {law['young-break']} minutes, in ",
        f"| Rest before the next shift | {law['daily-rest']} hours | {law['young-rest']} hours |",
        f"| Time off each week | {law['weekly-rest']} hours in a row, in every 7 days |",
        f"{law['fortnight-rest']} hours off in every 14 days",
        f"{law['night-average']} hours in 24, on average",
        f"keeps its records for {law['records']} years",
    ):
        assert row in lesson
    known = staffing()
    for id in ("turnover-independent-2024-25", "turnover-all-2024-25", "turnover-first-year", "turnover-20-years"):
        assert f"{known[id].value:g}%" in lesson
    assert f"{known['vacancy-rate-2024-25'].value:.1f}%" in lesson
    assert f"£{known['replace-care-worker'].value:,}" in lesson


def test_a_first_year_loses_more_than_half_at_larkfield() -> None:
    work = notebook_text("source", "10-staffing")
    first, later = (9, 15), (5, 33)
    left, staff = first[0] + later[0], first[1] + later[1]
    for said in (f"{left} |", f"{staff} |", f"{100 * left / staff:.1f}%", "£50,400", "£14,400"):
        assert said in work
    assert round(100 * left / staff - staffing()["turnover-independent-2024-25"].value, 1) == 4.5
    assert [round(100 * a / b) for a, b in (first, later)] == [60, 15]
    assert (left * staffing()["replace-care-worker"].value, 4 * staffing()["replace-care-worker"].value) == (50_400, 14_400)


def test_the_lesson_on_operations_tells_the_beds_as_published() -> None:
    lesson = notebook_text("notebooks", "11-operations")
    note = (ROOT / "docs/tutor-notes/11-operations.md").read_text(encoding="utf-8")
    assert f"**bed occupancy** of {beds()['guidance-2020'].value:.0f}% at most" in lesson
    assert f"{beds()['lost-2024'].value:,.0f} **bed days**" in lesson
    for id in ("beds-2010", "occupied-2010", "beds-2019", "occupied-2019"):
        assert f"| {beds()[id].value:,.0f} |" in note


@pytest.mark.parametrize(("trust", "share", "more"), [("a", 78.2, 0), ("b", 57.4, 1491)])
def test_the_trusts_counts_give_the_published_shares(trust: str, share: float, more: int) -> None:
    seen, everyone = (waiting()[f"trust-{trust}-{what}"].value for what in ("seen", "all"))
    assert round(100 * seen / everyone, 1) == share
    needed = -(-78 * everyone // 100)
    assert max(0, needed - seen) == more


def test_no_goal_or_result_after_march_2026_is_told() -> None:
    assert {figure.when[-4:] for figure in waiting().values()} == {"2010", "2024", "2025", "2026"}
    assert "result-2026" not in waiting()


def test_the_two_bases_of_turnover_are_kept_apart() -> None:
    independent, everyone = (
        {figure.when: figure.value for id, figure in staffing().items() if id.startswith(start)}
        for start in ("turnover-independent-", "turnover-all-2")
    )
    shared = set(independent) & set(everyone)
    assert len(shared) == 4
    assert all(independent[year] > everyone[year] for year in shared)


def test_leavers_at_the_cost_of_each_come_to_about_the_sum_that_was_quoted() -> None:
    figures = staffing()
    assert figures["leavers-2022-23"].value * figures["replace-care-worker"].value == pytest.approx(1.4e9, rel=0.01)
