import re
from xml.etree import ElementTree

import pytest

import carelab
from carelab.data.pictures import picture, picture_names
from carelab.notebook.receiver import collecting
from carelab.questions.errors import CareLabError


@pytest.mark.parametrize("name", picture_names())
def test_each_drawing_has_words_and_ids_that_no_other_has(name: str) -> None:
    drawn = picture(name)
    root = ElementTree.fromstring(drawn.svg)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert ids
    assert all(id.startswith(f"larkfield-{name}-") for id in ids)
    assert root.attrib["aria-labelledby"].split() == [f"larkfield-{name}-t", f"larkfield-{name}-d"]
    assert set(re.findall(r"url\(#([^)]+)\)", drawn.svg)) <= set(ids)
    assert len(drawn.words.split()) >= 5
    assert root.attrib["role"] == "img"
    assert not re.search(r"<script|\bon\w+=", drawn.svg)


def test_a_lesson_shows_a_drawing_and_one_that_is_not_there_is_named_with_those_that_are() -> None:
    assert not picture("night-senior").wide
    assert picture("house").wide
    with collecting() as found:
        lesson = carelab.lesson("03-management-roles")
        lesson.picture("lounge")
        with pytest.raises(CareLabError, match=r"no drawing 'cat'\. There are: cook, "):
            lesson.picture("cat")
    assert [drawn.title for drawn in found.pictures] == [picture("lounge").title]
