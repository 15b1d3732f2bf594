"""The same pages in a college's JupyterHub: two students, each with a server, a folder and answers of their own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket
from live_page import CELLS, EXERCISES, UNIT, Page, write
from platformdirs import user_cache_path

PROXY, HUB = "configurable-http-proxy@5.0.1", "jupyterhub==5.4.0"
"""From npm and PyPI, once: they are a college's, and not in the lock file."""
REPOSITORY = Path(__file__).parents[2]
TOKEN = "a-token-of-this-test-alone"
CONFIG = """
import os
import sys

from carelab.page import environment

c.Spawner.environment = environment({})
c.Spawner.default_url = "/carelab/"
c.Spawner.args = ["--CareLabPages.course=" + os.environ["COURSE"], "--allow-root"]

c.Spawner.environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.SimpleLocalProcessSpawner.home_dir_template = os.environ["HOMES"] + "/{username}"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.bind_url = "http://127.0.0.1:" + os.environ["PORT"]
c.JupyterHub.hub_port = int(os.environ["HUB_PORT"])
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:" + os.environ["PROXY_PORT"]
c.ConfigurableHTTPProxy.command = [os.environ["PROXY"]]
c.JupyterHub.services = [{"name": "test", "api_token": os.environ["TOKEN"]}]
c.JupyterHub.load_roles = [
    {"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "tokens"]},
]
"""
"""The first block is what docs/it.md tells a college to write."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed() -> tuple[Path, Path]:
    """Return the hub's own proxy, and the folder that JupyterHub is in."""
    folder = user_cache_path("carelab") / "hub"
    proxy, packages = folder / "node_modules" / ".bin" / "configurable-http-proxy", folder / HUB
    if not proxy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([shutil.which("npm") or "npm", "install", "--silent", "--prefix", folder, PROXY], check=True)
    if not packages.exists():
        venv.create(folder / "pip", with_pip=True)
        pip = [folder / "pip" / "bin" / "python", "-m", "pip", "install", "--quiet", "--target", folder / "part", HUB]
        subprocess.run(pip, check=True)
        (folder / "part").rename(packages)
    return proxy, packages


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """A hub with the course in a folder of its own; its address."""
    write(tmp_path / "course" / "release" / UNIT / f"{UNIT}.ipynb", CELLS)
    (tmp_path / "config.py").write_text(CONFIG, encoding="utf-8")
    port = free_port()
    found, packages = installed()
    env = {
        **os.environ, "COURSE": str(tmp_path / "course"), "HOMES": str(tmp_path / "homes"), "PORT": str(port), "TOKEN": TOKEN,
        "HUB_PORT": str(free_port()), "PROXY_PORT": str(free_port()), "PROXY": str(found), "HUB": str(packages),
    }  # fmt: skip
    env["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), str(packages)])
    with (tmp_path / "hub.log").open("wb") as log:
        command = [sys.executable, "-m", "jupyterhub", "-f", str(tmp_path / "config.py")]
        started = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(60)


def ask(address: str, token: str = TOKEN, method: str = "GET", body: Any = None) -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Authorization": f"token {token}"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
    except OSError as error:
        return 0, str(error).encode()


def ready(hub: str, student: str) -> bool:
    server = json.loads(ask(f"{hub}/hub/api/users/{student}")[1])["servers"].get("", {})
    return bool(server.get("ready"))


def until(what: str, check: Any) -> Any:
    end = time.monotonic() + 180
    while not (found := check()):
        assert time.monotonic() < end, what
        time.sleep(0.2)
    return found


@pytest.mark.soak
def test_two_students_of_a_hub_have_pages_and_answers_of_their_own(hub: str, tmp_path: Path) -> None:
    until("the hub is up", lambda: ask(f"{hub}/hub/api/")[0] == 200)
    tokens = {}
    for student in ("ann", "bob"):
        assert ask(f"{hub}/hub/api/users/{student}", method="POST")[0] == 201
        assert ask(f"{hub}/hub/api/users/{student}/server", method="POST")[0] in (201, 202)
        tokens[student] = json.loads(ask(f"{hub}/hub/api/users/{student}/tokens", method="POST", body={})[1])["token"]
    for student, token in tokens.items():
        pages = f"{hub}/user/{student}/carelab/"
        until(f"{student}'s server is up", lambda student=student: ready(hub, student))
        status, page = ask(f"{pages}{UNIT}/exercises/index.html", token)
        assert status == 200
        assert b"Your answers are kept in your own folder on your college" in page
        assert f'href="/user/{student}/doc/tree/my-work/{EXERCISES}/{UNIT}.ipynb"'.encode() in page
        python = Page(pages, token)
        python.until("ready")
        python.answer("q1", len(student) + ord(student[0]))
        assert python.until("custom")["content"]["type"] == "saved"
        python.socket.shutdown()
    for student, token, other in (("ann", tokens["ann"], "bob"), ("bob", tokens["bob"], "ann")):
        kept = json.loads((tmp_path / "homes" / student / "my-work" / EXERCISES / "answers.json").read_text())
        assert kept["answers"]["q1"]["value"] == len(student) + ord(student[0])
        assert ask(f"{hub}/user/{other}/carelab/api/notebooks", token)[0] in (403, 404)
        live, mine = f"{hub.replace('http', 'ws', 1)}/user/{other}/carelab/api/live/{EXERCISES}", f"Authorization: token {token}"
        with pytest.raises((websocket.WebSocketBadStatusException, websocket.WebSocketTimeoutException)):
            websocket.create_connection(live, header=[mine], timeout=10)
