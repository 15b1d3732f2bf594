"""What the pages read out of a notebook's words: headings, words to know, minutes, and what a search finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

_HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_BOLD = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_ROW = re.compile(r"^\| *\*\*(.+?)\*\*(.*?) *\| *(.+?) *\|$", re.MULTILINE)
_TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes[^,]*, then (\d+) minutes")
WORDS = "## Words to know"


@dataclass
class Word:
    """A word from the units' lists of words to know, with its meanings as (unit, meaning) pairs."""

    word: str
    meanings: list[tuple[str, str]] = field(default_factory=list)
    """Unit and meaning."""


def headings(cells: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (HTML id, text) of each section heading in a page's cells."""
    return [(unescape(at), _plain(words)) for cell in cells if cell["html"] for at, words in _HEADING.findall(cell["html"])]


def found_by(cells: Iterable[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return (HTML id, heading, words in bold) of each section in a page's cells; the search finds a section by them."""
    sections: list[tuple[str, str, list[str]]] = []
    for cell in cells:
        if cell["html"]:
            found = _HEADING.search(cell["html"])
            if found:
                sections.append((unescape(found[1]), _plain(found[2]), []))
            if sections:
                sections[-1][2].extend(_plain(words) for words in _BOLD.findall(cell["html"]))
    return [(at, title, " ".join(keys)) for at, title, keys in sections]


def words_to_know(notebook: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (word, meaning) for each entry in a lesson's list of words to know."""
    listed = next((text for text in _texts(notebook) if text.startswith(WORDS)), "")
    return [((word + more).replace("*", ""), meaning) for word, more, meaning in _ROW.findall(listed)]


def minutes(notebook: dict[str, Any]) -> tuple[int, int] | None:
    """Return (minutes for the lesson, minutes for the exercises) as the lesson states them; None when it does not."""
    found = _TIME.search("\n".join(_texts(notebook)))
    return (int(found[1]), int(found[2])) if found else None


def joined(lists: dict[str, list[tuple[str, str]]]) -> list[Word]:
    """Return one alphabetical list of the words to know in all units. A word that several units explain is one entry.

    ``lists``: unit → (word, meaning) pairs.
    """
    words: dict[str, Word] = {}
    for unit, listed in lists.items():
        for word, meaning in listed:
            words.setdefault(word.casefold(), Word(word)).meanings.append((unit, meaning))
    return [words[key] for key in sorted(words, key=lambda key: key.removeprefix("to "))]


def question_label(question: str, ask: str) -> str:
    """Return the label of a question: ``question 5a`` from its id ``q5a``, or what it asks when the id has no number."""
    found = re.search(r"q(\d+[a-z]?)$", question)
    return f"question {found[1]}" if found else f"“{ask}”"


def _texts(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def _plain(html: str) -> str:
    return unescape(_TAGS.sub("", html)).strip()
