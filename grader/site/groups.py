"""The course in three groups and a capstone, as the home page shows it."""

from __future__ import annotations

GROUPS = (
    ("Start here", "Try every kind of question. Nothing counts.", (0,)),
    ("The ideas", "What managing is, what leading is", range(1, 8)),
    ("Five managers at work", "Systems that keep people safe", range(8, 13)),
    ("Five leaders at work", "People who bring others with them", range(13, 18)),
    ("The capstone", "Ninety days in charge of Larkfield", (18,)),
)
"""Title, a line about it, and the numbers of its units."""


def short_title(unit: str) -> str:
    """Return a unit's title for a list: ``Management roles`` for ``03-management-roles``."""
    return unit.partition("-")[2].replace("-", " ").capitalize()
