"""What a lesson shows that asks nothing and never changes, as HTML: drawings, and where the unit counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from carelab.data.criteria import Criterion
from carelab.data.pictures import Picture
from carelab.data.sources import source
from carelab.ui.html import html


def picture_html(drawn: Picture) -> str:
    """Return the HTML of a drawing, with its SVG. Its CSS class says whether it is wide (a place) or square (a person)."""
    return f'<figure class="carelab cl-drawing {"cl-place" if drawn.wide else "cl-person"}">{drawn.svg}</figure>'


def criteria_html(criteria: Sequence[Criterion], caveat: str) -> str:
    """Return the HTML of the criteria of qualifications and standards that a unit helps to meet, and of their sources.

    ``criteria``: those of one scheme (a qualification, say) follow each other. ``caveat``: a note below them, such as that the
    marks are practice only.
    """
    schemes = [(scheme, [_criterion(row) for row in rows]) for scheme, rows in groupby(criteria, key=lambda row: row.scheme)]
    cited = sources_html(list(dict.fromkeys(row.source.id for row in criteria)))
    return str(html("counts", schemes=schemes, caveat=caveat, cited=cited))


def sources_html(ids: Sequence[str]) -> Markup:
    """Return the HTML list of the sources with these ids: title, publisher, date, address, how much the authors read."""
    return html("sources", sources=[source(id) for id in ids])


def _criterion(row: Criterion) -> dict[str, str]:
    named = row.ref if row.title.casefold() in row.ref.casefold() else f"{row.ref}: {row.title}"
    return {"named": named, "how": row.how}
