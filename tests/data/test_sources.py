"""Does every source say what it is, where it is, and what was read of it?"""

import json
import re
from importlib.resources import files

import pytest

from carelab.data.sources import Source, source, source_line, sources
from carelab.questions.errors import UnknownSource

EVERY = tuple(sources().values())


@pytest.mark.parametrize("cited", EVERY, ids=lambda cited: cited.id)
def test_every_field_is_filled_and_the_address_is_secure(cited: Source) -> None:
    assert all((cited.title, cited.publisher, cited.read))
    assert re.search(r"\d{4}|no date seen", cited.date)
    assert re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}/\S*", cited.url)
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", cited.when)


def test_only_the_article_was_read_whole() -> None:
    assert [cited.id for cited in EVERY if "whole" in cited.read.lower()] == ["article"]
    assert source("article").url.startswith("https://carelearning.org.uk/blog/leadership/")


def test_no_source_is_listed_twice() -> None:
    text = files("carelab.data").joinpath("sources.json").read_text(encoding="utf-8")
    ids = re.findall(r'^  "([^"]+)": \{', text, re.MULTILINE)
    assert len(ids) == len(set(ids)) == len(json.loads(text)["sources"])
    assert len({cited.url for cited in EVERY}) == len(EVERY)


def test_a_line_names_the_source_and_says_what_was_read_and_an_unknown_id_what_to_do() -> None:
    line = source_line("S18a")
    assert line.startswith("*Regulation 18: staffing*, Care Quality Commission (no date seen). <https://www.cqc.org.uk/")
    assert line.endswith("Read in November 2026: the opening of a stored copy.")
    assert "\n" not in line
    with pytest.raises(UnknownSource, match="no source “S99”"):
        source_line("S99")
