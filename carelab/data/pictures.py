"""The drawings of Larkfield House and its people. Each is an SVG with its words in ``<title>`` and ``<desc>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from carelab.questions import CareLabError

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_WORDS = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)([")])')
_LABELLED = re.compile(r'aria-labelledby="([^"]+)"')


@dataclass(frozen=True)
class Picture:
    """A drawing: its SVG, its title, a text that describes it for screen readers, and whether it is wider than high."""

    svg: str
    title: str
    words: str
    wide: bool


def picture_names() -> list[str]:
    """Return the names of the drawings in ``carelab/data/pictures``, without their ``.svg``."""
    folder = files("carelab.data").joinpath("pictures")
    return sorted(entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg"))


@cache
def picture(name: str) -> Picture:
    """Return the drawing of this name. The ids inside its SVG begin with its name, so that one page can hold two drawings.

    Raises
    ------
    CareLabError
        When there is no such drawing, or its SVG has no title, no description or no size.
    """
    if name not in picture_names():
        raise CareLabError(f"There is no drawing {name!r}.", f"There are: {', '.join(picture_names())}.")
    svg = files("carelab.data").joinpath("pictures", f"{name}.svg").read_text(encoding="utf-8")
    title, words, size = _TITLE.search(svg), _WORDS.search(svg), _SIZE.search(svg)
    if title is None or words is None or size is None:
        raise CareLabError(f"The drawing {name!r} has no title, no description or no size.", "Give it <title>, <desc>, viewBox.")
    own = f"larkfield-{name}-"
    svg = _ID.sub(lambda m: m[1] + own + m[2] + m[3], svg)
    svg = _LABELLED.sub(lambda m: 'aria-labelledby="' + " ".join(own + id for id in m[1].split()) + '"', svg)
    return Picture(svg, title[1], words[1], float(size[1]) > float(size[2]))
