"""A person of the class, as class.json keeps them, and what is known of somebody before it is clear who they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.vle import Listed, to_utc

COLLEGE_IDS = ("id number", "sis", "orgdefinedid", "student id")
"""Where each VLE keeps the college's own number of a person: one number, whatever the system calls it."""
LOGINS = ("username", "login", "blackboard")
"""Where each VLE keeps the name that a person logs in with."""


@dataclass(frozen=True)
class Extension:
    """More time for one person and one unit: until when (UTC), why, and who gave it when."""

    until: dt.datetime
    reason: str
    by: str
    at: str


@dataclass(frozen=True)
class Person:
    """One person of the class.

    Attributes
    ----------
    id:
        The folder in submitted/, and nbgrader's student id.
    ids:
        Each VLE's ids, with the names that ``grader.vle.Listed`` gives them.
    aliases:
        Other names: earlier ones, and those that a tutor said are this person's.
    moodle_numbers:
        Numbers of grading worksheets that are this person's; each belongs to one assignment.
    adjustments:
        Codes such as ``ET25``; the reasons stay with learning support.
    """

    id: str
    name: str = ""
    given: str = ""
    family: str = ""
    email: str = ""
    group: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    moodle_numbers: tuple[str, ...] = ()
    adjustments: str = ""
    extensions: Mapping[str, Extension] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The name, or the id of a person without one."""
        return self.name or self.id

    def as_json(self) -> dict[str, Any]:
        """Return the person for class.json."""
        more = {
            unit: {"until": f"{e.until:%Y-%m-%dT%H:%M:%SZ}", "reason": e.reason, "by": e.by, "at": e.at}
            for unit, e in self.extensions.items()
        }
        return {
            "id": self.id,
            "name": self.name,
            "given": self.given,
            "family": self.family,
            "email": self.email,
            "group": self.group,
            "ids": dict(self.ids),
            "aliases": list(self.aliases),
            "moodle_numbers": list(self.moodle_numbers),
            "adjustments": self.adjustments,
            "extensions": more,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Person:
        """Return a person of class.json. Raises KeyError, TypeError, AttributeError or ValueError for anything else."""
        texts = {key: _text(kept[key]) for key in ("id", "name", "given", "family", "email", "group", "adjustments")}
        extensions = {}
        for unit, one in kept["extensions"].items():
            until = to_utc(one["until"])
            if until is None:
                raise ValueError(one["until"])
            extensions[unit] = Extension(until, _text(one["reason"]), _text(one["by"]), _text(one["at"]))
        return cls(
            **texts,
            ids={key: _text(value) for key, value in kept["ids"].items()},
            aliases=tuple(map(_text, kept["aliases"])),
            moodle_numbers=tuple(map(_text, kept["moodle_numbers"])),
            extensions=extensions,
        )


@dataclass(frozen=True)
class Hint:
    """What an upload or a table says about the person to whom it belongs."""

    name: str = ""
    email: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    moodle_number: str = ""
    group: str = ""
    given: str = ""
    family: str = ""

    @classmethod
    def of(cls, listed: Listed) -> Hint:
        """Return what a row of a table says."""
        return cls(listed.name, listed.email, listed.ids, listed.moodle_number, listed.group, listed.given, listed.family)

    @property
    def shown(self) -> str:
        """The hint in a few words, for a message."""
        known = next(iter(self.ids.values()), "")
        return self.name or self.email or known or (f"number {self.moodle_number}" if self.moodle_number else "somebody")


@dataclass(frozen=True)
class Match:
    """Who a hint means.

    Attributes
    ----------
    person:
        None where it is not certain.
    by:
        What they were, or may be, known by: ``canvas``, ``id number``, ``username``, ``moodle number``, ``email``, ``name`` and
        the like; "" where nobody is known by anything in the hint.
    candidates:
        People it may be, the likeliest first, where it is not certain.
    question:
        What to ask the tutor then, in a sentence.
    about:
        The name, id or address that an answer is about: what ``ClassList.answer`` remembers.
    """

    person: Person | None
    by: str = ""
    candidates: tuple[Person, ...] = ()
    question: str = ""
    about: str = ""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
