"""Python of JupyterLab in the browser: wheels of what its kernel imports, from this environment, and Pyodide's list of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from carelab.page.browser import ASSETS
from grader.site.runtime import PURE, package_files, zipped

SHELL = (
    "IPython", "asttokens", "executing", "ipython_pygments_lexers", "matplotlib_inline", "prompt_toolkit",
    "pure_eval", "pygments", "stack_data", "wcwidth",
)  # fmt: skip
"""IPython and what it imports; each works without its compiled parts."""
WIDGETS = ("anywidget", "ipywidgets", "psygnal", "typing_extensions")
OWN = ("pyodide_kernel", "ipykernel")
"""Wheels that are in JupyterLite's kernel extension."""
NOT_NEEDED = ("micropip", "jedi")
"""The kernel asks for them by name: nothing is installed in it, and IPython completes names without jedi."""
LOCK = "pyodide-lock.json"


def kernel_files(extension: Path, info: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, bytes]:
    """Return file name → content: the wheels of JupyterLab's Python kernel in the browser, and Pyodide's list of them.

    Parameters
    ----------
    extension:
        The folder of JupyterLite's kernel extension.
    info:
        The part ``info`` of the list of packages that comes with Pyodide: its version and the like.
    course:
        What the kernel must know of the website: see ``carelab/page/browser/lab_kernel.py``.
    """
    ours = {
        "filelock/__init__.py": (ASSETS / "lab_kernel.py").read_bytes(),
        "filelock/carelab_course.json": json.dumps(course).encode(),
    }
    wheels = {
        "ipython": _wheel("ipython", dict(package_files(*SHELL))),
        "carelab": _wheel("carelab", {**dict(package_files("carelab", *PURE)), **ours}),
        "anywidget": _wheel("anywidget", dict(package_files(*WIDGETS))),
        "comm": _wheel("comm", dict(package_files("comm"))),
        "piplite": _wheel("piplite", {"piplite/__init__.py": b"", "piplite/piplite.py": b""}, "0"),
        **{name: _wheel(name, {}, "0") for name in NOT_NEEDED},
    }
    for name in OWN:
        found = next((extension / "static" / "pypi").glob(f"{name}-*.whl"))
        wheels[name.replace("_", "-")] = (found.name, found.read_bytes())
    listed = {name: _entry(name, *wheel) for name, wheel in wheels.items()}
    return {**dict(wheels.values()), LOCK: json.dumps({"info": info, "packages": listed}).encode()}


def _wheel(name: str, files: Mapping[str, bytes], number: str = "") -> tuple[str, bytes]:
    """Return a wheel of these files: its file name and its bytes."""
    number = number or version(name)
    info = f"{name}-{number}.dist-info"
    about = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: carelab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    return f"{name}-{number}-py3-none-any.whl", zipped([*files.items(), *((path, text.encode()) for path, text in about.items())])


def _entry(name: str, file: str, data: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "version": file.split("-")[1],
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(data).hexdigest(),
        "package_type": "package",
        "imports": [name.replace("-", "_")],
        "depends": [],
        "unvendored_tests": False,
    }
