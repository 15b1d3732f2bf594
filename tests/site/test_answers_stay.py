"""What a student answers on the website stays: with closed tabs, two tabs, a full disk, storage turned off, crashes."""

import json
import re
from urllib.parse import urlsplit

from browser.view_pages import SAVED, Form
from classroom import UNIT
from playwright.sync_api import BrowserContext, Page, Route, expect
from site_pages import EXERCISES, Visit, answer, stored, typed, until, wait_until_live
from web_host import WebHost

DENIED = (
    "Object.defineProperty(self, 'indexedDB', { value: { open() { throw new DOMException('denied', 'SecurityError'); } } });\n"
)
NO_SPARES = "CacheStorage.prototype.open = async () => { throw new DOMException('denied', 'SecurityError'); };\n"
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
LOSE = """async () => {
    const asked = indexedDB.deleteDatabase("carelab");
    await new Promise((done, failed) => { asked.onsuccess = done; asked.onerror = failed; });
}"""
SPARE = f"""async (text) => {{
    const cache = await caches.open("care-lab-spares");
    await cache.put("/care-lab-spares/exercises/{UNIT}?", new Response(text));
}}"""
ELSEWHERE = """async ([store, notebook]) => {
    const { answersOf, keepAnswers } = await import(store);
    const whole = JSON.parse(await answersOf(notebook));
    whole.answers.q1 = { kind: "number", value: 70, at: new Date(Date.now() + 1000).toISOString() };
    await keepAnswers(notebook, JSON.stringify(whole));
}"""
"""Keeps a newer answer, as another tab does or JupyterLab."""
OTHER_BUILD = """async ([store, notebook]) => {
    const { keepWaiting } = await import(store);
    const content = { type: "answer", sequence: 1, value: "7" };
    await keepWaiting(notebook, { number: 5, question: "gone", text: JSON.stringify({ id: "w1", content }) });
}"""


STORE = "performance.getEntriesByType('resource').map((e) => e.name).find((name) => /store-/.test(name))"


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
    store = page.evaluate(STORE)
    page.evaluate(OTHER_BUILD, [store, "exercises/08-budgeting"])
    page.wait_for_timeout(1_100)  # an answer's time is known to the second
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


def test_an_answer_that_waited_since_an_earlier_visit_does_not_replace_a_newer_one(visit: Visit, host: WebHost) -> None:
    host.python.clear()
    page = visit(live=False)
    expect(typed(page, "q1", "63.1").status).to_have_text("Saving…")
    typed(page, "q2a", "9600")
    until(page, f"async () => (await ({WAITING})()) === 2")
    page.evaluate(ELSEWHERE, [page.evaluate(STORE), "exercises/08-budgeting"])
    page.close()
    host.python.set()
    again = visit()
    expect(Form(again, "q2a").status).to_have_text(SAVED)
    until(again, f"async () => (await ({WAITING})()) === 0")
    assert (value(again, "q1"), stored(again, "q1")["value"], stored(again, "q2a")["value"]) == ("70", 70, 9600)


def test_a_browser_that_lost_its_database_has_the_last_answers_still_but_none_that_were_cleared(visit: Visit) -> None:
    def lose_database() -> None:
        away = visit("site.json", live=False)
        away.evaluate(SPARE, '{"schema": 1, "answers": {"q1": ')  # a kill came while it was written
        away.evaluate(LOSE)
        away.close()

    page = visit()
    answer(page, "q1", "50")
    answer(page, "q1", "60")
    page.close()
    lose_database()
    page = visit()
    expect(Form(page, "q1").status).to_have_text(SAVED)
    assert (value(page, "q1"), stored(page, "q1")["value"]) == ("60", 60)
    page.evaluate(SPARE, '{"schema": 1, "variant": 1, "answers": {}}')
    page.reload()
    expect(Form(page, "q1").status).to_have_text(SAVED)

    home = visit("index.html", live=False)
    home.once("dialog", lambda asked: asked.accept())
    with page.expect_event("load"), home.expect_event("load"):
        home.get_by_role("button", name="Finish and clear this computer").click()
    home.close()
    page.close()
    lose_database()
    page = visit()
    expect(Form(page, "q1").status).to_have_text(re.compile("^Not answered yet"))
    assert (value(page, "q1"), stored(page, "q1")) == ("", {})


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


