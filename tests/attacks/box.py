"""A box in which stock nbgrader can be tried with an attack: the whole disk read-only but for one folder, and no way out.

What runs in it ends with it, and no file can grow past a bound.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

LARGEST = 1_200_000_000
"""Bytes that a file in the box may have: more than any attack that is tried needs, and less than would fill a disk."""
ALONE = ("--unshare-pid", "--unshare-ipc", "--die-with-parent", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm")


def boxed(arguments: list[str], root: Path, cwd: Path, seconds: float) -> subprocess.CompletedProcess[bytes] | None:
    """Run Python in a box that may write to ``root``; return what came of it, or None when it did not end in time."""
    command = ["bwrap", "--ro-bind", "/", "/", *ALONE, "--bind", str(root), str(root), sys.executable, *arguments]
    own = root / "own"
    own.mkdir(exist_ok=True)
    places = dict.fromkeys(("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "TMPDIR"), str(own))
    env = {**os.environ, **places, "PYTHONPATH": str(Path(__file__).parents[1])}
    try:
        return subprocess.run(
            command,
            cwd=cwd,
            env=env,
            capture_output=True,
            timeout=seconds,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST)),
        )
    except subprocess.TimeoutExpired:
        return None


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, by its path there, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
