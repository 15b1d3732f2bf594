"""The website of a unit, built once and served as a college would, and browsers that visit it."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from classroom import ROOT, UNIT
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page
from site_pages import EXERCISES, SLOW, Visit, wait_until_live
from web_host import WebHost, web_host

from grader.classlist import read_date, set_due
from grader.course import Course
from grader.site import build_site

LEFT = shutil.ignore_patterns("answers.json", ".*")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """The site of a unit with a due date, built once for all workers of a test run."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "care-lab-site"
    with FileLock(f"{shared}.lock"):
        if not (shared / "site").is_dir():
            for place in ("source", "release", "notebooks"):
                shutil.copytree(ROOT / place / UNIT, shared / place / UNIT, ignore=LEFT)
            shutil.copy(built / "gradebook.db", shared)
            set_due(Course.at(shared), UNIT, read_date("4 December 2099 17:00"))
            build_site(Course.at(shared), shared / "site", lab=False)
    return shared / "site"


@pytest.fixture
def host(built_site: Path) -> Iterator[WebHost]:
    with web_host(built_site) as host:
        yield host


@pytest.fixture
def student(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here; every request of its pages stays with the host."""
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(SLOW)
    outside: list[str] = []
    inside = re.compile(r"(http://localhost:|http://example\.org/|blob:|data:|file:)")
    context.on("request", lambda request: None if inside.match(request.url) else outside.append(request.url))
    yield context
    context.close()
    assert outside == []


@pytest.fixture
def visit(student: BrowserContext, host: WebHost) -> Visit:
    """Open a page of the site in a tab of its own, and wait until Python is there unless ``live`` is false."""

    def open_page(path: str = EXERCISES, *, live: bool = True) -> Page:
        page = student.new_page()
        page.goto(host.address + path)
        if live:
            wait_until_live(page)
        return page

    return open_page
