"""Every answer that was said to be saved is there after kills of the tab, of its worker and of the browser at random moments."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from browser.chromium import chromium_path
from browser.kills import survive
from browser.mortal_browser import MortalBrowser
from playwright.sync_api import sync_playwright
from site_pages import EXERCISES
from soak import WHOLE, long_proof, times
from web_host import web_host

STREAMS = 2 if WHOLE else 1
"""Students at work at the same time, one for each core of a small computer."""


@long_proof
def test_every_answer_that_was_said_to_be_saved_is_there_after_kills_at_any_moment(built_site: Path, tmp_path: Path) -> None:
    def student(seed: int) -> int:
        chromium = chromium_path()  # asked here: this thread has no event loop yet
        assert chromium
        with web_host(built_site) as host, sync_playwright() as playwright:
            browser = MortalBrowser(playwright, chromium, tmp_path / f"profile-{seed}", host.address + EXERCISES)
            kills = (browser.kill_renderers, browser.kill_worker, browser.kill_renderers, browser.kill_browser)
            try:
                return survive(browser.page, kills, times(3, 1_000 // STREAMS), live=times(3, 7), seed=seed)
            finally:
                browser.close()

    with ThreadPoolExecutor(STREAMS) as pool:
        said = list(pool.map(student, range(STREAMS)))
    assert min(said) > times(1, 200)
