"""A story's map and a plan's rules in words, for the author and the tutor. Judges nothing."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from carelab.questions import EXACT, Key, Rota, Rule, Scenario, Timeline, all_rules, show_number, spec, steps_of
from grader.check.material import Material


def story_lines(material: Material) -> Iterator[str]:
    """Yield lines on each branching story (``Scenario``): how many ways through it there are, the best one, and every scene."""
    for page in material.pages:
        for one in page.asked:
            if isinstance(one.question, Scenario):
                yield f"{page.file}, {one.where}: {one.question.ask}"
                yield from (f"   {line}" for line in _story(one.question, one.key))
                yield ""


def _story(question: Scenario, key: Key) -> Iterator[str]:
    """Yield each scene once, with its choices: where each leads, what it earns, why, and the misconception that it shows."""
    walks = list(question.walks())
    lengths = sorted({len(walk) for walk in walks})
    yield f"{len(walks)} walks, each ends, after {' or '.join(map(str, lengths))} choices."
    yield f"Best walk: {' → '.join(steps_of(question, key.value))}"
    for name, scene in question.scenes.items():
        yield f"{name}: {scene.text}"
        if scene.ends:
            ending = f", and earns {key.scores.get(name, 0.0):.0%} of the mark" if question.marking == "ending" else ""
            yield f"   (the story ends{ending})"
        for choice, go in scene.choices.items():
            step = f"{name}:{choice}"
            earns = f", earns {show_number(key.scores.get(step, 0.0), '', EXACT)}" if question.marking == "steps" else ""
            code = f" ({key.catches[step]})" if step in key.catches else ""
            yield f"   {choice}: {go.text} → {go.to}{earns}"
            if key.reason(step):
                yield f"      Why: {key.reason(step)}{code}"


def rule_lines(material: Material, unit: str) -> Iterator[str]:
    """Yield lines on each rule by which a unit's plans are marked: its words, share of the mark, reason and condition."""
    for page in material.exercises:
        if page.unit != unit:
            continue
        for one in page.asked:
            if isinstance(one.question, spec.Plan):
                yield f"{page.file}, {one.where} ({one.points:g} marks): {one.question.ask}"
                rules = all_rules(one.question, one.key)
                on_show = {r.id: r for r in one.question.shown}
                whole = math.fsum(r.weight for r in rules if r.need != "note")
                for rule in rules:
                    shown = _shown(on_show.get(rule.id))
                    yield from _rule(rule, whole, shown)
                yield ""


def _rule(rule: Rule, whole: float, shown: str) -> Iterator[str]:
    share = "no marks" if rule.need == "note" else f"{rule.weight / whole:.0%} of the mark"
    yield f"   {rule.need.capitalize()} ({share}, {shown}): {rule.text}"
    for why in rule.reasons:
        if why:
            yield f"      Why: {why}"
    if rule.catches:
        yield f"      Less than half of it: {rule.catches}."
    yield f"      Decided by: {condition_words(rule.when)}."


def _shown(rule: Rule | None) -> str:
    if rule is None:
        return "not shown"
    return "shown as a principle" if rule.when is None else "shown while building"


FIGURES = {"weights", "controls", "risks", "times", "amounts"}
"""Fields that hold a figure for each row: only the rows are named, since the figures are on the page."""


def condition_words(part: object) -> str:
    """Return in words a condition of a marking rule, or a measure in it (a sum, say): its class name, then its fields."""
    if not dataclasses.is_dataclass(part):
        return type(part).__name__
    stated = [(field, getattr(part, field.name)) for field in dataclasses.fields(part)]
    said = [text for field, value in stated if value != field.default and (text := _value(field.name, value))]
    return f"{_spaced(type(part).__name__)} ({'; '.join(said)})" if said else _spaced(type(part).__name__)


def _value(name: str, value: object) -> str:
    label = name.replace("_", " ")
    if name in {"measure", "condition"}:
        return condition_words(value)
    if isinstance(value, Rota | Timeline):
        return f"{name} {value.id}"
    if name in {"conditions", "measures"} and isinstance(value, Sequence):
        return "; ".join(_joined(part) for part in value)
    if dataclasses.is_dataclass(value):
        return f"{label}: {condition_words(value)}"
    if isinstance(value, bool):
        return label if value else ""
    if isinstance(value, int | float):
        return f"{label} {show_number(value, '', EXACT)}"
    if isinstance(value, Mapping):
        each = [str(k) if name in FIGURES else f"{k}{_inside(v)}" for k, v in value.items()]
        return f"{label} {', '.join(_runs(each))}" if value else ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{label} {', '.join(_runs(map(str, value)))}" if value else ""
    return f"{label} {value}" if value not in (None, "") else ""


def _joined(part: object) -> str:
    """Return a condition or a measure that is joined with others, with its weight or factor where it has one."""
    if isinstance(part, tuple):
        weight, condition = part
        return f"{show_number(weight, '', EXACT)} × {condition_words(condition)}"
    return condition_words(part)


def _inside(value: object) -> str:
    """Return what fits a row or a cell, in brackets; nothing for a plain figure or word."""
    if isinstance(value, Mapping):
        return f" ({'; '.join(f'{k}{_inside(v)}' for k, v in value.items())})"
    if isinstance(value, Sequence) and not isinstance(value, str):
        each = [_inside(v).removeprefix(" (").removesuffix(")") if isinstance(v, Mapping) else str(v) for v in value]
        return f" ({' or '.join(_runs(each))})"
    return f" ({condition_words(value)})" if dataclasses.is_dataclass(value) else f" {value}"


def _runs(words: Iterable[str]) -> Iterator[str]:
    """Yield the words; times a quarter of an hour apart, as in ``t0945`` and ``t1000``, become one range from three on."""
    run: list[str] = []
    for word in [*words, ""]:
        if run and _minutes(word) != _minutes(run[-1]) + 15:
            yield from [f"{run[0]} to {run[-1]}"] if len(run) > 2 else run
            run = []
        run.append(word)


def _minutes(word: str) -> float:
    """Return the minutes since midnight of an id such as ``t0945``; not a number for any other word."""
    time = re.fullmatch(r"t(\d\d)(\d\d)", word)
    return int(time[1]) * 60 + int(time[2]) if time else math.nan


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() and at else c.lower() for at, c in enumerate(name))
