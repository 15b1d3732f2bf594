"""Check: a test-wise student gains nothing from the place or the length of the key."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from carelab.questions import Choice, Choices, Question
from grader.check.finding import Finding, Place
from grader.check.material import Asked, Material, Page

TELLING_LENGTH = 1.25
"""A key longer than this many times its distractors' mean length tells itself apart."""
SOME, ENOUGH = 12, 20
"""From so many questions, keys that are spread unevenly over the course are a warning, and an error."""


def check_keys(material: Material) -> Iterator[Finding]:
    """Yield a finding when the position or length of right options would help a student guess, in a unit or over the course."""
    for page in material.pages:
        choices = _choices(page)
        yield from _positions(page, choices)
        for one in choices:
            yield from _length(Place("keys", page.file, one.where), one)
    for page in material.exercises:
        yield from _one_mark_each(page)
    yield from _longest_over(material)
    for pages, what in ((material.lessons, "self-checks"), (material.exercises, "marked questions")):
        yield from _positions_over(pages, what)


def _choices(page: Page) -> list[Asked]:
    return [a for a in page.asked if isinstance(a.question, Choice) and a.key.value in a.question.options]


def _one_mark_each(page: Page) -> Iterator[Finding]:
    """Yield an error for each question that is marked more than once."""
    marked = Counter(name for cell in page.cells if cell.nbgrader.get("grade") for name in _MARK.findall(cell.source))
    for name, times in marked.items():
        if times > 1:
            here = Place("keys", page.file, f"question {name}")
            yield here.error(f"It is marked {times} times.", "Keep one mark(…) for each question.")


_MARK = re.compile(r"^\s*mark\(\s*[\"']([a-z][a-z0-9-]*)[\"']", re.MULTILINE)


def fair_most(questions: int, options: float) -> int:
    """Return in how many questions the right option may have the same position: the fair share, rounded up, plus one.

    ``options``: how many options a question has on average.
    """
    return math.ceil(questions / options) + 1


def _positions(page: Page, choices: list[Asked]) -> Iterator[Finding]:
    if not choices:
        return
    at = Counter(list(_options(a.question)).index(a.key.value) for a in choices)
    most = fair_most(len(choices), fmean(len(_options(a.question)) for a in choices))
    for position, count in sorted(at.items()):
        if count > most:
            ids = ", ".join(a.question.id for a in choices if list(_options(a.question)).index(a.key.value) == position)
            yield Place("keys", page.file).error(
                f"{count} of the {len(choices)} keys stand at position {position + 1}; at most {most} may.",
                f"Move some of these keys to another place in their list: {ids}.",
            )


def _positions_over(pages: Sequence[Page], what: str) -> Iterator[Finding]:
    """Compare each position's keys over the course with its fair share: from half of it to one and a half times it."""
    choices = [a for page in pages if not page.practice for a in _choices(page)]
    at = Counter(list(_options(a.question)).index(a.key.value) for a in choices)
    most = max(len(_options(a.question)) for a in choices) if len(choices) >= SOME else 0
    for position in range(most):
        fair = math.fsum(1 / length for a in choices if (length := len(_options(a.question))) > position)
        if at[position] < math.floor(fair / 2) or at[position] > math.ceil(fair * 1.5):
            here = Place("keys")
            tell = here.error if len(choices) >= ENOUGH else here.warning
            yield tell(
                f"Over all {what}, {at[position]} of {len(choices)} keys stand at position {position + 1}; "
                f"its fair share is {fair:.1f}.",
                f"Move keys {'to' if at[position] < fair else 'away from'} that position in some questions.",
            )


def _options(question: Question) -> Mapping[str, str]:
    return question.options if isinstance(question, Choice | Choices) else {}


def _length(here: Place, one: Asked) -> Iterator[Finding]:
    options = _options(one.question)
    key = len(options[one.key.value])
    others = fmean(len(text) for name, text in options.items() if name != one.key.value)
    if key > TELLING_LENGTH * others:
        yield here.error(
            f"The key has {key} characters and the other options {others:.0f} on average, so its length gives it away.",
            "Shorten the key, or say more in the other options.",
        )


def longest_keys(choices: list[Asked]) -> tuple[float, float]:
    """Return (number of questions whose longest option is right, number to expect by chance).

    Where n options are equally long, and longest, a question counts 1/n when one of them is right.
    """
    found = chance = 0.0
    for one in choices:
        lengths = {name: len(text) for name, text in _options(one.question).items()}
        longest = [name for name, length in lengths.items() if length == max(lengths.values())]
        found += (one.key.value in longest) / len(longest)
        chance += 1 / len(lengths)
    return found, chance


def _longest_over(material: Material) -> Iterator[Finding]:
    pages = [page for page in material.exercises if not page.practice]
    choices = [a for page in pages for a in _choices(page)]
    found, chance = longest_keys(choices)
    if found > chance:
        where = [f"{page.unit} {a.question.id}" for page in pages for a in _choices(page) if longest_keys([a])[0] > 0]
        yield Place("keys").error(
            f"The longest option is the key in {found:.3g} of the {len(choices)} choices; chance would give {chance:.3g}.",
            f"Make another option the longest in some of these: {', '.join(where)}.",
        )
