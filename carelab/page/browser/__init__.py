"""The course as pages in a browser alone: what runs there, and what the website's build needs of it."""

from pathlib import Path

from carelab.page.browser.cells import own_cells
from carelab.page.browser.stand_in import without_pandas

ASSETS = Path(__file__).parent
"""Where the scripts and the style sheet of the pages are."""


def tokens() -> str:
    """Return CSS with the site's colours, sizes and spaces, for a page without scripts; it follows the computer's dark mode."""
    own, _, _ = (ASSETS / "site.css").read_text(encoding="utf-8").partition("*, *::before")
    dark = own.replace("@media screen {", "@media screen and (prefers-color-scheme: dark) {")
    return dark.replace('[data-jp-theme-light="false"]', ":root").replace(":root, [data-jp-theme-light]", ":root")


__all__ = ["ASSETS", "own_cells", "tokens", "without_pandas"]
