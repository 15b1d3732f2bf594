"""A student's own Chromium, with a profile on disk, of which each part can be killed."""

import contextlib
from pathlib import Path

import psutil
from browser.chromium import FLAGS
from browser.kills import TELLS, Told
from browser.view_pages import SLOW
from playwright.sync_api import BrowserContext, Error, Page, Playwright

WORKERS = """
const Started = self.Worker;
if (Started) self.Worker = class extends Started { constructor(...given) { super(...given); self.started = this; } };
"""
"""Runs before the page's own scripts, so that the worker that they start can be ended."""


class MortalBrowser:
    """A browser that is started again where it was killed.

    Attributes
    ----------
    address:
        What the next tab opens.
    """

    def __init__(self, playwright: Playwright, chromium: str, profile: Path, address: str) -> None:
        self._playwright, self._chromium, self._profile, self.address = playwright, chromium, profile, address
        self._context: BrowserContext | None = None

    def page(self, told: Told) -> Page:
        """Open the address in a tab of its own, and tell what it says to be saved."""
        if self._context is None:
            self._context = self._playwright.chromium.launch_persistent_context(
                self._profile, executable_path=self._chromium, args=FLAGS, locale="en-GB"
            )
            self._context.set_default_timeout(SLOW)
            self._context.add_init_script(TELLS)
            self._context.add_init_script(WORKERS)
            self._context.expose_function("told", told.hear)
        page = self._context.new_page()
        page.goto(self.address, wait_until="commit")
        return page

    def close(self) -> None:
        if self._context is not None:
            with contextlib.suppress(Error):  # it may be dead
                self._context.close()
            self._context = None

    def kill_renderers(self, _page: Page) -> None:
        """Kill the processes in which pages and workers run."""
        killed = []
        for process in self._process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "--type=renderer" in process.cmdline():
                    process.kill()
                    killed.append(process)
        psutil.wait_procs(killed, 10)  # a new tab that is given a dying process never comes

    def kill_worker(self, page: Page) -> None:
        """End the worker in which Python runs, in the middle of what it does."""
        page.evaluate("self.started.terminate()")

    def kill_browser(self, _page: Page) -> None:
        """Kill the whole browser."""
        process = self._process()
        process.kill()
        process.wait(10)
        self.close()

    def _process(self) -> psutil.Process:
        mine = f"--user-data-dir={self._profile}"
        running = psutil.process_iter(["cmdline"])
        return next(p for p in running if mine in (line := p.info["cmdline"] or ()) and not any("--type=" in a for a in line))
