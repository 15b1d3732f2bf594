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
    """Where declared questions go: onto a student's screen, or into a tutor's list."""

    @property
    def variant(self) -> int:
        """Which variant of the unit's data is used, from 1."""

    def ask(self, question: spec.Question, key: Key | None) -> None:
        """Receive one question: practice when it has a key, marked work when it has none."""

    def model(self, model: Model, tasks: Sequence[TryIt]) -> None:
        """Take a teaching model, and what to try with it."""

    def missed(self, _unit: str) -> Collection[str]:
        """Return the ids of the practice questions of a unit's lesson that this student did not get right first time."""

    def asked_before(self) -> Collection[str]:
        """Return the ids of the questions of this notebook that have a saved answer already."""

    def picture(self, drawn: Picture) -> None:
        """Receive a drawing that a lesson shows."""

    def counts(self, criteria: Sequence[Criterion], caveat: str) -> None:
        """Take the criteria that the unit bears on."""

    def sources(self, ids: Sequence[str]) -> None:
        """Take the sources that the lesson cites. Raises UnknownSource for one that is not listed."""

    def finish(self, questions: Sequence[spec.Question]) -> None:
        """Take the end of the notebook: the questions that were asked, in order."""


class Collector:
    """Keeps what a notebook declares, and shows nothing: for marking, the build and the checks."""

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
    """Return the collector that receives questions now; None where questions are shown on a screen."""
    return _collector.get()


def collect(variant: int = 1) -> Collector:
    """From here on, for good, exercises and lessons go into the Collector that is returned, and nothing is shown or saved."""
    made = Collector(variant)
    _collector.set(made)
    return made


@contextlib.contextmanager
def collecting(variant: int = 1) -> Iterator[Collector]:
    """Within this context, exercises and lessons go into the Collector that it yields, and nothing is shown."""
    made = Collector(variant)
    token = _collector.set(made)
    try:
        yield made
    finally:
        _collector.reset(token)
