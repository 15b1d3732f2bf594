"""Where declared questions go: onto a student's screen, or, for marking, the build and the checks, into a list."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from contextvars import ContextVar
from typing import Protocol

from carelab.data.criteria import Criterion
from carelab.data.pictures import Picture
from carelab.data.sources import Source, source
from carelab.questions import Key, spec
from carelab.sims.model import Model
from carelab.sims.try_it import TryIt


class Receiver(Protocol):
    """The interface of what receives a notebook's questions and models: ``Screen`` shows them, ``Collector`` stores them."""

    @property
    def variant(self) -> int:
        """Which of the unit's sets of figures is used, counted from 1."""

    def ask(self, question: spec.Question, key: Key | None) -> None:
        """Receive one question. A practice question has a key (the right answer and reasons); a marked question has None."""

    def model(self, model: Model, tasks: Sequence[TryIt]) -> None:
        """Show a teaching model with the tasks that a student can try with it, or only record both, as the receiver does."""

    def missed(self, _unit: str) -> Collection[str]:
        """Return the ids of the practice questions of a unit's lesson that this student did not get right first time."""

    def asked_before(self) -> Collection[str]:
        """Return the ids of the questions of this notebook that have a saved answer already."""

    def picture(self, drawn: Picture) -> None:
        """Receive a drawing that a lesson shows."""

    def counts(self, criteria: Sequence[Criterion], caveat: str) -> None:
        """Receive the criteria that the unit helps to meet, and the note below them."""

    def sources(self, ids: Sequence[str]) -> None:
        """Receive the ids of the sources that a lesson cites. Raises UnknownSource for an id that is not in ``sources.json``."""

    def finish(self, questions: Sequence[spec.Question]) -> None:
        """Receive all the notebook's questions, in order, once the notebook has ended."""


class Collector:
    """A receiver that stores what a notebook declares and shows nothing: for marking, building and checking a unit."""

    def __init__(self, variant: int = 1) -> None:
        self._variant = variant
        self.questions: dict[str, spec.Question] = {}
        self.keys: dict[str, Key] = {}
        self.models: list[Model] = []
        self.tasks: dict[str, tuple[TryIt, ...]] = {}
        self.pictures: list[Picture] = []
        self.cited: list[Source] = []
        self.criteria: tuple[Criterion, ...] = ()
        self.units: list[str] = []
        self.variants = 1

    @property
    def variant(self) -> int:
        return self._variant

    def ask(self, question: spec.Question, key: Key | None) -> None:
        self.questions[question.id] = question
        if key is not None:
            self.keys[question.id] = key

    def model(self, model: Model, tasks: Sequence[TryIt]) -> None:
        self.models.append(model)
        self.tasks[model.title] = tuple(tasks)

    def missed(self, _unit: str) -> Collection[str]:
        return ()

    def asked_before(self) -> Collection[str]:
        return ()

    def picture(self, drawn: Picture) -> None:
        self.pictures.append(drawn)

    def counts(self, criteria: Sequence[Criterion], caveat: str) -> None:  # noqa: ARG002
        self.criteria = tuple(criteria)

    def sources(self, ids: Sequence[str]) -> None:
        self.cited += [source(id) for id in ids]

    def finish(self, questions: Sequence[spec.Question]) -> None:
        """Do nothing: the end of a notebook declares nothing."""


_collector: ContextVar[Collector | None] = ContextVar("collector", default=None)


def collector() -> Collector | None:
    """Return the Collector that receives questions now, or None when questions are shown on a screen."""
    return _collector.get()


def collect(variant: int = 1) -> Collector:
    """Send each exercise and lesson that is opened from now on into a new Collector and return it. Nothing is shown or saved.

    ``variant``: which of a unit's sets of figures is used, from 1.
    """
    made = Collector(variant)
    _collector.set(made)
    return made


@contextlib.contextmanager
def collecting(variant: int = 1) -> Iterator[Collector]:
    """Send every exercise and lesson that is opened in this ``with`` block into a new Collector, which the block receives.

    ``variant``: which of a unit's sets of figures is used, from 1.
    """
    made = Collector(variant)
    token = _collector.set(made)
    try:
        yield made
    finally:
        _collector.reset(token)
