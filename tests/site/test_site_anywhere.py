"""The website away from its maker: without internet, after a new build, as a file, on another computer, and at the tutor's."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from browser.view_pages import SAVED, Form
from classroom import UNIT, best_answers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from site_pages import EXERCISES, LESSON, Visit, answer, faults, until, wait_until_live
from web_host import WebHost

from carelab.answers import AnswerFile, file, parse
from grader.authoring import read_master, source_path
from grader.course import Course
from grader.gradebook import Gradebook
from grader.intake import look, take
from grader.marking.mark import mark_class
from grader.site.offline import write_service_worker

JOIN = """async ([name, pairs]) => {
    const store = performance.getEntriesByType('resource').map((e) => e.name).find((name) => /merge-/.test(name));
    const { merged } = await import(store);
    return pairs.map(([here, there]) => merged(here, there));
}"""
VALUES = st.none() | st.integers(0, 4) | st.lists(st.sampled_from("abc"), max_size=2) | st.just({"b": 1, "a": 2})


def work(answers: dict[str, Any]) -> dict[str, Any]:
    """Return an answer file with these answers, each its value and the minute."""
    made = {q: {"kind": "number", "value": v, "at": f"2026-11-30T10:{m:02d}:00Z"} for q, (v, m) in answers.items()}
    return {"schema": 1, "assignment": UNIT, "variant": 1, "answers": made}


def test_a_copy_of_the_work_joins_by_the_rules_of_the_answer_file(visit: Visit, tmp_path: Path, monkeypatch: Any) -> None:
    page = visit("index.html", live=False)
    pages = st.dictionaries(st.sampled_from(("q1", "q2a")), st.tuples(VALUES, st.integers(0, 29)), min_size=1)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(pages, pages)
    def agrees(one: dict[str, Any], two: dict[str, Any]) -> None:
        older, newer = work(one), work({q: (v, m + 30) for q, (v, m) in two.items()})
        folder = tmp_path / "own"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        window = AnswerFile(folder, UNIT)  # open before the other window answers
        (folder / "answers.json").write_text(json.dumps(older), encoding="utf-8")
        for question, entry in newer["answers"].items():
            monkeypatch.setattr(file, "now", lambda at=entry["at"]: at)
            window.save(question, "number", entry["value"])
        wanted = json.loads((folder / "answers.json").read_text(encoding="utf-8"))["answers"]
        got = page.evaluate(JOIN, [None, [(older, newer), (newer, older), (wanted_file := {**older, "answers": wanted}, newer)]])
        assert [each["answers"] for each in got] == [wanted] * 3
        parse(json.dumps(got[0]).encode(), folder, UNIT)
        assert page.evaluate(JOIN, [None, [(wanted_file, older)]])[0]["answers"] == wanted

    agrees()


def test_without_internet_the_course_goes_on_and_a_new_build_takes_the_place_of_the_old(
    visit: Visit, host: WebHost, tmp_path: Path
) -> None:
    page = visit(live=False)
    page.evaluate("navigator.serviceWorker.ready")
    host.away = True
    page.reload()
    wait_until_live(page)
    answer(page, "q1", "63.2")
    page.goto(host.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(host.address + LESSON)
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    host.folder = shutil.copytree(host.folder, tmp_path / "site")
    lesson = host.folder / LESSON
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("<h1", "<p>A new word.</p><h1", 1), encoding="utf-8")
    versions = "caches.keys().then((names) => names.filter((name) => name.startsWith('carelab ')))"
    old = page.evaluate(versions)
    write_service_worker(host.folder)
    host.away = False
    page.evaluate("navigator.serviceWorker.getRegistration().then((own) => own.update())")
    until(page, f"(old) => {versions}.then((names) => names.length === 1 && names[0] !== old[0])", old)
    host.away = True
    page.reload()
    expect(page.get_by_text("A new word.")).to_be_visible()


def test_opened_as_a_file_a_page_says_what_to_do(student: Any, built_site: Path) -> None:
    page = student.new_page()
    for name in ("index.html", EXERCISES):
        page.goto((built_site / name).as_uri())
        expect(page.get_by_text("This page was opened as a file").first).to_be_visible()


def test_work_from_another_computer_is_handed_in_here_and_marked_in_full(visit: Visit, host: WebHost, course: Course) -> None:
    page = visit("index.html", live=False)
    best = best_answers(course)
    kinds = {m.question.id: m.question.kind for m in read_master(source_path(course.root, UNIT)).questions}
    whole = work({q: (v, 0) for q, v in best.items()})
    for question, entry in whole["answers"].items():
        entry["kind"] = kinds[question]
    copy = {"carelab": "work", "schema": 1, "files": {f"exercises/{UNIT}": whole, "exercises/odd": {"answers": 1}}}
    page.locator("#open").set_input_files({"name": "w.json", "mimeType": "application/json", "buffer": json.dumps(copy).encode()})
    expect(page.locator("#said")).to_contain_text("Your work of 1 part is here now.")
    expect(page.locator("#said")).to_contain_text("1 part of the file could not be used.")
    state = page.locator(f"[data-unit='{UNIT}'] .state")
    expect(state).to_have_text("11 of 11 answered")

    page.goto(host.address + EXERCISES)
    wait_until_live(page)
    with page.expect_download() as made:
        page.get_by_role("button", name="Make my hand-in file").click()
    upload = course.root / "upload.zip"
    made.value.save_as(upload)
    receipt = page.get_by_role("region", name="Receipt")
    expect(receipt).to_contain_text("11 of 11")
    answer(page, "q1", "1")
    expect(page.get_by_text("These are different now: question 1.")).to_be_visible()
    number = receipt.locator("dd").first.inner_text()
    page.goto(host.address + "record.html")
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("changed since")
    page.goto(host.address)
    expect(state).to_have_text(re.compile("Hand-in file made on .*; changed since"))

    assert take(course, look(course, [upload], student="amina")) == 2
    run = mark_class(course, [UNIT])
    assert (run.marked, run.failed) == (1, [])
    with Gradebook(course.gradebook) as gradebook:
        marks = {score.grade_id: (score.auto, score.points) for score in gradebook.scores(UNIT)}
    assert marks.pop("budgeting_q9")[0] is None  # a person marks it
    assert [name for name, (earned, most) in marks.items() if earned != most] == []


def test_axe_finds_nothing_and_nothing_scrolls_sideways_and_keys_alone_answer_and_hand_in(visit: Visit, host: WebHost) -> None:
    page = visit("index.html", live=False)
    for name in (LESSON, "index.html", EXERCISES):
        page.goto(host.address + name)
        if name != "index.html":
            wait_until_live(page)
            page.locator(".word").first.press("Enter")
            expect(page.locator(".meaning:popover-open")).to_have_count(1)
            assert faults(page) == [], name
            page.keyboard.press("Escape")
            expect(page.locator(".word").first).to_be_focused()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(
                "(dark) => [document.documentElement, document.body].forEach((e) => { e.dataset.jpThemeLight = String(!dark); })",
                scheme == "dark",
            )
            assert faults(page) == [], (name, scheme)
        page.set_viewport_size({"width": 320, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
        page.set_viewport_size({"width": 1366, "height": 768})
    box = Form(page, "q1").root.locator("input[type=text]").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if box.evaluate("(box) => box === document.activeElement"):
            break
    page.keyboard.type("63.2")
    page.keyboard.press("Tab")
    expect(Form(page, "q1").status).to_have_text(SAVED)
    make = page.get_by_role("button", name="Make my hand-in file")
    while not make.evaluate("(button) => button === document.activeElement"):
        page.keyboard.press("Tab")
    with page.expect_download():
        page.keyboard.press("Enter")
