"""Opens nbgrader's formgrader at *Manual Grading*: a Jupyter server on this computer alone, started in the course's folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from carelab.page import Server, running
from carelab.questions import CareLabError
from grader.course import Course

SETTINGS = (
    "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    "--LabApp.expose_app_in_browser=False",
)
"""nbgrader's page is an extension of the server, and reads nbgrader_config.py in the folder in which the server is started."""


@contextlib.contextmanager
def serving_formgrader(course: Course, unit: str = "") -> Iterator[tuple[Server, str]]:
    """Run a Jupyter server with nbgrader's formgrader during a ``with`` block, which receives (server, address to open).

    Parameters
    ----------
    unit:
        The unit whose page is opened; "" for the list of all units.

    Raises
    ------
    CareLabError
        When no work on the unit (for "": on any unit) has been marked yet, or when the server does not start.
    """
    if not course.gradebook.is_file() or not any((course.root / "autograded").glob(f"*/{unit or '*'}/*.ipynb")):
        raise CareLabError(f"Nothing {f'of {unit} ' if unit else ''}has been marked yet.", "Run carelab mark first.")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(course.root, SETTINGS, os.environ, Path(folder) / "server.log") as server,
    ):
        # by way of Jupyter's own page: formgrader would let the browser keep its pass for one folder of its pages only
        page = quote(f"/formgrader/gradebook{_place(course, unit)}", safe="")
        yield server, f"http://127.0.0.1:{server.port}/login?next={page}&token={server.token}"


def _place(course: Course, unit: str) -> str:
    """Return where formgrader lists what is to be marked: a unit's students, where it has one notebook, or its notebooks."""
    if not unit:
        return ""
    notebooks = course.notebooks(unit)
    return f"/{quote(unit)}/{quote(notebooks[0].stem)}" if len(notebooks) == 1 else f"/{quote(unit)}"
