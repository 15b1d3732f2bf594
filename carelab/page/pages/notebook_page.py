"""One notebook as a page: its words at once, and places for what Python draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carelab.page.pages.contents import headings
from carelab.page.pages.door import Door
from carelab.page.pages.groups import group_of, icon_of, number_of, short_title
from carelab.page.pages.listing import PLACES, Listing
from carelab.page.pages.markup import as_data, rendered, words_of

ROOT = "../../"
"""From a notebook's page to the course's root."""


def notebook_page(
    door: Door,
    notebook: dict[str, Any],
    unit: str,
    place: str,
    listed: Listing,
    data: Mapping[str, Any],
    lab: str = "",
    notice: str = "",
) -> str:
    """Return a notebook as an HTML page, for one way (``door``) in which students open the course.

    Parameters
    ----------
    place:
        ``notebooks`` for a lesson or ``exercises``: the folder in which its answers are kept.
    listed:
        What each unit has, in course order; see ``carelab.page.pages.listing``.
    data:
        JSON data for the scripts of this page, besides that for every page.
    lab:
        Address of the same notebook in JupyterLab; "" for none.
    notice:
        What the student must know first; "" for nothing.
    """
    title, cells = words_of(notebook)
    practice = place == "notebooks"
    other = "exercises" if practice else "notebooks"
    before, after = _beside(list(listed), unit)
    widgets = door.data["widgets"]
    about = {
        **door.data,
        "unit": unit,
        "root": ROOT,
        "notebook": f"{place}/{unit}",
        "practice": practice,
        "asked": listed[unit][place]["asked"],
        "words": listed[unit].get("notebooks", {}).get("words", []),
        "widgets": widgets if practice else {**widgets, "Finish": door.names["handin.js"]},
        **data,
    }
    return rendered(
        "page",
        door=door,
        title=title,
        unit=unit,
        number=number_of(unit),
        icon=icon_of(unit),
        group=group_of(unit),
        short=short_title(unit),
        place=PLACES[place],
        other=PLACES[other] if other in listed[unit] else "",
        cells=cells,
        headings=headings(cells),
        root=ROOT,
        course=as_data(about),
        before=before,
        after=after,
        lab=lab,
        notice=notice,
    )


def _beside(units: Sequence[str], unit: str) -> tuple[str, str]:
    at = units.index(unit)
    return units[at - 1] if at else "", units[at + 1] if at + 1 < len(units) else ""
