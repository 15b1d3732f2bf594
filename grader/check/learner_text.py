"""Every text that a learner reads on screen, outside Markdown: questions, reasons, models. Reads nothing from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carelab.questions import Key, Part, Question, Rota, Rule, Scenario, all_rules, spec
from carelab.sims.model import (
    Amount,
    Chart,
    Control,
    Grid,
    Model,
    Network,
    Order,
    Pick,
    Slider,
    Steps,
    Switch,
    View,
    starting_values,
)


@dataclass(frozen=True)
class Said:
    """One text that a student reads, and what it is: ``option 'rota'``, ``the reason for 'vision'``."""

    what: str
    text: str


def asked_texts(question: Question, key: Key) -> Iterator[Said]:
    """Yield every text that a student reads of one question, before answering and in feedback."""
    yield Said("the question", question.ask)
    yield from _declared(question)
    yield from _reasons(key)
    rules = all_rules(question, key) if isinstance(question, spec.Plan) else ()
    yield from _rules(rules)


def _declared(question: Question) -> Iterator[Said]:
    for what in ("option", "card", "column", "step", "value"):
        texts = getattr(question, f"{what}s", None)
        if isinstance(texts, Mapping):
            yield from _each(what, texts)
    tables = question.tables if isinstance(question, spec.Choices) else ()
    yield from _each("table", {table.caption: f"{table.caption}. {table.about}" for table in tables})
    match question:
        case spec.Match():
            yield from _each("left side", question.left)
            yield from _each("right side", question.right)
        case spec.Number():
            yield Said("the hint", question.hint)
            yield Said("the table's caption", getattr(question, "caption", ""))
        case spec.Plan():
            for table in question.tables:
                yield from _plan_table(table)
        case Scenario():
            for name, scene in question.scenes.items():
                yield Said(f"scene {name!r}", scene.text)
                yield from _each(f"scene {name!r}, choice", {c: go.text for c, go in scene.choices.items()})
        case spec.Reflection():
            yield from _each("rubric line", question.rubric)


def _plan_table(table: Part) -> Iterator[Said]:
    yield Said(f"plan table {table.id!r}", table.label)
    yield from _each(f"plan table {table.id!r}, row", table.rows)
    about = getattr(table, "about", None)
    yield from _each(f"plan table {table.id!r}, about row", about if isinstance(about, Mapping) else {})
    for column in table.columns:
        yield Said(f"plan table {table.id!r}, column {column.id!r}", column.label)
        yield from _each(f"plan table {table.id!r}, column {column.id!r}, option", column.options)
        yield from _each(f"plan table {table.id!r}, column {column.id!r}, what follows", column.then)
        yield from _each(f"plan table {table.id!r}, column {column.id!r}, step", dict(enumerate(column.scale, 1)))
    if isinstance(table, Rota):
        yield from _each(f"rota {table.id!r}, skill", table.skills)
        for name, person in table.people.items():
            yield from _each(f"rota {table.id!r}, person {name!r}, away", person.away)


def _reasons(key: Key) -> Iterator[Said]:
    if isinstance(key.why, Mapping):
        yield from _each("the reason for", key.why)
    else:
        yield Said("the reason", key.why)
    if isinstance(key.hints, Mapping):
        yield from _each("the hint for", key.hints)
    else:
        yield Said("the hint", key.hints)
    for name, slip in key.slips.items():
        yield Said(f"the reason for slip {name!r}", slip.why)


def _rules(rules: Sequence[Rule]) -> Iterator[Said]:
    for rule in rules:
        yield Said(f"rule {rule.id!r}", rule.text)
        for why in rule.reasons:
            yield Said(f"the reason for rule {rule.id!r}", why)


def _each(what: str, texts: Mapping[Any, str]) -> Iterator[Said]:
    for name, text in texts.items():
        yield Said(f"{what} {name!r}", text)


def model_texts(model: Model) -> Iterator[Said]:
    """Yield every text that a student reads of a teaching model: its controls, and its views with one of them at an end."""
    yield Said("the model's title", model.title)
    yield Said("what is built into the model", model.built_in)
    for control in model.controls:
        yield Said(f"control {control.id!r}", control.label)
        yield Said(f"the help of control {control.id!r}", control.help)
        match control:
            case Pick():
                yield from _each(f"control {control.id!r}, option", control.options)
            case Order():
                yield from _each(f"control {control.id!r}, item", control.items)
            case Steps():
                yield from _each(f"control {control.id!r}, item", control.items)
                yield from _each(f"control {control.id!r}, choice", control.choices)
    seen: set[str] = set()
    for view in views(model):
        for said in _view(view):
            if said.text not in seen:
                seen.add(said.text)
                yield said


def views(model: Model) -> Iterator[View]:
    """Yield a teaching model's view at the start, and with one control at a time at each of its ends or options."""
    start = starting_values(model.controls)
    yield model.run(start)
    for control in model.controls:
        for value in _ends(control):
            yield model.run({**start, control.id: value})


def _ends(control: Control) -> list[Any]:
    match control:
        case Slider():
            return [control.low, control.high]
        case Pick() | Amount():
            return list(control.options)
        case Switch():
            return [not control.start]
        case Order():
            return [list(control.items), list(reversed(control.start))]
        case Steps():
            met = (1, len(control.items) // 2, len(control.items))
            return [[[item, choice] for item in list(control.items)[:n]] for choice in control.choices for n in met]


def _view(view: View) -> Iterator[Said]:
    yield Said("the model's reading", view.reading)
    for chart in view.charts:
        yield from drawn_texts(chart)
    for figure in view.figures:
        yield Said("a figure's label", figure.label)
    for notice in view.notices:
        yield Said("a notice", notice)
    yield Said("the table's caption", view.table.caption)


def drawn_texts(drawn: Chart | Grid | Network) -> Iterator[Said]:
    """Yield the texts in a chart, a grid or a map."""
    yield Said("a chart's title", drawn.title)
    yield Said("what a chart says", drawn.says)
