"""The sources of the course's facts: what each is, where it is, and what was read of it and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from carelab.questions import UnknownSource


@dataclass(frozen=True)
class Source:
    """One source, as a lesson cites it.

    Attributes
    ----------
    date:
        When it was published, or the date that its figures have; ``no date seen`` where what was read shows no date.
    url:
        The https address of what was read.
    read:
        How much of the source was read, and in what form.
    when:
        The month in which it was read.
    """

    id: str
    title: str
    publisher: str
    date: str
    url: str
    read: str
    when: str

    @property
    def said(self) -> str:
        """What was read and when, as a sentence."""
        return f"Read in {self.when}: {self.read[0].lower()}{self.read[1:]}."


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    """Return every source by id."""
    raw = json.loads(files("carelab.data").joinpath("sources.json").read_text(encoding="utf-8"))
    return MappingProxyType({id: Source(id, **row) for id, row in raw["sources"].items()})


def source(id: str) -> Source:
    """Return one source.

    Raises
    ------
    UnknownSource
        When no source has this id.
    """
    found = sources().get(id)
    if found is None:
        raise UnknownSource(id)
    return found


def source_line(id: str) -> str:
    """Return a source as one line of Markdown: title, publisher, date, address, and what was read when."""
    cited = source(id)
    return f"*{cited.title}*, {cited.publisher} ({cited.date}). <{cited.url}> {cited.said}"
