"""The check that a plan's rules can be marked and explained, and read only cells that the plan has. Judges no plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from carelab.questions.errors import BadQuestion
from carelab.questions.plan.column import Column
from carelab.questions.plan.condition import Condition
from carelab.questions.plan.fits import Between, DaysAfter, Fit
from carelab.questions.plan.limits import Entry
from carelab.questions.plan.part import Part
from carelab.questions.plan.rows import Holding, Rows
from carelab.questions.plan.rule import NEEDS, Rule
from carelab.questions.reading import as_number, is_id

ROW_FIELDS = ("row", "rows", "weights", "controls")
COLUMN_FIELDS = ("column", "columns")
"""The names under which every condition and measure keeps rows and columns."""
FIT_FIELDS = ("fits", "when")
"""The names under which a measure keeps what must be in a row's cells."""
WORDS = ("text", "long")
"""The types of column that hold a student's own words, which earn nothing by machine."""


class Place(NamedTuple):
    """The cells of a plan that a condition or a measure reads: some rows and columns of one table, by their ids.

    Attributes
    ----------
    rows:
        Ids of the rows; empty for every row.
    whole:
        The table itself, for a condition about a whole ``Rota`` or ``Timeline``; else None.
    fits:
        Pairs (column id, what the condition asks of that column's entries, as in ``fit_share``).
    """

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    whole: Part | None = None
    fits: tuple[tuple[str, Fit], ...] = ()


def places(condition: object) -> Iterator[Place]:
    """Yield the places (sets of cells) that a condition reads, and those of the conditions and measures inside it."""
    if not dataclasses.is_dataclass(condition) or isinstance(condition, type):
        return
    kept = {field.name: getattr(condition, field.name) for field in dataclasses.fields(condition)}
    yield from _own_places(condition, kept)
    if isinstance(kept.get("since"), tuple):
        table, *rows, column = kept["since"]
        yield Place(table, tuple(rows), (column,))
    for part in _inside(kept):
        yield from places(part)


def _own_places(condition: object, kept: Mapping[str, Any]) -> Iterator[Place]:
    if isinstance(condition, Rows):
        yield from _row_places(condition)
    elif isinstance(condition, Holding):
        having = condition.having
        yield Place(condition.right.table, tuple(condition.among), tuple(having), fits=tuple(having.items()))
    elif isinstance(kept.get("table"), str):
        rows = tuple(name for field in ROW_FIELDS for name in _names(kept.get(field)))
        fits = tuple(item for field in FIT_FIELDS if isinstance(kept.get(field), Mapping) for item in kept[field].items())
        columns = tuple(name for field in COLUMN_FIELDS for name in _names(kept.get(field)))
        if kept.get("fit") is not None:
            fits = tuple((column, kept["fit"]) for column in columns)
        yield Place(kept["table"], rows, tuple(dict.fromkeys((*columns, *(name for name, _ in fits)))), fits=fits)
    elif (whole := kept.get("rota") or kept.get("timeline")) is not None:
        yield Place(whole.id, tuple(_names(kept.get("rows"))), tuple(_names(kept.get("days"))), whole)


def _inside(kept: Mapping[str, Any]) -> Iterator[object]:
    """Yield what the fields of a condition hold: conditions and measures, alone, in lists, or in lists of pairs."""
    for value in kept.values():
        for part in (value, *_parts(value)):
            yield from (part, *_parts(part)) if isinstance(part, tuple) else (part,)


def _row_places(rows: Rows) -> Iterator[Place]:
    each = [(rows.each, ())] if rows.each is not None else []
    for ways, row in [*((ways, (name,)) for name, ways in rows.accepted.items()), *each]:
        for fits in [ways] if isinstance(ways, Mapping) else ways or ():
            yield Place(rows.table, row, tuple(fits), fits=tuple(fits.items()))
            if unnamed := set(rows.worth) - {"", *fits}:
                yield Place(rows.table, row, tuple(sorted(unnamed)))
    if rows.at_most_each is not None:
        yield Place(rows.table, (), (rows.at_most_each[0],))


