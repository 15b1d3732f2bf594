"""Turns values that code made, pandas objects too, into the plain data of ``carelab.questions.values``. Never imports pandas."""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import sys
from collections.abc import KeysView, Mapping, ValuesView
from typing import Any

from carelab.questions import DEEPEST, MOST_PARTS, NotPlain, Plain, read_plain


def as_plain(value: Any) -> Plain:
    """Return a Python value as JSON data in the form that ``carelab.questions.values`` describes, so that it can be compared.

    A pandas table whose index levels have names is taken as after ``reset_index``, so that both ways of writing it are equal.
    Dates become ISO text. Missing values (None, NaN, NaT) become None. A value that cannot be compared, such as a function,
    becomes ``{"is": "other", "type": …}``.
    """
    try:
        return read_plain(_Taker().take(value, 0))
    except (NotPlain, _TooMuch):
        return {"is": "other", "type": f"{type(value).__name__} that is too large"}
    except Exception:  # noqa: BLE001  whatever its own methods do, it is a value that cannot be compared
        return {"is": "other", "type": type(value).__name__}


class _TooMuch(Exception):
    pass


class _Taker:
    def __init__(self) -> None:
        self.left = MOST_PARTS
        self.pandas: Any = sys.modules.get("pandas")
        self.numpy: Any = sys.modules.get("numpy")

    def take(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise _TooMuch
        if value is None or isinstance(value, bool | int | float | str):
            return _simple(value)
        if isinstance(value, decimal.Decimal | fractions.Fraction):
            return float(value)
        if isinstance(value, Mapping):
            return {"is": "dict", "pairs": self.pairs(value.keys(), value.values(), depth)}
        if isinstance(value, list | tuple | range | KeysView | ValuesView):
            return [self.take(item, depth + 1) for item in value]
        if isinstance(value, set | frozenset):
            return {"is": "set", "items": [self.take(item, depth + 1) for item in value]}
        return self.scientific(value, depth)

    def scientific(self, value: Any, depth: int) -> Any:
        """Take what numpy and pandas make; there is none of it where neither was imported."""
        pd, np = self.pandas, self.numpy
        if np is not None and isinstance(value, np.ndarray):
            if value.size > self.left:
                raise _TooMuch
            return self.take(value.tolist(), depth)
        if np is not None and isinstance(value, np.generic):
            return self.take(value.item(), depth + 1)
        return _day(value) if pd is None else self.tabular(value, depth)

    def tabular(self, value: Any, depth: int) -> Any:
        pd = self.pandas
        if isinstance(value, pd.DataFrame):
            return self.table(value, depth)
        if isinstance(value, pd.Series) and not self.counted(value.index):
            return {"is": "series", "pairs": self.pairs(value.index, value, depth)}
        if isinstance(value, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
            return self.many(value, depth)
        if value is pd.NA or value is pd.NaT:
            return None
        return str(value) if isinstance(value, pd.Period | pd.Interval | pd.Timedelta) else _day(value)

    def counted(self, index: Any) -> bool:
        """Say whether rows are only counted, from 0, and have no names."""
        return isinstance(index, self.pandas.RangeIndex) and index.start == 0 and index.step == 1

    def many(self, values: Any, depth: int) -> list[Any]:
        if len(values) > self.left:
            raise _TooMuch
        return [self.take(item, depth + 1) for item in values]

    def pairs(self, keys: Any, values: Any, depth: int) -> list[list[Any]]:
        if len(keys) > self.left:
            raise _TooMuch
        return [[self.take(key, depth + 2), self.take(item, depth + 2)] for key, item in zip(keys, values, strict=True)]

    def table(self, frame: Any, depth: int) -> dict[str, Any]:
        if frame.size > self.left:
            raise _TooMuch
        if any(name is not None for name in frame.index.names):
            frame = frame.reset_index()
        rows = zip(*(frame.iloc[:, at] for at in range(frame.shape[1])), strict=True) if frame.shape[1] else [()] * len(frame)
        return {
            "is": "table",
            "columns": [self.take(name, depth + 2) for name in frame.columns],
            "index": None if self.counted(frame.index) else self.many(frame.index, depth + 1),
            "rows": [[self.take(cell, depth + 3) for cell in row] for row in rows],
        }


def _simple(value: Any) -> Any:
    """Return what Python itself would make of a number or text, so that a subclass is taken for what it holds."""
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return None


def _day(value: Any) -> Any:
    if isinstance(value, dt.datetime) and (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time | dt.datetime):
        return value.isoformat()
    return {"is": "other", "type": type(value).__name__}
