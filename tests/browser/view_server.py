"""A Jupyter server of a tutor, started by a plain command in the folder of a course."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


@contextmanager
def jupyter(folder: Path, command: list[str], ready: str, env: Mapping[str, str]) -> Iterator[str]:
    """Run ``python -m COMMAND`` in a folder until the block ends, on a free port; give its address once ``ready`` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log, address = folder / "server.log", f"http://127.0.0.1:{port}"
    program = [sys.executable, "-m", *command, f"--ServerApp.port={port}", "--ServerApp.allow_root=True"]
    with log.open("wb") as said:
        running = subprocess.Popen(program, cwd=folder, env={**os.environ, **env}, stdout=said, stderr=said)
    try:
        until = time.monotonic() + 60
        while not _answers(f"{address}/{ready}"):
            if running.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text(encoding="utf-8"))
            time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait(30)


def _answers(address: str) -> bool:
    try:
        urlopen(address, timeout=10).close()
    except (URLError, OSError):
        return False
    return True
