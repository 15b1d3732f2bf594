"""The website joins two answer files as Python does, and takes for an answer file what Python can read."""

import base64
import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from carelab.answers import LARGEST, AnswerFileError, parse
from carelab.answers.merging import merged
from carelab.page.browser import ASSETS

UNIT = "08-budgeting"
PAIRS = 400
TIMES = ["", "T:-", "2026-11-01", "2026-11-01T10:00:00", "2026-11-01T10:00:00Z", "2026-11-01T24:00:00Z", "2026-02-30T10:00:00Z"]
TIMES += ["2026-11-01T10:00:00.500Z", "2026-11-01T10:00:00.5009Z", "2026-11-01T11:00:00+01:00", "2026-11-02T09:59:59-23:30"]
VALUES = [None, "a", "b", 1, 2.5, False, ["x", "y"], {"p": 1, "q": [1]}, "é😀" * 9_000, "x" * 39_900, "x" * 20_000]


@pytest.fixture(scope="module")
def script(browser: Browser) -> Page:
    page = browser.new_context(timezone_id="Europe/London").new_page()
    data = base64.b64encode((ASSETS / "merge.js").read_bytes()).decode()
    page.evaluate("async (data) => { self.merge = await import(`data:text/javascript;base64,${data}`); }", data)
    return page


def any_file(chance: random.Random) -> dict[str, Any]:
    def earlier() -> Any:
        one = {"value": chance.choice(VALUES), "at": chance.choice(TIMES)}
        return chance.choice(
            [[one] * chance.randrange(3), [one, {"value": 1}, 7, {**one, "value": chance.choice(VALUES)}], "none"]
        )

    def answer() -> dict[str, Any]:
        found = {"kind": "choice", "value": chance.choice(VALUES), "at": chance.choice(TIMES)}
        if chance.random() < 0.5:
            found |= {"earlier": earlier()}
        for left_out in chance.choices(["value", "at", "nothing"], [1, 1, 18]):
            found.pop(left_out, None)
        return found | ({"tries": chance.randrange(3)} if chance.random() < 0.3 else {})

    questions = chance.sample(["q1", "q2", "q3", "q4"], chance.randrange(5))
    about = {"schema": 1, "assignment": UNIT, "variant": chance.choice([1, 1, 1, 2]), "seed": chance.randrange(3)}
    return {**about, "answers": {one: answer() for one in questions}, **({"later": 1} if chance.random() < 0.1 else {})}


def in_python(here: dict[str, Any], there: dict[str, Any]) -> Any:
    books = [parse(json.dumps(one).encode(), Path("answers.json"), UNIT) for one in (here, there)]
    return json.loads(merged(*books).as_json())


def test_the_browser_joins_two_files_as_python_does(script: Page) -> None:
    chance = random.Random(20)
    pairs = [(any_file(chance), any_file(chance)) for _ in range(PAIRS)]
    found = script.evaluate(
        "(pairs) => pairs.map(([here, there]) => JSON.stringify(merge.merged(here, there)))", [list(pair) for pair in pairs]
    )
    for (here, there), text in zip(pairs, found, strict=True):
        again = json.loads(parse(text.encode(), Path("answers.json"), UNIT).as_json())
        assert again == in_python(here, there)


def damaged(chance: random.Random) -> Any:
    """Return a file in which something may be of another form than an answer file's."""
    answers = {"q1": {"kind": "choice", "value": 1, "at": TIMES[4]}}
    whole: dict[str, Any] = copy.deepcopy(any_file(chance)) | {"answers": answers}
    deep: Any = 1
    for _ in range(chance.randrange(14)):
        deep = {"a": deep}
    others = [None, [], {}, "x", "é", -1, 0, 1, 2, 999, 1_000, 2**31 - 1, 2**31, 1.5, True, deep, {"q": {"kind": "number"}}]
    where, names = chance.choice(
        [
            (whole, ["schema", "assignment", "variant", "seed", "answers", "more"]),
            (answers, ["q1", "Q1", "q 1", "q" * 40, "q" * 41]),
            (answers["q1"], ["kind", "value", "at", "more"]),
        ]
    )
    where[chance.choice(names)] = chance.choice(others)
    return chance.choice([whole] * 20 + others)


def with_answers(many: int, more: str = "") -> dict[str, Any]:
    answers = {f"q{n}": {"kind": "number", "value": 1, "at": ""} for n in range(many)}
    return {"schema": 1, "assignment": UNIT, "answers": answers, "more": more}


def is_readable(file: Any) -> bool:
    data = json.dumps(file, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        parse(data, Path("answers.json"), UNIT)
    except AnswerFileError:
        return False
    return len(data) <= LARGEST


def test_the_browser_takes_for_an_answer_file_what_python_can_read(script: Page) -> None:
    chance = random.Random(21)
    files = [damaged(chance) for _ in range(PAIRS)]
    files += [
        with_answers(500),
        with_answers(501),
        with_answers(1, "é" * (LARGEST // 2 - 200)),
        with_answers(1, "é" * (LARGEST // 2)),
    ]
    found = script.evaluate("([files, name]) => files.map((file) => merge.isAnswers(name, file))", [files, f"exercises/{UNIT}"])
    wanted = [is_readable(file) for file in files]
    assert 50 < sum(wanted) < PAIRS - 50
    assert [json.dumps(file)[:300] for file, one, two in zip(files, found, wanted, strict=True) if one != two] == []
