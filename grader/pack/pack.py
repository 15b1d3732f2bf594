"""Makes the zip: the students' wheel, release/, the lessons and a start file for each system. Nothing with a key goes into it."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carelab.answers import write_whole
from carelab.questions import CareLabError
from grader.authoring import Leak, make_wheel, members, search
from grader.course import Course

HERE = Path(__file__).parent / "files"
TOP = "care-lab"
"""The folder that the zip unpacks to."""
STARTS = {"start-windows.cmd": "\r\n", "start-mac.command": "\n", "start-linux.sh": "\n", "READ ME FIRST.txt": "\r\n"}
"""What a student opens → how its lines end."""
PROGRAM, PLAIN = 0o755, 0o644


@dataclass(frozen=True)
class Pack:
    """A zip for students that was made.

    Attributes
    ----------
    units:
        How many units are in it.
    size:
        Its bytes.
    leaks:
        Parts of keys that were found in it. With any, the zip is not written.
    """

    path: Path
    units: int
    size: int
    leaks: tuple[Leak, ...]


def make_pack(course: Course, out: Path) -> Pack:
    """Make the zip of a course for students, search every file in it for keys, and write it to ``out`` if no key is found.

    Otherwise nothing is written, and the result names the keys.

    Raises
    ------
    CareLabError
        When there is nothing to pack, or the students' wheel cannot be built here.
    """
    units = [unit for unit in course.own_units() if (course.root / "release" / unit).is_dir()]
    if not units:
        raise CareLabError("release/ has no unit of Care Lab.", "Run: carelab build")
    with tempfile.TemporaryDirectory() as folder:
        wheel = make_wheel(Path(folder))
        if wheel is None:
            raise CareLabError(
                "The students' wheel can't be built: this Care Lab isn't a checkout.", "Install it with pip install -e ."
            )
        made = Path(folder) / out.name
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data, mode in _members(course.root, units, wheel):
                info = zipfile.ZipInfo(f"{TOP}/{name}", (2026, 1, 1, 0, 0, 0))
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, (0o100000 | mode) << 16
                packed.writestr(info, data)
        received = list(members(out.name, made.read_bytes()))
        leaks = tuple(leak for unit in units for leak in search(course.root, unit, received))
        if not leaks:
            write_whole(out, made.read_bytes())
        return Pack(out, len(units), made.stat().st_size, leaks)


def _members(root: Path, units: list[str], wheel: Path) -> Iterator[tuple[str, bytes, int]]:
    """Yield the name, the bytes and the rights of each file."""
    yield wheel.name, wheel.read_bytes(), PLAIN
    for name, ending in STARTS.items():
        text = (HERE / name).read_text(encoding="utf-8").replace("@WHEEL@", wheel.name)
        yield name, text.replace("\n", ending).encode(), PLAIN if name.endswith(".txt") else PROGRAM
    for place in ("notebooks", "release"):
        for unit in units:
            for path in sorted((root / place / unit).rglob("*")):
                inside = path.relative_to(root)
                if path.is_file() and path.name != "answers.json" and not any(part.startswith(".") for part in inside.parts):
                    yield inside.as_posix(), path.read_bytes(), PLAIN
