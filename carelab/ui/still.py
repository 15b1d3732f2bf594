"""What a lesson shows that asks nothing and never changes, as HTML: drawings, and where the unit counts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from carelab.data.criteria import Criterion
from carelab.data.pictures import Picture
from carelab.data.sources import source_html


def picture_html(drawn: Picture) -> str:
    """Return a drawing; a screen reader hears its title and its words. A wide one is of a place, a square one of a person."""
    return f'<figure class="carelab cl-drawing {"cl-place" if drawn.wide else "cl-person"}">{drawn.svg}</figure>'


def criteria_html(criteria: Sequence[Criterion], caveat: str) -> str:
    """Return the criteria by scheme, each with what in the unit bears on it, then the caveat and the sources."""
    schemes = "".join(
        f"<h3>{escape(scheme)}</h3><ul>{''.join(_criterion(row) for row in rows)}</ul>"
        for scheme, rows in groupby(criteria, key=lambda row: row.scheme)
    )
    cited = sources_html(list(dict.fromkeys(row.source.id for row in criteria)))
    return (
        f'<div class="carelab cl-counts">{schemes}<p>{escape(caveat)}</p>'
        f"<details><summary>Where these come from</summary>{cited}</details></div>"
    )


def sources_html(ids: Sequence[str]) -> str:
    """Return sources as a list: title, publisher, date, address, and what was read of each and when."""
    return f'<ul class="carelab cl-sources">{"".join(f"<li>{source_html(id)}</li>" for id in ids)}</ul>'


def _criterion(row: Criterion) -> str:
    named = row.ref if row.title.casefold() in row.ref.casefold() else f"{row.ref}: {row.title}"
    return f"<li><strong>{escape(named)}.</strong> {escape(row.how)}</li>"
