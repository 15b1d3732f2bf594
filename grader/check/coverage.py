"""Check: each statement of the article is taught in a lesson and marked in an exercise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from carelab.data.course import Statement, statements
from grader.check.finding import Finding, Place
from grader.check.material import Material

ANCHOR = re.compile(r"<a\s+id=[\"']([^\"']+)[\"']\s*>\s*</a>")


def check_coverage(material: Material) -> Iterator[Finding]:
    """Yield errors for statements left out and ids that do not exist; one warning for each unit that is not written yet."""
    known = statements()
    taught, marked = _taught(material), _marked(material)
    for names, how in ((taught, "teaches"), (marked, "marks")):
        for name, where in names.items():
            if name not in known:
                for here in where:
                    yield here.error(f"It {how} {name}, which is not the id of a statement.", "Correct the id.")
    waiting: dict[str, list[str]] = defaultdict(list)
    for statement in known.values():
        missing = [
            part
            for part, found in (("taught in no lesson", taught), ("marked by no question", marked))
            if statement.id not in found
        ]
        if missing and not material.has_exercise(statement.unit):
            waiting[statement.unit].append(statement.id)
        elif missing:
            yield _left_out(statement, missing)
    for unit, ids in waiting.items():
        yield Place("coverage").warning(
            f"Unit {unit} has no exercises yet: {len(ids)} of its statements wait for it ({ids[0]} to {ids[-1]}).",
            "Write the unit.",
        )


def _left_out(statement: Statement, missing: list[str]) -> Finding:
    return Place("coverage", "", f"statement {statement.id}").error(
        f"“{statement.text}” is {' and '.join(missing)}.",
        f'Put <a id="{statement.id}"></a> before the words that teach it, and the id in teaches= of a question that tests it.',
    )


def _taught(material: Material) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for page in material.lessons:
        for cell in page.markdown:
            for name in ANCHOR.findall(cell.source):
                found[name].append(Place("coverage", page.file, cell.where))
    return found


def _marked(material: Material) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for page in material.exercises:
        for one in page.asked:
            for name in one.key.teaches:
                found[name].append(Place("coverage", page.file, one.where))
    return found
