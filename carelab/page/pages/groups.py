"""The course in three groups and a capstone, as the home page shows it, and a line that each unit promises."""

from __future__ import annotations

from carelab.data.icons import icon, icon_names

GROUPS = (
    ("ideas", "The ideas", "What managing is, what leading is", range(8)),
    ("managers", "Five managers at work", "Systems that keep people safe", range(8, 13)),
    ("leaders", "Five leaders at work", "People who bring others with them", range(13, 18)),
    ("capstone", "The capstone", "All of it, in one job", (18,)),
)
"""A name for the style sheet, a title, a line about it, and the numbers of its units."""

PROMISES = (
    "Try every kind of question first",
    "Tell the two jobs apart",
    "Is it the system, or the person?",
    "Keep people safe on too little money",
    "Get a good idea past the doubters",
    "Fit a full list into one day",
    "Be somebody people want to follow",
    "Show what really changed",
    "Make the money last the year",
    "Be ready on any day",
    "Enough people on every shift",
    "Beds, stock and going home on time",
    "Tell a real change from luck",
    "Pick a road for three years",
    "Make it safe to speak up",
    "Take a good pilot to every ward",
    "Say what's known, and act early",
    "Help somebody new to grow",
    "Ninety days in charge of Larkfield",
)
"""What each unit gives, by its number."""


def short_title(unit: str) -> str:
    """Return a unit's title for a list: ``Management roles`` for ``03-management-roles``."""
    return unit.partition("-")[2].replace("-", " ").capitalize()


def icon_of(unit: str) -> str:
    """Return the drawing beside a unit's title as SVG text; "" for a unit that the course does not know."""
    name = unit.partition("-")[2]
    return icon(name) if name in icon_names() else ""


def group_of(unit: str) -> str:
    """Return the name of the group of units on the home page that a unit is in; "" for an unknown unit."""
    return next((name for name, _, _, numbers in GROUPS if number_of(unit) in numbers), "")


def number_of(unit: str) -> int:
    """Return the number of a unit: 3 for ``03-management-roles``."""
    return int(unit.partition("-")[0])


def promise(unit: str) -> str:
    """Return the sentence on the home page that says what a unit offers; "" for an unknown unit."""
    number = number_of(unit)
    return PROMISES[number] if number < len(PROMISES) else ""
