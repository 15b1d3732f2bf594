"""Tells a harmless expression about a table's columns, as ``DataFrame.query`` takes it in text, from one that does more.

To pandas, such a text may name the variables of whoever asks (``@expected``), read any attribute and call any method: with those
a student's text could read what a test expects, or run whatever it likes beside the marks. Knows nothing of whose text it is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import FrameType
from typing import Any

_MODULE = "pandas.core.computation"
_OF_THE_TEST = "__pd_eval_local_"
"""What pandas makes of ``@`` before a name."""
_NODES = (
    ast.Module, ast.Expr, ast.Assign, ast.BoolOp, ast.boolop, ast.BinOp, ast.operator, ast.UnaryOp, ast.unaryop, ast.Compare,
    ast.cmpop, ast.Name, ast.expr_context, ast.Constant, ast.List, ast.Tuple, ast.Attribute, ast.Call, ast.keyword,
)  # fmt: skip
_ATTRIBUTES = frozenset((
    "str", "dt", "cat", "year", "month", "day", "hour", "minute", "second", "weekday", "dayofweek", "day_name", "month_name",
    "date", "contains", "startswith", "endswith", "lower", "upper", "title", "strip", "len", "isin", "isna", "isnull", "notna",
    "notnull", "between", "mean", "median", "sum", "min", "max", "std", "var", "count", "abs", "round", "quantile", "nunique",
    "fillna", "astype", "index", "values", "size", "eq", "ne", "lt", "le", "gt", "ge",
))  # fmt: skip
_FUNCTIONS = frozenset((
    "sin", "cos", "tan", "exp", "log", "expm1", "log1p", "sqrt", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "abs",
    "log10", "floor", "ceil",
))  # fmt: skip


def being_read(frame: FrameType | None) -> FrameType | None:
    """Return the frame in which pandas reads an expression from text, where this one or one around it does so."""
    if frame is None or not str(frame.f_globals.get("__name__", "")).startswith(_MODULE):
        return None
    while frame is not None:
        if frame.f_globals.get("__name__") == f"{_MODULE}.eval" and frame.f_code.co_name == "eval":
            return frame
        frame = frame.f_back
    return None


def only_columns(read: str | bytes, frame: FrameType, may_name: Callable[[str], bool]) -> bool:
    """Say whether an expression does nothing but reckon with and compare columns.

    Parameters
    ----------
    read:
        The expression as pandas has made it ready for Python.
    frame:
        Where pandas reads it, as ``being_read`` gives it.
    may_name:
        Says whether the tutor wrote a word, such as ``@limit``.
    """
    try:
        tree = ast.parse(read)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True  # and pandas reads no more of it than Python does
    has_columns = bool(frame.f_locals.get("resolvers"))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return all(_is_harmless(node, called, may_name, has_columns) for node in ast.walk(tree))


def _is_harmless(node: Any, called: set[int], may_name: Callable[[str], bool], has_columns: bool) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) or (isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS)
    if isinstance(node, ast.Name) and node.id.startswith(_OF_THE_TEST):
        return may_name("@" + node.id.removeprefix(_OF_THE_TEST))
    if isinstance(node, ast.Name):
        return has_columns or id(node) in called
    return isinstance(node, _NODES)
