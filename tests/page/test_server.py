"""The pages of a Jupyter server: who may ask, what can be reached, and what becomes of answers when something ends."""

import base64
import contextlib
import http.client
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import websocket
from live_page import CELLS, EXERCISES, UNIT, Page, write

from carelab.page import Server, make_working_copy, serving

LIVE = f"ws://127.0.0.1:{{}}/carelab/api/live/{EXERCISES}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    write(folder / "release" / UNIT / f"{UNIT}.ipynb", CELLS)
    write(folder / "release" / "09-broken" / "09-broken.ipynb", [CELLS[0].replace(UNIT, "09-broken"), "1 / 0"])
    write(folder / "notebooks" / UNIT / f"{UNIT}.ipynb", [f'import carelab\nlesson = carelab.lesson("{UNIT}")'])
    return folder


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[Server]:
    with serving(make_working_copy(course, UNIT).root) as started:
        yield started


@pytest.fixture
def work(course: Path) -> Iterator[Path]:
    """The student's folder, as on the first day."""
    work = course / "my-work"
    yield work
    for left in [*work.glob("exercises/*"), *work.glob("notebooks/*"), work / ".carelab" / "notes.json"]:
        if left.is_symlink() or left.is_file():
            left.unlink()
        elif left.is_dir():
            shutil.rmtree(left)


def ask(
    server: Server, path: str, *, method: str = "GET", body: Any = None, token: bool = True, **headers: str
) -> tuple[int, bytes]:
    """Ask the server for an address exactly as it is given; return the status and the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    if token:
        headers["Authorization"] = f"token {server.token}"
    connection.request(method, f"/carelab/{path}", None if body is None else json.dumps(body), headers)
    with contextlib.closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.read()


def told(server: Server, path: str, **how: Any) -> Any:
    status, data = ask(server, path, **how)
    assert status == 200, data
    return json.loads(data)


@pytest.fixture
def open_page() -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []

    def opened(server: Server, notebook: str = EXERCISES) -> Page:
        pages.append(Page(f"http://127.0.0.1:{server.port}/carelab/", server.token, notebook))
        return pages[-1]

    yield opened
    for page in pages:
        page.socket.shutdown()


def processes() -> list[psutil.Process]:
    """Return the Python processes behind the pages of this test's servers."""
    return [p for p in psutil.Process().children(recursive=True) if "carelab.page.server.line" in p.cmdline()]


def stored(work: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((work / EXERCISES / "answers.json").read_text(encoding="utf-8"))["answers"]
    return {question: answer["value"] for question, answer in found.items()}


# who may ask


@pytest.mark.parametrize(
    "path",
    [
        "",
        "index.html",
        f"{UNIT}/exercises/index.html",
        "assets/store.js",
        "api/work",
        f"api/first/{EXERCISES}",
        "api/notes?prefix=",
    ],
)
def test_nothing_is_shown_to_somebody_who_is_not_signed_in(server: Server, work: Path, path: str) -> None:
    assert ask(server, path, token=False)[0] in (302, 403)
    assert ask(server, path)[0] == 200


def test_the_token_leaves_the_address_and_a_strange_page_can_ask_for_nothing(server: Server, work: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    with contextlib.closing(connection):
        connection.request("GET", f"/carelab/?token={server.token}")
        answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, "/carelab/")
    cookie = "; ".join(value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])
    assert ask(server, "", token=False, Cookie=cookie)[0] == 200
    note = {"name": "last", "value": 1}
    assert ask(server, "api/notes", method="PUT", body=note, token=False, Cookie=cookie)[0] == 403
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(LIVE.format(server.port))
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(LIVE.format(server.port), cookie=cookie, origin="https://example.org")


# what can be reached


