"""The kernel in which a notebook runs: its names, and a word after each run of a cell."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from IPython.core.getipython import get_ipython

_waiting: list[Callable[[], None]] = []


def own_names() -> Mapping[str, Any]:
    """Return the kernel's global variables (IPython's ``user_ns``), name → value; empty outside a notebook."""
    shell = get_ipython()
    return {} if shell is None else shell.user_ns


def after_each_run(act: Callable[[], None]) -> None:
    """From now on, call ``act`` after each run of a notebook cell, in place of what an earlier call registered."""
    _waiting[:] = [act]
    shell = get_ipython()
    if shell is not None:
        events: Any = shell.events
        with contextlib.suppress(ValueError):
            events.unregister("post_run_cell", _ran)
        events.register("post_run_cell", _ran)


def _ran(*_: object) -> None:
    for act in _waiting:
        act()
