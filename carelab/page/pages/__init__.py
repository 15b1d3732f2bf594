"""A notebook as a page, and the pages around the units: words, headings, templates. The same for every door."""

from carelab.page.pages.door import Door
from carelab.page.pages.frontpages import front_pages
from carelab.page.pages.listing import ORIGINS, PLACES, Listing, notebook_of
from carelab.page.pages.notebook_page import notebook_page

__all__ = ["ORIGINS", "PLACES", "Door", "Listing", "front_pages", "notebook_of", "notebook_page"]
