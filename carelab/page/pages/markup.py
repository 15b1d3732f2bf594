"""A notebook's words as HTML, and the pages' templates."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

_WORDS = MarkdownIt("commonmark", {"html": True}).enable("table")
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def words_of(notebook: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return (title of a notebook, its Markdown and code cells as dicts).

    A cell's dict: ``at``, its position from 0; ``html``, None for a code cell; ``code``, whether students write in a code cell.
    """
    cells: list[dict[str, Any]] = []
    title = ""
    for at, cell in enumerate(notebook["cells"]):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            title = title or source.partition("\n")[0].removeprefix("# ").strip()
            cells.append({"at": at, "html": html_of(source)})
        elif cell["cell_type"] == "code":
            own = bool(cell["metadata"].get("nbgrader", {}).get("solution"))
            cells.append({"at": at, "html": None, "code": own})
    return title, cells


def html_of(text: str) -> Markup:
    """Return the HTML text of Markdown from the course itself. It is not made safe: a student's text may not be given."""
    return Markup(_linked(_WORDS.render(text)))  # noqa: S704 (the course's own words)


def as_data(what: Any) -> Markup:
    """Return JSON that can stand inside a page's script element, because it has no ``<``."""
    return Markup(json.dumps(what).replace("<", "\\u003c"))  # noqa: S704 (as it says)


def rendered(name: str, **what: Any) -> str:
    """Return the text made from the template of this name with these values."""
    return _templates().select_template([f"{name}.html.j2", f"{name}.md.j2"]).render(**what)


def _linked(html: str) -> str:
    """Give each heading the id by which Jupyter's own pages link to it, and each table a box of its own that scrolls."""

    def heading(found: re.Match[str]) -> str:
        words = _TAGS.sub("", found[2]).strip().replace(" ", "-")
        return f'<h{found[1]} id="{words}">{found[2]}</h{found[1]}>'

    html = _HEADING.sub(heading, html)
    return html.replace("<table>", '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>').replace(
        "</table>", "</table></div>"
    )


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("carelab.page.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
