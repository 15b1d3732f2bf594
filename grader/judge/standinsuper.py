"""``super(TheirClass, it)`` in a test: what a base of the student's class says of an object. Knows nothing of marks."""

from __future__ import annotations

import ast
import builtins
from typing import Any

from grader.judge.specialnames import COMPARISONS, RECKONING
from grader.judge.standins import number_of

NAME = "__judge_super__"


class Reaching(ast.NodeTransformer):
    """Puts ``reach`` in place of each ``super(cls, it)`` of a cell's; Python itself knows only the classes on this side."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        is_super = isinstance(node.func, ast.Name) and node.func.id == "super" and len(node.args) == 2
        if is_super:
            node.func = ast.copy_location(ast.Name(NAME, ast.Load()), node.func)
        return node


def reach(cls: Any, it: Any) -> Any:
    """Return what ``super`` does; for a class and an object of the student's, one that asks the student's side."""
    class_number, number = number_of(cls), number_of(it)
    if class_number is None or number is None:
        return builtins.super(cls, it)
    if not (issubclass(it, cls) if isinstance(it, type) else isinstance(it, cls)):
        raise TypeError("super(type, obj): obj must be an instance or subtype of type")
    return _Super(cls._judge_borrower, class_number, number)


class _Super:
    """Reads attributes of an object as the classes after a certain one say."""

    def __init__(self, borrower: Any, class_number: int, number: int) -> None:
        self._asked = (borrower, class_number, number)

    def __getattribute__(self, name: str) -> Any:
        borrower, *numbers = object.__getattribute__(self, "_asked")
        if name in (*COMPARISONS, *RECKONING, "__contains__", "__hash__"):
            borrower.give_up(
                f"the test compares or reckons by the student's own {name}, so the student's code would decide the mark"
            )
        return borrower.ask("super", *numbers, name)
