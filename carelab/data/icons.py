"""The icons of the units and of the article's roles: each a drawing of lines in the colour of the words around it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from carelab.questions import CareLabError

_TITLE = re.compile(r"<title>.*?</title>")


def icon_names() -> list[str]:
    """Return the names of the icons in ``carelab/data/pictures/icons``, for units (``budgeting``) and for roles (``risk``)."""
    folder = files("carelab.data").joinpath("pictures", "icons")
    return sorted(entry.name.removesuffix(".svg") for entry in folder.iterdir())


@cache
def icon(name: str) -> str:
    """Return the icon of this name as SVG text. A screen reader passes over it, as a word stands beside each icon.

    Raises
    ------
    CareLabError
        When there is no such icon.
    """
    if name not in icon_names():
        raise CareLabError(f"There is no icon {name!r}.", f"There are: {', '.join(icon_names())}.")
    svg = files("carelab.data").joinpath("pictures", "icons", f"{name}.svg").read_text(encoding="utf-8")
    return _TITLE.sub("", svg.strip()).replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1)
