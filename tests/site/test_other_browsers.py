"""The website in Firefox and in WebKitGTK: open, answer, reload, hand in; and how it looks there."""

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from classroom import UNIT
from other_browsers import Window, downloaded, firefox, keys, missing, press, until, webkit
from site_pages import EXERCISES, LESSON
from web_host import WebHost

from grader.course import Course
from grader.intake import look, take

Opens = Callable[..., AbstractContextManager[Window]]
SCREENS = Path(__file__).parents[2] / ".screens"
FOUND = (firefox, webkit) if "CI" in os.environ or not missing() else ()
"""Where they cannot be had, ``make browser`` says so; CI has them."""
BROWSERS = pytest.mark.parametrize("opens", FOUND, ids=[opens.__name__ for opens in FOUND])
LIVE = "return document.querySelector('#loading')?.dataset.state === 'ready'"
BOX = "[data-question=q1] input[type=text]"


def answer_and_reload(window: Window, host: WebHost) -> None:
    window.open(host.address + EXERCISES)
    press(window, BOX)
    keys(window, "63.2", "Tab")
    until(window, "return /^Saved/.test(document.querySelector('[data-question=q1] .cl-status')?.textContent)")
    window.open(host.address + EXERCISES)
    assert until(window, f"return document.querySelector('{BOX}')?.value") == "63.2"


@BROWSERS
def test_an_answer_is_there_after_a_reload_and_in_the_file_that_the_tutor_takes_in(
    opens: Opens, host: WebHost, course: Course, tmp_path: Path
) -> None:
    with opens(tmp_path) as window:
        answer_and_reload(window, host)
        until(window, LIVE)
        press(window, "#make button")
        upload = downloaded(window, f"{UNIT}-handin.zip")
        until(window, "return /1 of 11/.test(document.querySelector('.receipt')?.textContent)")
        assert take(course, look(course, [upload], student="amina")) == 2
    taken = json.loads((course.root / "submitted/amina" / UNIT / "answers.json").read_text(encoding="utf-8"))
    assert taken["answers"]["q1"]["value"] == 63.2


@pytest.mark.soak
@BROWSERS
def test_nothing_scrolls_sideways_and_pictures_are_kept_to_look_at(opens: Opens, host: WebHost, tmp_path: Path) -> None:
    SCREENS.mkdir(exist_ok=True)
    with opens(tmp_path) as window:
        for name, path in (("home", "index.html"), ("lesson", LESSON), ("exercises", EXERCISES)):
            window.open(host.address + path)
            if name != "home":
                until(window, LIVE)
            assert until(window, "return document.documentElement.scrollWidth <= innerWidth"), name
            (SCREENS / f"{opens.__name__}-{name}.png").write_bytes(window.picture())


@pytest.mark.soak
@pytest.mark.parametrize("opens", FOUND[:1], ids=["firefox"][: len(FOUND)])
def test_a_private_window_keeps_answers_while_it_is_open_and_the_home_page_says_how_long(
    opens: Opens, host: WebHost, tmp_path: Path
) -> None:
    with opens(tmp_path, private=True) as window:
        answer_and_reload(window, host)
        window.open(host.address)
        until(
            window, "return /a private window forgets them when you close it/.test(document.querySelector('#kept').textContent)"
        )
