"""Is every student's version of a unit as hard as every other, and would the check say so if it were not?"""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from planted import whole_course

from carelab.questions import Choice, Key, Number, Order, Question, Slip, score
from carelab.questions.arranged import arranged
from grader.authoring.source_notebook import Marked, Master
from grader.check.finding import Finding
from grader.check.material import Asked, Material, Page
from grader.check.variants import check_variants

NUMBER = Number(id="q1", ask="How much?", unit="£")
KEY = Key(9600, slips={"sign": Slip(-9600, "Look at the sign.", 0.5, "")})
STEPS = Order(id="q1", ask="When?", steps={"a": "Ay", "b": "Bee", "c": "Sea", "d": "Dee"})


def check(*variants: tuple[Question, Key]) -> list[Finding]:
    """Check a unit of one question, given for each of its variants."""
    masters = tuple(
        Master("08-testing", "Testing", Path("x.ipynb"), "0", n, len(variants), (Marked(q, k, 2.0, "testing_q1", ""),))
        for n, (q, k) in enumerate(variants, 1)
    )
    asked = (Asked(*variants[0], 2.0),)
    page = Page("exercise", "08-testing", Path("x.ipynb"), "source/x.ipynb", {}, (), asked, masters=masters)
    return list(check_variants(Material(Path(), exercises=(page,), lessons=())))


def test_every_variant_of_every_unit_is_as_hard_as_the_first_and_no_student_starts_with_the_answer() -> None:
    assert any(len(page.masters) > 1 for page in whole_course().pages)
    assert list(check_variants(whole_course())) == []
    masters = [master for page in whole_course().pages for master in page.masters]
    assert masters
    for one in (marked for master in masters for marked in master.questions if marked.key.value is not None):
        best = one.key.best(one.question)
        for seed in range(1, 40 if isinstance(one.question, Order) else 4):
            shown = arranged(one.question, seed)
            assert score(shown, one.key, best).share == 1
            assert not isinstance(shown, Order) or list(shown.steps) != list(one.key.value)


@pytest.mark.parametrize(("other", "says"), [
    ((NUMBER, dataclasses.replace(KEY, value=960_000)), "too far apart"), ((NUMBER, Key(9600)), "slips"),
    ((dataclasses.replace(NUMBER, unit="%"), KEY), "not built like variant 1"),
    ((Choice(id="q1", ask="Which?", options={"a": "Ay", "b": "Bee"}), Key("a")), "not built like variant 1"),
    ((dataclasses.replace(NUMBER, id="q2"), KEY), "does not ask the same questions"),
])  # fmt: skip
def test_a_variant_that_is_harder_or_asks_something_else_is_named(other: Any, says: str) -> None:
    (found,) = check((NUMBER, KEY), other)
    where = "question q1 (variant 2)" if other[0].id == "q1" else "variant 2"
    assert (found.severity, found.where) == ("error", where)
    assert says in found.problem
    assert check((NUMBER, KEY), (NUMBER, Key(7200, slips={"sign": Slip(-7200, "Look at the sign.", 0.5, "")}))) == []


def test_steps_that_a_turn_would_solve_are_named() -> None:
    (found,) = check((STEPS, Key(["c", "d", "a", "b"])))
    assert "start with the right order" in found.problem
    assert check((STEPS, Key(["c", "a", "d", "b"]))) == []
