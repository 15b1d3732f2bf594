"""Does a form keep the newest answer, in whatever order the kernel hears what a window sends?"""

from typing import Any

from carelab.questions import Number
from carelab.ui.form import Form, Kept


def test_an_answer_that_a_newer_one_of_the_same_window_has_overtaken_is_left_out() -> None:
    saved: list[Any] = []

    def save(value: Any) -> Kept:
        saved.append(value)
        return Kept("2026-11-23T10:42:07Z")

    form = Form(Number(id="q1", ask="How much?"), "unit", save)
    for window, sequence, value in (("a", 1, 10), ("a", 3, 30), ("a", 2, 20), ("a", 3, 30), ("b", 1, 40)):
        form._hear(None, {"type": "answer", "window": window, "sequence": sequence, "value": value}, [])
    assert saved == [10, 30, 30, 40]
    assert form.answer == 40
