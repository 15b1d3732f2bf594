"""The tutor's list of questions: everything that is asked and what is right. Never for students."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carelab.questions import Scenario, item_words, plain, spec
from grader.authoring.source_notebook import Marked, read_master, source_path
from grader.course import Course


def questions(course: Course, units: list[str]) -> list[dict[str, Any]]:
    """Return the marked questions of these units in order, as JSON objects with the question, its options and its key."""
    found = []
    for unit in units:
        master = read_master(source_path(course.root, unit))
        found += [_one(unit, one, master.variants) for one in master.questions]
    return found


def _one(unit: str, one: Marked, variants: int) -> dict[str, Any]:
    question, key = one.question, one.key
    codes = {**key.catches, **{name: slip.code for name, slip in key.slips.items() if slip.code}}
    codes |= {rule.id: rule.catches for rule in key.rules if rule.catches}
    return {
        "unit": unit,
        "id": question.id,
        "kind": question.kind,
        "points": one.points,
        "rule": question.rule,
        "prompt": one.prompt,
        "options": _options(question),
        "columns": plain(dict(question.columns)) if isinstance(question, spec.Sort) else None,
        "key": _key(one),
        "teaches": list(key.teaches),
        "catches": codes,
        "variants": variants if isinstance(question, spec.Table | spec.Code) else 1,
        "grade_id": one.grade_id,
        "why": plain(key.why) if isinstance(key.why, Mapping) else key.why,
    }


def _options(question: spec.Question) -> Any:
    match question:
        case spec.Choice() | spec.Choices() | spec.Sort() | spec.Order():
            return plain(dict(item_words(question)))
        case spec.Match():
            return {"left": plain(dict(question.left)), "right": plain(dict(question.right))}
        case spec.Code():
            return plain(dict(question.values))
        case Scenario():
            return {f"{name}:{c}": go.text for name, scene in question.scenes.items() for c, go in scene.choices.items()}
        case _:
            return None


def _key(one: Marked) -> Any:
    question, key = one.question, one.key
    match question:
        case spec.Reflection() | spec.Code():
            return None
        case spec.Number():
            return {"value": key.value, "tolerance": key.tolerance, "unit": question.unit}
        case spec.Plan() | Scenario():
            return {"best": plain(key.value)}
        case _:
            return plain(key.value)
