"""A *Try it* task of a model: what to do, and how the model knows that it is done. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from carelab.sims.model import Model, Values, View, settle, starting_values


@dataclass(frozen=True)
class TryIt:
    """One thing to try with a model. It ticks itself once it is done, and stays ticked.

    Attributes
    ----------
    id:
        Unique in the lesson: lower-case letters, digits and hyphens.
    text:
        What to do, in a sentence or two.
    done:
        Says for the values of the controls and the view that they lead to whether the task is done. Pure.
    example:
        Values that do it, by control id; the other controls stay at their start.
    then:
        What there was to see, shown once the task is done.
    """

    id: str
    text: str
    done: Callable[[Values, View], bool]
    example: Mapping[str, Any]
    then: str = ""


def done_at_start(task: TryIt, model: Model) -> bool:
    """Say whether a task is done before anything was moved."""
    return _done(task, model, {})


def can_be_done(task: TryIt, model: Model) -> bool:
    """Say whether the task's own example completes the task."""
    return _done(task, model, task.example)


def _done(task: TryIt, model: Model, moved: Values) -> bool:
    values = settle(model.controls, {**starting_values(model.controls), **moved})
    return task.done(values, model.run(values))
