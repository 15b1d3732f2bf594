"""The course as pages in a browser alone: what runs there, and what the website's build needs of it."""

from pathlib import Path

from carelab.page.browser.cells import own_cells
from carelab.page.browser.stand_in import without_pandas

ASSETS = Path(__file__).parent
"""Where the scripts and the style sheet of the pages are."""

__all__ = ["ASSETS", "own_cells", "without_pandas"]
