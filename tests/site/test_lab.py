"""JupyterLab in the website: the same answers as on the pages, both ways, and nothing said to be saved that is not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.view_pages import SAVED, Form
from classroom import ROOT, UNIT
from conftest import LEFT
from playwright.sync_api import Page, expect
from site_pages import EXERCISES, Visit, answer, stored, until, wait_until_live
from web_host import WebHost, web_host

from grader.course import Course
from grader.site import build_site

LAB = 120_000
"""Milliseconds that JupyterLab in a browser may take to show a notebook on a busy machine."""
NO_JSPI = "delete WebAssembly.Suspending; delete WebAssembly.promising;"


@pytest.fixture(scope="module")
def lab_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("course")
    for place in ("source", "release", "notebooks"):
        shutil.copytree(ROOT / place / UNIT, course / place / UNIT, ignore=LEFT)
    return build_site(Course.at(course), course / "site").folder


@pytest.fixture
def host(lab_site: Path) -> Iterator[WebHost]:
    with web_host(lab_site) as host:
        yield host


def opened_lab(page: Page) -> Page:
    """Press the link to JupyterLab, and wait for the notebook's questions in it."""
    page.get_by_role("link", name="Open in JupyterLab").click()
    page.locator("[data-carelab=ready]").wait_for(timeout=LAB)
    Form(page, "q1").root.wait_for(timeout=LAB)
    return page


@pytest.mark.soak
def test_an_answer_of_the_page_is_in_jupyterlab_and_one_of_jupyterlab_is_on_the_page(visit: Visit, host: WebHost) -> None:
    page = visit()
    answer(page, "q1", "63.2")
    lab = opened_lab(visit(live=False))
    expect(Form(lab, "q1").status).to_have_text(SAVED)
    assert Form(lab, "q1").root.locator("input").first.input_value() == "63.2"

    answer(lab, "q1", "50")
    answer(page, "q2a", "9600")  # the other tab is still open, and answers in between
    answer(lab, "q2b", "64")
    assert [stored(lab, question)["value"] for question in ("q1", "q2a", "q2b")] == [50, 9600, 64]
    page.reload()
    wait_until_live(page)
    for question, text in (("q1", "50"), ("q2a", "9,600"), ("q2b", "64")):
        assert Form(page, question).root.locator("input[type=text]").first.input_value() == text

    lab.get_by_role("button", name="Make my hand-in file").click()
    expect(lab.get_by_text("Hand in on the page").first).to_be_visible()
    back = lab.get_by_role("link", name="Open this as a plain page (new tab)")
    assert back.evaluate("(link) => link.href") == host.address + EXERCISES
    lab.close()
    host.away = True  # the pages' service worker is still there
    visit()
    host.away = False
    lab = opened_lab(visit(live=False))
    expect(Form(lab, "q2b").status).to_have_text(SAVED)

    home = visit("index.html", live=False)
    home.once("dialog", lambda asked: asked.accept())
    with lab.expect_event("load"):
        home.get_by_role("button", name="Finish and clear this computer").click()
    home.wait_for_load_state()
    assert stored(home, "q1") == {}


@pytest.mark.soak
def test_jupyterlab_opens_and_saves_without_internet_after_the_first_visit(visit: Visit, host: WebHost) -> None:
    lab = opened_lab(visit(live=False))
    answer(lab, "q1", "50")
    until(lab, "async () => Boolean((await navigator.serviceWorker.ready).active && navigator.serviceWorker.controller)")
    lab.wait_for_load_state("networkidle")
    host.away = True
    lab.reload()
    lab.locator("[data-carelab=ready]").wait_for(timeout=LAB)
    expect(Form(lab, "q1").root.locator("input")).to_have_value("50")
    answer(lab, "q2a", "9600")
    assert [stored(lab, question)["value"] for question in ("q1", "q2a")] == [50, 9600]


@pytest.mark.soak
def test_where_python_cannot_wait_for_the_browser_the_notebook_names_the_page_and_saves_nothing(
    visit: Visit, host: WebHost, tmp_path: Path
) -> None:
    host.folder = shutil.copytree(host.folder, tmp_path / "site")
    [script] = host.folder.glob("assets/pyodide-*/pyodide.js")
    script.write_text(NO_JSPI + script.read_text(encoding="utf-8"), encoding="utf-8")
    page = visit(live=False)
    page.get_by_role("link", name="Open in JupyterLab").click()
    expect(page.get_by_text("Nothing that you do here is saved.").first).to_be_visible(timeout=LAB)
    assert page.get_by_text(EXERCISES).count()
    assert page.get_by_text(SAVED).count() == 0
