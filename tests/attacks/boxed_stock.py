"""What stock nbgrader does with an attack, in a box: no network, this machine read-only, and an end to all its processes."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from attacks.attack import load
from judge.stock import stock_marks

NOT_TRIED = "not tried: "
CELL_SECONDS = 8
SECONDS = 60


def boxed_stock(name: str) -> str:
    """Return each test cell's mark as a ``stock`` head says it, ``stops with ERROR``, or ``hangs`` after a minute."""
    tests = Path(__file__).parents[1]
    box = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--size", "500000000", "--tmpfs", "/tmp"]
    box += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session"]
    box += ["--ro-bind", str(tests.parent), str(tests.parent), "--chdir", "/tmp"]
    box += ["--setenv", "HOME", "/tmp", "--setenv", "PYTHONPATH", f"{tests}:{tests.parent}"]
    box += ["--setenv", "COURSE_SECRET", "canary of the environment"]
    try:
        ran = subprocess.run(
            [*box, sys.executable, "-m", "attacks.boxed_stock", name],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "hangs"
    said = [line for line in ran.stdout.splitlines() if line.startswith("STOCK ")]
    assert said, ran.stderr
    return said[-1].removeprefix("STOCK ")


def _inside(name: str) -> str:
    """Run the attack here, with things to steal and to spoil in a folder of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    root = Path(tempfile.mkdtemp())
    home, course, work = root / "home", root / "course", root / "work"
    for path in ("source/ps1/ps1.ipynb", "submitted/ann/ps1/ps1.ipynb", "gradebook.db"):
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text("canary of the course")
    (course / "gradebook.db").write_bytes(b"")
    home.mkdir()
    (home / ".netrc").write_text("canary of the home folder")
    work.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        places = {"HOME": str(home), "COURSE": str(course), "PORT": str(server.getsockname()[1]), "PID": str(os.getpid())}
        attack = load(name, places)
        for file, content in attack.tutor_files.items():
            (work / file).write_bytes(content)
        try:
            for _ in range(2 if "again" in attack.heads else 1):
                marks = stock_marks(attack.pair.submitted, work, CELL_SECONDS)
        except Exception as error:  # noqa: BLE001 (whatever stops nbgrader is what we ask for)
            return f"stops with {type(error).__name__}"
    return (
        "; ".join(
            f"{grade_id} {mark:g}" if isinstance(mark, float | int) else f"{grade_id} {mark}" for grade_id, mark in marks.items()
        )
        or "no mark"
    )


if __name__ == "__main__":
    sys.stdout.write(f"STOCK {_inside(sys.argv[1])}\n")
    sys.stdout.flush()
    os._exit(0)
