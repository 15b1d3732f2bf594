"""Marking: a pure function of question, key and answer that yields a share, its reasons and the misconceptions caught."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from carelab.questions import spec
from carelab.questions.key import Key, all_rules
from carelab.questions.plan.marking import mark_plan
from carelab.questions.reading import EXACT, show_number
from carelab.questions.response import Value, read_response
from carelab.questions.scenario import Scenario, good_steps, scenes_of, steps_of, walk_share
from carelab.questions.values import Plain, same, say

Outcome = Literal["right", "partly", "wrong", "not attempted", "by hand"]


@dataclass(frozen=True)
class Reason:
    """Why one part of an answer earned what it earned.

    Attributes
    ----------
    item:
        Id of the part: an option, card, step or rule; empty for the question as a whole.
    state:
        ``right``, ``part`` (partly right), ``wrong``, ``missing`` (should be there and is not) or ``note`` (carries no mark).
    text:
        A sentence for the student.
    """

    item: str
    state: Literal["right", "part", "wrong", "missing", "note"]
    text: str


@dataclass(frozen=True)
class Score:
    """The result of marking one answer.

    Attributes
    ----------
    share:
        The part of the mark that the answer earns, 0 to 1; None when a person must mark it.
    outcome:
        ``right``, ``partly``, ``wrong``, ``not attempted`` or ``by hand``.
    misconceptions:
        Codes of the misconceptions that the answer shows.
    """

    share: float | None
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    misconceptions: tuple[str, ...] = ()


def score(question: spec.Question, key: Key, value: object) -> Score:
    """Mark an answer to a question by its key, and return the result.

    Parameters
    ----------
    value:
        JSON data as stored in the answer file; None when the question was not attempted.

    Raises
    ------
    BadAnswer
        When the value does not have the form of an answer to this question.
    """
    answer = read_response(question, value)
    if isinstance(question, spec.Reflection):
        return Score(None, "by hand") if answer is not None else Score(0.0, "not attempted")
    if answer is None:
        return Score(0.0, "not attempted")
    return _MARKERS[question.kind](question, key, answer)


def _result(share: Fraction | float, reasons: Sequence[Reason], codes: Sequence[str] = ()) -> Score:
    outcome: Outcome = "right" if share == 1 else "wrong" if share == 0 else "partly"
    return Score(float(share), outcome, tuple(r for r in reasons if r.text), tuple(dict.fromkeys(c for c in codes if c)))


def _choice(key: Key, answer: str) -> Score:
    right = answer == key.value
    reasons = [Reason(answer, "right" if right else "wrong", key.reason(answer))]
    if not right:
        reasons.append(Reason(key.value, "note", key.reason(key.value)))
    reasons.append(Reason("", "note", key.overall))
    return _result(Fraction(right), reasons, [] if right else [key.catches.get(answer, "")])


def choices_share(marking: str, ticked: set[str], right: set[str]) -> Fraction:
    """Return the share of the mark, 0 to 1, for a set of ticked options.

    ``ticked``, ``right``: ids of the ticked and of the right options. ``marking`` names one of the rules in ``spec.Choices``.
    """
    hits, misses = len(ticked & right), len(ticked - right)
    if marking == "all":
        return Fraction(ticked == right)
    if marking == "net":
        return Fraction(max(0, hits - misses), len(right))
    return Fraction(hits, len(right)) * Fraction(hits, len(ticked)) if ticked else Fraction(0)


def _choices(question: spec.Choices, key: Key, answer: list[str]) -> Score:
    ticked, right = set(answer), set(key.value)
    reasons = [
        Reason(o, "wrong" if o not in right else "right" if o in ticked else "missing", key.reason(o))
        for o in question.options
        if o in ticked | right
    ]
    reasons.append(Reason("", "note", key.overall))
    codes = [key.catches.get(o, "") for o in question.options if o in ticked - right]
    return _result(choices_share(question.marking, ticked, right), reasons, codes)


def _pairs(items: list[str], accepted: Mapping[str, Sequence[str]], key: Key, answer: dict[str, str]) -> Score:
    reasons, codes = [], []
    for item in items:
        state: Literal["right", "wrong", "missing"] = (
            "missing" if item not in answer else "right" if answer[item] in accepted[item] else "wrong"
        )
        reasons.append(Reason(item, state, key.reason(item)))
        if state == "wrong":
            codes.append(key.catches.get(f"{item}:{answer[item]}", ""))
    hits = sum(1 for item in items if answer.get(item) in accepted[item])
    reasons.append(Reason("", "note", key.overall))
    return _result(Fraction(hits, len(items)), reasons, codes)


def longest_common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest sequence of items that are in the same relative order in both lists."""
    row = [0] * (len(b) + 1)
    for x in a:
        previous = row[:]
        for j, y in enumerate(b):
            row[j + 1] = previous[j] + 1 if x == y else max(previous[j + 1], row[j])
    return row[-1]


