"""What a unit's file of hostile plans holds: for each artefact, plans by name, and how each must fare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.check.hostile import Answer


@dataclass(frozen=True)
class Hostile:
    """The plans of one artefact, by name.

    Attributes
    ----------
    dangerous:
        At least two plans that would hurt somebody or break the law: at most 20 %.
    meaningless:
        At least two plans that mean nothing: at most 25 %.
    good:
        At least three plans of three different managers, unlike the key: at least 80 %.
    damaged:
        A full plan with one column moved round, or its figures at zero, beyond those that are made from every key: at most 85 %.
    """

    dangerous: Mapping[str, Answer]
    meaningless: Mapping[str, Answer]
    good: Mapping[str, Answer]
    damaged: Mapping[str, Answer] = field(default_factory=dict)
