"""The tutor's marking guide, to read or print: each question as asked, what is right, and the reason for each answer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from carelab.data.course import misconceptions
from carelab.questions import (
    Choice,
    Choices,
    Plan,
    Reflection,
    Scenario,
    all_rules,
    as_text,
    describe,
    item_words,
    read_response,
)
from grader.authoring.source_notebook import Marked, Master, read_master, source_path
from grader.course import Course

WIDE = 96
KINDS = {
    "choice": "choose one", "choices": "tick several", "sort": "sort", "match": "match", "order": "put in order",
    "number": "a number", "table": "read a table", "scenario": "a story", "plan": "a plan", "reflection": "a paragraph",
    "code": "with code",
}  # fmt: skip
NEEDS = {"must": "Must", "core": "Core", "should": "Should", "note": "Note, not scored"}


def marking_guide(course: Course, units: list[str]) -> Iterator[str]:
    """Yield the marking guide of these units as lines of text: each question, its options, what is right, and why."""
    for unit in units:
        master = read_master(source_path(course.root, unit))
        title = f"{unit}: {master.title}"
        yield from (title, "=" * len(title), "")
        for one in master.questions:
            yield from _question(one, master)
            yield ""


def _question(one: Marked, master: Master) -> Iterator[str]:
    points = f"{one.points:g} {'mark' if one.points == 1 else 'marks'}"
    yield f"{one.question.id}. {KINDS[one.question.kind].capitalize()}, {points}"
    for paragraph in one.prompt.splitlines():
        if any(map(str.isalnum, paragraph)):  # not the rule under a table's head
            yield from _indented(paragraph)
    if master.variants > 1 and one.question.kind in ("table", "code"):
        yield from _indented(f"Each student has one of {master.variants} sets of figures. This is the first.")
    if isinstance(one.question, Choice | Choices):
        yield from _options(one, one.question)
    elif isinstance(one.question, Reflection):
        yield from _indented("You decide, from 0 to 3 for each line:")
        yield from _listed(one.question.rubric.values())
    else:
        yield from _answer(one)


def _options(one: Marked, question: Choice | Choices) -> Iterator[str]:
    right = {one.key.value} if isinstance(one.key.value, str) else set(one.key.value)
    for option, text in question.options.items():
        yield from _indented(f"{'✓' if option in right else '✗'} {as_text(text)}", 2)
        yield from _reason(one, option)
    if one.key.overall:
        yield from _indented(f"Why: {one.key.overall}")


def _answer(one: Marked) -> Iterator[str]:
    question, key = one.question, one.key
    yield from _indented("One plan that meets every rule:" if isinstance(question, Plan) else "Right:")
    yield from _listed(describe(question, read_response(question, key.best(question))))
    if key.tolerance:
        yield from _indented(f"Right within {key.tolerance:g} of it.")
    if key.overall:
        yield from _indented(f"Why: {key.overall}")
    words: Mapping[str, str] = item_words(question)
    if isinstance(question, Scenario):
        words = {f"{name}:{c}": go.text for name, scene in question.scenes.items() for c, go in scene.choices.items()}
    for item, text in words.items():
        if key.reason(item):
            yield from _indented(f"- {as_text(text)}", 2)
            yield from _reason(one, item)
    for slip in key.slips.values():
        yield from _indented(f"- {as_text(slip.value)} earns {slip.share:.0%}: {slip.why}{_misconception(slip.code)}", 2)
    if isinstance(question, Plan):
        for rule in all_rules(question, key):
            yield from _indented(f"- {NEEDS[rule.need]}: {rule.text} {rule.overall}{_misconception(rule.catches)}", 2)


def _reason(one: Marked, item: str) -> Iterator[str]:
    reason = f"{one.key.reason(item)}{_misconception(one.key.catches.get(item, ''))}"
    yield from _indented(reason.strip(), 6)


def _misconception(code: str) -> str:
    known = misconceptions().get(code)
    return f" (Shows {code}: {known.text})" if known else ""


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _indented(f"- {line}", 2)


def _indented(text: str, by: int = 2) -> list[str]:
    return textwrap.wrap(text, WIDE, initial_indent=" " * by, subsequent_indent=" " * (by + 2)) if text.strip() else []
