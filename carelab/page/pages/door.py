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
    """A way into the course.

    Attributes
    ----------
    kind:
        The website, a server on the student's own computer, or a server of a college's hub.
    names:
        The path of each script, drawing and style sheet, by its name, from the course's root.
    data:
        What the scripts of every page must know.
    """

    kind: Literal["website", "computer", "hub"]
    names: Mapping[str, str]
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> str:
        """Where answers are kept, as the end of a sentence."""
        return KEPT[self.kind]

    @property
    def website(self) -> bool:
        """Whether everything is in the browser."""
        return self.kind == "website"
