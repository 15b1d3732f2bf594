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
    """Yield an error for each statement of the source article that no lesson teaches or no exercise marks.

    Yield an error, too, for an id that a lesson or exercise names and no statement has. A unit that is not
    written yet gets one warning instead.
    """
    known = statements()
    taught, marked = _taught(material), _marked(material)
    for names, how in ((taught, "teaches"), (marked, "marks")):
        for name, where in names.items():
            if name not in known:
                for here in where:
                    yield here.error(f"It {how} {name}, which is not the id of a statement.", "Correct the id.")
    for unit in dict.fromkeys(s.unit for s in known.values()):
        own = [s for s in known.values() if s.unit == unit]
        yield from _unit(material, unit, [s for s in own if s.id not in taught], [s for s in own if s.id not in marked])


def _unit(material: Material, unit: str, untaught: list[Statement], unmarked: list[Statement]) -> Iterator[Finding]:
    """Yield what a unit leaves out: one finding for what its lesson must teach, one for what must be marked."""
    exercises = [page for page in material.exercises if page.unit == unit]
    if not exercises:
        waiting = {s.id: s for s in (*untaught, *unmarked)}
        if waiting:
            yield Place("coverage", f"source/{unit}").warning(
                f"This unit has no exercises yet. Waiting for it: {_listed(list(waiting.values()))}.",
                "Write the unit.",
            )
        return
    if untaught:
        yield Place("coverage", f"notebooks/{unit}/{unit}.ipynb").error(
            f"No lesson teaches {_listed(untaught)}.",
            f'Put <a id="{untaught[0].id}"></a> before the words that teach it, and so for each.',
        )
    stopped = any(page.broken and not page.asked for page in exercises)  # then what it marks is not known
    if unmarked and not stopped:
        yield Place("coverage", f"source/{unit}/{unit}.ipynb").error(
            f"No question marks {_listed(unmarked)}.", "Put the id in teaches= of a question that tests it, or write one."
        )


def _listed(missing: list[Statement]) -> str:
    ids = ", ".join(s.id for s in missing)
    return f"{ids} (“{missing[0].text}”)" if len(missing) == 1 else f"{len(missing)} statements ({ids})"


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
