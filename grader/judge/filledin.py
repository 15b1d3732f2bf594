"""Looks, in a test, at text that names what a library is about to look up: the test's own variables could be among it.

``"{0.__init__.__globals__[right]}".format(thing)`` reads a variable of the test's, so in text of the student's no place to fill
in may name what Python keeps inside a thing. Nor may a text of theirs name variables for ``np.bmat``, or, in settings for
``logging``, anything but what that library has. Knows nothing of marks.
"""

from __future__ import annotations

import ast
import functools
import logging.config
import re
import string
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from numpy.matrixlib import defmatrix

NAME = "__judge_filled__"
_METHODS = ("format", "format_map")
_INSIDE = re.compile(r"[.\[]_")
_LOGGING = re.compile(r"logging(\.handlers)?\.[A-Z]\w*|(ext://)?sys\.std(out|err)")

_FORMATTER: Any = string.Formatter
_MATRICES: Any = defmatrix
_SETTINGS: Any = logging.config


class Filling(ast.NodeTransformer):
    """Puts a look at the text before each ``text.format`` of a cell's; one that is spelled out there needs none."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr not in _METHODS or not isinstance(node.ctx, ast.Load) or isinstance(node.value, ast.Constant):
            return node
        looked = ast.Call(ast.Name(NAME, ast.Load()), [node.value], [])
        return ast.fix_missing_locations(ast.copy_location(ast.Attribute(looked, node.attr, ast.Load()), node))


class Looking:
    """Looks at texts before they are used.

    Parameters
    ----------
    is_tutors:
        Says whether the tutor wrote a text out.
    refuse:
        Called with the reason where one names too much; must raise.
    """

    def __init__(self, is_tutors: Callable[[str], bool], refuse: Callable[[str], Any]) -> None:
        self._is_tutors = is_tutors
        self._refuse = refuse
        self._kind = SimpleNamespace(**{name: self._filling(getattr(str, name)) for name in _METHODS})

    def watch(self) -> None:
        """Start, for as long as this process lives, for what libraries look up."""
        fill = _FORMATTER.vformat
        _FORMATTER.vformat = lambda one, text, *rest: fill(one, self.filled(text), *rest)
        read = _MATRICES._from_string
        _MATRICES._from_string = lambda text, *rest: read(self._matrix(text), *rest)
        for owner, name in ((_SETTINGS, "_resolve"), (_SETTINGS.BaseConfigurator, "resolve")):
            setattr(owner, name, self._resolving(getattr(owner, name)))

    def filled(self, text: Any) -> Any:
        """Look at what stands before ``.format``, and hand it on."""
        if text is str:
            return self._kind
        if type(text) is str and any(_INSIDE.search(place) for place in _places(text)) and not self._is_tutors(text):
            self._refuse("the test fills in a text of the student's which names what Python keeps inside a thing")
        return text

    def _filling(self, fill: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(fill)
        def filled(text: Any, *given: Any, **named: Any) -> str:
            return fill(self.filled(text), *given, **named)

        return filled

    def _matrix(self, text: str) -> str:
        if not self._is_tutors(text):
            self._refuse("the test makes a matrix out of a text of the student's which names variables of the test's")
        return text

    def _resolving(self, resolve: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(resolve)
        def resolved(*given: Any) -> Any:
            name = given[-1]
            if not (type(name) is str and (_LOGGING.fullmatch(name) or self._is_tutors(name))):
                self._refuse("the test takes settings for logging of the student's which name more than logging has")
            return resolve(*given)

        return resolved


def _places(text: str) -> Iterator[str]:
    try:
        for _, place, how, _ in string.Formatter().parse(text):
            yield place or ""
            yield from _places(how) if how and "{" in how else ()
    except (ValueError, RecursionError):
        return  # and it cannot be filled in
