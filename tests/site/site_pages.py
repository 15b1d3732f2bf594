"""What a test needs of the website's pages, by the student's words for it."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from browser.view_pages import RULES, SAVED, SLOW, typed
from classroom import UNIT
from playwright.sync_api import Page, expect

EXERCISES, LESSON = f"{UNIT}/exercises/index.html", f"{UNIT}/lesson/index.html"
Visit = Callable[..., Page]


def wait_until_live(page: Page) -> None:
    page.wait_for_selector("#loading[data-state=ready]", state="attached", timeout=SLOW)


def until(page: Page, check: str, arg: Any = None) -> None:
    """Wait until an asynchronous function of the browser's says true."""
    page.evaluate(
        f"""async (arg) => {{
            const check = {check};
            for (let n = 0; !(await check(arg)); n += 1) {{
                if (n > 400) throw new Error("it never came true");
                await new Promise((done) => setTimeout(done, 50));
            }}
        }}""",
        arg,
    )


def answer(page: Page, question: str, text: str) -> None:
    """Answer a question with a number, and see that it is said to be saved."""
    expect(typed(page, question, text).status).to_have_text(SAVED, timeout=SLOW)


def stored(page: Page, question: str, notebook: str = f"exercises/{UNIT}") -> dict[str, Any]:
    """Return what this browser holds of an answer, in IndexedDB itself."""
    found: dict[str, Any] = page.evaluate(
        """async ([notebook, question]) => {
            const asked = indexedDB.open("carelab");
            await new Promise((done) => { asked.onsuccess = done; });
            const got = asked.result.transaction("files").objectStore("files").get(notebook);
            await new Promise((done) => { got.onsuccess = done; });
            asked.result.close();
            return got.result === undefined ? {} : JSON.parse(got.result).answers[question] ?? {};
        }""",
        [notebook, question],
    )
    return found


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