@pytest.mark.parametrize(
    "path",
    [
        "../api/contents", "assets/../../../../etc/passwd", "assets/..%2f..%2fopen.py", "assets/stand_in.py", "nowhere.html",
        "api/work?answers=exercises/../../secret", "api/work?answers=exercises%2F..%2Fsecret", "api/work?answers=/etc/passwd",
        "api/first/exercises/..", "api/first/exercises/%2e%2e", "api/live/exercises/42-none", "42-none/exercises/index.html",
        "09-broken/lesson/index.html", "08-small%2f..%2f../exercises/index.html",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_course(server: Server, course: Path, work: Path, path: str) -> None:
    (course / "secret").mkdir(exist_ok=True)
    (course / "secret" / "answers.json").write_text("a secret")
    status, data = ask(server, path)
    assert status in (400, 404) or path.startswith("..")
    assert b"a secret" not in data
    assert b"root:" not in data


def test_no_link_in_the_students_folder_leads_out_of_it(
    server: Server, work: Path, tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    (tmp_path / "answers.json").write_text('{"schema": 1, "a": "secret"}')
    assert ask(server, f"{UNIT}/exercises/index.html")[0] == 200
    mine = work / EXERCISES / "answers.json"
    mine.symlink_to(tmp_path / "answers.json")
    assert told(server, f"api/work?answers={EXERCISES}") == {"answers": {EXERCISES: None}, "notes": {}}
    shutil.rmtree(work / EXERCISES)
    (work / EXERCISES).symlink_to(tmp_path, target_is_directory=True)
    for path in (f"{UNIT}/exercises/index.html", f"api/first/{EXERCISES}", f"api/work?answers={EXERCISES}"):
        assert ask(server, path)[0] == 404
    with pytest.raises(websocket.WebSocketBadStatusException, match="404"):
        open_page(server)
    assert told(server, "api/join", method="POST", body={EXERCISES: book()})["unusable"] == [EXERCISES]
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]
    assert b"secret" in (tmp_path / "answers.json").read_bytes()


# Python behind a page


def test_answers_are_saved_in_the_students_folder_handed_in_and_shown_at_once_the_next_time(
    server: Server, work: Path, open_page: Callable[..., Page]
) -> None:
    assert ask(server, f"{UNIT}/exercises/index.html")[0] == 200
    assert told(server, f"api/first/{EXERCISES}") == {"answers": None, "said": None}
    page = open_page(server)
    page.until("ready")
    page.answer("q1", 3)
    assert page.until("heard") == {"do": "heard", "number": 1, "question": "q1"}
    assert page.until("custom")["content"]["type"] == "saved"
    assert stored(work) == {"q1": 3}
    page.say({"type": "hand_in"})
    made = page.until("download")
    assert base64.b64decode(made["data"]) == (work / EXERCISES / f"{UNIT}-handin.zip").read_bytes()
    until = time.monotonic() + 30
    while told(server, f"api/first/{EXERCISES}")["said"] is None:
        assert time.monotonic() < until
        time.sleep(0.1)
    first = told(server, f"api/first/{EXERCISES}")
    assert first["answers"]["answers"]["q1"]["value"] == 3
    assert [one["state"]["question"]["id"] for one in first["said"] if one["do"] == "open" and one["kind"] == "Form"] == [
        "q1",
        "q2",
    ]
    page.socket.close()


def test_what_was_sent_before_a_page_closes_is_saved_and_its_process_ends(
    server: Server, work: Path, open_page: Callable[..., Page]
) -> None:
    ask(server, f"{UNIT}/exercises/index.html")
    page = open_page(server)
    page.until("ready")
    (process,) = processes()
    process.suspend()
    page.answer("q1", 5)
    page.answer("q2", 6)
    page.socket.close()
    time.sleep(0.3)
    process.resume()
    process.wait(10)
    assert stored(work) == {"q1": 5, "q2": 6}


def test_a_process_that_does_not_end_is_killed_and_one_that_dies_closes_its_page(
    server: Server, work: Path, open_page: Callable[..., Page]
) -> None:
    ask(server, f"{UNIT}/exercises/index.html")
    page, other = open_page(server), open_page(server)
    page.until("ready")
    other.until("ready")
    first, second = processes()
    first.kill()
    second.suspend()
    closed = [one for one in (page, other) if _closes(one)]
    assert len(closed) == 1
    next(one for one in (page, other) if one not in closed).socket.close()
    second.wait(20)


def _closes(page: Page) -> bool:
    page.socket.settimeout(2)
    try:
        return page.socket.recv() == ""
    except websocket.WebSocketTimeoutException:
        return False
    except websocket.WebSocketConnectionClosedException:
        return True


def test_a_question_that_is_no_more_is_not_taken_and_a_notebook_that_fails_says_so(
    server: Server, work: Path, open_page: Callable[..., Page]
) -> None:
    ask(server, f"{UNIT}/exercises/index.html")
    page = open_page(server)
    page.until("ready")
    page.answer("gone", 1)
    page.answer("q2", 2)
    assert page.until("heard")["question"] == "q2"
    ask(server, "09-broken/exercises/index.html")
    broken = open_page(server, "exercises/09-broken")
    said = broken.until("failed")
    assert said["start"] is True
    assert "ZeroDivisionError" in said["text"]


def test_killing_the_server_ends_every_process_and_loses_no_answer(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    write(tmp_path / "release" / UNIT / f"{UNIT}.ipynb", CELLS)
    with serving(make_working_copy(tmp_path, UNIT).root) as server:
        page = open_page(server)
        page.until("ready")
        page.answer("q1", 4)
        page.until("heard")
        mine = [process for process in processes() if process.parent() == psutil.Process(server.process.pid)]
        server.process.kill()
        assert psutil.wait_procs(mine, 10)[1] == []
        assert len(mine) == 1
    assert stored(tmp_path / "my-work") == {"q1": 4}


# notes and copies


def test_notes_are_kept_by_name_and_a_file_that_was_put_aside_is_among_them(server: Server, work: Path) -> None:
    ask(server, f"{UNIT}/exercises/index.html")
    for name, value in (("receipt:a", {"n": 1}), ("receipt:b", 2), ("receipt:a", {"n": 3})):
        assert ask(server, "api/notes", method="PUT", body={"name": name, "value": value})[0] == 200
    assert told(server, "api/notes?prefix=receipt:") == [{"n": 3}, 2]
    assert told(server, "api/work?note=receipt:a&note=none") == {"answers": {}, "notes": {"receipt:a": {"n": 3}, "none": None}}
    (work / EXERCISES / "answers-kept-2026.json").write_text("spoilt")
    assert told(server, "api/notes?prefix=kept:") == ["spoilt"]
    assert ask(server, "api/notes", method="PUT", body={"name": "x", "value": "x" * 1_000_001})[0] == 413
    assert ask(server, "api/notes", method="PUT", body={"name": 5})[0] == 400
    (work / ".carelab" / "notes.json").write_text("{")
    assert told(server, "api/notes?prefix=") == ["spoilt"]


def book(variant: int = 1, **answers: Any) -> dict[str, Any]:
    entries = {question: {"kind": "number", "value": value, "at": at} for question, (value, at) in answers.items()}
    return {"schema": 1, "assignment": UNIT, "variant": variant, "answers": entries}


def test_a_copy_is_joined_question_by_question_and_what_is_none_is_named(server: Server, work: Path) -> None:
    early, late = "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z"
    send = {"method": "POST", "body": {EXERCISES: book(q1=(1, early), q2=(2, late)), "exercises/42-none": book()}}
    assert told(server, "api/join", **send) == {"joined": 1, "figures": [], "unusable": ["exercises/42-none"]}
    send["body"] = {EXERCISES: book(q1=(7, late), q2=(8, early))}
    assert told(server, "api/join", **send) == {"joined": 1, "figures": [], "unusable": []}
    assert stored(work) == {"q1": 7, "q2": 2}
    kept = json.loads((work / EXERCISES / "answers.json").read_text())["answers"]
    assert [answer["earlier"][0]["value"] for answer in kept.values()] == [1, 8]
    send["body"] = {EXERCISES: book(2, q1=(9, late))}
    assert told(server, "api/join", **send)["figures"] == [EXERCISES]
    assert stored(work) == {"q1": 7, "q2": 2}
    assert told(server, "api/notebooks") == [EXERCISES]


def test_a_corrected_notebook_is_told_at_the_top_of_its_page(server: Server, course: Path, work: Path) -> None:
    ask(server, f"{UNIT}/exercises/index.html")
    path = course / "release" / UNIT / f"{UNIT}.ipynb"
    before = path.read_text(encoding="utf-8")
    mine = json.loads(before)
    mine["cells"][1]["metadata"]["nbgrader"] = {"grade_id": "a", "solution": False, "locked": True}
    (work / EXERCISES / f"{UNIT}.ipynb").write_text(json.dumps(mine), encoding="utf-8")
    mine["cells"][1]["source"] += "\n# corrected"
    path.write_text(json.dumps(mine), encoding="utf-8")
    try:
        assert b"Your tutor has corrected" in ask(server, f"{UNIT}/exercises/index.html")[1]
        assert b"Your tutor has corrected" not in ask(server, f"{UNIT}/exercises/index.html")[1]
    finally:
        path.write_text(before, encoding="utf-8")
