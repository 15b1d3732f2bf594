"""Whose an upload is by its path: the forms in which VLEs name the files of a class's zip. Pure: reads names, opens nothing.

The forms were read in Moodle's and Canvas's own source; those of Brightspace, Blackboard and Teams in public programs that read
real downloads (30 November 2026).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from grader.vle import to_utc

Parts = tuple[str, ...]

_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d{1,20})_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<rest>.*))?", re.DOTALL)
_MOODLE_NUMBER = re.compile(r"_\d+_assignsubmission_")
_MOODLE_NOBODY = re.compile(r".*_assignsubmission(?:_.*)?", re.DOTALL)
_CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d+)_\d+_(?P<rest>.+)", re.DOTALL)
_CANVAS_ANONYMOUS = re.compile(r"(?:LATE_)?anon_(?P<name>[^_]+)_\d+_(?P<rest>.+)", re.DOTALL)
_BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<name>.+) - (?P<time>[A-Z][a-z]{2} \d{1,2}, \d{4} \d{3,4} [AP]M)", re.DOTALL)
_BLACKBOARD = re.compile(
    r"(?P<before>.+)_attempt_(?P<at>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<rest>.+)|(?P<receipt>\.txt))", re.DOTALL
)
_VERSION = re.compile(r"\D{2,24}(\d{1,3})")
_RUBBISH = {".ds_store", "desktop.ini", "thumbs.db"}
_WORKING = {"working files"}
_SUBMITTED = {"submitted files", "student work"}


@dataclass(frozen=True)
class Place:
    """What the path of a file in a zip from a VLE (Moodle, Canvas …) says: whose upload it is, and when it was handed in.

    Attributes
    ----------
    name:
        The person's or group's name as the VLE writes it; empty when the path names nobody.
    number:
        Moodle's number for this person in this assignment; empty for other VLEs.
    ids:
        (kind of id, id) pairs of the person; for the kinds see ``grader.vle.Listed``.
    at:
        When the upload was handed in (UTC); None when the path does not say.
    attempt:
        Number of the person's attempt; a later attempt has a higher number.
    rest:
        The rest of the path, without the parts that the VLE added.
    problem:
        Why the file cannot be used, in words; empty when it can.
    skip:
        Whether to ignore the file, because an operating system put it there.
    """

    name: str = ""
    number: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    at: dt.datetime | None = None
    attempt: int = 0
    rest: Parts = ()
    problem: str = ""
    skip: bool = False


@dataclass(frozen=True)
class Form:
    """How the files in a zip or folder are named, which shows the VLE that made it.

    Attributes
    ----------
    name:
        ``moodle``, ``canvas``, ``brightspace``, ``blackboard``, ``teams``, ``folders`` (one folder for each student) or ``loose``
        (any other).
    places:
        What each file's path says, in the order of the paths.
    """

    name: str
    places: tuple[Place, ...]

    @property
    def of_class(self) -> bool:
        """Whether a zip of this form holds the work of a class, so that it must not all be taken as one student's."""
        return self.name != "loose"


def read_paths(paths: Sequence[Parts], units: Sequence[str]) -> Form:
    """Recognise the form of a zip or folder from the paths in it, and return the form with what each path says.

    Parameters
    ----------
    paths:
        The path of each file, as its parts.
    units:
        The names of the course's units: a folder with such a name does not stand for a person.
    """
    rubbish = [is_rubbish(path) for path in paths]
    real = [path for path, no in zip(paths, rubbish, strict=True) if not no]
    depth = _wrapping(real, units)
    short = [path[depth:] for path in paths]
    name = _form_of([path[depth:] for path in real], units)
    read = _READERS.get(name, partial(_folders, units=units))
    return Form(name, tuple(Place(skip=True) if no else read(path) for path, no in zip(short, rubbish, strict=True)))


def is_rubbish(path: Parts) -> bool:
    """Say whether macOS or Windows, and not a person, put a file with this path there."""
    return "__MACOSX" in path or path[-1].startswith("._") or path[-1].casefold() in _RUBBISH


def _wrapping(paths: Sequence[Parts], units: Sequence[str]) -> int:
    """Return how many folders lie around everything, as when a Mac made a zip anew from a folder."""
    depth = 0
    while paths and all(len(path) > depth + 1 for path in paths):
        tops = {path[depth] for path in paths}
        top = tops.pop()
        if tops or top in units or _vle_of((top,)) or top.casefold() in _SUBMITTED | _WORKING:
            break
        if all(path[depth + 1] in units and len(path) > depth + 2 for path in paths):
            break  # one student's folder, which holds units
        depth += 1
    return depth


