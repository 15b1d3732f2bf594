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
    """More time for one person and one unit: until when (UTC), the reason, who gave it, and when it was given."""

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
        nbgrader's student id, which is also the name of the person's folder in submitted/.
    ids:
        Kind of id (``canvas``, ``username`` …, see ``grader.vle.Listed``) → the person's id in that system.
    aliases:
        Other names, ids and addresses: earlier ones, and those that a tutor said are this person's.
    moodle_numbers:
        The person's numbers in Moodle's grading worksheets; Moodle gives another number in each assignment.
    adjustments:
        Exam adjustments as codes, such as ``ET25`` for 25 % extra time; reasons are not kept here.
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
        """The person's name, or the id of a person without one."""
        return self.name or self.id

    def as_json(self) -> dict[str, Any]:
        """Return the person as ``class.json`` keeps them."""
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
        """Return a person from their entry in ``class.json``.

        Raises KeyError, TypeError, AttributeError or ValueError for a bad entry.
        """
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
    """What an upload or a row of a table says about a person before it is known who they are: a name, an address, ids."""

    name: str = ""
    email: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    moodle_number: str = ""
    group: str = ""
    given: str = ""
    family: str = ""

    @classmethod
    def of(cls, listed: Listed) -> Hint:
        """Return the hint in a row of a table."""
        return cls(listed.name, listed.email, listed.ids, listed.moodle_number, listed.group, listed.given, listed.family)

    @property
    def shown(self) -> str:
        """The hint in a few words, for a message."""
        known = next(iter(self.ids.values()), "")
        return self.name or self.email or known or (f"number {self.moodle_number}" if self.moodle_number else "somebody")


@dataclass(frozen=True)
class Match:
    """The result of looking for the person of whom a hint speaks.

    Attributes
    ----------
    person:
        The person; None when it is not certain who it is.
    by:
        By which part of the hint the person was found: ``canvas``, ``id number``, ``username``, ``moodle number``, ``email``,
        ``name`` and the like; "" when nobody was found.
    candidates:
        When it is not certain: the people it may be, the likeliest first.
    question:
        The question to the tutor in that case; else empty.
    about:
        The name, id or address that the question is about; ``ClassList.answer`` records the tutor's answer under it.
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