def tells_the_key(condition: Condition | None) -> bool:
    """Say whether a condition spells out which options are right, so that students could read them in a notebook."""
    if condition is None:
        return False
    options = [fit for place in _telling(condition) for _, fit in place.fits]
    return any(not isinstance(fit, Between | DaysAfter) for fit in options)


def _telling(condition: object) -> Iterator[Place]:
    if isinstance(condition, Rows | Entry):
        yield from places(condition)
    elif dataclasses.is_dataclass(condition) and not isinstance(condition, type):
        for part in _inside({field.name: getattr(condition, field.name) for field in dataclasses.fields(condition)}):
            yield from _telling(part)


def check_rules(question: str, tables: Sequence[Part], rules: Sequence[Rule]) -> None:
    """Raise BadQuestion for a rule that cannot be marked or explained, or that reads a cell the plan does not have."""
    if len({r.id for r in rules}) < len(rules):
        raise BadQuestion(question, "two of its rules have the same id.")
    for rule in rules:
        if not is_id(rule.id) or not rule.text.strip():
            raise BadQuestion(question, f"rule {rule.id!r} needs words, and an id of lower-case letters, digits and hyphens.")
        weight = as_number(rule.weight)
        if rule.need not in NEEDS or weight is None or weight < 0:
            raise BadQuestion(question, f"rule {rule.id!r} must be a must, core, should or note, with a weight of 0 or more.")
        if rule.when is not None and not isinstance(rule.when, Condition):
            raise BadQuestion(question, f"rule {rule.id!r} must have a condition, not a {type(rule.when).__name__}.")
        for place in places(rule.when):
            _check_place(question, tables, rule, place)


def check_principles(question: str, shown: Sequence[Rule], hidden: Sequence[Rule]) -> None:
    """Raise BadQuestion unless each principle in ``shown`` has a rule with its id and ``need`` in the key (``hidden``)."""
    by_id = {rule.id: rule for rule in hidden}
    for rule in shown:
        if rule.when is None and (rule.id not in by_id or by_id[rule.id].need != rule.need):
            fix = f"Give the key a rule {rule.need}({rule.id!r}, …)."
            raise BadQuestion(question, f"no rule of its key decides the principle {rule.id!r}, a {rule.need}.", fix)


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
    words = [column for column in table.columns if column.type in WORDS and column.id in place.columns]
    only_words = not place.columns and table.mode != "pick" and all(c.type in WORDS for c in table.columns)
    if words or only_words:
        what = words[0].label if words else table.label
        fix = "Build what matters from choices, and leave the words to the tutor."
        raise BadQuestion(question, f"rule {rule.id!r} marks the student's own words in {what!r}, which no rule can.", fix)
    for name, fit in place.fits:
        column = table.column(name)
        if column is not None:
            _check_fit(question, rule, column, fit)


def _check_fit(question: str, rule: Rule, column: Column, fit: Fit) -> None:
    numeric = column.type in ("money", "number", "scale")
    if isinstance(fit, Between | DaysAfter):
        good = numeric if isinstance(fit, Between) else column.type == "date"
        unknown = [] if good else [f"a {type(fit).__name__} in a column of type {column.type}"]
    elif isinstance(fit, str):
        unknown = [f"{fit!r}, which must be a list"]
    elif column.type == "choice":
        unknown = [repr(option) for option in fit if option not in column.options]
    elif column.type == "tick":
        unknown = [repr(option) for option in fit if option is not True]
    else:
        unknown = [repr(option) for option in fit if not numeric]
    if unknown:
        raise BadQuestion(question, f"rule {rule.id!r} looks in {column.label!r} for what cannot be there: {', '.join(unknown)}.")


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [name for name in _parts(value) if isinstance(name, str)]


def _parts(value: object) -> list[object]:
    return list(value) if isinstance(value, Sequence | Mapping | set | frozenset) and not isinstance(value, str) else []