def test_a_full_disk_is_told_before_and_after_python_is_there_and_the_answer_is_saved_once_there_is_room(
    visit: Visit, host: WebHost
) -> None:
    host.before = NO_SPARES + FULL
    host.python.clear()
    page = visit(live=False)
    Form(page, "q1").root.wait_for()
    page.evaluate("new BroadcastChannel('full').postMessage(true)")
    form = typed(page, "q1", "63.2")
    expect(page.locator("#loading")).to_contain_text("This browser cannot keep your answers")
    host.python.set()
    expect(form.status).to_have_text(re.compile("^Not saved. This browser could not keep your answer"), timeout=60_000)
    assert stored(page, "q1") == {}
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


def test_clearing_the_computer_empties_every_open_page_too_and_needs_a_yes(visit: Visit) -> None:
    page = visit()
    answer(page, "q1", "50")
    home = visit("index.html", live=False)
    state = home.locator(f"[data-unit='{UNIT}'] .state")
    expect(state).to_contain_text("1 of 11 answered")
    home.once("dialog", lambda asked: asked.dismiss())
    home.get_by_role("button", name="Finish and clear this computer").click()
    assert stored(home, "q1")["value"] == 50
    typed(page, "q2a", "7")  # on its way while all is cleared
    home.once("dialog", lambda asked: asked.accept())
    with page.expect_event("load"), home.expect_event("load"):
        home.get_by_role("button", name="Finish and clear this computer").click()
    expect(state).to_have_text("Not started")
    expect(Form(page, "q1").status).to_have_text(re.compile("^Not answered yet"))
    wait_until_live(page)
    assert (value(page, "q1"), value(page, "q2a")) == ("", "")
    assert (stored(page, "q1"), stored(page, "q2a")) == ({}, {})


def test_work_with_other_figures_is_told_and_both_devices_answers_are_kept(visit: Visit) -> None:
    def copy(variant: int, values: dict[str, float]) -> None:
        answers = {q: {"kind": "number", "value": v, "at": f"2026-11-30T10:0{variant}:00Z"} for q, v in values.items()}
        whole = {"schema": 1, "assignment": UNIT, "variant": variant, "seed": 5, "answers": answers}
        text = json.dumps({"carelab": "work", "schema": 1, "files": {f"exercises/{UNIT}": whole}})
        page.locator("#open").set_input_files({"name": "w.json", "mimeType": "application/json", "buffer": text.encode()})

    page = visit("index.html", live=False)
    copy(2, {"q1": 10, "q2a": 20})
    expect(page.locator("#said")).to_contain_text("Your work of 1 part is here now.")
    copy(1, {"q1": 30})
    expect(page.locator("#said")).to_contain_text("Look again at unit 8: the two had different figures.")
    kept = stored(page, "q1")
    assert (kept["value"], [one["value"] for one in kept["earlier"]]) == (10, [30])
    copy(3, {"q1": 31, "q2a": 32, "q2b": 33})
    expect(page.locator("#said")).to_contain_text("The one with more answers counts")
    until(
        page,
        f"""async () => (await (await import(performance.getEntriesByType('resource').map((e) => e.name)
        .find((name) => /store-/.test(name)))).answersOf("exercises/{UNIT}")).includes('"variant":3')""",
    )
    assert [(one["value"], one["earlier"][-1]["value"]) for q in ("q1", "q2a") for one in [stored(page, q)]] == [
        (31, 10),
        (32, 20),
    ]


def test_an_address_that_is_not_secure_says_what_to_ask_for(student: BrowserContext, host: WebHost) -> None:
    def college(route: Route) -> None:
        found = host.find(urlsplit(route.request.url).path)
        route.fulfill(body=found[0], content_type=found[1]) if found else route.fulfill(status=404)

    student.route("http://example.org/**", college)
    page = student.new_page()
    page.goto("http://example.org" + host.prefix + EXERCISES)
    expect(page.locator("#loading")).to_contain_text(
        "this address begins with http://. Ask your tutor for one that begins with https://"
    )
