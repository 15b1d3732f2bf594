"""A student's course as pages: what each address shows, and the student's answers behind it. Knows nothing of HTTP."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from carelab.answers import LARGEST, AnswerFile, AnswerFileError, load, parse
from carelab.answers import NAME as ANSWERS
from carelab.page.pages import PLACES, Door, Listing, front_pages, notebook_of, notebook_page
from carelab.page.server.files import Files
from carelab.page.server.first_states import FirstStates
from carelab.page.server.notes import Notes
from carelab.page.working_copy import make_working_copy, units_of

STATE = ".carelab"
"""The folder in my-work for what is not the student's work."""
FEEDBACK = "care-lab-feedback*.json"
LARGEST_FEEDBACK = 20_000_000
XSRF = "@@XSRF@@"
"""Where a page holds the token of the student's browser."""


class Outside(Exception):
    """A request is for something that does not exist, or that is outside the student's folder."""


class CoursePages:
    """The pages of a course for one student, and the student's answers and notes.

    Parameters
    ----------
    course:
        The folder with notebooks/ and release/; it is only read.
    work:
        The student's own folder.
    root:
        The folder that JupyterLab shows on the same server.
    base:
        The address of the server's root, as a path.
    hub:
        Whether the server is one of a college's hub.
    """

    def __init__(self, course: Path, work: Path, *, root: Path, base: str, hub: bool) -> None:
        self.course, self.work, self._root, self.base = course.resolve(), work, root, base
        self.files = Files()
        self._first = FirstStates(self.course, work / STATE)
        self._notes = Notes(work / STATE)
        data = {"widgets": self.files.widgets, "base": base, "work": str(work), "xsrf": XSRF}
        self._door = Door("hub" if hub else "computer", self.files.names, data)

    @property
    def listing(self) -> Listing:
        """What each unit has, see ``carelab.page.pages.listing``. The first call after a change of the course takes seconds."""
        return self._first.listing(units_of(self.course))

    def front_page(self, name: str) -> str:
        """Return the HTML of the home page or another page around the units. ``name``: as in ``index.html``. Raises Outside."""
        found = front_pages(self._door, self.listing, self.files.add).get(name)
        if found is None:
            raise Outside
        return found

    def page(self, unit: str, place: str) -> str:
        """Return a notebook as an HTML page, after making the student's working copy. Raises Outside, CannotOpen.

        ``place``, here and in the other methods: ``notebooks`` for a lesson or ``exercises``.
        """
        self.folder(unit, place)
        working = make_working_copy(self.course, unit, self.work)
        notebook = json.loads(self.notebook(unit, place).read_text(encoding="utf-8"))
        return notebook_page(
            self._door, notebook, unit, place, self.listing, {}, lab=self._in_jupyterlab(unit, place), notice=working.renewed
        )

    def notebook(self, unit: str, place: str) -> Path:
        """Return the path of a notebook of the course. Raises Outside."""
        path = notebook_of(self.course, unit, place) if place in PLACES and unit in units_of(self.course) else None
        if path is None or not path.is_file():
            raise Outside
        return path

    def folder(self, unit: str, place: str) -> Path:
        """Return the folder with the student's answers to a notebook. Raises Outside, also when a link leads elsewhere."""
        self.notebook(unit, place)
        return self._own(place, unit)

    def first(self, unit: str, place: str) -> dict[str, Any]:
        """Return what a page shows before Python runs, as JSON data: ``answers``, the content of the answer file, and ``said``.

        ``said``: the messages that the notebook sends when nothing is answered. Each is None when not known. Raises Outside.
        """
        text = self.answers(f"{place}/{unit}")
        try:
            answers = None if text is None else json.loads(text)
            variant, seed = (1, 0) if answers is None else (int(answers["variant"]), int(answers.get("seed", 0)))
        except (ValueError, KeyError, TypeError, RecursionError):
            return {"answers": None, "said": None}  # what Python will say of such a file is not for here
        begun = answers is not None or place == "notebooks"
        return {"answers": answers, "said": self._first.find(unit, place, variant, seed) if begun else None}

    def work_out_first(self, unit: str, place: str) -> None:
        """Run a notebook and save its messages, so that ``first`` knows them the next time. Raises NotRun, OSError."""
        try:
            book = load(self.folder(unit, place) / ANSWERS, unit)
        except (AnswerFileError, OSError):
            if place == "notebooks":
                self._first.work_out(unit, place, 1, 0)
        else:
            self._first.work_out(unit, place, book.variant, book.seed)

    def answered(self) -> list[str]:
        """Return the names of the notebooks that have an answer file, such as ``exercises/08-budgeting``."""
        return [name for unit, place in self._all() if self.answers(name := f"{place}/{unit}") is not None]

    def answers(self, notebook: str) -> str | None:
        """Return the text of a notebook's answer file; None for none. ``notebook``: as ``answered`` names it. Raises Outside."""
        path = self._named(notebook)[1] / ANSWERS
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return path.read_text(encoding="utf-8", errors="replace")

    def notes(self) -> dict[str, Any]:
        """Return name → content of each note, and of each unreadable answer file that was set aside. Raises Outside."""
        self._own(STATE)
        aside = {
            f"kept:{place}/{unit}/{path.name}": path.read_text(encoding="utf-8", errors="replace")
            for unit, place in self._all()
            for path in self._own(place, unit).glob("answers-kept-*.json")
            if not path.is_symlink()
        }
        return {**self._notes.all(), **aside}

    def feedback(self) -> list[str]:
        """Return the JSON text of each feedback file in the student's own folder, in order of the files' names."""
        files = [path for path in sorted(self._own().glob(FEEDBACK)) if path.is_file() and not path.is_symlink()]
        return [path.read_text(encoding="utf-8", errors="replace") for path in files if path.stat().st_size <= LARGEST_FEEDBACK]

    def keep_note(self, name: str, value: Any) -> None:
        """Save a note under a name. Raises Outside, OSError."""
        self._own(STATE)
        self._notes.keep(name, value)

    def join(self, files: dict[str, Any]) -> dict[str, Any]:
        """Merge answer files from a copy of the student's work (notebook → JSON data) into the student's own.

        Return ``joined`` (how many were merged), ``figures`` (notebooks where the copy has another set of figures) and
        ``unusable`` (those that could not be read). Raises NotSaved, CannotOpen.
        """
        joined: list[str] = []
        figures: list[str] = []
        unusable: list[str] = []
        for notebook, there in files.items():
            try:
                unit, folder = self._named(notebook)
                book = parse(json.dumps(there).encode(), folder / ANSWERS, unit)
            except (Outside, AnswerFileError, RecursionError):
                unusable.append(notebook)
                continue
            make_working_copy(self.course, unit, self.work)
            file = AnswerFile(folder, unit, variant=book.variant, seed=book.seed)
            if file.book.answers and file.book.variant != book.variant:
                figures.append(notebook)
            file.join(book)
            joined.append(notebook)
        return {"joined": len(joined), "figures": figures, "unusable": unusable}

    def _all(self) -> list[tuple[str, str]]:
        """Return the unit and the place of each notebook of the course."""
        both = [(unit, place) for unit in units_of(self.course) for place in PLACES]
        return [(unit, place) for unit, place in both if notebook_of(self.course, unit, place).is_file()]

    def _named(self, notebook: str) -> tuple[str, Path]:
        """Return the unit and the student's folder of a notebook named like ``exercises/08-budgeting``. Raises Outside."""
        place, _, unit = notebook.partition("/")
        return unit, self.folder(unit, place)

    def _own(self, *parts: str) -> Path:
        """Return a folder of the student's. Raises Outside where a link leads elsewhere."""
        path = self.work.joinpath(*parts)
        if path.resolve() != self.work.resolve().joinpath(*parts):
            raise Outside
        return path

    def _in_jupyterlab(self, unit: str, place: str) -> str:
        """Return the address of a notebook in JupyterLab; empty where there is no JupyterLab, or it does not show that folder."""
        path = self.work / place / unit / f"{unit}.ipynb"
        if importlib.util.find_spec("jupyterlab") is None or not path.is_relative_to(self._root):
            return ""
        return f"{self.base}doc/tree/{quote(path.relative_to(self._root).as_posix())}"
