"""What a test replaces in modules that both sides load (``patch("random.randint")``), in the environment and in Python's limits.

In the student's process the same is replaced for as long as its code runs for the test, and put back before the judge's own
code goes on. On the tests' side too the judge's own code works with what was there before. Knows nothing of the line.
"""

from __future__ import annotations

import importlib
import itertools
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

Replacement = tuple[str, str, str, Any]
"""A module's name, the name of a class in it or nothing, the attribute, and what it is now."""

_OURS = ("grader", "carelab", "IPython", "warnings", "__main__", "unittest", "pytest", "_pytest", "doctest", "logging")
_WORD = re.compile(r"\w+")
_GONE = object()
_MOST_VARIABLES = 1_000
_NOT_THEIRS = re.compile(
    r"(?i)(PATH|HOME|SHELL|IFS|ENV|LANG|LANGUAGE|TZ|TMPDIR|TEMP|TMP|USER|LOGNAME|PWD|TERM|COLUMNS|LINES|BROWSER|EDITOR|PAGER)$|"
    r"PYTHON|BASH|MPL|(LD|DYLD|LC|GCONV|MALLOC|GLIBC|IPYTHON|JUPYTER|OMP|MKL|OPENBLAS|NUMEXPR|NUMPY|NPY|PANDAS|XDG|SSL|GIT|"
    r"REQUESTS|CURL|HTTP|HTTPS|ALL|NO)_"
)
"""Variables that Python, a library or the system reads, by their names or how those begin."""


class _Loaded:
    """The modules that are loaded, by the last part of their names.

    Most are noted once, before any child is forked: in a child, to touch each module is to copy the memory that it stands in.
    """

    def __init__(self) -> None:
        self._noted: dict[str, list[str]] = {}
        self._last = ""

    def note(self) -> None:
        """Note every module that is loaded now."""
        self._noted = {}
        for name in list(sys.modules):
            self._noted.setdefault(name.rpartition(".")[2], []).append(name)
            self._last = name

    def named(self, words: set[str]) -> set[str]:
        """Return the full names of the modules whose last part is one of the words, those loaded since included."""
        since = list(itertools.takewhile(lambda name: name != self._last, reversed(sys.modules)))
        noted = (name for word in words for name in self._noted.get(word, ()))
        return {*noted, *(name for name in since if name.rpartition(".")[2] in words)}


_LOADED = _Loaded()
note_modules = _LOADED.note


