"""Check: the right response to *what should you do?* varies, so that a student cannot learn one answer to every question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from carelab.questions import RESPONSES, Scenario, spec
from grader.check.finding import Finding, Place
from grader.check.material import Asked, Material

ASKS_WHAT_TO_DO = re.compile(r"\bwhat (?:should|would|do|does|must|will)\b[^?.]*\b(?:do|say|begin|start)\b", re.IGNORECASE)
"""The question of a choice that needs a response, by its words."""
MOST_OF_A_UNIT = 0.5
"""The largest share of a unit's right responses that may be alike, from ``FEWEST`` responses on."""
MOST_OF_THE_COURSE = 0.35
FEWEST = 3


def check_responses(material: Material) -> Iterator[Finding]:
    """Yield a warning when too many questions on what to do have the same right response (*escalate*, say).

    Yield a finding, too, for such a question whose key states no response, and for a response that is not in ``RESPONSES``.
    """
    course: Counter[str] = Counter()
    for page in material.pages:
        if page.kind != "exercise" or page.practice:
            continue
        unit: Counter[str] = Counter()
        for one in page.asked:
            here = Place("responses", page.file, one.where)
            yield from _stated(here, one)
            unit.update(one.key.response)
        yield from _alike(Place("responses", page.file), unit, MOST_OF_A_UNIT, "this unit")
        course += unit
    yield from _alike(Place("responses"), course, MOST_OF_THE_COURSE, "the course")


def _stated(here: Place, one: Asked) -> Iterator[Finding]:
    if unknown := [response for response in one.key.response if response not in RESPONSES]:
        yield here.error(f"It names a response that is not in the list: {unknown[0]}.", f"Use one of {', '.join(RESPONSES)}.")
    story = isinstance(one.question, Scenario)
    asks = isinstance(one.question, spec.Choice | spec.Choices) and ASKS_WHAT_TO_DO.search(one.question.ask)
    if (story or asks) and not one.key.response:
        yield here.warning(
            "It asks what to do, and its key does not say what kind of response is right.", 'Add response="…" to mark().'
        )


def _alike(here: Place, found: Counter[str], most: float, where: str) -> Iterator[Finding]:
    total = found.total()
    if total < FEWEST:
        return
    response, times = found.most_common(1)[0]
    if times > most * total:
        yield here.warning(
            f"The right response is “{response}” {times} times of {total} in {where}.",
            "Write questions in which another response is right: a student who knows the habit must earn no more.",
        )
