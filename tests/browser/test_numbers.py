"""One rule of numbers: the box on the screen and Python read every text alike."""

import random
from typing import Any

from carelab.questions import typed_number
from carelab.ui.form import script

CASES = (
    "9600 £", "4700\u00a0£", "1 5", "96%00", "５６００", "－5", "−3.5", "£9,600", "- £ 12", "£-3", "--3", "1,5", "12 000",
    "12,000 000", ".5", "5.", "", " ", "123456789012345", "1000000000000", "1e5", "½", "²", "٣", "64 %", "6 4%", "+7", "0.64",
    "38.400", "1\u202f000", "3–",
)  # fmt: skip
DOUBTED = {
    ("38.400", "£"): "£38.40 £38,400", ("-1.250", ""): "−1.25 −1,250", ("0.64", "%"): "0.64% 64%", ("64%", "£"): "£64",
    ("38.40", "£"): "", ("0.125", ""): "", ("0.64 %", "%"): "", ("0.64", "£"): "", ("1.5", "%"): "", ("1,5", "£"): "",
}  # fmt: skip
"""What is asked about a number that may have been meant in another way: how it is read, and what else it could be."""
SIGNS = "0123456789 ,.£%+-−–５　\u00a0a"


def test_the_box_and_python_read_every_number_alike(visitors: Any) -> None:
    chance = random.Random(7)
    texts = [*CASES, *("".join(chance.choices(SIGNS, k=chance.randint(1, 9))) for _ in range(3_000))]
    page = visitors.page()
    read = page.evaluate(f"(texts) => {{ {script('dom.js')}; return texts.map(typedNumber); }}", texts)
    different = [(text, mine, theirs) for text, mine in zip(texts, read, strict=True) if (theirs := typed_number(text)) != mine]
    assert different == []
    assert sum(number is not None for number in read) > 50


def test_a_number_that_may_have_been_meant_in_another_way_is_asked_about(visitors: Any) -> None:
    asks = f"(cases) => {{ {script('dom.js')}; return cases.map(([text, unit]) => doubt(text, unit)?.ask ?? ''); }}"
    asked = visitors.page().evaluate(asks, [list(case) for case in DOUBTED])
    for said, figures in zip(asked, DOUBTED.values(), strict=True):
        assert bool(said) == bool(figures), said
        assert all(figure in said for figure in figures.split()), said
