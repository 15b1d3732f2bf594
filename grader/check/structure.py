"""Check: each lesson has its parts, each heading its place, and each question the marks that its heading promises."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from carelab.questions import Reflection
from grader.check.finding import Finding, Place
from grader.check.material import Asked, Cell, Material, Page
from grader.check.prose import tokens

MARKS = re.compile(r"\((\d+(?:\.\d+)?) marks?\b[^)]*\)")
_COUNTS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen",
)  # fmt: skip
_MARKED_EXERCISES = re.compile(rf"\b({'|'.join(_COUNTS)}|\d+) marked exercises?\b", re.IGNORECASE)


@dataclass
class Heading:
    """A heading of a notebook, its cell, and the marked questions below it."""

    level: int
    text: str
    cell: Cell
    asked: list[Asked] = field(default_factory=list)


def check_structure(material: Material) -> Iterator[Finding]:
    """Yield an error for each missing part, skipped heading level, and heading whose marks are not those of its questions."""
    for page in material.pages:
        if not page.cells:
            continue
        found = headings(page)
        yield from _levels(page, found)
        if page.kind == "lesson":
            yield from _parts(page, found)
        else:
            yield from _marks(page, found)


def headings(page: Page) -> list[Heading]:
    """Return a notebook's headings in order, each with the marked questions below it."""
    found: list[Heading] = []
    by_grade_id = {m.grade_id: a for m, a in zip(page.masters[0].questions, page.asked, strict=True)} if page.masters else {}
    for cell in page.cells:
        if cell.type == "markdown":
            stream = tokens(cell.source)
            for at, token in enumerate(stream):
                if token.type == "heading_open":
                    found.append(Heading(int(token.tag[1]), stream[at + 1].content.strip(), cell))
        if cell.nbgrader.get("grade") and found and (one := by_grade_id.get(str(cell.nbgrader.get("grade_id")))):
            found[-1].asked.append(one)
    return found


def _levels(page: Page, found: list[Heading]) -> Iterator[Finding]:
    tops = [h for h in found if h.level == 1]
    here = Place("structure", page.file)
    if len(tops) != 1 or found[0].level != 1:
        yield here.error(f"It has {len(tops)} main headings (#); it needs one, at its top.", "Use # once, and ## for each part.")
    for before, after in itertools.pairwise(found):
        if after.level > before.level + 1:
            yield Place("structure", page.file, after.cell.where).error(
                f"The heading “{after.text}” skips a level.",
                f"Give it {'#' * (before.level + 1)}, one more than the heading before it.",
            )
    for heading in found:
        if not heading.text:
            yield Place("structure", page.file, heading.cell.where).error("A heading has no words.", "Write it, or take it out.")


def _parts(page: Page, found: list[Heading]) -> Iterator[Finding]:
    here = Place("structure", page.file)
    if not page.models and not page.broken and not page.practice:
        yield here.error("It has no model to try.", "Show one with lesson.model(…).")
    if not page.asked and not page.broken:
        yield here.error("It has no self-check.", "Ask at least one question with a key and reasons.")
    if found and found[-1].text != "Sources" and not page.practice:
        yield here.error(f"It ends with “{found[-1].text}”.", "End with Sources.")


def _marks(page: Page, found: list[Heading]) -> Iterator[Finding]:
    for heading in found:
        here = Place("structure", page.file, heading.cell.where)
        promised = MARKS.search(heading.text)
        points = math.fsum(a.points or 0 for a in heading.asked)
        if heading.asked and promised is None:
            yield here.error(f"The heading “{heading.text}” does not say its marks.", f"End it with ({_marks_words(points)}).")
        elif promised and page.masters and float(promised.group(1)) != points:
            ids = ", ".join(a.question.id for a in heading.asked) or "no question"
            yield here.error(
                f"The heading promises {_marks_words(float(promised.group(1)))}, but its questions ({ids}) carry {points:g}.",
                "Change the heading, or the points in Create Assignment.",
            )
    yield from _count(page, found)


def _marks_words(points: float) -> str:
    return f"{points:g} mark" + ("" if points == 1 else "s")


def _count(page: Page, found: list[Heading]) -> Iterator[Finding]:
    """Compare the number of exercises that the opening states with those there are; a question with parts is one."""
    said = _MARKED_EXERCISES.search(page.cells[0].source)
    if said is None or not page.masters:
        return
    word = said.group(1).lower()
    stated = int(word) if word.isdigit() else _COUNTS.index(word)
    counted = sum(1 for h in found if any(not isinstance(a.question, Reflection) for a in h.asked))
    if stated != counted:
        yield Place("structure", page.file, page.cells[0].where).error(
            f"It says that there are {word} marked exercises; there are {counted}.", "Correct the number."
        )
