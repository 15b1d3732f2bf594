"""One case for each kind of question: how a student answers by mouse and by keyboard alone, and what must then stand on disk."""

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


def do(*acts: Act) -> Act:
    """Return one act after the other."""

    def each(form: Form) -> None:
        for act in acts:
            act(form)

    return each


def click(*words: str) -> Act:
    return do(*[lambda form, text=text: form.root.get_by_text(text).first.click() for text in words])


def press_button(name: str) -> Act:
    return lambda form: form.button(name).click()


def choose(entry: str, *boxes: str) -> Act:
    return do(*[lambda form, box=box: form.box(box).select_option(entry) for box in boxes])


def fill(box: str, text: str) -> Act:
    return lambda form: form.box(box).fill(text)


def type_into(box: str, text: str) -> Act:
    return lambda form: form.type_into(box, text)


def keys(at: str, *pressed: str) -> Act:
    """Focus the box with this name, the button with this name after a ``!``, or the first box of all; then press keys."""

    def press(form: Form) -> None:
        (form.button(at[1:]) if at.startswith("!") else form.box(at) if at else form.root.locator("input").first).focus()
        form.press(*pressed)

    return press


def sees(text: str) -> Act:
    return lambda form: expect(form.root.get_by_text(text)).to_be_visible()


def has(box: str, value: str) -> Act:
    return lambda form: expect(form.box(box)).to_have_value(value)


def says(css: str, text: str) -> Act:
    return lambda form: expect(form.root.locator(css)).to_have_text(text)


def focused(box: str) -> Act:
    return lambda form: expect(form.box(box)).to_be_focused()


def tick(box: str) -> Act:
    return lambda form: form.box(box).click()


def met(form: Form) -> None:
    expect(form.root.locator(".cl-rules")).to_contain_text("Met.")


def checked(*names: str) -> Act:
    """See that these boxes are checked, and no others."""

    def check(form: Form) -> None:
        for name in names:
            expect(form.box(name)).to_be_checked()
        assert form.root.locator("input:checked").count() == len(names)

    return check


def _drag(form: Form, card: str, column: str) -> None:
    """Take a card by its grip and let it go over a column; give the first drag up with Escape."""
    mouse, floor = form.page.mouse, form.root.locator(f'.cl-columnhead:has-text("{column}")')
    for given_up in (True, False):
        form.root.locator(f'[data-item="{card}"] .cl-grip').hover()
        mouse.down()
        floor.hover(force=True)
        if given_up:
            form.page.keyboard.press("Escape")
            expect(form.root.locator(".cl-dragged")).to_have_count(0)
        mouse.up()


def _cards_mouse(form: Form) -> None:
    _drag(form, "rota", "Management")
    form.root.locator('[data-item="vision"] legend').click()
    form.root.locator(".cl-put").nth(1).click()  # the next card with no column is now at hand
    form.root.locator(".cl-put").nth(0).click()


def _cards_shown(form: Form) -> None:
    for card, column in (("Setting the rota", "Management"), ("Checking an audit", "Management")):
        expect(form.root.get_by_role("group", name=card).get_by_label(column)).to_be_checked()
    assert form.root.locator("input:checked").count() == 3


def _step_down(form: Form) -> None:
    mouse = form.page.mouse
    form.root.locator('[data-item="check"] .cl-grip').hover()
    mouse.down()
    form.root.locator('[data-item="find"] .cl-moves').hover(force=True)
    mouse.up()


def _steps_shown(form: Form) -> None:
    in_order = ["Find out what is wrong", "Plan a change and agree it", "Check how it went"]
    expect(form.root.locator(".cl-text")).to_have_text(in_order)


def _weeks_hidden(form: Form) -> None:
    expect(form.root.locator('[data-item="try"] .cl-run')).to_be_hidden()


def _rota_shown(form: Form) -> None:
    late = form.root.get_by_role("table", name="People on each shift").get_by_role("row", name="Late")
    expect(late.get_by_role("cell").first).to_have_text("✓1 of 1")
    expect(form.root.locator(".cl-rules li")).to_have_class([*["cl-unmet"] * 4, "cl-part-met"])


def number(question: str, label: str, text: str, value: float, shown: str) -> Case:
    return Case(question, type_into(label, text), keys(label, f"'{text}'", "Tab"), value, has(label, shown))


