"""The style that draws an icon before an item of a list, in words that JupyterLab shows: there, a drawing itself is taken out."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from carelab.data.icons import icon

ROLES = ("policy", "money", "risk", "people", "assurance", "guidance", "shared-vision", "growth", "teamwork", "example")
"""The article's five roles of managers, then its five roles of leaders."""


@lru_cache(maxsize=1)
def icon_style() -> str:
    """Return CSS that gives each ``<li class="carelab-icon-…">`` its icon; the class ends in one of ``ROLES``: ``risk``, say."""
    return "".join(f'.carelab-icon-{name} {{ --cl-icon: url("data:image/svg+xml,{_as_address(name)}"); }}\n' for name in ROLES)


def _as_address(name: str) -> str:
    return quote(icon(name), safe=" =:/'(),")
