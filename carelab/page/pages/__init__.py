"""A notebook as a page, and the pages around the units: words, headings, templates. The same for every door."""

from carelab.page.pages.contents import found_by, headings, minutes, question_label, words_to_know
from carelab.page.pages.frontpages import front_pages
from carelab.page.pages.groups import number_of, short_title
from carelab.page.pages.markup import as_data, rendered, words_of

__all__ = [
    "as_data",
    "found_by",
    "front_pages",
    "headings",
    "minutes",
    "number_of",
    "question_label",
    "rendered",
    "short_title",
    "words_of",
    "words_to_know",
]
