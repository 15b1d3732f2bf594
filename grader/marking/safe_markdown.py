"""Makes a student's Markdown safe to show, because formgrader and nbgrader's feedback run any HTML that a cell holds."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import quote

_HTML = re.compile(r"[<&]")
_ODD_LINK = re.compile(r"\]\s*[(:](?!\s*(?:https?://|mailto:|attachment:))")
_FAR_PICTURE = re.compile(r"!\[[^\]]*\](?!\(attachment:)")
_ATTACHED = re.compile(r"attachment:([^\s()<>\"'\]]*)")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "i", "img", "ins"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub"),
        *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
    )
)
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"alt", "title", "width", "height", "src"}, "td": {"colspan"}, "th": {"colspan"},
}  # fmt: skip
"""Of a picture only the address that holds the picture itself is kept: any other would be fetched as soon as the page opens, and
tell its owner who marks, when and where."""
_OTHER_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
"""A ``<`` that begins none of the harmless tags."""
PROTOCOLS = {"http", "https", "mailto", "data"}
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
Attachments = dict[str, dict[str, str]]
"""Name → type → base64: the pictures attached to a cell."""


def safe_markdown(text: str, attachments: Attachments | None = None) -> str:
    """Return a student's Markdown, made safe: when it is displayed, nothing is run and nothing is fetched from the network.

    Plain Markdown is unchanged. With HTML, a link to something other than a web address, or a picture that is not attached, the
    text becomes HTML with harmless tags only: other tags are shown as text, and other pictures by their alternative text.

    Parameters
    ----------
    attachments:
        The cell's pictures, as ``safe_attachments`` returns them.
    """
    pictures = attachments or {}
    text = _ATTACHED.sub(lambda found: found[0] if found[1] in pictures else "#not-attached", text)
    if not any(pattern.search(text) for pattern in (_HTML, _ODD_LINK, _FAR_PICTURE)):
        return text
    import nh3
    from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

    try:
        html = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=pictures)).render(text)
    except InvalidNotebook:  # it names, in a roundabout way, a picture that is not attached
        html = f"<pre>{escape(text)}</pre>"
    in_letters = _OTHER_TAG.sub("&lt;", html)  # nh3 would leave such a tag out
    own = set(picture_addresses(pictures).values())
    html = nh3.clean(
        in_letters,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=PROTOCOLS,
        link_rel=None,
        attribute_filter=lambda tag, name, value: _kept(tag, name, value, own),
    )
    return f"<div>{html}</div>".replace("\n", "&#10;")  # in one line, so that no part of it is read as Markdown again


def _kept(tag: str, name: str, value: str, own: set[str]) -> str | None:
    fits = value in own if (tag, name) == ("img", "src") else name != "href" or not value.strip().lower().startswith("data")
    return value if fits else None


def safe_cell(cell: dict[str, Any]) -> None:
    """Make a student's Markdown cell safe, in place: its text as ``safe_markdown`` returns it, and only pictures attached."""
    pictures = safe_attachments(cell)
    text = cell["source"]
    for n, name in enumerate(list(pictures)):
        if not _PLAIN_NAME.fullmatch(name):
            plain = f"picture-{n}"
            pictures[plain] = pictures.pop(name)
            text = text.replace(f"attachment:{name}", f"attachment:{plain}").replace(
                f"attachment:{quote(name)}", f"attachment:{plain}"
            )
    cell["source"] = safe_markdown(text, pictures)


def safe_attachments(cell: dict[str, Any]) -> Attachments:
    """Remove everything but pictures from a cell's attachments, in place, and return those pictures."""
    found = cell.pop("attachments", None)
    kept = {
        str(name): {kind: whole for kind, data in files.items() if kind in PICTURES and (whole := _base64(data))}
        for name, files in (found.items() if isinstance(found, dict) else ())
        if isinstance(files, dict)
    }
    pictures = {name: files for name, files in kept.items() if files}
    if pictures:
        cell["attachments"] = pictures
    return pictures


def picture_addresses(attachments: Attachments) -> dict[str, str]:
    """Return name of a picture → ``data:`` address that contains it, for each picture attached to a cell."""
    return {
        f"{name} ({kind})" if len(files) > 1 else name: f"data:{kind};base64,{data}"
        for name, files in attachments.items()
        for kind, data in files.items()
    }


def _base64(data: Any) -> str:
    """Return data in base64; nothing for what is none, and could end the address that holds it."""
    whole = "".join(map(str, data)) if isinstance(data, list) else data
    return re.sub(r"\s", "", whole) if isinstance(whole, str) and _BASE64.fullmatch(whole) else ""
