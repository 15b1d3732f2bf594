"""Answers through kills: a student answers, something dies at a random moment, and what was said to be saved is there after.

The pages' door does not matter: a caller says how a page is opened (again), and what dies.
"""

import contextlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from browser.view_pages import typed, wait_until_ready
from playwright.sync_api import Error, Page

QUESTIONS = ("q1", "q2a", "q2b", "q2c")
FORMS = f"""() => {list(QUESTIONS)}.every((id) => document.querySelector(`[data-question="${{id}}"] input[type=text]`))"""
BOXES = f"""() => Object.fromEntries({list(QUESTIONS)}.map((id) => {{
    const form = document.querySelector(`[data-question="${{id}}"]`);
    const said = /^Saved/.test(form.querySelector(".cl-status").textContent);
    return [id, [Number(form.querySelector("input[type=text]").value.replaceAll(",", "")), said]];
}}))"""
TELLS = f"""(() => {{
    const last = {{}};
    const look = () => {{
        if (!({FORMS})()) return;
        for (const [id, [number, said]] of Object.entries(({BOXES})())) {{
            if (said && last[id] !== number) told(id, number);
            if (said) last[id] = number;
        }}
    }};
    new MutationObserver(look).observe(document, {{ subtree: true, childList: true, characterData: true }});
}})()"""
"""Reports each answer of which the page says *Saved*, at once."""


@dataclass
class Told:
    """What pages have said to be saved: the largest number of each question, and how often it was said."""

    largest: dict[str, float] = field(default_factory=dict)
    times: int = 0

    def hear(self, question: str, number: float) -> None:
        self.largest[question] = max(number, self.largest.get(question, 0))
        self.times += 1

    def lost(self, boxes: dict[str, Any]) -> dict[str, tuple[float, float]]:
        """Return question → (number that is there, larger number that was said to be saved). ``boxes``: what ``BOXES`` gives."""
        return {question: (boxes[question][0], said) for question, said in self.largest.items() if boxes[question][0] < said}


def survive(
    open_page: Callable[[Told], Page], kills: Sequence[Callable[[Page], None]], rounds: int, *, live: int, seed: int
) -> int:
    """Answer and kill, round by round, and return how many answers were said to be saved; each later answer is a larger number.

    Parameters
    ----------
    open_page:
        Opens a page of unit 8's exercises that runs ``TELLS``, with ``told`` as what hears it; also after a kill.
    kills:
        Each lets something die; they take turns.
    live:
        In one of so many rounds the student waits for Python; in the others the kill may come before.
    """
    chance, number, told = random.Random(seed), 0, Told()
    for n in range(rounds + 1):
        page = open_page(told)
        page.wait_for_function(FORMS)
        if n % live == 0 or n == rounds:
            wait_until_ready(page, "page")
        if told.lost(page.evaluate(BOXES)):  # Python may have drawn the forms a moment before their answers
            wait_until_ready(page, "page")
        lost = told.lost(page.evaluate(BOXES))
        assert lost == {}, f"after {n} kills: {lost}"
        for _ in range(chance.randrange(1, 5)):
            number += 1
            typed(page, chance.choice(QUESTIONS), str(number))
            page.wait_for_timeout(chance.random() * chance.choice((1, 40, 250)))
        if n < rounds:
            kills[n % len(kills)](page)
        with contextlib.suppress(Error):  # it may be dead
            page.close()
    return told.times
