"""The check that a key fits its question, before anything is asked or marked."""

from __future__ import annotations

from collections.abc import Mapping

from carelab.questions import spec
from carelab.questions.errors import BadAnswer, BadQuestion
from carelab.questions.key import Key, all_rules
from carelab.questions.plan.places import check_principles, check_rules
from carelab.questions.reading import as_number
from carelab.questions.response import read_response
from carelab.questions.scenario import Scenario, check_scores, steps_of
from carelab.questions.values import NotPlain, complete, read_plain, same


def check_key(question: spec.Question, key: Key) -> None:
    """Raise BadQuestion when the key does not fit the question: it names an unknown option, say, or leaves a card out."""
    if isinstance(question, spec.Reflection):
        _refuse(question, key.value is not None, "a reflection has no key; a person marks it.")
    else:
        _check_value(question, key)
    _check_why(question, key)
    _check_catches(question, key)


def _check_value(question: spec.Question, key: Key) -> None:
    match question:
        case spec.Sort():
            _check_columns(question, key.value)
        case spec.Match():
            pairs = key.value if isinstance(key.value, Mapping) else {}
            _refuse(
                question, set(pairs) != set(question.left) or None in pairs.values(), "the key must pair everything on the left."
            )
        case spec.Order():
            steps = _list_of_text(key.value)
            _refuse(question, sorted(steps) != sorted(question.steps), "the key must hold every step once.")
            _refuse(
                question, steps == list(question.steps), "its steps are declared in the right order, so the screen would show it."
            )
        case spec.Number():
            _check_number(question, key)
        case spec.Code():
            _check_values(question, key)
        case spec.Plan():
            check_principles(question.id, question.shown, key.rules)
            rules = all_rules(question, key)
            _refuse(question, not any(r.need != "note" and r.weight > 0 for r in rules), "the plan has no rules that earn marks.")
            check_rules(question.id, question.tables, rules)
    try:
        read = read_response(question, key.best(question))
    except BadAnswer as error:
        problem = error.problem.removeprefix(f"Question {question.id}: ")
        given = f" The key is {key.value[:60]!r}." if isinstance(key.value, str) else ""
        raise BadQuestion(question.id, f"its own key is not a possible answer: {problem}{given}") from error
    _refuse(question, read is None, "its key is empty.")
    if isinstance(question, Scenario):
        check_scores(question, key.scores, key.value)


def _check_columns(question: spec.Sort, value: object) -> None:
    columns = value if isinstance(value, Mapping) else {}
    _refuse(question, set(columns) != set(question.cards), "the key must give a column for every card.")
    _refuse(question, any(not _list_of_text(a) for a in columns.values()), "each card needs a list of columns.")
    unknown = {c for accepted in columns.values() for c in accepted} - set(question.columns)
    _refuse(question, bool(unknown), f"the key names columns that are not there: {', '.join(sorted(unknown))}.")


def _check_number(question: spec.Number, key: Key) -> None:
    _refuse(question, as_number(key.value) is None, "the key must be a number.")
    _check_tolerance(question, key)
    values: set[float] = set()
    for name, slip in key.slips.items():
        value, share = as_number(slip.value), as_number(slip.share)
        if value is None or share is None or not 0 <= share < 1:
            raise BadQuestion(question.id, f"slip {name!r} must be a number that earns from 0 to less than 1.")
        near = key.near(value, key.value)
        _refuse(question, near, f"slip {name!r} is within the tolerance of the key, so it can never be caught.")
        _refuse(question, value in values, f"slip {name!r} is the same number as another slip.")
        values.add(value)


def _check_tolerance(question: spec.Question, key: Key) -> None:
    tolerance = as_number(key.tolerance)
    _refuse(question, tolerance is None or tolerance < 0, "the tolerance must be a number, 0 or more.")


def _check_values(question: spec.Code, key: Key) -> None:
    _check_tolerance(question, key)
    values = key.value if isinstance(key.value, Mapping) else {}
    _refuse(question, set(values) != set(question.values), "the key must hold every value that it asks for, and no other.")
    for name, value in values.items():
        _refuse(question, not _is_whole(value), f"the key's value for {name!r} has something missing, or cannot be compared.")
    for slip_id, slip in key.slips.items():
        share = as_number(slip.share)
        _refuse(question, share is None or not 0 <= share < 1, f"slip {slip_id!r} must earn from 0 to less than 1.")
        _refuse(question, slip.of not in values, f'slip {slip_id!r} must name one of its values: of="…".')
        _refuse(question, not _is_whole(slip.value), f"slip {slip_id!r} has a value that cannot be compared.")
        near = same(slip.value, values[slip.of], key.tolerance, any_order=slip.of in question.any_order)
        _refuse(question, near, f"slip {slip_id!r} is as good as the key, so it can never be caught.")


def _is_whole(value: object) -> bool:
    try:
        read = read_plain(value)
        return complete(read) and same(read, read)
    except NotPlain:
        return False


def _check_why(question: spec.Question, key: Key) -> None:
    for what, given in (("why", key.why), ("hints", key.hints)):
        named = set(given) - {"overall"} if isinstance(given, Mapping) else set()
        unknown = sorted(str(n) for n in named - reason_ids(question))
        _refuse(question, bool(unknown), f"{what} names what is not there: {', '.join(unknown)}.")


def _check_catches(question: spec.Question, key: Key) -> None:
    unknown = sorted(str(n) for n in set(key.catches) - _wrong_ids(question, key))
    _refuse(question, bool(unknown), f"catches names what is not there, or is right: {', '.join(unknown)}.")


def _wrong_ids(question: spec.Question, key: Key) -> set[str]:
    """Return what a wrong answer can be caught by."""
    match question:
        case spec.Choice():
            return set(question.options) - {key.value}
        case spec.Choices():
            return set(question.options) - set(key.value)
        case spec.Sort():
            return {f"{card}:{column}" for card in question.cards for column in question.columns if column not in key.value[card]}
        case spec.Match():
            return {f"{left}:{right}" for left in question.left for right in question.right if right != key.value[left]}
        case spec.Order():
            return set(question.steps) - {key.value[0]}
        case spec.Code():
            return set(question.values)
        case Scenario():
            return reason_ids(question) - set(steps_of(question, key.value))
        case _:
            return set()


def _list_of_text(value: object) -> list[str]:
    listed = list(value) if isinstance(value, list | tuple) else []
    return listed if all(isinstance(item, str) for item in listed) else []


def reason_ids(question: spec.Question) -> set[str]:
    """Return the ids of a question's parts (options, cards, steps …) for which a key may give a reason.

    Empty for a question without such parts.
    """
    match question:
        case spec.Choice() | spec.Choices():
            return set(question.options)
        case spec.Sort():
            return set(question.cards)
        case spec.Match():
            return set(question.left)
        case spec.Order():
            return set(question.steps)
        case spec.Code():
            return set(question.values)
        case Scenario():
            return question.steps
        case _:
            return set()


def _refuse(question: spec.Question, bad: bool, problem: str) -> None:
    if bad:
        raise BadQuestion(question.id, problem)
