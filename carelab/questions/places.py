"""The check that a plan's rules can be marked and explained, and read only cells that the plan has. Judges no plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from carelab.errors import BadQuestion
from carelab.questions.plan import Part
from carelab.questions.reading import as_number, is_id
from carelab.questions.rule import Rule

ROW_FIELDS = ("row", "rows", "weights", "controls", "copies", "start")
COLUMN_FIELDS = ("column", "columns", "reason")
"""The names under which every condition and measure of ``carelab.questions.rules`` keeps rows and columns."""


class Place(NamedTuple):
    """The part of a plan that a condition or a measure reads."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    whole: Part | None = None
    """The part itself, where the condition holds one and not its id alone."""


def places(condition: object) -> Iterator[Place]:
    """Yield every place that a condition reads, its parts included. One that is no dataclass keeps its places to itself."""
    if not dataclasses.is_dataclass(condition):
        return
    kept = {field.name: getattr(condition, field.name) for field in dataclasses.fields(condition)}
    if isinstance(kept.get("table"), str):
        rows = tuple(name for field in ROW_FIELDS for name in _names(kept.get(field)))
        columns = tuple(name for field in COLUMN_FIELDS for name in _names(kept.get(field)))
        yield Place(kept["table"], rows, columns)
    if (whole := kept.get("rota") or kept.get("timeline")) is not None:
        yield Place(whole.id, tuple(_names(kept.get("rows"))), tuple(_names(kept.get("days"))), whole)
    if isinstance(kept.get("since"), tuple):
        table, row, column = kept["since"]
        yield Place(table, (row,), (column,))
    for part in (kept.get("measure"), kept.get("first"), kept.get("then"), *_parts(kept.get("conditions"))):
        yield from places(part)


def check_rules(question: str, tables: Sequence[Part], rules: Sequence[Rule]) -> None:
    """Raise BadQuestion for a rule that cannot be marked or explained, or that reads a cell the plan does not have."""
    if len({r.id for r in rules}) < len(rules):
        raise BadQuestion(question, "two of its rules have the same id.")
    for rule in rules:
        if not is_id(rule.id) or not rule.text.strip():
            raise BadQuestion(question, f"rule {rule.id!r} needs words, and an id of lower-case letters, digits and hyphens.")
        weight = as_number(rule.weight)
        if rule.need not in ("must", "should", "note") or weight is None or weight < 0:
            raise BadQuestion(question, f"rule {rule.id!r} must be a must, should or note, with a weight of 0 or more.")
        for place in places(rule.when):
            _check_place(question, tables, rule, place)


def _check_place(question: str, tables: Sequence[Part], rule: Rule, place: Place) -> None:
    table = next((t for t in tables if t.id == place.table), None)
    if table is None:
        raise BadQuestion(question, f"rule {rule.id!r} reads a table {place.table!r} that is not there.")
    if place.whole is not None and place.whole != table:
        raise BadQuestion(question, f"rule {rule.id!r} looks at another {table.id!r} than the one the plan shows.")
    unknown = [column for column in place.columns if table.column(column) is None]
    unknown += [row for row in place.rows if table.mode != "free" and row not in table.rows]
    if unknown:
        raise BadQuestion(question, f"rule {rule.id!r} reads what {table.id!r} does not have: {', '.join(unknown)}.")


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [name for name in _parts(value) if isinstance(name, str)]


def _parts(value: object) -> list[object]:
    return list(value) if isinstance(value, Sequence | Mapping | set | frozenset) else []
