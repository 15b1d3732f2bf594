"""One Jupyter server and one browser for all of these tests, with a desk for each student."""

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from view_course import KINDS, LEFT, REPOSITORY, make_course
from view_pages import SLOW, Notebook, ViewName, open_notebook

from carelab.answers.book import NAME as ANSWERS
from carelab.answers.book import AnswerBook
from carelab.page import Server, environment, make_working_copy, running
from carelab.page.pages import notebook_of

SCREENS = REPOSITORY / ".screens"
Open = Callable[..., Notebook]
WEBSITES_OWN = "@jupyterlite/services"
"""An extension of the website's JupyterLab, which is installed beside ours for its build, says that it lacks this."""

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the real unit and the unit of every kind."""
    course = tmp_path_factory.mktemp("course")
    make_course(course)
    return course


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all desks, each with a student's course and my-work."""
    return tmp_path_factory.mktemp("desks")


@pytest.fixture(scope="session")
def server(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    env = environment(os.environ)
    env["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), env.get("PYTHONPATH", "")])
    state = tmp_path_factory.mktemp("server")
    settings = [
        "--ServerApp.jpserver_extensions={'desks': True}",
        f"--LabApp.user_settings_dir={state / 'settings'}",
        f"--LabApp.workspaces_dir={state / 'workspaces'}",
    ]
    with running(root, settings, env, state / "server.log") as started:
        yield started


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One student's windows share what they have fetched, and no window sees another's unsaved work."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(SLOW)
    yield context
    context.close()


@pytest.fixture(scope="session")
def _desks() -> Iterator[int]:
    return itertools.count(1)


class Visitors:
    """The browser windows of one test or module; every request made meanwhile must stay on this computer."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._pages: list[Page] = []
        self.outside: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._note)

    def page(self, width: int = 1366, height: int = 768) -> Page:
        page = self._context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        self._pages.append(page)
        page.on("pageerror", lambda error: self._hear(str(error)))
        page.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        return page

    def _hear(self, error: str) -> None:
        if WEBSITES_OWN not in error:
            self.errors.append(error)

    def _note(self, request: Request) -> None:
        if not re.match(r"(https?://127\.0\.0\.1[:/]|data:|blob:|about:|file:)", request.url):
            self.outside.append(request.url)

    def close(self) -> None:
        for page in self._pages:
            page.close()
        self._context.remove_listener("request", self._note)
        assert self.outside == []


def _opener(visitors: Visitors, server: Server, course: Path, root: Path, desks: Iterator[int]) -> Open:
    def open_unit(
        view: ViewName,
        unit: str = KINDS,
        place: str = "exercises",
        *,
        handed_out: Callable[[Path], None] | None = None,
        prepare: Callable[[Path], None] | None = None,
        again: Notebook | None = None,
        width: int = 1366,
        page: Page | None = None,
        ready: str = "",
        mixed: bool = False,
    ) -> Notebook:
        """Open a unit as a new student; or with ``again`` the same student's notebook in one more window.

        ``handed_out`` changes the notebook in the course's folder, ``prepare`` the student's own. The options stand in the
        author's order unless ``mixed``: then this student gets an order of their own.
        """
        if again is None:
            desk = root / f"desk-{next(desks)}"
            for folder in ("release", "notebooks"):
                shutil.copytree((course if unit == KINDS else REPOSITORY) / folder / unit, desk / folder / unit, ignore=LEFT)
            if handed_out is not None:
                handed_out(notebook_of(desk, unit, place))
            work = make_working_copy(desk, unit).root
            if not mixed:
                (work / "exercises" / unit / ANSWERS).write_text(AnswerBook(unit).as_json(), encoding="utf-8")
            path = f"{desk.name}/my-work/{place}/{unit}/{unit}.ipynb"
        else:
            path = again.path
        if prepare is not None:
            prepare((root / path).parent)
        return open_notebook(page or visitors.page(width), view, server, root, path, ready)

    return open_unit


@pytest.fixture(scope="module")
def shared_visitors(context: BrowserContext) -> Iterator[Visitors]:
    visitors = Visitors(context)
    yield visitors
    visitors.close()


@pytest.fixture(scope="module")
def open_shared(shared_visitors: Visitors, server: Server, course: Path, root: Path, _desks: Iterator[int]) -> Open:
    """Open a notebook that the tests of one module share."""
    return _opener(shared_visitors, server, course, root, _desks)


@pytest.fixture
def visitors(context: BrowserContext) -> Iterator[Visitors]:
    visitors = Visitors(context)
    yield visitors
    visitors.close()


@pytest.fixture
def open_unit(visitors: Visitors, server: Server, course: Path, root: Path, _desks: Iterator[int]) -> Open:
    """Open a notebook for one test alone."""
    return _opener(visitors, server, course, root, _desks)


@pytest.fixture(scope="session")
def screens() -> Path:
    """A folder, left out of git, for screenshots that people look at."""
    SCREENS.mkdir(exist_ok=True)
    return SCREENS
