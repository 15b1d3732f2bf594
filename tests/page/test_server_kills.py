"""A student answers on a page of `carelab open`: its server, the Python behind it, the tab or the browser is killed."""

import contextlib
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from browser.chromium import chromium_path
from browser.kills import Told, survive
from browser.mortal_browser import MortalBrowser
from browser.view_course import LEFT, REAL, REPOSITORY
from playwright.sync_api import Page, sync_playwright
from soak import long_proof, times

from carelab.page import Server, make_working_copy, serving


class MortalServer:
    """The server of `carelab open`, which is started again where it was killed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._running = contextlib.ExitStack()
        self._server: Server | None = None

    def address(self, notebook: str) -> str:
        """Return the address of a notebook's page, on a server that runs."""
        if self._server is None:
            self._server = self._running.enter_context(serving(self._root))
        return self._server.page(notebook)

    def kill(self) -> None:
        """Kill the server; each Python behind a page ends by itself."""
        behind = list(self._behind())
        assert self._server
        self._server.process.kill()
        self.close()
        assert psutil.wait_procs(behind, 20)[1] == []

    def kill_pythons(self) -> None:
        """Kill the Python behind each page."""
        for process in self._behind():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def close(self) -> None:
        self._running.close()
        self._server = None

    def _behind(self) -> Iterator[psutil.Process]:
        assert self._server
        for process in psutil.Process(self._server.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "carelab.page.server.line" in process.cmdline():
                    yield process


@long_proof
def test_every_answer_that_was_said_to_be_saved_is_there_after_kills_of_the_server_and_of_the_browser(tmp_path: Path) -> None:
    for place in ("notebooks", "release"):
        shutil.copytree(REPOSITORY / place / REAL, tmp_path / place / REAL, ignore=LEFT)
    with ThreadPoolExecutor(1) as pool:  # in a thread of its own, which has no event loop yet
        assert pool.submit(answer_through_kills, tmp_path).result() > times(1, 200)


def answer_through_kills(folder: Path) -> int:
    """Answer on the page of the exercises in a course, while things die; return how many answers were said to be saved."""
    working, chromium = make_working_copy(folder, REAL), chromium_path()
    assert chromium
    assert working.exercises
    exercises, server = working.exercises, MortalServer(working.root)
    with contextlib.closing(server), sync_playwright() as playwright:
        browser = MortalBrowser(playwright, chromium, folder / "profile", "")

        def open_page(told: Told) -> Page:
            browser.address = server.address(exercises)
            return browser.page(told)

        kills = (
            lambda _page: server.kill_pythons(),
            lambda _page: server.kill(),
            browser.kill_renderers,
            lambda _page: server.kill(),
            browser.kill_browser,
        )
        with contextlib.closing(browser):
            return survive(open_page, kills, times(5, 300), live=times(3, 7), seed=20)
