"""What an uploaded file is, by its content: answers, a notebook, a hand-in file, or something that cannot be marked, and which.

A file's name is used only where its content says nothing, as a browser, a VLE or a person may have changed it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from carelab.answers import NAME, recover
from grader.course import Course
from grader.repair import plain_stem

HANDIN = "Ask for the hand-in file: *Make my hand-in file* at the end of the unit makes it, and that zip is to be uploaded."
_SIGNS = (
    (b"%PDF", "a PDF"), (b"\xd0\xcf\x11\xe0", "a Word, Excel or PowerPoint file"), (b"{\\rtf", "a Word document"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"\x1f\x8b", "a gz archive"), (b"bplist", "a Mac file"),
)  # fmt: skip
_PACKED = (("word/", "a Word document"), ("xl/", "an Excel file"), ("ppt/", "a PowerPoint file"), ("Index/", "a Pages document"))
_ENDINGS = {
    ".doc": "a Word document", ".docx": "a Word document", ".pdf": "a PDF", ".jpg": "a picture", ".jpeg": "a picture",
    ".heic": "a picture", ".png": "a picture", ".gif": "a picture", ".pages": "a Pages document", ".txt": "a text file",
    ".html": "a web page", ".htm": "a web page", ".url": "a link", ".webloc": "a link", ".gdoc": "a link to a Google document",
}  # fmt: skip
_ASSIGNMENT = re.compile(rb'"assignment"\s*:\s*"([^"\\]{1,100})"')
_COPY_OF = re.compile(r"^(?:copy of|kopie von|copia de)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Content:
    """What an uploaded file is, as recognised from its content.

    Attributes
    ----------
    unit:
        The unit that the file is work for; empty when that is not known.
    name:
        The name that the file gets in submitted/; empty for a file that cannot be marked.
    answered:
        How many questions the file answers; None when that cannot be told from the file.
    made:
        When the latest answer in the file was given (UTC, ISO 8601); empty when that is not known.
    is_a:
        For a file that cannot be marked: what it is, in words such as ``a PDF``.
    """

    unit: str = ""
    name: str = ""
    answered: int | None = None
    made: str = ""
    is_a: str = ""


class Contents:
    """Recognises the files of an upload by what they contain: a notebook of a unit, an answer file, and so on."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._units = course.units()
        self._notebooks = {path.name: unit for unit in self._units for path in course.notebooks(unit)}

    def read(self, parts: tuple[str, ...], data: bytes) -> Content:
        """Return what an uploaded file is, given its bytes.

        Parameters
        ----------
        parts:
            The file's path, as its parts, without the folders that a VLE added. A folder named after a unit says which unit the
            file is for, where the content does not.
        """
        name = parts[-1] if parts else ""
        stem = _COPY_OF.sub("", plain_stem(name.removesuffix(".txt")))
        of_folder = next((part for part in reversed(parts[:-1]) if part in self._units), "")
        looks = name.casefold().removesuffix(".txt")
        if not data.strip(b"\0 \t\r\n"):
            return Content(is_a="an empty file")
        if data[:4] != b"PK\3\4" and (whole := _json(data)) is not None:
            if isinstance(whole.get("cells"), list) or isinstance(whole.get("worksheets"), list):
                return self._notebook(whole, stem, of_folder)
            if isinstance(whole.get("assignment"), str) or isinstance(whole.get("answers"), dict):
                return self._answers(whole, of_folder)
        if looks.endswith(".ipynb"):
            return self._known(of_folder or self._notebooks.get(f"{stem}.ipynb", ""), f"{stem}.ipynb")
        stated = _ASSIGNMENT.search(data.replace(b"\0", b""))
        if stated or (looks.endswith(".json") and stem.casefold() == plain_stem(NAME)):
            return self._known(stated[1].decode("utf-8", "replace") if stated else of_folder, NAME)
        return Content(is_a=what_is(name, data))

    def _known(self, unit: str, name: str) -> Content:
        """Return a file of a unit of this course; one of another that is known by name only."""
        if unit not in self._units:
            return Content(
                unit, "", is_a="work for a unit that this course does not have" if unit else "work for no unit that it names"
            )
        notebooks = [path.name for path in self._course.notebooks(unit)]
        if name != NAME and name not in notebooks:
            name = notebooks[0] if len(notebooks) == 1 else ""
        return Content(unit, name, is_a="" if name else "a notebook that the unit does not have")

    def _answers(self, whole: Mapping[str, Any], of_folder: str) -> Content:
        found = self._known(str(whole.get("assignment", "")) or of_folder, NAME)
        answers = whole.get("answers")
        given = [a for a in answers.values() if isinstance(a, dict)] if isinstance(answers, dict) else []
        times = [at for a in given if isinstance(at := a.get("at"), str) and len(at) < 40]
        return replace(found, answered=sum(a.get("value") is not None for a in given), made=max(times, default=""))

    def _notebook(self, whole: Mapping[str, Any], stem: str, of_folder: str) -> Content:
        cells = [cell for cell in whole.get("cells", ()) if isinstance(cell, dict)]
        votes = Counter(self._cells[name] for cell in cells if (name := _grade_id(cell)) in self._cells)
        if votes:
            (unit, name), _ = votes.most_common(1)[0]
        else:
            unit, name = of_folder or self._notebooks.get(f"{stem}.ipynb", ""), f"{stem}.ipynb"
        found = self._known(unit, name)
        book = recover(cells, unit)
        return replace(found, answered=len(book.answers), made=max((a.at for a in book.answers.values()), default=""))

    @cached_property
    def _cells(self) -> dict[str, tuple[str, str]]:
        """The named cells that only one notebook of the course has: nbgrader's cell id → its unit and the notebook's name."""
        found: dict[str, tuple[str, str]] = {}
        twice = set()
        for unit in self._units:
            for path in self._course.notebooks(unit):
                whole = _json(path.read_bytes()) or {}
                for cell in whole.get("cells", ()):
                    name = _grade_id(cell)
                    if name and found.setdefault(name, (unit, path.name)) != (unit, path.name):
                        twice.add(name)
        return {name: of for name, of in found.items() if name not in twice}


def what_is(name: str, data: bytes) -> str:
    """Return in words what a file is that cannot be marked, such as ``a PDF``, from its first bytes or its file extension."""
    for sign, words in _SIGNS:
        if data.startswith(sign):
            return words
    ending = name[name.rfind(".") :].casefold() if "." in name else ""
    return _ENDINGS.get(ending, "a file that is no notebook and holds no answers")


def packed_document(names: list[str]) -> str:
    """Return which office document a zip with these file names is, as ``a Word document``; "" when it is none."""
    return next((words for start, words in _PACKED if any(name.startswith(start) for name in names)), "")


def _grade_id(cell: Mapping[str, Any]) -> str:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else ""


def _json(data: bytes) -> dict[str, Any] | None:
    try:
        whole = json.loads(data)  # it finds out by itself whether this is UTF-8, UTF-16 or UTF-32
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) else None
