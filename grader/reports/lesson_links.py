"""Where a lesson teaches a statement: the sentence, the heading above it, and the anchor on which a link lands."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carelab.data.course import statements
from grader.course import FILE, OtherSettings, settings

_ANCHOR = re.compile(r"<a\s+id=[\"']([A-Za-z0-9-]+)[\"']\s*>\s*</a>")
_PLACE = "\ufdd0"
"""Stands for the anchor while the markup around it is taken off: a character that no text may hold."""
_MARKUP = re.compile(
    r"<[^>]+>|\*\*|(?<!\w)[*_](?=\w)|(?<=[\w.,])[*_](?!\w)|^\s*(?:[-*>]|\d+\.)\s+|\[([^\]]*)\]\([^)]*\)",
    re.MULTILINE,
)
_ENDS = re.compile(r"(?<=[.!?])[”\"’)]*\s+")


@dataclass(frozen=True)
class Passage:
    """One sentence of a lesson, in plain text, for a student to read again.

    Attributes
    ----------
    anchor:
        HTML id in the lesson's page, for a link to the sentence; "" for no link.
    heading:
        The nearest heading above the sentence.
    """

    unit: str
    anchor: str
    heading: str
    text: str


def passages(root: Path, unit: str, taught: Iterable[str]) -> tuple[Passage, ...]:
    """Return the sentences of lessons that teach these statements: from this unit's lesson where possible; each sentence once.

    Parameters
    ----------
    root:
        The course folder.
    taught:
        Ids of statements (sentences of the source article that the course teaches; an unknown id is left out). For a statement
        that no lesson has a sentence for, its own text is returned.
    """
    found: dict[str, Passage] = {}
    for name in taught:
        known = statements().get(name)
        if known is None:
            continue
        places = dict.fromkeys((unit, known.unit))
        passage = next((own[name] for place in places if name in (own := _lesson(root, place))), None)
        passage = passage or Passage(known.unit, "", "", known.text)
        found.setdefault(passage.text, passage)
    return tuple(found.values())


def _lesson(root: Path, unit: str) -> Mapping[str, Passage]:
    path = root / "notebooks" / unit / f"{unit}.ipynb"
    return _passages(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=64)
def _passages(path: Path, _changed: int) -> Mapping[str, Passage]:
    """Return the passages of a lesson by anchor; none where the file is no notebook."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return {one.anchor: one for one in _in_cells(path.stem, cells)}
    except (ValueError, KeyError, TypeError):
        return {}


def _in_cells(unit: str, cells: Iterable[Mapping[str, str | list[str]]]) -> Iterator[Passage]:
    heading = ""
    for cell in cells:
        if cell["cell_type"] != "markdown":
            continue
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("#"):
                heading = _plain(line.lstrip("# "))
            for anchor in _ANCHOR.finditer(line):
                marked = f"{_ANCHOR.sub('', line[: anchor.start()])}{_PLACE}{_ANCHOR.sub('', line[anchor.end() :])}"
                yield Passage(unit, anchor[1], heading, _sentence(marked))


def _sentence(line: str) -> str:
    """Return the sentence in which the place is; in a table, of its cell."""
    cell = next((part for part in line.split("|") if _PLACE in part), line) if line.lstrip().startswith("|") else line
    return next((part for part in _ENDS.split(_plain(cell)) if _PLACE in part), "").replace(_PLACE, "").strip()


def _plain(text: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub(lambda found: found[1] or "", text)).split())


def website(root: Path) -> str:
    """Return the address of the course's website, as ``nbgrader_config.py`` sets it (``c.CareLab.site``); "" for none.

    Raises
    ------
    OtherSettings
        When that is not a web address.
    """
    named = str(settings(root).get("CareLab", {}).get("site", "") or "")
    if named and not re.match(r"https?://[^\s\"'<>]+$", named):
        raise OtherSettings(f"{FILE} sets c.CareLab.site to {named}.", "Give an address that begins with https://.")
    return f"{named.rstrip('/')}/" if named else ""
