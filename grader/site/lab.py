"""JupyterLab in the browser (JupyterLite): the folder lab/ of the website, with the Pyodide and the answers of the pages."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carelab.page import CONFIG, SHARE
from carelab.page.browser import ASSETS
from carelab.page.pages import notebook_of
from carelab.questions import CareLabError
from grader.site.kernel import LOCK, kernel_files

LAB = "lab"
"""The folder of the website that everything of JupyterLab is in."""
KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", KERNEL)
PACKAGES = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython", "anywidget", "carelab"]
WITHOUT = ["@jupyterlite/application-extension:lsp-connection-manager"]
"""Extensions of JupyterLite that need others which Care Lab turns off."""
WORKER = "service-worker.js"
NOT_SERVED = ("rspack.config*.js", "jupyterlite.schema*.json", "package.json", "lab/package.json", "**/pypi/*.whl")
"""Files of JupyterLite's build that no browser asks for."""


class LabNotBuilt(CareLabError):
    """JupyterLab in the browser cannot be built."""


def lab_installed() -> bool:
    """Say whether JupyterLite is installed: it comes with the extra ``site``."""
    return all(importlib.util.find_spec(name) for name in ("jupyterlite_core", "jupyterlite_pyodide_kernel"))


def lab_address(unit: str, place: str) -> str:
    """Return a notebook's address in JupyterLab, from the site's root. ``place``: ``notebooks`` (a lesson) or ``exercises``."""
    return f"{LAB}/index.html?path={place}/{unit}/{unit}.ipynb"


def build_lab(course: Path, site: Path, pyodide: str, kernel: Mapping[str, Any]) -> None:
    """Build JupyterLab into the website in the folder ``site``, with the notebooks of the course in the folder ``course``.

    Parameters
    ----------
    pyodide:
        The path of Pyodide's first script, from the site's root.
    kernel:
        What the kernel must know of the website. ``notebooks``: name of a notebook, as ``exercises/08-budgeting`` → ``page``, the
        path of the same unit's page, and ``seeds``, a random seed for each variant, from which options get their order.
        ``store``: the path of the pages' script that keeps answers.

    Raises
    ------
    LabNotBuilt
        When JupyterLite does not build it. What it said is in the message.
    """
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    info = json.loads((site / pyodide).with_name(LOCK).read_text(encoding="utf-8"))["info"]
    python = _write_kernel(site / LAB, kernel_files(installed / KERNEL, info, kernel))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        for notebook in kernel["notebooks"]:
            place, unit = notebook.split("/")
            shutil.copytree(notebook_of(course, unit, place).parent, own / "files" / notebook, ignore=_not_handed_out)
        extensions = [*(installed / name for name in EXTENSIONS), SHARE / "labextensions" / "carelab"]
        settings = {"ignore_sys_prefix": ["federated_extensions"], "federated_extensions": [str(path) for path in extensions]}
        (own / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": settings}), encoding="utf-8")
        (own / "jupyter-lite.json").write_text(json.dumps(_settings(pyodide, python)), encoding="utf-8")
        shutil.copyfile(CONFIG / "labconfig" / "default_setting_overrides.json", own / "overrides.json")
        _run(own, own / LAB)
        for pattern in NOT_SERVED:
            for path in (own / LAB).glob(pattern):
                path.unlink()
        shutil.copytree(own / LAB, site / LAB, dirs_exist_ok=True)
    start = (ASSETS / "lab_start.js").read_bytes()
    name = f"start-{hashlib.sha256(start).hexdigest()[:12]}.js"
    (site / LAB / "static" / name).write_bytes(start)
    _change(
        site / LAB / "index.html", "await import('./config-utils.js');", "location.replace(`lab/index.html${location.search}`);"
    )
    _change(site / LAB / "lab" / "index.html", "await import(", f"await import('../static/{name}');\n        await import(")
    _keep_offline(site / LAB)


def _keep_offline(lab: Path) -> None:
    """Put our part before JupyterLite's service worker: it keeps all files in the browser, those of build/ once they are used."""
    own = sorted(path.relative_to(lab).as_posix() for path in lab.rglob("*") if path.is_file() and path.name != WORKER)
    digest = hashlib.sha256(b"".join(name.encode() + hashlib.sha256((lab / name).read_bytes()).digest() for name in own))
    kept = json.dumps([name for name in own if not name.startswith("build/")])
    script = (ASSETS / "lab_offline.js").read_text(encoding="utf-8")
    script = script.replace("@@VERSION@@", digest.hexdigest()[:12]).replace("@@FILES@@", kept)
    (lab / WORKER).write_text(script + (lab / WORKER).read_text(encoding="utf-8"), encoding="utf-8")


def _not_handed_out(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith(".") or name == "answers.json"}


def _write_kernel(lab: Path, files: Mapping[str, bytes]) -> str:
    """Write the kernel's Python into a folder that is named by its hash. Return the folder's path from lab/."""
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:12]
    folder = lab / "static" / f"python-{digest}"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder.relative_to(lab).as_posix()


def _settings(pyodide: str, python: str) -> dict[str, Any]:
    disabled = json.loads((CONFIG / "labconfig" / "page_config.json").read_text(encoding="utf-8"))["disabledExtensions"]
    kernel = {
        "pyodideUrl": f"./../{pyodide}",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"lockFileURL": f"./{python}/{LOCK}", "packages": PACKAGES},
    }
    data = {
        "appName": "Care Lab",
        "carelabPagesUrl": "./../",
        "disabledExtensions": [name for name, off in disabled.items() if off and name != KERNEL] + WITHOUT,
        "enableServiceWorkerCache": False,  # lab_offline.js does it
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def _run(own: Path, out: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(own), "--output-dir", str(out)]
    command += ["--contents", str(own / "files"), "--apps", "lab", "--no-unused-shared-packages", "--no-sourcemaps"]
    done = subprocess.run(command, cwd=own, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode or not (out / "index.html").is_file():
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise LabNotBuilt(f"JupyterLite did not build: {last[0]}", "Run: pip install 'carelab[site]'")


def _change(page: Path, what: str, new: str) -> None:
    """Replace a piece of script in a page of JupyterLite."""
    text = page.read_text(encoding="utf-8")
    if text.count(what) != 1:
        raise LabNotBuilt(f"This JupyterLite has another {page.name} than is expected.", "Run: pip install 'carelab[site]'")
    page.write_text(text.replace(what, new), encoding="utf-8")
