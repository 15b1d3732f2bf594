"""The settings that Jupyter needs to show the course as it is meant to look: found by path, never installed."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
CONFIG = HERE / "config"
"""For ``JUPYTER_CONFIG_PATH``: settings of the server, of JupyterLab and of the page."""
SHARE = HERE / "share"
"""For ``JUPYTER_PATH``: the page's template, the JupyterLab extension and the kernel."""


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables ``base`` with those added that make a Jupyter server find Care Lab's settings and style.

    The program that starts the server (``carelab open``, a JupyterHub) passes them to it. A search path that was set before
    keeps its folders, after Care Lab's.
    """
    found = dict(base)
    _first(found, "JUPYTER_CONFIG_PATH", CONFIG)
    _first(found, "JUPYTER_PATH", SHARE)
    package = HERE.parents[1]
    if package != Path(sysconfig.get_paths()["purelib"]):
        _first(found, "PYTHONPATH", package)
    return found


def _first(found: dict[str, str], name: str, path: Path) -> None:
    rest = [p for p in found.get(name, "").split(os.pathsep) if p and p != str(path)]
    found[name] = os.pathsep.join([str(path), *rest])