def _order(question: spec.Order, key: Key, answer: list[str]) -> Score:
    best = list(key.value)
    if question.marking == "exact":
        share = Fraction(answer == best)
    else:
        kept = longest_common_subsequence(answer, best)
        share = Fraction(max(0, 2 * kept - len(best)), len(best))
    reasons = [Reason(s, "right" if s == b else "wrong", key.reason(s)) for s, b in zip(answer, best, strict=True)]
    reasons.append(Reason("", "note", key.overall))
    first = key.catches.get(answer[0], "") if answer[0] != best[0] else ""
    return _result(share, reasons, [first])


def _number(question: spec.Number, key: Key, answer: float) -> Score:
    if key.near(answer, key.value):
        return _result(Fraction(1), [Reason("", "right", key.overall)])
    near = [s for s in key.slips.values() if key.near(answer, s.value)]
    slip = min(near, key=lambda s: abs(answer - s.value), default=None)
    worked = f"The answer is {show_number(key.value, question.unit, EXACT)}. {key.overall}".strip()
    if slip is None:
        return _result(Fraction(0), [Reason("", "note", worked)])
    return _result(slip.share, [Reason("", "wrong", slip.why), Reason("", "note", worked)], [slip.code])


def _code(question: spec.Code, key: Key, answer: dict[str, Plain]) -> Score:
    reasons, codes, earned = list[Reason](), list[str](), Fraction(0)
    for name in question.values:
        wanted, loose = key.value[name], name in question.any_order
        if name not in answer:
            reasons.append(Reason(name, "missing", f"Your code did not make it. {key.reason(name)}".strip()))
        elif same(answer[name], wanted, key.tolerance, any_order=loose):
            earned += 1
            reasons.append(Reason(name, "right", f"It is {say(wanted)}. {key.reason(name)}".strip()))
        else:
            slips = [
                s for s in key.slips.values() if s.of == name and same(answer[name], s.value, key.tolerance, any_order=loose)
            ]
            slip = max(slips, key=lambda s: (s.share, s.why, s.code), default=None)
            earned += Fraction(slip.share if slip else 0)
            why = slip.why if slip else ""
            said = f"Yours is {say(answer[name])}. {why}".strip()
            reasons.append(Reason(name, "wrong", f"{said} It should be {say(wanted)}. {key.reason(name)}".strip()))
            codes.append(slip.code if slip and slip.code else key.catches.get(name, ""))
    reasons.append(Reason("", "note", key.overall))
    return _result(earned / len(question.values), reasons, codes)


def _plan(question: spec.Plan, key: Key, answer: Value) -> Score:
    marked = mark_plan(all_rules(question, key), question.tables, answer, question.cap)
    reasons = [Reason(one.rule.id, one.state, one.text) for one in marked.rules]
    reasons += [Reason("", "note", marked.cap), Reason("", "note", key.overall)]
    return _result(marked.share, reasons, [one.code for one in marked.rules])


def _scenario(question: Scenario, key: Key, answer: list[str]) -> Score:
    reasons, codes = [], []
    scenes = scenes_of(question, answer)
    good_ones = good_steps(question, key.scores, answer)
    for step, choice, scene, good in zip(steps_of(question, answer), answer, scenes, good_ones, strict=False):
        said = f"{_quoted(question.scenes[scene].choices[choice].text)} {key.reason(step)}".strip()
        reasons.append(Reason(step, "right" if good else "wrong", said))
        codes.append("" if good else key.catches.get(step, ""))
    if not question.scenes[scenes[-1]].ends:
        reasons.append(Reason("", "missing", "The story was not walked to its end."))
    reasons.append(Reason("", "note", key.overall))
    return _result(walk_share(question, key.scores, key.value, answer), reasons, codes)


def _quoted(text: str) -> str:
    """Return a choice in one pair of quotation marks: speech that has its own keeps those, and quotes within become single."""
    if text.startswith("“") and text.endswith("”"):
        return text
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


_MARKERS: Mapping[str, Callable[[Any, Key, Any], Score]] = {
    "choice": lambda _, key, answer: _choice(key, answer),
    "choices": _choices,
    "sort": lambda question, key, answer: _pairs(list(question.cards), key.value, key, answer),
    "match": lambda question, key, answer: _pairs(list(question.left), {k: [v] for k, v in key.value.items()}, key, answer),
    "order": _order,
    "number": _number,
    "table": _number,
    "plan": _plan,
    "scenario": _scenario,
    "code": _code,
}
