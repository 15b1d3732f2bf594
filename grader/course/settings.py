"""What a course's own nbgrader_config.py says that marking must keep to: its gradebook, its folders, what lateness costs."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError

FILE = "nbgrader_config.py"
FOLDERS = {
    "directory_structure": None,
    "source_directory": "source",
    "release_directory": "release",
    "submitted_directory": "submitted",
    "autograded_directory": "autograded",
    "feedback_directory": "feedback",
}
"""Settings of nbgrader's ``CourseDirectory`` that name its folders → nbgrader's own values, which Care Lab needs."""
_OF_CONCERN = re.compile(r"_directory|directory_structure|db_url|Late|CareLab\.site|load_(?:sub)?config|\.root\b")
_SQLITE = re.compile(r"sqlite:///([^?#]+)")


class OtherSettings(CareLabError):
    """A course's ``nbgrader_config.py`` cannot be read, or asks for something that only nbgrader itself can do."""


def gradebook_of(root: Path) -> Path:
    """Return the path of a course's gradebook, as nbgrader finds it. Raises OtherSettings when it is not an SQLite file."""
    url = settings(root).get("CourseDirectory", {}).get("db_url", "")
    if not url:
        return root / "gradebook.db"
    found = _SQLITE.fullmatch(str(url))
    if found is None:
        raise OtherSettings(
            f"{FILE} keeps the gradebook in a database that carelab cannot use: it needs an SQLite file.",
            "Mark with nbgrader autograde, where Care Lab marks too, or set db_url to sqlite:////path/to/gradebook.db.",
        )
    return root / found[1]  # an absolute path stays as it is


def check_folders(root: Path) -> None:
    """Raise OtherSettings when ``nbgrader_config.py`` gives the course's folders other names than nbgrader's usual ones."""
    mine = settings(root).get("CourseDirectory", {})
    for name, usual in FOLDERS.items():
        given = mine.get(name)
        if given is not None and (usual is None or Path(root, str(given)).resolve() != root / usual):
            raise OtherSettings(
                f"{root / FILE} sets {name} to {given}, and carelab works with nbgrader's own folders only.",
                "Take that setting out and name the folders as nbgrader does, or mark with nbgrader autograde, "
                "where Care Lab marks too.",
            )


def settings(root: Path) -> dict[str, Any]:
    """Return the settings in ``nbgrader_config.py``: class name → setting → value.

    The file is run only when it may set something that concerns marking; otherwise the result is empty.

    Raises
    ------
    OtherSettings
        When the file cannot be run.
    """
    path = root / FILE
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    return _read(path, changed)


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if not any(_OF_CONCERN.search(line.partition("#")[0]) for line in lines):
        return {}  # to run it would take longer than to mark a class
    from traitlets.config.loader import PyFileConfigLoader

    try:
        found: dict[str, Any] = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    except Exception as error:
        raise OtherSettings(
            f"{path} cannot be run ({type(error).__name__}: {error}).", "Mend it; nbgrader needs it too."
        ) from error
    return found
