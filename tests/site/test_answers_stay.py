"""What a student answers on the website stays: with closed tabs, two tabs, a full disk, storage turned off, crashes."""

import re

from browser.view_pages import SAVED, Form
from playwright.sync_api import Page, expect
from site_pages import Visit, answer, stored, typed, until, wait_until_live
from web_host import WebHost

DENIED = (
    "Object.defineProperty(self, 'indexedDB', { value: { open() { throw new DOMException('denied', 'SecurityError'); } } });\n"
)
FULL = """
let full = false;
new BroadcastChannel("full").onmessage = ({ data }) => { full = data; };
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) { if (full) this.transaction.abort(); return put.apply(this, given); };
"""
WAITING = """async () => {
    const asked = indexedDB.open("carelab");
    await new Promise((done) => { asked.onsuccess = done; });
    const got = asked.result.transaction("waiting").objectStore("waiting").getAll();
    await new Promise((done) => { got.onsuccess = done; });
    asked.result.close();
    return got.result.length;
}"""
OTHER_BUILD = """async ([store, notebook]) => {
    const { keepWaiting } = await import(store);
    const content = { type: "answer", sequence: 1, value: "7" };
    await keepWaiting(notebook, { number: 5, question: "gone", text: JSON.stringify({ id: "w1", content }) });
}"""


def value(page: Page, question: str) -> str:
    return Form(page, question).root.locator("input[type=text]").first.input_value()


def test_an_answer_given_before_python_is_there_is_kept_at_once_and_saved_when_python_comes(visit: Visit, host: WebHost) -> None:
    host.python.clear()
    page = visit(live=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("8. Resource allocation and budgeting: exercises")
    form = typed(page, "q1", "63.1")
    typed(page, "q1", "63.2")
    typed(page, "q2a", "9600")
    expect(form.status).to_have_text("Saving…")
    until(page, f"async () => (await ({WAITING})()) === 3")
    assert stored(page, "q1") == {}
    store = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name).find((name) => /store-/.test(name))")
    page.evaluate(OTHER_BUILD, [store, "exercises/08-budgeting"])
    page.close()

    again = visit(live=False)
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    host.python.set()
    for question, text, number in (("q1", "63.2", 63.2), ("q2a", "9600", 9600)):
        expect(Form(again, question).status).to_have_text(SAVED, timeout=60_000)
        assert value(again, question).replace(",", "") == text
        assert stored(again, question)["value"] == number
    wait_until_live(again)
    until(again, f"async () => (await ({WAITING})()) === 1")  # an answer to a question that is no more harms nobody
    again.reload()
    expect(Form(again, "q1").status).to_have_text(SAVED)
    assert value(again, "q1") == "63.2"


def test_two_tabs_of_one_notebook_lose_nothing_and_each_is_told_what_the_other_answered(visit: Visit) -> None:
    one, two = visit(), visit()
    answer(one, "q1", "50")
    answer(two, "q2a", "9600")
    expect(Form(two, "q1").status).to_have_text(SAVED)
    assert value(two, "q1") == "50"
    answer(one, "q1", "60")
    answer(two, "q1", "70")
    told = Form(two, "q1").root.locator(".cl-elsewhere")
    expect(told).to_contain_text("You had answered “60%” in another window")
    answer(one, "q2b", "64")
    expect(Form(one, "q2a").status).to_have_text(SAVED)
    assert (value(one, "q1"), value(one, "q2a")) == ("70", "9,600")
    kept = stored(one, "q1")
    assert (kept["value"], [each["value"] for each in kept["earlier"]]) == (70, [60])
    told.get_by_role("button", name="Use the other one").click()
    expect(Form(two, "q1").status).to_have_text(SAVED)
    assert stored(one, "q1")["value"] == 60


def test_where_the_browser_keeps_nothing_the_page_says_so_and_its_models_work(visit: Visit, host: WebHost) -> None:
    host.before = DENIED
    page = visit(live=False)
    expect(page.locator("#loading")).to_contain_text("This browser cannot keep your answers")
    form = typed(page, "q1", "63.2")
    expect(form.status).to_have_text(re.compile("Not saved. This browser could not keep your answer"), timeout=60_000)
    expect(page.locator("#loading")).to_contain_text("This browser cannot keep your answers")
    assert page.get_by_text(SAVED).count() == 0
    page.goto(host.address)
    expect(page.locator("#kept")).to_contain_text("This browser keeps no answers")


def test_a_full_disk_is_told_and_the_answer_is_saved_once_there_is_room(visit: Visit, host: WebHost) -> None:
    host.before = FULL
    page = visit()
    answer(page, "q1", "50")
    page.evaluate("new BroadcastChannel('full').postMessage(true)")
    form = typed(page, "q1", "63.2")
    expect(form.status).to_have_text(re.compile("^Not saved. This browser could not keep your answer"))
    expect(page.locator("#loading")).to_contain_text("This browser cannot keep your answers")
    assert stored(page, "q1")["value"] == 50
    page.evaluate("new BroadcastChannel('full').postMessage(false)")
    expect(form.status).to_have_text(SAVED)
    expect(page.locator("#loading")).not_to_contain_text("cannot keep")
    assert stored(page, "q1")["value"] == 63.2


def test_an_answer_file_that_cannot_be_read_is_put_aside_and_goes_into_the_copy(visit: Visit) -> None:
    page = visit("index.html", live=False)
    page.evaluate("""async () => {
        const store = performance.getEntriesByType('resource').map((e) => e.name).find((name) => /store-/.test(name));
        await (await import(store)).keepAnswers("exercises/08-budgeting", '{"schema": 1, "answers": {"q1": {"kind"');
    }""")
    page = visit()
    expect(page.get_by_text("Nothing is lost: it is kept as answers-kept-").first).to_be_visible()
    answer(page, "q1", "50")
    home = visit("index.html", live=False)
    with home.expect_download() as copy:
        home.get_by_role("button", name="Keep a copy of my work").click()
    whole = copy.value.path().read_text(encoding="utf-8")
    assert '"q1\\": {\\"kind\\"' in whole
    assert '"value":50' in whole
