"""Looks, in a test, at text that is about to be filled in by ``format``: a place in it may name more than what it is given.

``"{0.__init__.__globals__[right]}".format(thing)`` reads a variable of the test's, so in text of the student's no place may name
what Python keeps inside a thing. Knows nothing of marks.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator
from typing import Any

NAME = "__judge_filled"
_METHODS = ("format", "format_map")
_INSIDE = re.compile(r"[.\[]_")


class Filling(ast.NodeTransformer):
    """Puts a look at the text before each ``text.format`` of a cell's; one that is spelled out there needs none."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr not in _METHODS or not isinstance(node.ctx, ast.Load) or isinstance(node.value, ast.Constant):
            return node
        looked = ast.Call(ast.Name(NAME, ast.Load()), [node.value], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Attribute(looked, node.attr, ast.Load()), node))


def looking(is_tutors: Callable[[str], bool], refuse: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Return what looks at a text and hands it on.

    Parameters
    ----------
    is_tutors:
        Says whether the tutor wrote a text out.
    refuse:
        Called with the reason where one names too much; must raise.
    """

    def looked(text: Any) -> Any:
        if type(text) is str and any(_INSIDE.search(place) for place in _places(text)) and not is_tutors(text):
            refuse("the test fills in a text of the student's which names what Python keeps inside a thing")
        return text

    return looked


def _places(text: str) -> Iterator[str]:
    try:
        for _, place, how, _ in string.Formatter().parse(text):
            yield place or ""
            yield from _places(how) if how and "{" in how else ()
    except (ValueError, RecursionError):
        return  # and it cannot be filled in
