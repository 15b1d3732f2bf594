"""Check: learners can read it. Flesch–Kincaid grade 9 or under (age 14), sentences that are not too long, care terms allowed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from carelab.questions import syllables
from grader.check.finding import Finding, Place
from grader.check.learner_text import asked_texts, model_texts
from grader.check.material import Material, Page
from grader.check.prose import read_sentences, sentences, words

HIGHEST_GRADE = 9.0
"""School grade whose pupils are 14."""
LONG_TEXT = 100
"""Words from which a text's grade can be trusted: Flesch's formula was made for samples of this length."""
SHORT_TEXT = 20
"""Words from which a grade says enough to be worth a look."""
FRAGMENT = 4
"""Words below which a heading or a label is left out: it is no sentence, and would make any text look easy."""
LONGEST_SENTENCE = 30
"""Words. Plain English asks for 15 to 20 on average; GOV.UK looks again at anything over 25."""
TERM_SYLLABLES = 2
"""What a care term counts as."""


@lru_cache(maxsize=1)
def care_terms() -> frozenset[str]:
    """Return the care terms that a learner is expected to know or is taught, in lower case."""
    kept = json.loads((Path(__file__).parent / "care_terms.json").read_text(encoding="utf-8"))
    return frozenset(part for term in kept["terms"] for part in term.split("-"))


def grade(read: Sequence[str], *, allow_terms: bool = True) -> float:
    """Return the Flesch–Kincaid grade (a school year) of some sentences; the reading age is about 5 more. 0 without words.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975).

    Parameters
    ----------
    allow_terms:
        Whether a care term of more than two syllables counts as two.
    """
    whole = [found for sentence in read if len(found := words(sentence)) >= FRAGMENT]
    counted = [word for sentence in whole for word in sentence]
    if not counted:
        return 0.0
    terms = care_terms() if allow_terms else frozenset[str]()
    spoken = sum(min(syllables(w), TERM_SYLLABLES) if w.lower() in terms else syllables(w) for w in counted)
    return 0.39 * len(counted) / len(whole) + 11.8 * spoken / len(counted) - 15.59


def check_reading_age(material: Material) -> Iterator[Finding]:
    """Yield an error for a notebook, or a long cell, question or model, that is too hard to read; a warning for a shorter one.

    Yield a warning, too, for each very long sentence.
    """
    for page in material.pages:
        texts = list(_texts(page))
        yield from _whole(page, [s for _, read in texts for s in read])
        for where, read in texts:
            yield from _one(Place("reading age", page.file, where), read)


def _texts(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Yield (where, its sentences) for each cell, question and model."""
    for cell in page.markdown:
        if not cell.source.lstrip("# ").startswith("Sources"):  # titles of laws and reports cannot be put in easier words
            yield cell.where, read_sentences(cell.source)
    for one in page.asked:
        yield one.where, _split(said.text for said in asked_texts(one.question, one.key))
    for model in page.models:
        yield f"model {model.title}", _split(said.text for said in model_texts(model))


def _split(texts: Iterable[str]) -> list[str]:
    return [sentence for text in texts for sentence in sentences(text)]


def _whole(page: Page, read: Sequence[str]) -> Iterator[Finding]:
    found = grade(read)
    if found > HIGHEST_GRADE:
        yield Place("reading age", page.file).error(
            f"The whole notebook reads at age {found + 5:.0f}; the most is 14.", "Use shorter sentences and everyday words."
        )


def _one(here: Place, read: Sequence[str]) -> Iterator[Finding]:
    found, count = grade(read), sum(len(words(sentence)) for sentence in read)
    if found > HIGHEST_GRADE and count >= SHORT_TEXT:
        problem = f"This text of {count} words reads at age {found + 5:.0f}; the most is 14."
        do = f"Use shorter sentences and everyday words. {_hardest(read)}"
        yield here.error(problem, do) if count >= LONG_TEXT else here.warning(problem, do)
    for sentence in read:
        if (length := len(words(sentence))) > LONGEST_SENTENCE:
            yield here.warning(f"A sentence has {length} words: “{_start(sentence)}”", "Make two sentences of it.")


def _hardest(read: Sequence[str]) -> str:
    hard = sorted({w.lower() for s in read for w in words(s) if syllables(w) > 3 and w.lower() not in care_terms()})
    return f"Long words: {', '.join(hard[:8])}." if hard else ""


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:12]) + " …"
