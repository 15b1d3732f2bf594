"""Values that code made, as plain JSON data: how they are read, compared and said. Knows no kind of question and no pandas.

A value is nothing (None), True or False, a finite number, text, a list of values, or one of these, told by ``is``:

``{"is": "dict", "pairs": [[key, value], …]}``; ``series`` is the same for one column with its labels.
``{"is": "set", "items": […]}``: the order says nothing.
``{"is": "table", "columns": […], "index": […] or None, "rows": [[…], …]}``.
``{"is": "other", "type": "function"}``: made, but nothing that can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carelab.questions.reading import EXACT, LONGEST_TEXT, as_number, as_text, show_number

Plain = Any
"""A value in the form that this module's docstring describes."""

DEEPEST = 6
MOST_PARTS = 60_000
"""Most parts that a value may have, however they are nested."""
SHOWN = 6
"""Parts of a list that are said before the rest is only counted."""


class NotPlain(ValueError):
    """Data from a student's process does not have the plain form of a value (see this module); the message says why."""


def read_plain(data: object) -> Plain:
    """Return a value that a student's code made, read from JSON data that may be damaged or forged.

    The value has the plain form that this module's docstring lists: a number, text, a list, ``{"is": "dict", …}`` and so on. A
    number that is not finite, or is larger than any question needs, becomes None: it can never be right.

    Raises
    ------
    NotPlain
        When the data has another form, or is nested too deeply or too large.
    """
    return _Reader().read(data, 0)


class _Reader:
    def __init__(self) -> None:
        self.left = MOST_PARTS

    def read(self, data: object, depth: int) -> Plain:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise NotPlain("it is too large")
        if data is None or isinstance(data, bool):
            return data
        if isinstance(data, int | float):
            return as_number(data)
        if isinstance(data, str):
            return as_text(data[:LONGEST_TEXT])
        if isinstance(data, list | tuple):
            return [self.read(item, depth + 1) for item in data]
        if isinstance(data, Mapping):
            return self.tagged(data, depth + 1)
        raise NotPlain("it holds something that is not plain data")

    def tagged(self, data: Mapping[Any, Any], depth: int) -> Plain:
        what = data.get("is")
        if what in ("dict", "series"):
            pairs = self.rows(data.get("pairs"), 2, depth)
            return {"is": what, "pairs": pairs}
        if what == "set":
            return {"is": what, "items": self.read(_listed(data.get("items")), depth)}
        if what == "table":
            columns = self.read(_listed(data.get("columns")), depth)
            rows = self.rows(data.get("rows"), len(columns), depth)
            index = data.get("index")
            labels = None if index is None else self.read(_listed(index), depth)
            if labels is not None and len(labels) != len(rows):
                raise NotPlain("a table has another number of labels than of rows")
            return {"is": what, "columns": columns, "index": labels, "rows": rows}
        if what == "other":
            named = data.get("type")
            return {"is": what, "type": (as_text(named[:60]) if isinstance(named, str) else None) or "something"}
        raise NotPlain("it holds something that is not plain data")

    def rows(self, data: object, width: int, depth: int) -> list[Any]:
        found = [self.read(_listed(row), depth + 1) for row in _listed(data)]
        if any(len(row) != width for row in found):
            raise NotPlain("its parts do not fit together")
        return found


def _listed(data: object) -> Sequence[Any]:
    if not isinstance(data, list | tuple):
        raise NotPlain("its parts do not fit together")
    return data


def complete(value: Plain) -> bool:
    """Say whether no part of a value is missing (None) or incomparable. The values of a key must be complete."""
    if isinstance(value, list):
        return all(map(complete, value))
    if isinstance(value, dict):
        return value["is"] != "other" and all(
            complete(part) for name, part in value.items() if name != "index" or part is not None
        )
    return value is not None


def same(made: Plain, wanted: Plain, tolerance: float = 0.0, *, any_order: bool = False) -> bool:
    """Say whether the value ``made`` by a student's code counts as equal to the value ``wanted`` by the key.

    Numbers may differ by the tolerance and by rounding in the last digits. Capital letters and extra spaces do not matter in
    text. A list, an array and a table of one column are equal when their items are; so are a dict and a labelled column. A
    table's columns may be in any order. True is not equal to 1, and None is equal to nothing.

    Parameters
    ----------
    any_order:
        Whether the order of a list's items, or of a table's rows, does not matter.
    """
    if isinstance(wanted, bool) or isinstance(made, bool):
        return isinstance(wanted, bool) and made is wanted
    if isinstance(wanted, int | float):
        return isinstance(made, int | float) and abs(made - wanted) <= tolerance + 1e-9 * max(1.0, abs(wanted))
    if isinstance(wanted, str):
        return isinstance(made, str) and _text(made) == _text(wanted)
    if isinstance(wanted, list):
        return _same_lists(_items(made), wanted, tolerance, any_order)
    if wanted is None or wanted["is"] == "other":
        return False
    if wanted["is"] == "set":
        return _same_lists(_items(made), wanted["items"], tolerance, any_order=True)
    if wanted["is"] == "table":
        return _same_tables(made, wanted, tolerance, any_order)
    return _same_pairs(_pairs(made), _pairs(wanted), tolerance)


