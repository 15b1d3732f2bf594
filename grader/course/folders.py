"""The places of files in a course folder: nbgrader's own layout, with Care Lab's reports beside it."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from carelab.questions import CareLabError
from grader.course.settings import check_folders, gradebook_of

_IN_A_NAME = frozenset(" ._@'’+,()&=~#!-")
"""Signs that a student's name may have besides letters, marks on letters, and figures of any language."""
_PLAIN = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
_ENDS = re.compile(r"^\W|[ .]$")
"""What a name begins or ends with that hides it, makes it a command's option or a table's formula, or is lost on Windows."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for its devices, whatever ending they have."""


NAMES = "letters, figures, spaces and . _ @ ' + , ( ) & = ~ # ! - only, a letter or figure first, and no . or space last"
"""What ``is_student`` asks of a name, for a message."""


class BadCourse(CareLabError):
    """A folder is not a course, or the course has no such unit."""


@dataclass(frozen=True)
class Course:
    """A course folder in nbgrader's layout, and the paths in it.

    Attributes
    ----------
    root:
        The folder that holds source/, release/, submitted/, autograded/, feedback/, reports/ and gradebook.db.
    """

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Course:
        """Return the course in a folder.

        Raises BadCourse when it has no source notebook, OtherSettings when it renames nbgrader's folders.
        """
        root = folder.resolve()
        check_folders(root)
        if not _units(root):
            raise BadCourse(
                f"{root} is not a course: it has no notebook in source/<unit>/.", "Name the course with --course-dir."
            )
        return cls(root)

    @property
    def gradebook(self) -> Path:
        """Path of nbgrader's database. Raises OtherSettings when the course does not keep it in an SQLite file."""
        return gradebook_of(self.root)

    @property
    def audit(self) -> Path:
        """Path of ``audit.jsonl``, the record of every mark given."""
        return self.root / "audit.jsonl"

    def units(self, wanted: list[str] | None = None) -> list[str]:
        """Return the units (nbgrader's assignments) asked for, or all.

        Raises BadCourse for a unit that the course does not have.
        """
        known = _units(self.root)
        for unit in wanted or []:
            if unit not in known:
                near = get_close_matches(unit, known, 1)
                meant = f"Did you mean {near[0]}? " if near else ""
                raise BadCourse(f"There is no unit {unit}.", f"{meant}The units are: {', '.join(known)}.")
        return wanted or known

    def own_units(self, wanted: list[str] | None = None) -> list[str]:
        """Return the units asked for, or all, that use Care Lab.

        Raises BadCourse for a unit that does not, and when none does.
        """
        own = [unit for unit in self.units(wanted) if _is_own(self.root, unit)]
        others = [unit for unit in wanted or self.units() if unit not in own]
        if others and (wanted or not own):
            raise BadCourse(
                f"{others[0]} is not one of Care Lab's units: there is no notebook source/{others[0]}/{others[0]}.ipynb "
                "that uses carelab.",
                "carelab mark marks it; the rest is nbgrader's: generate_assignment, generate_feedback and export.",
            )
        return own

    def notebooks(self, unit: str) -> list[Path]:
        """Return the paths of a unit's source notebooks, in order of their names."""
        return sorted((self.root / "source" / unit).glob("*.ipynb"))

    def submissions(self, unit: str) -> list[tuple[str, Path]]:
        """Return (student, folder) for each submission of a unit that can be marked; ``left_out`` returns the others."""
        return [(p.parent.name, p) for p in self._handed_in(unit) if not _why_not(p)]

    def left_out(self, unit: str) -> list[tuple[str, str]]:
        """Return (student's folder name, reason) for each submission of a unit that cannot be marked."""
        return [("".join(_plain(c) for c in p.parent.name), why) for p in self._handed_in(unit) if (why := _why_not(p))]

    def of_no_unit(self, marked: Callable[[set[str]], Collection[tuple[str, str]]]) -> list[tuple[str, str, str]]:
        """Return (student's folder name, name of a folder in it, reason) for each folder in submitted/ that has no unit's name.

        Parameters
        ----------
        marked:
            Called with such folder names; returns the (student, unit) that have marks. These are left out: their unit was renamed
            or removed after it was marked.
        """
        known = _units(self.root)
        odd = [
            path
            for path in sorted((self.root / "submitted").glob("*/*"))
            if path.name not in known and not path.name.startswith(".") and path.is_dir()
        ]
        done = marked({path.name for path in odd}) if odd else ()
        found = []
        for path in odd:
            if (path.parent.name, path.name) not in done:
                near = get_close_matches(path.name, known, 1)
                meant = f"Is it {near[0]}? " if near else ""
                why = f"There is no such unit in source/, so it was not marked. {meant}Rename the folder, or take it away."
                student, unit = ("".join(_plain(c) for c in name) for name in (path.parent.name, path.name))
                found.append((student, unit, why))
        return found

    def _handed_in(self, unit: str) -> list[Path]:
        return sorted((p for p in (self.root / "submitted").glob(f"*/{unit}")), key=lambda p: p.parent.name)


def is_student(name: str) -> bool:
    """Say whether a name can be a student's folder on every system, and holds no character that would mislead a reader."""
    plain = all(letter in _IN_A_NAME or unicodedata.category(letter)[0] in "LMN" for letter in name)
    return bool(name) and plain and not _ENDS.search(name) and not _DEVICE.fullmatch(name)


def is_plain_student(name: str) -> bool:
    """Say whether a name in an upload can be a student's id: plain letters only, so that no two ids look alike."""
    return bool(_PLAIN.fullmatch(name)) and is_student(name)


def _why_not(folder: Path) -> str:
    if not is_student(folder.parent.name):
        return f"This folder's name cannot be a student's: {NAMES}. Rename it, then mark again."
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
        return "This is a link, or no folder. Nothing behind it was read. Put the student's own folder in its place."
    return ""


def _plain(letter: str) -> str:
    return letter if letter.isalnum() or letter in " ._@-" else "?"


def _units(root: Path) -> list[str]:
    return sorted({p.parent.name for p in (root / "source").glob("*/*.ipynb")})


def scripts_on_path() -> None:
    """Put this Python environment's programs first on PATH, because nbgrader starts ``alembic`` by its bare name."""
    here = str(Path(sys.executable).parent)
    if os.environ.get("PATH", "").split(os.pathsep)[0] != here:
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def _is_own(root: Path, unit: str) -> bool:
    """Say whether a unit is meant to be Care Lab's: also one with a slip, as its author wants to hear of that."""
    path = root / "source" / unit / f"{unit}.ipynb"
    return path.is_file() and b"carelab" in path.read_bytes()
