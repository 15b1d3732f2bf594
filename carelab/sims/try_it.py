"""A *Try it* task of a model: what to do, and how the model knows that it is done. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from carelab.sims.model import Model, Values, View, settle, starting_values


@dataclass(frozen=True)
class TryIt:
    """A task for the student to try with a model. The screen ticks it once it is done, and it stays ticked.

    Attributes
    ----------
    id:
        Unique in the lesson: lower-case letters, digits and hyphens.
    text:
        What to do, in a sentence or two.
    done:
        Called with the values of the controls and the view; says whether the task is done.
    example:
        Values that complete the task, by control id; the other controls keep their starting values.
    then:
        What the task shows, for the student to read once it is done.
    """

    id: str
    text: str
    done: Callable[[Values, View], bool]
    example: Mapping[str, Any]
    then: str = ""


def done_at_start(task: TryIt, model: Model) -> bool:
    """Say whether a task counts as done before the student has moved any control."""
    return _done(task, model, {})


def can_be_done(task: TryIt, model: Model) -> bool:
    """Say whether the task's own example completes the task."""
    return _done(task, model, task.example)


def _done(task: TryIt, model: Model, moved: Values) -> bool:
    values = settle(model.controls, {**starting_values(model.controls), **moved})
    return task.done(values, model.run(values))
