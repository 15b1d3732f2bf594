"""Where things stand in a course folder: nbgrader's own layout, with Care Lab's reports beside it."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from carelab.errors import CareLabError

STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")


class BadCourse(CareLabError):
    """A folder is not a course, or something in it has a name that cannot be used."""


@dataclass(frozen=True)
class Course:
    """A course folder.

    Attributes
    ----------
    root:
        The folder that holds source/, release/, submitted/, autograded/, feedback/, reports/ and gradebook.db.
    """

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Course:
        """Open a course. Raises BadCourse when the folder holds no source notebook."""
        root = folder.resolve()
        if not _units(root):
            raise BadCourse(
                f"{root} is not a course: it has no notebook in source/<unit>/.", "Name the course with --course-dir."
            )
        return cls(root)

    @property
    def gradebook(self) -> Path:
        """Nbgrader's database."""
        return self.root / "gradebook.db"

    @property
    def audit(self) -> Path:
        """The record of every mark given."""
        return self.root / "audit.jsonl"

    def units(self, wanted: list[str] | None = None) -> list[str]:
        """Return the units asked for, or all. Raises BadCourse for one that is not there."""
        known = _units(self.root)
        for unit in wanted or []:
            if unit not in known:
                raise BadCourse(f"There is no unit {unit}.", f"The units are: {', '.join(known)}.")
        return wanted or known

    def notebooks(self, unit: str) -> list[Path]:
        """Return a unit's source notebooks, by name."""
        return sorted((self.root / "source" / unit).glob("*.ipynb"))

    def submissions(self, unit: str) -> list[tuple[str, Path]]:
        """Return (student, folder) for each submission of a unit, by student. A folder whose name is no student's is left out."""
        found = [(p.parent.name, p) for p in (self.root / "submitted").glob(f"*/{unit}") if p.is_dir() and not p.is_symlink()]
        return sorted((s, p) for s, p in found if STUDENT.fullmatch(s))


def _units(root: Path) -> list[str]:
    return sorted({p.parent.name for p in (root / "source").glob("*/*.ipynb")})


def scripts_on_path() -> None:
    """Put this environment's own programs first on PATH: nbgrader starts ``alembic`` by its bare name."""
    here = str(Path(sys.executable).parent)
    if os.environ.get("PATH", "").split(os.pathsep)[0] != here:
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