class Replaced:
    """Notices, on the tests' side, what the running test has replaced."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._before: dict[tuple[str, str], dict[str, Any]] = {}
        self._environment: dict[str, str] = {}
        self._claimed: dict[str, str | None] = {}
        self._depth = sys.getrecursionlimit()
        self._errors = np.geterr()

    def tutors(self, source: str) -> None:
        """Note what the tutor wrote: only what is named there is looked at."""
        self._words.update(_WORD.findall(source))

    def begin(self) -> None:
        """Start a test: from here on, what differs was replaced by a test."""
        if not self._environment:
            self._environment = dict(os.environ)
        self._take_claimed()
        for name in sorted(_LOADED.named(self._words) | {"posixpath"}):
            module = sys.modules.get(name)
            if name.partition(".")[0] in _OURS or not isinstance(module, ModuleType):
                continue
            names = vars(module)
            self._watch(name, "", names)
            for inner in [word for word in self._words if word in names]:
                kind = names[inner]
                if type(kind) is type and kind.__module__ == name:
                    self._watch(name, inner, vars(kind))

    def _watch(self, module: str, kind: str, names: Any) -> None:
        known = self._before.setdefault((module, kind), {})
        for name in self._words:
            if name in names and name not in known and (module != "sys" or name in ("argv", "stdin")):
                known[name] = names[name]

    def now(self) -> list[Replacement]:
        """Return what is replaced now."""
        found = []
        for (module, kind), before in self._before.items():
            if module not in sys.modules:
                continue  # the test took it away; to load it again here would run it where nobody looks
            names = vars(_owner(module, kind))
            for name, value in before.items():
                if names.get(name, _GONE) is not value and (module, name) != ("builtins", "input"):
                    found.append((module, kind, name, names.get(name, _GONE)))
        return found

    def is_gone(self, value: Any) -> bool:
        """Say whether a replacement is none: the attribute was taken away."""
        return value is _GONE

    def claimed(self, variables: Any) -> None:
        """Take what the student's side says that its code has put into the environment, None for what it took away.

        It is put into the tests' own only where the tutor names the variable, and never where Python or a library reads it.
        """
        for name, value in list(variables.items())[:_MOST_VARIABLES]:
            if type(name) is not str or (value is not None and type(value) is not str) or "\0" in name + (value or ""):
                raise TypeError("not a variable")
            if not _NOT_THEIRS.match(name) and len(self._claimed) < _MOST_VARIABLES:
                self._claimed[name] = value
        self._take_claimed()

    def _take_claimed(self) -> None:
        for name in self._words.intersection(self._claimed):
            value = self._claimed.pop(name)
            _set_variables({name: value})
            self._environment.pop(name, None)
            if value is not None:
                self._environment[name] = value

    def surroundings(self) -> tuple[dict[str, str | None], int, dict[str, str]]:
        """Return what differs: the environment's variables (None where one has gone), the recursion limit, numpy's errors."""
        before, now = self._environment, dict(os.environ)
        differ = {name: now.get(name) for name in (*before, *now) if before.get(name) != now.get(name)}
        depth = sys.getrecursionlimit()
        errors: Any = np.geterr()
        return differ, depth if depth != self._depth else 0, errors if errors != self._errors else {}

    @contextmanager
    def away(self) -> Iterator[None]:
        """Put back, inside the block, what was there before, for the judge's own code."""
        now = [item for item in self.now() if item[3] is not _GONE]
        for module, kind, name, _ in now:
            setattr(_owner(module, kind), name, self._before[module, kind][name])
        try:
            yield
        finally:
            for module, kind, name, value in now:
                setattr(_owner(module, kind), name, value)


class Mirrored:
    """Replaces, on the student's side, what the test has replaced on its own.

    Parameters
    ----------
    wanted:
        What the test has replaced.
    environment, depth, errors:
        See ``Replaced.surroundings``.
    """

    def __init__(self, wanted: list[Replacement], environment: dict[str, str | None], depth: int, errors: dict[str, str]) -> None:
        self._wanted = wanted
        self._environment = environment
        self._depth = depth
        self._errors: Any = errors
        self._errors_before: Any = {}
        self._before: list[Replacement] = []
        self._variables: dict[str, str | None] = {}
        self._limit = 0

    def put(self) -> None:
        """Replace it."""
        for module, kind, name, value in self._wanted:
            try:
                owner = _owner(module, kind)
                before = vars(owner)[name]
                setattr(owner, name, value)
            except (ImportError, AttributeError, KeyError, TypeError):
                continue  # the student's side has no such thing to replace
            self._before.append((module, kind, name, before))
        self._variables = {name: os.environ.get(name) for name in self._environment}
        _set_variables(self._environment)
        if self._depth:
            self._limit = sys.getrecursionlimit()
            sys.setrecursionlimit(self._depth)
        if self._errors:
            self._errors_before = np.seterr(**self._errors)

    def put_back(self) -> None:
        """Put back what was there before."""
        for module, kind, name, value in reversed(self._before):
            setattr(_owner(module, kind), name, value)
        self._before = []
        _set_variables(self._variables)
        if self._limit:
            sys.setrecursionlimit(self._limit)
        if self._errors_before:
            np.seterr(**self._errors_before)
        self._variables, self._limit, self._errors_before = {}, 0, {}


class Variables:
    """Notices, on the student's side, what its code has put into the environment."""

    def __init__(self) -> None:
        self._told = dict(os.environ)

    def changed(self) -> dict[str, str | None]:
        """Return what has changed since it was last told, None for what has gone."""
        before, self._told = self._told, dict(os.environ)
        names = [name for name in (*before, *self._told) if before.get(name) != self._told.get(name)]
        return {name: self._told.get(name) for name in names[:_MOST_VARIABLES]}


def _owner(module: str, kind: str) -> Any:
    found = sys.modules.get(module) or importlib.import_module(module)
    return getattr(found, kind) if kind else found


def _set_variables(wanted: dict[str, str | None]) -> None:
    for name, value in wanted.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
