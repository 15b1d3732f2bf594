"""The course as pages in a browser alone: what runs there, and what the website's build needs of it."""

from pathlib import Path

from carelab.page.browser.cells import own_cells

ASSETS = Path(__file__).parent
"""Where the scripts and the style sheet of the pages are."""

__all__ = ["ASSETS", "own_cells"]
