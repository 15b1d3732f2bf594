"""Check: no run of words of the article is in the course. Its owner does not allow copying, so we say it in our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from carelab.data.course import statements
from grader.check.finding import Finding, Place
from grader.check.learner_text import asked_texts, model_texts
from grader.check.material import Material, Page
from grader.check.prose import blocks

RUN = 7
"""Words in a row that are too many to share."""
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


@lru_cache(maxsize=1)
def allowed_runs() -> tuple[str, ...]:
    """Return the terms, titles and quotations, as words joined by spaces, that the course may share with its source article."""
    kept = json.loads((Path(__file__).parent / "fixed_terms.json").read_text(encoding="utf-8"))
    return tuple(" ".join(_words(term)) for term in kept["terms"])


def find_article(root: Path) -> Path | None:
    """Return the path of ``article.txt`` (the article on which the course is built) in or beside the course folder, or None."""
    found = [p for p in (root / "article.txt", root.parent / "shared" / "article.txt") if p.is_file()]
    return found[0] if found else None


def check_copied(material: Material, article: str) -> Iterator[Finding]:
    """Yield an error for each passage of seven words or more that the course has in common with the text of the article."""
    words = _words(article)
    taken = {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    texts = [("carelab/data/statements.json", statement.id, statement.text) for statement in statements().values()]
    texts += [(page.file, where, text) for page in material.pages for where, text in _texts(page)]
    for file, where, text in texts:
        for run in shared_runs(text, taken):
            yield Place("copied text", file, where).error(f"These words are the article's: “{run}”.", "Say it in your own words.")


def shared_runs(text: str, taken: set[tuple[str, ...]]) -> list[str]:
    """Return the longest passages that a text has in common with the article.

    ``taken``: all runs of seven words in the article.
    """
    words = _words(text)
    hits = [n for n in range(len(words) - RUN + 1) if tuple(words[n : n + RUN]) in taken]
    found: list[tuple[int, int]] = []
    for n in hits:
        if found and n <= found[-1][1]:
            found[-1] = (found[-1][0], n + RUN)
        else:
            found.append((n, n + RUN))
    runs = [" ".join(words[start:end]) for start, end in found]
    return [run for run in runs if not any(run in term for term in allowed_runs())]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    for cell in page.markdown:
        yield cell.where, " ".join(blocks(cell.source))
    for one in page.asked:
        for said in asked_texts(one.question, one.key):
            yield f"{one.where}, {said.what}", said.text
    for model in page.models:
        for said in model_texts(model):
            yield f"model {model.title}, {said.what}", said.text
