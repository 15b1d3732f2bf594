"""Python in the browser: compiled when the site is built, and on a later page started from a snapshot of its memory."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page
from site_pages import Visit, answer, until

KEPT = """async () => {
    const found = [];
    for (const name of (await caches.keys()).filter((one) => one.startsWith("care-lab-python"))) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push([cache, request]);
    }
    return found;
}"""
IS_KEPT = f"async () => (await ({KEPT})()).length === 1"
SPOIL = f"""async (share) => {{
    const [[cache, request]] = await ({KEPT})();
    const found = await cache.match(request);
    const bytes = new Uint8Array(await found.arrayBuffer());
    const spoilt = share < 1 ? bytes.subarray(0, bytes.length * share) : bytes.fill(0, 1000);
    await cache.put(request, new Response(spoilt, {{ headers: found.headers }}));
}}"""


def warnings(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "snapshot" in message.text else None)
    return said


def test_what_a_page_imports_at_its_start_is_compiled_and_the_rest_is_not(built_site: Path) -> None:
    def members(pattern: str) -> set[str]:
        (found,) = built_site.glob(pattern)
        return set(zipfile.ZipFile(io.BytesIO(found.read_bytes())).namelist())

    stdlib, packages = members("assets/pyodide-*/python_stdlib.zip"), members("assets/python-*.zip")
    assert {"json/__init__.pyc", "pyodide/__init__.pyc", "statistics.py"} <= stdlib
    assert {"carelab/ui/form.pyc", "traitlets/traitlets.pyc", "carelab/sims/budget.py", "carelab/data/world.json"} <= packages
    both = stdlib | packages
    assert [name for name in both if name.endswith(".pyc") and name.removesuffix("c") in both] == []


def test_a_later_page_starts_python_from_a_snapshot_and_a_spoilt_one_does_no_harm(visit: Visit) -> None:
    page = visit()
    until(page, IS_KEPT)
    for number, share in enumerate((None, 0.5, 1), 1):
        if share:
            page.evaluate(SPOIL, share)
        page.close()
        page = visit(live=False)
        said = warnings(page)
        answer(page, "q1", str(number))
        until(page, IS_KEPT)
        assert bool(said) == (share == 1), said
