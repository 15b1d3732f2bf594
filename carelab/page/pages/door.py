"""The ways into the course, and what a page says or links to in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

KEPT = {
    "website": "in this browser, on this computer",
    "computer": "in the folder my-work, on this computer",
    "hub": "in your own folder on your college's server",
}


@dataclass(frozen=True)
class Door:
    """One of the three ways in which a student opens the course, on which some words, links and paths of its pages depend.

    Attributes
    ----------
    kind:
        ``website``; ``computer``, a Jupyter server on the student's own computer; or ``hub``, a college's JupyterHub.
    names:
        Name of a script, drawing or style sheet → its path from the root of the site.
    data:
        JSON data for the scripts of every page.
    """

    kind: Literal["website", "computer", "hub"]
    names: Mapping[str, str]
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> str:
        """Where a student's answers are kept, as the end of a sentence."""
        return KEPT[self.kind]

    @property
    def website(self) -> bool:
        """Whether this is the website, where answers and Python are in the browser."""
        return self.kind == "website"
