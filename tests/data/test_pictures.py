import re
from xml.etree import ElementTree

import pytest
from classroom import ROOT

import carelab
from carelab.data.icons import icon, icon_names
from carelab.data.pictures import picture, picture_names
from carelab.notebook.receiver import collecting
from carelab.page.pages.groups import icon_of
from carelab.questions.errors import CareLabError
from carelab.ui.icons import ROLES, icon_style


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
    style = re.findall(r"<style>(.*)</style>", drawn.svg, re.DOTALL)
    assert all(rule.startswith(f".{name} ") for rule in re.findall(r"([^{}]+)\{", "".join(style)))


def test_a_lesson_shows_a_drawing_and_one_that_is_not_there_is_named_with_those_that_are() -> None:
    assert not picture("night-senior").wide
    assert picture("house").wide
    with collecting() as found:
        lesson = carelab.lesson("03-management-roles")
        lesson.picture("lounge")
        with pytest.raises(CareLabError, match=r"no drawing 'cat'\. There are: cook, "):
            lesson.picture("cat")
    assert [drawn.title for drawn in found.pictures] == [picture("lounge").title]


def test_each_unit_and_each_role_has_an_icon_in_the_colour_of_the_words_around_it() -> None:
    units = sorted(path.name for path in (ROOT / "notebooks").iterdir() if path.is_dir())
    assert all(icon_of(unit) for unit in units)
    assert sorted([*ROLES, *(unit.partition("-")[2] for unit in units)]) == icon_names()
    for name in icon_names():
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', icon(name)))
        assert colours <= {"none", "currentColor"}
        assert ElementTree.fromstring(icon(name)).attrib["aria-hidden"] == "true"
    shown = "".join((ROOT / "notebooks" / unit / f"{unit}.ipynb").read_text(encoding="utf-8") for unit in units)
    assert sorted(re.findall(r"<li class=.{0,2}carelab-icon-([a-z-]+)", shown)) == sorted(ROLES)
    assert re.findall(r"^\.carelab-icon-([a-z-]+) ", icon_style(), re.MULTILINE) == list(ROLES)
