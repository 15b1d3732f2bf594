"""Markdown as the sentences that a learner reads. A heading, a list item and a table cell each count as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

WORD = re.compile(r"[A-Za-z]+(?:['’\-][A-Za-z]+)*")
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_BLOCK_TAG = re.compile(r"</?(?:ul|ol|li|p|br|div|tr|td|th|h\d)\b[^>]*>")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
_ADDRESS = re.compile(r"https?://\S+")


def tokens(markdown: str) -> list[Token]:
    """Return the Markdown tokens of a text as one flat list, with the tokens inside paragraphs."""
    flat: list[Token] = []
    for token in _MARKDOWN.parse(markdown):
        flat.append(token)
        flat += token.children or []
    return flat


def blocks(markdown: str) -> Iterator[str]:
    """Yield the plain text of each heading, paragraph, list item and table cell of a Markdown text."""
    for token in _MARKDOWN.parse(markdown):
        if token.type == "inline":
            yield from _split_html("".join(_said(child) for child in token.children or []))
        elif token.type == "html_block":
            yield from _split_html(re.sub(r"\*+", "", token.content))


def _said(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content


def _split_html(text: str) -> Iterator[str]:
    for part in _BLOCK_TAG.split(text):
        bare = " ".join(_ADDRESS.sub("", _TAG.sub("", part)).split())
        if bare:
            yield bare


def sentences(text: str) -> list[str]:
    """Split plain text into sentences; parts without a word are left out."""
    return [part.strip() for part in _END.split(text) if WORD.search(part)]


def read_sentences(markdown: str) -> list[str]:
    """Return every sentence of a Markdown text, in order."""
    return [sentence for block in blocks(markdown) for sentence in sentences(block)]


def words(text: str) -> list[str]:
    """Return the words of a text. Numbers are left out, and a hyphenated word counts as its parts."""
    return [part for found in WORD.findall(text) for part in found.split("-")]
