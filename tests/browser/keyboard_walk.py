"""A student who has only a keyboard: tabs from the top of a notebook to its end, and acts on each control that is reached."""

import random
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError

MOST_STEPS = 2_000
"""More presses of Tab than any notebook needs."""
WORDS = "On Monday at Larkfield we agree who does it and look again on Friday together."
PRESSED = ("Move down", "Add ", "↓", "Check my answer", "Show the numbers")
A_CHOICE = 25
"""A button of a question with more letters is a choice of a story; what follows it takes the focus."""
FOCUS = """() => {
    const e = document.activeElement, form = e.closest('[data-question]');
    if (!window.walked) window.walked = [];
    let at = window.walked.indexOf(e);
    const again = at >= 0;
    if (!again) at = window.walked.push(e) - 1;
    const box = e.getBoundingClientRect();
    return {
        tag: e.tagName.toLowerCase(), type: e.type || '', words: (e.innerText || '').trim(), at, again,
        question: form ? form.dataset.question : '', model: !!e.closest('.carelab') && !form, ours: !!e.closest('.carelab'),
        step: e.inputMode || '', options: e.options ? [...e.options].map(o => o.value) : [],
        ticked: form ? form.querySelectorAll('input:checked').length : 0,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
IN_SIGHT = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
WHERE = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect();
    const [left, top, width, height] = [box.left, box.top, box.width, box.height].map(Math.round);
    return `${e.tagName} at ${left}, ${top}, size ${width} by ${height}`;
}"""
CHECKED = """question => document.querySelector(`[data-question="${question}"] .cl-result`)?.innerText.trim()"""
SHOWN = """form => [...form.querySelectorAll('input, select, textarea, ol > li')].filter(e => !e.closest('.cl-tools')).map(e =>
    e.type === 'radio' || e.type === 'checkbox' ? e.checked : e.tagName === 'LI' ? e.innerText : e.value)"""


@dataclass
class Walk:
    """What happened on one walk through a notebook."""

    reached: set[str] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    """Controls that had the focus while nobody could see them."""
    controls: int = 0


def walk(page: Page, chance: random.Random) -> Walk:
    """Tab through the whole notebook and answer whatever has the focus, by keys alone.

    A random learner: takes any radio button, ticks the first box and half of the others, chooses any entry of a list, types a
    number or words, moves each slider, and presses each *Check my answer*, *Show the numbers as a table* and every choice of a
    story until it ends.
    """
    found = Walk()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if found.controls and (at["tag"] == "body" or (at["again"] and at["at"] == 0)):
            return found
        if not at["ours"]:
            continue
        if not at["seen"] and not _comes_into_sight(page):
            found.hidden.append(f"{at['question']} {at['tag']} {at['words']} {page.evaluate(WHERE)}")
        if at["question"]:
            found.reached.add(at["question"])
        if not at["again"]:
            found.controls += 1
            _act(page, at, chance)
    raise AssertionError(f"The end was not reached in {MOST_STEPS} presses of Tab.")


def _comes_into_sight(page: Page) -> bool:
    try:
        page.wait_for_function(IN_SIGHT, timeout=2_000)
    except TimeoutError:
        return False
    return True


def _act(page: Page, at: dict[str, Any], chance: random.Random) -> None:
    match at["tag"]:
        case "input":
            _act_on_input(page, at, chance)
        case "textarea":
            page.keyboard.type(WORDS)
        case "select":
            for _ in range(1 + chance.randrange(max(1, len(at["options"]) - 1))):
                page.keyboard.press("ArrowDown")
        case "button" if at["words"].startswith(PRESSED) or (len(at["words"]) > A_CHOICE and at["question"]):
            page.keyboard.press("Enter")
            if at["words"] == "Check my answer":
                page.wait_for_function(CHECKED, arg=at["question"])


def _act_on_input(page: Page, at: dict[str, Any], chance: random.Random) -> None:
    press = page.keyboard.press
    match at["type"]:
        case "radio":
            press("Space")
            for _ in range(chance.randrange(3)):
                press("ArrowDown")
        case "checkbox":
            if chance.random() < 0.5 or at["model"] or not at["ticked"]:
                press("Space")
        case "range":
            press("ArrowRight")
            press("ArrowLeft")
        case "date":
            page.keyboard.type("01122027")
        case _:
            press("Control+a")
            page.keyboard.type("7" if at["step"] in ("decimal", "numeric") or at["model"] else WORDS)


def shown(form: Locator) -> Any:
    """Return what a form shows as answered, control by control."""
    return form.evaluate(SHOWN)
