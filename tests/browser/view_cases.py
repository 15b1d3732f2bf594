"""One case for each kind of question: how a student answers by mouse and by keyboard alone, and what must then stand on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect
from view_pages import Form

Act = Callable[[Form], None]


@dataclass(frozen=True)
class Case:
    """How one question is answered.

    Attributes
    ----------
    value:
        What answers.json must hold after either way of answering.
    shown:
        Checks that the form shows the answer.
    """

    question: str
    mouse: Act
    keyboard: Act
    value: Any
    shown: Act


def _checked(*names: str) -> Act:
    def check(form: Form) -> None:
        for name in names:
            expect(form.box(name)).to_be_checked()
        assert form.root.locator("input:checked").count() == len(names)

    return check


def _pick_mouse(form: Form) -> None:
    form.root.get_by_text("Say what good care looks like").click()


def _pick_keys(form: Form) -> None:
    form.root.locator("input").first.focus()
    form.press("ArrowDown")


def _ticks_mouse(form: Form) -> None:
    form.root.get_by_text("Extra hours in an outbreak").click()
    form.root.get_by_text("A burst pipe").click()


def _ticks_keys(form: Form) -> None:
    form.root.locator("input").first.focus()
    form.press("Space", "Tab", "Tab", "Space")


def _cards_mouse(form: Form) -> None:
    for card, column in (("rota", "Management"), ("vision", "Leadership"), ("audit", "Management")):
        form.root.locator(f'[data-item="{card}"]').get_by_text(column, exact=True).click()


def _cards_keys(form: Form) -> None:
    form.root.locator("input").first.focus()
    form.press("Space", "Tab", "ArrowRight", "Tab", "Space")


def _cards_shown(form: Form) -> None:
    for card, column in (("Setting the rota", "Management"), ("Checking an audit", "Management")):
        expect(form.root.get_by_role("group", name=card).get_by_label(column)).to_be_checked()
    assert form.root.locator("input:checked").count() == 3


def _pairs_mouse(form: Form) -> None:
    for left, right in (("Planning", "ahead"), ("Organising", "who"), ("Leading", "why")):
        form.box(left).select_option(right)


def _pairs_keys(form: Form) -> None:
    form.box("Planning").focus()
    form.press("ArrowDown", "Tab", "ArrowDown", "ArrowDown", "Tab", "ArrowDown", "ArrowDown", "ArrowDown")


def _pairs_shown(form: Form) -> None:
    for left, right in (("Planning", "ahead"), ("Organising", "who"), ("Leading", "why")):
        expect(form.box(left)).to_have_value(right)


def _steps_mouse(form: Form) -> None:
    form.button("Move down: Check how it went").click()
    form.button("Move down: Check how it went").click()


def _steps_keys(form: Form) -> None:
    form.button("Move down: Check how it went").focus()
    form.press("Enter", "Space")


def _steps_shown(form: Form) -> None:
    expect(form.root.locator(".cl-text")).to_have_text(
        ["Find out what is wrong", "Plan a change and agree it", "Check how it went"]
    )


def _number(question: str, label: str, text: str, value: float, shown: str) -> Case:
    def mouse(form: Form) -> None:
        form.type_into(label, text)

    def keys(form: Form) -> None:
        form.box(label).focus()
        form.press(f"'{text}'", "Tab")

    def show(form: Form) -> None:
        expect(form.box(label)).to_have_value(shown)

    return Case(question, mouse, keys, value, show)


def _ledger_mouse(form: Form) -> None:
    form.box("Show only: Department").select_option("Kitchen")
    expect(form.root.get_by_text("30 of 60 rows. Total spent: £3,870.")).to_be_visible()
    form.type_into("Your answer, in pounds", "3870")


def _ledger_keys(form: Form) -> None:
    form.box("Total for each").focus()
    form.press("ArrowDown")
    expect(form.root.get_by_text("in 2 groups")).to_be_visible()
    form.box("Your answer, in pounds").focus()
    form.press("'3,870.00'", "Tab")


def _budget_mouse(form: Form) -> None:
    form.button("Copy “This year” into “Your plan”").click()
    form.type_into("Care pay: Your plan", "905,000")
    form.type_into("Food: Why you changed it", "Two fewer residents")
    expect(form.root.locator(".cl-rules")).to_contain_text("Met.")


def _budget_keys(form: Form) -> None:
    form.button("Copy “This year” into “Your plan”").focus()
    form.press("Enter")
    expect(form.box("Care pay: Your plan")).to_be_focused()
    form.press("Control+a", "'£905000'", "Tab", "Tab", "Tab", "'Two fewer residents'", "Tab")


def _budget_shown(form: Form) -> None:
    expect(form.box("Care pay: Your plan")).to_have_value("905,000")
    expect(form.box("Food: Your plan")).to_have_value("95,000")
    expect(form.box("Food: Why you changed it")).to_have_value("Two fewer residents")
    expect(form.root.locator(".cl-total").last).to_have_text("£1,000,000")
    expect(form.root.locator(".cl-rules")).to_contain_text("Met.")


def _actions_mouse(form: Form) -> None:
    form.root.get_by_text("Rewrite the rota").click()
    form.root.get_by_text("Talk to each carer").click()
    form.type_into("Rewrite the rota: Who does it", "Amina")
    form.box("Rewrite the rota: By when").fill("2026-12-12")
    form.box("Rewrite the rota: How big it is").select_option("large")


def _actions_keys(form: Form) -> None:
    form.box("Rewrite the rota").focus()
    form.press("Space")
    form.box("Talk to each carer").focus()
    form.press("Space")
    form.box("Rewrite the rota: Who does it").focus()
    form.press("'Amina'", "Tab", "'12122026'")
    form.box("Rewrite the rota: How big it is").focus()
    form.press("ArrowDown", "ArrowDown", "Tab")


def _actions_shown(form: Form) -> None:
    expect(form.box("Rewrite the rota")).to_be_checked()
    expect(form.box("Talk to each carer")).to_be_checked()
    expect(form.box("Rewrite the rota: Who does it")).to_have_value("Amina")
    expect(form.box("Rewrite the rota: By when")).to_have_value("2026-12-12")
    expect(form.box("Rewrite the rota: How big it is")).to_have_value("large")


def _risks_mouse(form: Form) -> None:
    form.button("Add a row").click()
    form.type_into("Row 1: What could happen", "A fall on the stairs")
    form.type_into("Row 1: Score", "12")
    form.box("Row 1: Told the team").click()


def _risks_keys(form: Form) -> None:
    form.button("Add a row").focus()
    form.press("Enter")
    expect(form.box("Row 1: What could happen")).to_be_focused()
    form.press("'A fall on the stairs'", "Tab", "'12'", "Tab", "Space")


def _risks_shown(form: Form) -> None:
    expect(form.box("Row 1: What could happen")).to_have_value("A fall on the stairs")
    expect(form.box("Row 1: Score")).to_have_value("12")
    expect(form.box("Row 1: Told the team")).to_be_checked()


def _rota_mouse(form: Form) -> None:
    form.box("Ada, Mon").select_option("late")
    form.box("Ada, Tue").select_option(label="Early")
    form.box("Ben, Wed (day off)").select_option("early")
    form.box("Dev, Sun").select_option("early")
    form.box("Dev, Sun").select_option("")


def _rota_keys(form: Form) -> None:
    form.box("Ada, Mon").focus()
    form.press("'L'", "Tab", "ArrowDown")
    form.box("Ben, Wed (day off)").focus()
    form.press("ArrowDown")
    form.box("Dev, Sun").focus()
    form.press("ArrowDown", "ArrowUp")


def _rota_shown(form: Form) -> None:
    expect(form.box("Ada, Mon")).to_have_value("late")
    expect(form.box("Ada, Tue")).to_have_value("early")
    expect(form.box("Dev, Sun")).to_have_value("")
    ada, ben = form.root.locator('[data-item="ada"]'), form.root.locator('[data-item="ben"]')
    expect(ada.locator(".cl-count")).to_have_text("○14 of 21 hours")
    expect(ada.locator(".cl-wrongs")).to_have_text("✗ Only 9.5 hours between Mon Late and Tue Early: 11 hours is the least.")
    expect(ben.locator(".cl-wrongs")).to_have_text("✗ Not on Wed: day off.")
    late = form.root.get_by_role("table", name="People on each shift").get_by_role("row", name="Late")
    expect(late.get_by_role("cell").first).to_have_text("✓1 of 1")
    expect(form.root.locator(".cl-rules li")).to_have_class([*["cl-unmet"] * 4, "cl-part-met"])


def _weeks_mouse(form: Form) -> None:
    form.box("Ask staff what goes wrong: Starts in").select_option("2")
    form.box("Train the seniors: Starts in").select_option("3")
    form.box("Train the seniors: Who leads it").select_option("amina")


def _weeks_keys(form: Form) -> None:
    form.box("Ask staff what goes wrong: Starts in").focus()
    form.press("ArrowDown", "ArrowDown", "Tab", "Tab", "ArrowDown", "ArrowDown", "ArrowDown", "Tab", "ArrowDown")


def _weeks_shown(form: Form) -> None:
    expect(form.box("Ask staff what goes wrong: Starts in")).to_have_value("2")
    ask, train = form.root.locator('[data-item="ask"]'), form.root.locator('[data-item="train"]')
    expect(ask.locator(".cl-runs")).to_have_text("Weeks 2 to 3")
    expect(train.locator(".cl-runs")).to_have_text("Weeks 3 to 5")
    expect(train.locator(".cl-wrongs")).to_have_text("✗ Starts before “Ask staff what goes wrong” ends, in week 3.")
    expect(form.root.locator('[data-item="try"] .cl-run')).to_be_hidden()
    expect(form.box("Train the seniors: Who leads it")).to_have_value("amina")


WHY = "It wakes the night carer at once."


def _hazards_mouse(form: Form) -> None:
    for column, value in (("Likelihood", "4"), ("Impact", "3"), ("Control", "mat"), ("Owner", "amina")):
        form.box(f"A fall at night: {column}").select_option(value)
    form.box("A fall at night: Review date").fill("2027-03-03")
    form.type_into("A fall at night: Why you chose it", WHY)


def _hazards_keys(form: Form) -> None:
    form.box("A fall at night: Likelihood").focus()
    form.press(*["ArrowDown"] * 4, "Tab", *["ArrowDown"] * 3, "Tab", "ArrowDown", "Tab", "ArrowDown", "Tab", "'03032027'")
    form.box("A fall at night: Why you chose it").focus()
    form.press(f"'{WHY}'", "Tab")


def _hazards_shown(form: Form) -> None:
    fall = form.root.locator('[data-item="fall"]')
    expect(fall.locator(".cl-score")).to_have_text("12, high")
    expect(form.root.locator('[data-item="dose"] .cl-score')).to_have_text("not yet")
    expect(form.box("A fall at night: Likelihood")).to_have_value("4")
    expect(form.box("A fall at night: Review date")).to_have_value("2027-03-03")
    expect(form.box("A fall at night: Why you chose it")).to_have_value(WHY)
    expect(fall.get_by_text("7 words. At most 20.")).to_be_visible()


def _story_mouse(form: Form) -> None:
    form.button("Ask what is wrong").click()
    form.button("Move her shift").click()


def _story_keys(form: Form) -> None:
    form.button("Ask what is wrong").focus()
    form.press("Enter")
    form.button("Move her shift").focus()
    form.press("Space")


def _story_shown(form: Form) -> None:
    expect(form.root.get_by_text("She is on time now.")).to_be_visible()


WORDS = "Money was short on dd/mm.\nNext time I would ask aa, bb and xx first."


def _words_mouse(form: Form) -> None:
    form.type_into("Your answer", WORDS)


def _words_keys(form: Form) -> None:
    form.box("Your answer").focus()
    first, second = WORDS.split("\n")
    form.press(f"'{first}'", "Enter", f"'{second}'", "Tab")


CASES = (
    Case("pick", _pick_mouse, _pick_keys, "vision", _checked("Say what good care looks like")),
    Case("ticks", _ticks_mouse, _ticks_keys, ["outbreak", "flood"], _checked("Extra hours in an outbreak", "A burst pipe")),
    Case("cards", _cards_mouse, _cards_keys, {"rota": "management", "vision": "leadership", "audit": "management"}, _cards_shown),
    Case("pairs", _pairs_mouse, _pairs_keys, {"plan": "ahead", "organise": "who", "lead": "why"}, _pairs_shown),
    Case("steps", _steps_mouse, _steps_keys, ["find", "change", "check"], _steps_shown),
    _number("variance", "Your answer, in pounds", "£9,600", 9600, "9,600"),
    _number("share", "Your answer, per cent", "64 %", 64, "64"),
    _number("drop", "Your answer", "−3.5", -3.5, "-3.5"),
    Case(
        "ledger",
        _ledger_mouse,
        _ledger_keys,
        3870,
        lambda form: expect(form.box("Your answer, in pounds")).to_have_value("3,870"),
    ),
    Case(
        "budget",
        _budget_mouse,
        _budget_keys,
        {"lines": {"care": {"amount": 905_000}, "food": {"amount": 95_000, "reason": "Two fewer residents"}}},
        _budget_shown,
    ),
    Case(
        "actions",
        _actions_mouse,
        _actions_keys,
        {"acts": {"rota": {"who": "Amina", "when": "2026-12-12", "size": "large"}, "talk": {}}},
        _actions_shown,
    ),
    Case(
        "risks",
        _risks_mouse,
        _risks_keys,
        {"register": {"r1": {"risk": "A fall on the stairs", "score": 12, "told": True}}},
        _risks_shown,
    ),
    Case(
        "rota",
        _rota_mouse,
        _rota_keys,
        {"maple": {"ada": {"mon": "late", "tue": "early"}, "ben": {"wed": "early"}}},
        _rota_shown,
    ),
    Case(
        "weeks",
        _weeks_mouse,
        _weeks_keys,
        {"steps": {"ask": {"start": 2}, "train": {"start": 3, "who": "amina"}}},
        _weeks_shown,
    ),
    Case(
        "hazards",
        _hazards_mouse,
        _hazards_keys,
        {
            "hazards": {
                "fall": {"likelihood": 4, "impact": 3, "control": "mat", "owner": "amina", "review": "2027-03-03", "why": WHY}
            }
        },
        _hazards_shown,
    ),
    Case("story", _story_mouse, _story_keys, ["ask", "shift"], _story_shown),
    Case("words", _words_mouse, _words_keys, WORDS, lambda form: expect(form.box("Your answer")).to_have_value(WORDS)),
)
