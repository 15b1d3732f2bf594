"""A generated class of honest notebooks, some right and some wrong, earns what stock gives, cell by cell.

One notebook holds many students' answers, so that one kernel of stock's marks them all.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from making import read_pair
from soak import times
from stock import stock_marks

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template


def value(rng: random.Random) -> str:
    """Write a literal of some kind."""
    plain = [
        str(rng.randint(-99, 99)),
        repr(round(rng.uniform(-9, 9), 3)),
        repr(rng.choice(["rota", "£", "", "A&E"])),
        "None",
        "True",
    ]
    inner = ", ".join(rng.choice(plain) for _ in range(rng.randint(1, 4)))
    return rng.choice(
        [*plain, f"[{inner}]", f"({inner},)", f"{{'k': [{inner}]}}", f"pd.Series([{rng.randint(0, 9)}, {rng.randint(0, 9)}])"]
    )


def question(n: int, points: int, right: str, given: str, test: str) -> str:
    """Write the cells of one question: the solution, what one student made of it, and the test."""
    return f"# %% solution s{n}\n{right}\n# %% student s{n}\n{given}\n# %% test t{n} {points}\n{test}"


def value_question(rng: random.Random, n: int) -> str:
    right, given = value(rng), value(rng)
    given = right if rng.random() < 0.6 else given
    test = f"assert repr(v{n}) == repr({right})\nassert type(v{n}) is type({right})"
    return question(n, 2, f"v{n} = {right}", f"v{n} = {given}", test)


def function_question(rng: random.Random, n: int) -> str:
    bodies = ["sum(xs)", "len(xs)", "max(xs)", "sorted(xs)[0]", "[x * 2 for x in xs]", "xs[5]", "1 / len([])"]
    right = rng.choice(bodies)
    given = right if rng.random() < 0.6 else rng.choice(bodies)
    data = [rng.randint(0, 9) for _ in range(rng.randint(3, 8))]
    test = "".join(
        f"try:\n    {name} = {call}\nexcept Exception as error:\n    {name} = type(error).__name__\n"
        for name, call in (("want", f"(lambda xs: {right})({data})"), ("got", f"f{n}({data})"))
    )
    head = f"def f{n}(xs):\n    return "
    return question(n, 1, head + right, head + given, test + "assert got == want")


def change_question(rng: random.Random, n: int) -> str:
    changes = ["xs.append(1)", "xs.reverse()", "xs.clear()", "xs[0] = 7", "xs += [3]", "xs = xs + [3]", "del xs[0]"]
    given = rng.choice(changes)
    right = rng.choice([given, rng.choice(changes)])
    head = f"def g{n}(xs):\n    "
    test = (
        f"mine, theirs = [4, 5], [4, 5]\nassert g{n}(theirs) is None\ndef key(xs):\n    {right}\nkey(mine)\nassert mine == theirs"
    )
    return question(n, 3, head + right, head + given, test)


def credit_question(rng: random.Random, n: int) -> str:
    score = rng.choice(["0", "1", "0.5", "2.0", "score", "None", "print(score)", "'fine'"])
    return question(n, 2, f"w{n} = 1", f"w{n} = {rng.randint(0, 2)}", f"score = 1.5 if w{n} == 1 else 0\n{score}")


CLASS = """class {name}:
    def __init__(self):
        self.n, self.log = 0, []
    def add(self, k={step}):
        self.n += k
        self.log.append(k)
        return self"""
CLASS_TEST = """c = {name}().add().add(3)
assert c.n == 4 and c.log == [1, 3]
c.log.append(9)
assert c.add().log[-2:] == [9, 1]"""


def class_question(rng: random.Random, n: int) -> str:
    name = f"C{n}"
    given = CLASS.format(name=name, step=rng.choice([1, 1, 2]))
    return question(n, 2, CLASS.format(name=name, step=1), given, CLASS_TEST.format(name=name))


KINDS: list[Callable[[random.Random, int], str]] = [
    value_question,
    function_question,
    change_question,
    credit_question,
    class_question,
]


@pytest.mark.parametrize("seed", range(times(2, 20)))
def test_a_generated_class_earns_what_stock_gives(seed: int, template: Template, tmp_path: Path) -> None:
    rng = random.Random(seed)
    pair = read_pair("# %% locked setup\nimport pandas as pd\n" + "\n".join(rng.choice(KINDS)(rng, n) for n in range(60)))
    outcome = mark_test_cells(pair.master, pair.submitted, {}, template=template)
    theirs = stock_marks(pair.submitted, tmp_path)
    assert {verdict.grade_id: verdict.score for verdict in outcome.verdicts} == theirs
    assert 0 < sum(mark == 0 for mark in theirs.values()) < 50
