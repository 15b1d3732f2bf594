"""Answers change on a page of `carelab open`, and the server or the Python behind it is killed: is what said Saved on disk?"""

import contextlib
import json
import random
import threading
from pathlib import Path

import psutil
import websocket
from live_page import CELLS, EXERCISES, UNIT, Page, write
from soak import long_proof, times

from carelab.page import Server, make_working_copy, serving

ENDED = (OSError, websocket.WebSocketException, json.JSONDecodeError)


def number_in(work: Path) -> float:
    """Return the answer that is on disk, 0 when there is none."""
    file = work / EXERCISES / "answers.json"
    answers = json.loads(file.read_text(encoding="utf-8"))["answers"] if file.is_file() else {}
    return float(answers["q1"]["value"]) if "q1" in answers else 0


def answer_until_it_ends(server: Server, sent: int, said: int, kill: threading.Timer) -> tuple[int, int]:
    """Answer with larger and larger numbers until something dies; return the last number sent and the last said to be saved."""
    page = Page(f"http://127.0.0.1:{server.port}/carelab/", server.token)
    with contextlib.suppress(*ENDED):
        page.until("ready")
        kill.start()
        while True:
            sent += 1
            number = page.number
            page.answer("q1", sent)
            heard = page.until("custom")["content"]
            while heard.get("sequence") != number:  # of the answer before
                heard = page.until("custom")["content"]
            assert heard["type"] == "saved"
            said = sent
    page.socket.shutdown()
    return sent, said


@long_proof
def test_every_answer_that_was_said_to_be_saved_is_on_disk_after_kills_of_the_server_and_of_python(tmp_path: Path) -> None:
    write(tmp_path / "release" / UNIT / f"{UNIT}.ipynb", CELLS)
    root, work = make_working_copy(tmp_path, UNIT).root, tmp_path / "my-work"
    chance, sent, said, kills = random.Random(20), 0, 0, 0
    while kills < times(4, 400):
        with serving(root) as server:
            for n in range(3):  # Python behind the page dies some times, then the server
                last = n == 2 or chance.random() < 0.4
                victim = (lambda: server.process.kill()) if last else (lambda: [p.kill() for p in behind(server)])
                kill = threading.Timer(chance.random() * chance.choice((0.02, 0.3)) if kills else 3, victim)
                sent, said = answer_until_it_ends(server, sent, said, kill)
                kill.join()
                kills += 1
                assert said <= number_in(work) <= sent, f"after {kills} kills"
                if last:
                    break
            mine = behind(server)
            server.process.kill()
            assert psutil.wait_procs(mine, 20)[1] == []
    assert said > 0


def behind(server: Server) -> list[psutil.Process]:
    """Return the Python processes behind this server's pages."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(server.process.pid).children(recursive=True)
    return []
