"""What can be read off a message in a plan: its length, its reading age, the words it holds. All frozen data, all pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from carelab.questions.plan import PlanValue
from carelab.questions.reading import words
from carelab.questions.syllables import syllables

FEWEST = 10
"""Words below which a reading age says nothing."""

_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def reading_age(text: str) -> float | None:
    """Return the age, in years, at which a text can be read: its Flesch–Kincaid grade and 5. None for fewer than 10 words.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975). Figures count as neither.
    """
    counted = _WORD.findall(text)
    if len(counted) < FEWEST:
        return None
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return 0.39 * len(counted) / sentences + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59 + 5


def _texts(plan: PlanValue, table: str, rows: Sequence[str], column: str) -> list[str]:
    cells = [plan.get(table, {}).get(row, {}).get(column) for row in rows]
    return [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]


def _whole(plan: PlanValue, table: str, rows: Sequence[str], column: str) -> str:
    """Join the parts of a message into one text, each ended as a sentence."""
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in _texts(plan, table, rows, column))


@dataclass(frozen=True)
class WordsIn:
    """How many words a message has whose parts stand in some rows."""

    table: str
    rows: Sequence[str]
    column: str

    def of(self, plan: PlanValue) -> float | None:
        return float(words(_whole(plan, self.table, self.rows, self.column)))


@dataclass(frozen=True)
class ReadingAge:
    """The reading age of a message whose parts stand in some rows; None while it is too short to tell."""

    table: str
    rows: Sequence[str]
    column: str

    def of(self, plan: PlanValue) -> float | None:
        return reading_age(_whole(plan, self.table, self.rows, self.column))


@dataclass(frozen=True)
class Mentions:
    """A message whose parts stand in some rows holds at least one of these words or phrases, in capitals or not."""

    table: str
    rows: Sequence[str]
    column: str
    phrases: Sequence[str]

    def met(self, plan: PlanValue) -> bool:
        text = " ".join(_whole(plan, self.table, self.rows, self.column).casefold().split())
        return any(re.search(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)", text) for phrase in self.phrases)


@dataclass(frozen=True)
class Differ:
    """The texts in these rows are all there, and no two of them hold the same words."""

    table: str
    rows: Sequence[str]
    column: str

    def met(self, plan: PlanValue) -> bool:
        texts = [tuple(_WORD.findall(text.casefold())) for text in _texts(plan, self.table, self.rows, self.column)]
        return len(texts) == len(set(texts)) == len(self.rows)
