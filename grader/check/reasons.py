"""Check: every option, card, line and rule has a reason, and every wrong option the misconception that it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from carelab.data.course import misconceptions
from carelab.questions import Key, Question, Scenario, all_rules, spec
from grader.check.finding import Finding, Place
from grader.check.material import Asked, Material


def check_reasons(material: Material) -> Iterator[Finding]:
    """Yield an error for an option without a reason or with an unknown misconception code, a warning for one without a code."""
    known = misconceptions()
    for page in material.pages:
        for one in page.asked:
            here = Place("reasons", page.file, one.where)
            yield from _reasons(here, one)
            yield from _codes(here, one, known, marked=page.kind == "exercise" and not page.practice)


def _needs_reason(question: Question) -> Mapping[str, str]:
    """Return what must have a reason of its own: id → what it is."""
    match question:
        case spec.Choice() | spec.Choices():
            return dict.fromkeys(question.options, "option")
        case spec.Sort():
            return dict.fromkeys(question.cards, "card")
        case spec.Match():
            return dict.fromkeys(question.left, "line")
        case spec.Code():
            return dict.fromkeys(question.values, "value")
        case Scenario():
            return {f"{name}:{c}": "choice" for name, scene in question.scenes.items() for c in scene.choices}
        case _:
            return {}


def _reasons(here: Place, one: Asked) -> Iterator[Finding]:
    question, key = one.question, one.key
    if isinstance(question, spec.Reflection | spec.Guess):
        return
    needs = _needs_reason(question)
    missing = [name for name in needs if not key.reason(name).strip()]
    if isinstance(question, spec.Choices) and key.overall.strip():
        covered = [name for name in missing if name not in key.value]
        missing = [name for name in missing if name in key.value]
        if covered:
            yield here.warning(
                f"These wrong options share the question's one reason: {', '.join(covered)}.",
                "See that it explains each of them to a student who ticked it.",
            )
    if missing:
        what, have = needs[missing[0]], "has" if len(missing) == 1 else "have"
        yield here.error(
            f"{len(missing)} of its {len(needs)} {what}s {have} no reason: {', '.join(missing)}.",
            f'Say in why= why each is right or wrong: "{missing[0]}": "…".',
        )
    if not needs:
        yield from _overall(here, question, key)
    for name, slip in key.slips.items():
        if not slip.why.strip():
            yield here.error(f"The slip {name!r} has no reason.", "Say what went wrong and what to do.")
    if isinstance(question, spec.Plan):
        yield from _rules(here, question, key)


def _overall(here: Place, question: Question, key: Key) -> Iterator[Finding]:
    """Ask a number for its working, and an order for a reason for the whole or for each step; a plan's rules have their own."""
    steps = isinstance(question, spec.Order) and all(key.reason(step).strip() for step in question.steps)
    if not (isinstance(question, spec.Plan) or steps or key.overall.strip()):
        yield here.error("It has no reason.", 'Say in why="…" how the answer is found.')


def _rules(here: Place, question: spec.Plan, key: Key) -> Iterator[Finding]:
    for rule in all_rules(question, key):
        if rule.need != "note" and not rule.overall.strip():
            yield here.error(f"The rule {rule.id!r} has no reason.", 'Say in why="…" why the rule is there, or how to meet it.')


def _codes(here: Place, one: Asked, known: Collection[str], *, marked: bool) -> Iterator[Finding]:
    question, key = one.question, one.key
    rules = all_rules(question, key) if isinstance(question, spec.Plan) else ()
    used = {
        **key.catches,
        **{f"slip {name}": slip.code for name, slip in key.slips.items() if slip.code},
        **{f"rule {rule.id}": rule.catches for rule in rules if rule.catches},
    }
    for name, code in used.items():
        if code not in known:
            yield here.error(f"{name!r} names the misconception {code!r}, which is not in the list.", "Use a code from MC01 on.")
    if marked:
        wrong = _distractors(question, key)
        for name in key.none_fits:
            if name not in wrong or name in key.catches:
                has = "has a code in catches=" if name in wrong else "is not one of its wrong options"
                yield here.error(f"none_fits= names {name!r}, which {has}.", "Take it out of none_fits=.")
        bare = [name for name in wrong if name not in key.catches and name not in key.none_fits]
        if bare:
            yield here.warning(
                f"{len(bare)} of its wrong options {'names' if len(bare) == 1 else 'name'} no misconception: {', '.join(bare)}.",
                "Add one in catches= where one fits, or name the option in none_fits= where none does.",
            )


def _distractors(question: Question, key: Key) -> list[str]:
    match question:
        case spec.Choice():
            return [name for name in question.options if name != key.value]
        case spec.Choices():
            return [name for name in question.options if name not in key.value]
        case _:
            return []
