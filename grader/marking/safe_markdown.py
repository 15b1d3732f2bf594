"""Makes a student's Markdown safe to show, because formgrader and nbgrader's feedback run any HTML that a cell holds."""

from __future__ import annotations

import re
from typing import Any

_HTML = re.compile(r"[<&]")
_ODD_LINK = re.compile(r"\]\s*[(:](?!\s*(?:https?://|mailto:|attachment:))")
_FAR_PICTURE = re.compile(r"!\[[^\]]*\](?!\(attachment:)")
TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "i", "img", "ins"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub"),
        *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
    )
)
ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt", "title", "width", "height"}, "td": {"colspan"}, "th": {"colspan"}}
"""No picture has an address: it would be fetched as soon as the page opens, and tell its owner who marks, when and where."""
_OTHER_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
"""A ``<`` that begins none of the harmless tags."""
PROTOCOLS = {"http", "https", "mailto"}
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def safe_markdown(text: str) -> str:
    """Return Markdown that shows what a student wrote, runs nothing and fetches nothing.

    Plain Markdown stays as it is. Where it holds HTML, a link to anything but a web address, or a picture that is not attached,
    it becomes HTML of harmless tags alone; any other tag is shown as text, and of a picture only its alternative text.
    """
    if not any(pattern.search(text) for pattern in (_HTML, _ODD_LINK, _FAR_PICTURE)):
        return text
    import nh3
    from nbconvert.filters import markdown2html

    in_letters = _OTHER_TAG.sub("&lt;", markdown2html(text))  # nh3 would leave such a tag out
    html = nh3.clean(in_letters, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=PROTOCOLS, link_rel=None)
    return f"<div>{html}</div>".replace("\n", "&#10;")  # in one line, so that no part of it is read as Markdown again


def safe_attachments(cell: dict[str, Any]) -> None:
    """Leave nothing but pictures attached to a cell."""
    found = cell.pop("attachments", None)
    kept = {
        name: {kind: data for kind, data in files.items() if kind in PICTURES}
        for name, files in (found.items() if isinstance(found, dict) else ())
        if isinstance(files, dict)
    }
    if any(kept.values()):
        cell["attachments"] = {name: files for name, files in kept.items() if files}
