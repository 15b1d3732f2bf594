"""Where the course and the student's work are, as the server was told: ``--CareLabPages.course=…``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from traitlets import Unicode
from traitlets.config import Configurable

from carelab.page.server.course_pages import CoursePages
from carelab.page.working_copy import WORK


class CareLabPages(Configurable):
    """The settings of the pages in a Jupyter server, as ``--CareLabPages.course=…``."""

    work = Unicode(help="The student's own folder. By default my-work in the server's own.").tag(config=True)
    course = Unicode(help="The folder with notebooks/ and release/. By default the one that my-work is in.").tag(config=True)


def pages_of(app: Any) -> CoursePages:
    """Return the pages for a Jupyter server (``app``), with the folders that its settings name."""
    told = CareLabPages(parent=app)
    root = Path(app.root_dir)
    work = Path(told.work) if told.work else root if root.name == WORK else root / WORK
    course = Path(told.course) if told.course else work.parent
    return CoursePages(course, work, root=root, base=app.base_url, hub="JUPYTERHUB_USER" in os.environ)
