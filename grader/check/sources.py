"""Check: each source that a lesson cites is listed, with its address, its date and what was read of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from carelab.data.course import statements
from carelab.data.sources import Source, source_line, sources
from grader.check.finding import Finding, Place
from grader.check.links import links_of
from grader.check.material import Cell, Material
from grader.check.prose import tokens

CITE = 'Cite it with lesson.sources("…"), or paste its line from carelab.data.sources.source_line("…").'
_CHECKED = re.compile(
    r"\bChecked (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b"
)
_OURS = re.compile(r"\binvented\b|\bthis course\b|\bours\b", re.IGNORECASE)
"""What needs no address: what the course made up, and what it says that nobody opened."""
_HEADING = re.compile(r"^#{1,6}\s+Sources\b", re.MULTILINE)


def check_sources(material: Material) -> Iterator[Finding]:
    """Yield a finding for each source that a lesson cites and that is not in the list of sources, or is cited wrongly."""
    following = {statement.unit for statement in statements().values()}
    for page in material.lessons:
        listed = set[str]()
        for cell in page.cells:
            here = Place("sources", page.file, cell.where)
            if cell.type == "code":
                named = cited(cell.source)
                yield from _named(here, named)
                listed.update(named)
            else:
                yield from _claimed(here, cell)
                if _HEADING.search(cell.source):
                    yield from _items(here, cell)
                    listed.update(known.id for link in links_of(cell.source) if (known := _by_address().get(link)))
        if page.unit in following and page.cells and not page.broken and "article" not in listed:
            here = Place("sources", page.file, page.cells[-1].where)
            yield here.warning("It does not cite the article with its address.", 'Name the source "article". ' + CITE)


def cited(source: str) -> list[str]:
    """Return the source ids that the code of a cell passes to ``lesson.sources(…)``; none when it is not valid Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sources"
    ]
    return [arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def _named(here: Place, ids: list[str]) -> Iterator[Finding]:
    for id in ids:
        known = sources().get(id)
        if known is None:
            yield here.error(
                f"It cites the source {id}, which is not listed.", "Correct the id, or add it to carelab/data/sources.json."
            )
        else:
            yield from _whole(here, known)


def _whole(here: Place, known: Source) -> Iterator[Finding]:
    for what, said in (("address", known.url), ("date", known.date), ("word on what was read", known.read)):
        if not said.strip():
            yield here.error(f"The source {known.id} has no {what}.", "Add it in carelab/data/sources.json.")


def _claimed(here: Place, cell: Cell) -> Iterator[Finding]:
    said = _CHECKED.search(cell.source)
    if said:
        yield here.error(f"“{said[0]}” does not say what was read, or by whom.", f"Take it out. {CITE}")


def _items(here: Place, cell: Cell) -> Iterator[Finding]:
    """Yield what is wrong with each line of a Sources cell that names a source in words."""
    for item in _lines(cell):
        addresses = dict.fromkeys(link for link in links_of(item) if link.startswith("http"))
        for address in addresses:
            known = _by_address().get(address)
            if known is None:
                yield here.error(f"The address {address} is not that of a listed source.", "Add it to carelab/data/sources.json.")
            elif source_line(known.id) not in item:
                yield here.error(f"The line on {known.id} is not the one that is listed.", f"Write: {source_line(known.id)}")
            else:
                yield from _whole(here, known)
        if not addresses and not _OURS.search(item) and not _CHECKED.search(item):
            yield here.error(f"A source has no address: “{' '.join(item.split()[:10])} …”", CITE)


def _lines(cell: Cell) -> list[str]:
    return [
        token.content for token in tokens(cell.source) if token.type == "inline" and not _HEADING.match(f"## {token.content}")
    ]


@lru_cache(maxsize=1)
def _by_address() -> dict[str, Source]:
    return {known.url: known for known in sources().values()}