def _text(text: str) -> str:
    return " ".join(text.split()).casefold()


def _items(made: Plain) -> list[Plain] | None:
    """Return a value's parts as a list, where it has an order or needs none."""
    if isinstance(made, list):
        return made
    if isinstance(made, dict) and made["is"] == "series":
        return [value for _, value in made["pairs"]]
    if isinstance(made, dict) and made["is"] == "set":
        return list(made["items"])
    if isinstance(made, dict) and made["is"] == "table" and len(made["columns"]) == 1:
        return [row[0] for row in made["rows"]]
    return None


def _pairs(made: Plain) -> list[list[Plain]] | None:
    if not isinstance(made, dict):
        return None
    if made["is"] in ("dict", "series"):
        return list(made["pairs"])
    if made["is"] == "table" and made["index"] is None and len(made["columns"]) == 2:
        return list(made["rows"])
    if made["is"] == "table" and made["index"] is not None and len(made["columns"]) == 1:
        return [[label, row[0]] for label, row in zip(made["index"], made["rows"], strict=True)]
    return None


def _same_lists(made: list[Plain] | None, wanted: list[Plain], tolerance: float, any_order: bool) -> bool:
    if made is None or len(made) != len(wanted):
        return False
    if any_order:
        made, wanted = sorted(made, key=_rank), sorted(wanted, key=_rank)
    return all(same(one, other, tolerance) for one, other in zip(made, wanted, strict=True))


def _same_pairs(made: list[list[Plain]] | None, wanted: list[list[Plain]] | None, tolerance: float) -> bool:
    if made is None or wanted is None or len(made) != len(wanted):
        return False
    found = {_rank(key): value for key, value in made}
    return len(found) == len(made) and all(
        _rank(key) in found and same(found[_rank(key)], value, tolerance) for key, value in wanted
    )


def _same_tables(made: Plain, wanted: Plain, tolerance: float, any_order: bool) -> bool:
    if not isinstance(made, dict) or made["is"] != "table" or len(made["columns"]) != len(wanted["columns"]):
        return False
    places = {_rank(name): at for at, name in enumerate(made["columns"])}
    order = [places.get(_rank(name)) for name in wanted["columns"]]
    if None in order or len(places) < len(order):
        return False
    rows = [[row[at] for at in order if at is not None] for row in made["rows"]]
    best = wanted["rows"]
    if wanted["index"] is not None:
        if made["index"] is None:
            return False
        rows = [[label, *row] for label, row in zip(made["index"], rows, strict=True)]
        best = [[label, *row] for label, row in zip(wanted["index"], best, strict=True)]
    return _same_lists(rows, best, tolerance, any_order)


def _rank(value: Plain) -> tuple[Any, ...]:
    """Return what a value is sorted and looked up by: its text first, so that near numbers never part two rows that belong."""
    if isinstance(value, bool):
        return (1, value)
    if isinstance(value, int | float):
        return (2, float(value))
    if isinstance(value, str):
        return (3, _text(value))
    if isinstance(value, list):
        ranks = [_rank(item) for item in value]
        return (4, tuple(sorted(ranks, key=lambda rank: -rank[0])))
    if isinstance(value, dict):
        return (5, value["is"], tuple(_rank(value[name]) for name in sorted(value) if name != "is"))
    return (0,)


def say(value: Plain) -> str:
    """Return a value in words, in one line: ``412.5``, ``“Monday”``, ``a list of 7: 1, 2, 3 …``."""
    if value is None:
        return "nothing, or not a usable number"
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, int | float):
        return show_number(value, "", EXACT)
    if isinstance(value, str):
        return f"“{' '.join(value.split())[:80]}”"
    if isinstance(value, list):
        return f"a list of {len(value)}{_some([say(item) for item in value[:SHOWN]], len(value))}"
    if value["is"] == "table":
        heads = ", ".join(str(name)[:40] for name in value["columns"][:SHOWN])
        return f"a table of {len(value['rows'])} rows with the columns {' '.join(heads.split()) or 'none'}"
    if value["is"] == "set":
        return f"a set of {len(value['items'])}{_some([say(item) for item in value['items'][:SHOWN]], len(value['items']))}"
    if value["is"] == "other":
        what = " ".join(value["type"].split())
        return "something that cannot be marked" if what in ("", "object") else f"a {what}, which cannot be marked"
    pairs = [f"{say(key)}: {say(part)}" for key, part in value["pairs"][:SHOWN]]
    return f"{'a column' if value['is'] == 'series' else 'a dict'} of {len(value['pairs'])}{_some(pairs, len(value['pairs']))}"


def say_kind(value: Plain) -> str:
    """Return a value in words, after the kind of value that it is: ``a number, 412.5``."""
    if isinstance(value, bool):
        return f"a yes or no, {say(value)}"
    if isinstance(value, int | float):
        return f"a number, {say(value)}"
    return f"text, {say(value)}" if isinstance(value, str) else say(value)


def _some(parts: list[str], whole: int) -> str:
    return f" ({', '.join(parts)}{' …' if whole > len(parts) else ''})"[:200] if parts else ""
