"""Check: links lead somewhere. Outside addresses are only among the sources, and are secure. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grader.check.finding import Finding, Place
from grader.check.material import Cell, Material, Page
from grader.check.prose import tokens

_TAG_LINK = re.compile(r"<(?:a|img|link|script|iframe)\b[^>]*?\b(?:href|src)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s)\]>\"'`]+")
_IDS = re.compile(r"\bid\s*=\s*[\"']([^\"']+)[\"']")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*)$", re.MULTILINE)


def check_links(material: Material) -> Iterator[Finding]:
    """Yield an error for each link that leads nowhere, and for each link to another website outside the list of sources."""
    for page in material.pages:
        in_sources = False
        for cell in page.markdown:
            heading = _HEADING.search(cell.source)
            if heading:
                in_sources = heading.group(1).strip().lower().startswith("sources")
            here = Place("links", page.file, cell.where)
            for link in dict.fromkeys(links_of(cell.source)):
                yield from _check(here, page, cell, material.root, link, in_sources=in_sources)


def links_of(text: str) -> list[str]:
    """Return every address in a Markdown text: of links, images, HTML tags and bare addresses."""
    found = [str(t.attrGet("href") or t.attrGet("src") or "") for t in tokens(text) if t.type in {"link_open", "image"}]
    return list(filter(None, (*found, *_TAG_LINK.findall(text), *(address.rstrip(".,;:") for address in _BARE.findall(text)))))


def _check(here: Place, page: Page, cell: Cell, root: Path, link: str, *, in_sources: bool) -> Iterator[Finding]:
    parts = urlsplit(link)
    if parts.scheme in {"http", "https"} or parts.netloc:
        yield from _outside(here, link, secure=parts.scheme == "https", in_sources=in_sources)
    elif parts.scheme == "attachment":
        if parts.path not in cell.raw.get("attachments", {}):
            yield here.error(f"The picture {link} is not in the cell.", "Put the picture back, or take the link out.")
    elif parts.scheme:
        if parts.scheme != "mailto":
            yield here.error(f"The link {link} is of a kind that is not allowed.", "Use a file of the course, or https.")
    else:
        yield from _inside(here, page, root, link)


def _inside(here: Place, page: Page, root: Path, link: str) -> Iterator[Finding]:
    parts = urlsplit(link)
    if parts.path:
        target = (page.path.parent / unquote(parts.path)).resolve()
        if not target.exists() or not target.is_relative_to(root.resolve()):
            yield here.error(f"The link {link} leads to a file that is not there.", "Correct the link, or add the file.")
    elif parts.fragment and parts.fragment not in _anchors(page):
        yield here.error(f"The link {link} leads to a place that is not in this notebook.", "Correct the link.")


def _outside(here: Place, link: str, *, secure: bool, in_sources: bool) -> Iterator[Finding]:
    if not secure:
        yield here.error(f"The link {link} is not secure.", "Use its https address.")
    if not in_sources:
        yield here.error(
            f"The link {link} leads out of the course.", "Move it to the Sources section: a lesson must work with no internet."
        )


def _anchors(page: Page) -> set[str]:
    found = {name for cell in page.cells for name in _IDS.findall(cell.source)}
    return found | {heading.strip().replace(" ", "-") for cell in page.markdown for heading in _HEADING.findall(cell.source)}
