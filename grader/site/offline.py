"""The site without internet: the service worker, which keeps every file of the pages in the browser. JupyterLab has its own."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from carelab.page.browser import ASSETS
from grader.site.lab import LAB

NAME = "service-worker.js"


def write_service_worker(site: Path) -> str:
    """Write the service worker, which keeps the pages' files for use without internet; return its version, a hash of them."""
    own = (path for path in site.rglob("*") if path.relative_to(site).parts[0] != LAB)
    files = sorted(path for path in own if path.is_file() and path.name not in (NAME, "site.json"))
    names = [path.relative_to(site).as_posix() for path in files]
    digest = hashlib.sha256()
    for name, path in zip(names, files, strict=True):
        digest.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    version = digest.hexdigest()[:12]
    worker = (ASSETS / "service_worker.js").read_text(encoding="utf-8")
    made = worker.replace("@@VERSION@@", version).replace("@@FILES@@", json.dumps(names))
    (site / NAME).write_text(made, encoding="utf-8")
    return version
