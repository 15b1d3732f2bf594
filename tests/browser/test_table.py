"""A table to work with, through both views: found, sorted, grouped and paged by keyboard alone, and read out once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from view_pages import VIEWS, Notebook

Open = Any
LISTEN = """e => {
    window.heard = [];
    new MutationObserver(() => e.textContent && heard.push(e.textContent)).observe(e, { childList: true });
}"""


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_is_searched_sorted_grouped_and_paged_by_keyboard(open_unit: Open, view: str, screens: Any) -> None:
    notebook: Notebook = open_unit(view, width=400)
    form = notebook.form("ledger")
    cells, summary = form.root.locator("tbody td"), form.root.locator(".cl-summary")
    expect(summary).to_have_text("60 of 60 rows. Total spent: £7,770.")
    form.root.get_by_role("status").evaluate(LISTEN)

    form.box("Find in the table").focus()
    form.press("'kitch'")
    expect(summary).to_have_text("30 of 60 rows. Total spent: £3,870.")
    expect(form.root.get_by_role("status")).to_have_text("30 of 60 rows. Total spent: £3,870.")
    assert notebook.page.evaluate("heard") == ["30 of 60 rows. Total spent: £3,870."], "five key presses are read out once"

    form.button("Spent").focus()
    form.press("Enter")
    expect(cells.last).to_have_text("£136")
    expect(form.root.locator("th[aria-sort=descending]")).to_have_text("Spent ▼")
    expect(form.root.get_by_role("status")).to_have_text("Sorted by Spent, largest or last first.")
    form.press("Enter")
    expect(cells.nth(2)).to_have_text("£100")
    assert notebook.faults() == []

    form.button("Later rows").focus()
    form.press("Space")
    expect(form.root.get_by_role("group", name="Pages of the table")).to_contain_text("Page 2 of 3")
    expect(form.button("Later rows")).to_be_focused()
    form.press("Enter", "Enter", "Enter")
    expect(form.root.get_by_role("status")).to_have_text("Page 3 of 3.")
    expect(form.button("Later rows")).to_have_attribute("aria-disabled", "true")

    form.box("Total for each").focus()
    form.press("ArrowDown", "ArrowDown")
    expect(summary).to_have_text("30 of 60 rows, in 3 groups. Total spent: £3,870.")
    expect(form.root.locator("tbody tr").first).to_contain_text("April")
    assert notebook.faults() == []
    form.root.scroll_into_view_if_needed()
    notebook.page.screenshot(path=screens / f"table-{view}.png")
    form.expect_empty()