POUNDS, CHECK, COPY = "Your answer, in pounds", "Move down: Check how it went", "Copy “This year” into “Your plan”"
ROTA, TALK, FALL = "Rewrite the rota", "Talk to each carer", "A fall at night"
CARE, FOOD, REASON = "Care pay: Your plan", "Food: Your plan", "Food: Why you changed it"
TRAIN, ASK = "Train the seniors", "Ask staff what goes wrong"
FEWER, STAIRS, WAKES = "Two fewer residents", "A fall on the stairs", "It wakes the night carer at once."
WORDS = "Money was short on dd/mm.\nNext time I would ask aa, bb and xx first."
FIRST_WORDS, LAST_WORDS = WORDS.split("\n")
REGISTERED = {"likelihood": 4, "impact": 3, "control": "mat", "owner": "amina", "review": "2027-03-03", "why": WAKES}
WHY, COULD = "Why you chose it", "Row 1: What could happen"

CASES = (
    Case(
        "pick",
        click("Say what good care looks like"),
        keys("", "ArrowDown"),
        "vision",
        checked("Say what good care looks like"),
    ),
    Case(
        "ticks",
        click("Extra hours in an outbreak", "A burst pipe"),
        keys("", "Space", "Tab", "Tab", "Space"),
        ["outbreak", "flood"],
        checked("Extra hours in an outbreak", "A burst pipe"),
    ),
    Case(
        "cards",
        _cards_mouse,
        keys("", "Space", "Tab", "ArrowRight", "Tab", "Space"),
        {"rota": "management", "vision": "leadership", "audit": "management"},
        _cards_shown,
    ),
    Case(
        "pairs",
        do(choose("ahead", "Planning"), choose("who", "Organising"), choose("why", "Leading")),
        keys("Planning", "ArrowDown", "Tab", *["ArrowDown"] * 2, "Tab", *["ArrowDown"] * 3),
        {"plan": "ahead", "organise": "who", "lead": "why"},
        do(has("Planning", "ahead"), has("Organising", "who"), has("Leading", "why")),
    ),
    Case(
        "steps",
        do(_step_down, press_button(CHECK)),
        keys(f"!{CHECK}", "Enter", "Space"),
        ["find", "change", "check"],
        _steps_shown,
    ),
    number("variance", POUNDS, "£9,600", 9600, "9,600"),
    number("share", "Your answer, per cent", "64 %", 64, "64"),
    number("drop", "Your answer", "−3.5", -3.5, "-3.5"),
    Case(
        "ledger",
        do(choose("Kitchen", "Show only: Department"), sees("30 of 60 rows. Total spent: £3,870."), type_into(POUNDS, "3870")),
        do(keys("Total for each", "ArrowDown"), sees("in 2 groups"), keys(POUNDS, "'3,870.00'", "Tab")),
        3870,
        has(POUNDS, "3,870"),
    ),
    Case(
        "budget",
        do(press_button(COPY), type_into(CARE, "905,000"), type_into(REASON, FEWER), met),
        do(
            keys(f"!{COPY}", "Enter"), focused(CARE),
            keys(CARE, "Control+a", "'£905000'", "Tab", "Tab", "Tab", f"'{FEWER}'", "Tab"),
        ),
        {"lines": {"care": {"amount": 905_000}, "food": {"amount": 95_000, "reason": FEWER}}},
        do(has(CARE, "905,000"), has(FOOD, "95,000"), has(REASON, FEWER), says(".cl-total >> nth=-1", "£1,000,000"), met),
    ),
    Case(
        "actions",
        do(
            click(ROTA, TALK), type_into(f"{ROTA}: Who does it", "Amina"),
            fill(f"{ROTA}: By when", "2026-12-12"), choose("large", f"{ROTA}: How big it is"),
        ),
        do(
            keys(ROTA, "Space"), keys(TALK, "Space"), keys(f"{ROTA}: Who does it", "'Amina'", "Tab", "'12122026'"),
            keys(f"{ROTA}: How big it is", "ArrowDown", "ArrowDown", "Tab"),
        ),
        {"acts": {"rota": {"who": "Amina", "when": "2026-12-12", "size": "large"}, "talk": {}}},
        do(
            checked(ROTA, TALK), has(f"{ROTA}: Who does it", "Amina"),
            has(f"{ROTA}: By when", "2026-12-12"), has(f"{ROTA}: How big it is", "large"),
        ),
    ),
    Case(
        "risks",
        do(press_button("Add a row"), type_into(COULD, STAIRS), type_into("Row 1: Score", "12"), tick("Row 1: Told the team")),
        do(keys("!Add a row", "Enter"), focused(COULD), keys(COULD, f"'{STAIRS}'", "Tab", "'12'", "Tab", "Space")),
        {"register": {"r1": {"risk": STAIRS, "score": 12, "told": True}}},
        do(has(COULD, STAIRS), has("Row 1: Score", "12"), checked("Row 1: Told the team")),
    ),
    Case(
        "rota",
        do(
            choose("late", "Ada, Mon"), choose("early", "Ada, Tue", "Ben, Wed (day off)", "Dev, Sun"),
            choose("", "Dev, Sun"),
        ),
        do(
            keys("Ada, Mon", "'L'", "Tab", "ArrowDown"), keys("Ben, Wed (day off)", "ArrowDown"),
            keys("Dev, Sun", "ArrowDown", "ArrowUp"),
        ),
        {"maple": {"ada": {"mon": "late", "tue": "early"}, "ben": {"wed": "early"}}},
        do(
            has("Ada, Mon", "late"), has("Ada, Tue", "early"), has("Dev, Sun", ""), _rota_shown,
            says('[data-item="ada"] .cl-counted', "○14 of 21 hours"),
            says('[data-item="ada"] .cl-wrongs', "✗ Only 9.5 hours between Mon Late and Tue Early: 11 hours is the least."),
            says('[data-item="ben"] .cl-wrongs', "✗ Not on Wed: day off."),
        ),
    ),
    Case(
        "weeks",
        do(choose("2", f"{ASK}: Starts in"), choose("3", f"{TRAIN}: Starts in"), choose("amina", f"{TRAIN}: Who leads it")),
        keys(f"{ASK}: Starts in", *["ArrowDown"] * 2, "Tab", "Tab", *["ArrowDown"] * 3, "Tab", "ArrowDown"),
        {"steps": {"ask": {"start": 2}, "train": {"start": 3, "who": "amina"}}},
        do(
            has(f"{ASK}: Starts in", "2"), has(f"{TRAIN}: Who leads it", "amina"), _weeks_hidden,
            says('[data-item="ask"] .cl-runs', "Weeks 2 to 3"), says('[data-item="train"] .cl-runs', "Weeks 3 to 5"),
            says('[data-item="train"] .cl-wrongs', f"✗ Starts before “{ASK}” ends, in week 3."),
        ),
    ),
    Case(
        "hazards",
        do(
            choose("4", f"{FALL}: Likelihood"), choose("3", f"{FALL}: Impact"), choose("mat", f"{FALL}: Control"),
            choose("amina", f"{FALL}: Owner"), fill(f"{FALL}: Review date", "2027-03-03"), type_into(f"{FALL}: {WHY}", WAKES),
        ),
        do(
            keys(f"{FALL}: Likelihood", *["ArrowDown"] * 4, "Tab", *["ArrowDown"] * 3, *["Tab", "ArrowDown"] * 2),
            keys(f"{FALL}: Owner", "Tab", "'03032027'"),
            keys(f"{FALL}: {WHY}", f"'{WAKES}'", "Tab"),
        ),
        {"hazards": {"fall": REGISTERED}},
        do(
            says('[data-item="fall"] .cl-score', "12, high"), says('[data-item="dose"] .cl-score', "not yet"),
            has(f"{FALL}: Likelihood", "4"), has(f"{FALL}: Review date", "2027-03-03"), has(f"{FALL}: {WHY}", WAKES),
            sees("7 words. At most 20."),
        ),
    ),
    Case(
        "story",
        do(press_button("Ask what is wrong"), press_button("Move her shift")),
        do(keys("!Ask what is wrong", "Enter"), keys("!Move her shift", "Space")),
        ["ask", "shift"],
        sees("She is on time now."),
    ),
    Case(
        "words",
        type_into("Your answer", WORDS),
        keys("Your answer", f"'{FIRST_WORDS}'", "Enter", f"'{LAST_WORDS}'", "Tab"),
        WORDS,
        has("Your answer", WORDS),
    ),
)  # fmt: skip