def _vle_of(path: Parts) -> str:
    head = path[0]
    if _MOODLE.fullmatch(head) or _MOODLE_NOBODY.fullmatch(head):
        return "moodle"
    if _BLACKBOARD.fullmatch(path[-1]):
        return "blackboard"
    return "brightspace" if any(_BRIGHTSPACE.fullmatch(part) for part in path[:-1] or path) else ""


def _form_of(paths: Sequence[Parts], units: Sequence[str]) -> str:
    for path in paths:
        if found := _vle_of(path):
            return found
    if paths and all(_CANVAS.fullmatch(path[0]) or _CANVAS_ANONYMOUS.fullmatch(path[0]) for path in paths):
        return "canvas"
    if any(_teams(path) for path in paths):
        return "teams"
    heads = {path[0] for path in paths if len(path) > 1}
    return "folders" if heads - set(units) else "loose"


def _moodle(path: Parts) -> Place:
    found = _MOODLE.fullmatch(path[0])
    if len(_MOODLE_NUMBER.findall(path[0])) > 1:
        return Place(problem="its name names more than one student. Look whose it is, and take it in by itself with --student.")
    if found is None:
        nobody = " Moodle's default group has no number" if _MOODLE_NOBODY.fullmatch(path[0]) else ""
        return Place(rest=path, problem=f"nothing says whose it is.{nobody}" if nobody else "")
    rest = ((found["rest"],) if found["rest"] else ()) + path[1:]
    typed = "is text that was typed into Moodle. Ask for the hand-in file." if found["kind"] == "onlinetext" else ""
    return Place(found["name"], found["number"], rest=rest, problem=typed)


def _canvas(path: Parts) -> Place:
    if anonymous := _CANVAS_ANONYMOUS.fullmatch(path[0]):
        why = "was handed in without a name. Turn anonymous marking off in Canvas, and download it again."
        return Place(rest=(anonymous["rest"],), problem=why)
    found = _CANVAS.fullmatch(path[0])
    if found is None:
        return Place(rest=path)
    again = re.search(r"-(\d{1,3})\.\w+$", found["rest"])
    return Place(
        found["name"], ids=(("canvas", found["user"]),), attempt=int(again[1]) if again else 0, rest=(found["rest"], *path[1:])
    )


def _brightspace(path: Parts) -> Place:
    for at, part in enumerate(path[:-1]):
        if found := _BRIGHTSPACE.fullmatch(part):
            return Place(found["name"], at=to_utc(found["time"]), rest=path[at + 1 :])
    return Place(rest=path, skip=path[-1].casefold() == "index.html")


def _blackboard(path: Parts) -> Place:
    found = _BLACKBOARD.fullmatch(path[-1])
    if found is None:
        return Place(rest=path)
    at = to_utc(found["at"])
    return Place(ids=(("blackboard", found["before"]),), at=at, rest=(found["rest"] or "",), skip=bool(found["receipt"]))


def _teams(path: Parts) -> Place | None:
    heads = [part.casefold() for part in path]
    if any(head in _WORKING for head in heads[:-1]):
        return Place(skip=True)
    versions = [n for n, part in enumerate(path[:-1]) if n >= 2 and _VERSION.fullmatch(part)]
    starts = [n + 1 for n, head in enumerate(heads[:-1]) if head in _SUBMITTED and len(path) > n + 2]
    if not versions and not starts:
        return None
    at = versions[-1] if versions else starts[-1]
    version = _VERSION.fullmatch(path[at]) if versions else None
    name = path[starts[-1]] if starts else path[at - 2]
    return Place(name, attempt=int(version[1]) if version else 0, rest=path[at + 1 :])


def _folders(path: Parts, units: Sequence[str]) -> Place:
    return Place(path[0], rest=path[1:]) if len(path) > 1 and path[0] not in units else Place(rest=path)


def _loose(path: Parts) -> Place:
    return Place(rest=path)


_READERS = {
    "moodle": _moodle, "canvas": _canvas, "brightspace": _brightspace, "blackboard": _blackboard,
    "teams": lambda path: _teams(path) or Place(rest=path), "loose": _loose,
}  # fmt: skip
