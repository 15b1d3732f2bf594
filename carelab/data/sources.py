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
    """One source that a lesson cites.

    Attributes
    ----------
    date:
        When the source was published, or the date of its figures; ``no date seen`` when it shows none.
    url:
        The https address that was read.
    read:
        How much of the source was read, and in what form.
    when:
        The month in which the source was read.
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
        """A sentence that says how much of the source was read, and when."""
        return f"Read in {self.when}: {self.read[0].lower()}{self.read[1:]}."


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    """Return every source that the course may cite, id → source."""
    raw = json.loads(files("carelab.data").joinpath("sources.json").read_text(encoding="utf-8"))
    return MappingProxyType({id: Source(id, **row) for id, row in raw["sources"].items()})


def source(id: str) -> Source:
    """Return the source with this id.

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
    """Return the source with this id as a line of Markdown: title, publisher, date, address, how much of it was read and when."""
    cited = source(id)
    return f"*{cited.title}*, {cited.publisher} ({cited.date}). <{cited.url}> {cited.said}"
