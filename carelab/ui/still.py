"""What a lesson shows that asks nothing and never changes, as HTML: drawings."""

from __future__ import annotations

from carelab.data.pictures import Picture


def picture_html(drawn: Picture) -> str:
    """Return a drawing; a screen reader hears its title and its words. A wide one is of a place, a square one of a person."""
    return f'<figure class="carelab cl-drawing {"cl-place" if drawn.wide else "cl-person"}">{drawn.svg}</figure>'
