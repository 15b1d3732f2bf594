"""The proof that no key reaches a student: searches released files, the wheel and the installed package for all a key holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import carelab
from carelab.questions import Code, Plan, Reflection, as_number
from grader.authoring.cells import grade_id_of, load_notebook
from grader.authoring.source_notebook import Marked, read_master, source_path

MARKERS = ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "BEGIN MARK SCHEME", "grader.authoring.keys import")
SHORTEST = 24
"""Shortest text (characters, spaces left out) that is searched for unchanged; shorter ones would be found by chance."""


SHORTEST_IN_LESSONS = 60
"""The same for a lesson, see ``Received.holds``."""


@dataclass(frozen=True)
class Leak:
    """Part of a key found where students can read it: the file, the question, and what was found."""

    file: str
    question: str
    what: str

    def __str__(self) -> str:
        """Return the leak as a sentence."""
        return f"{self.file} gives away {self.question}: {self.what}."


@dataclass(frozen=True)
class Secret:
    """A text or figure of a key that students must not be able to read.

    Attributes
    ----------
    needle:
        The text to search for, as ``squeeze`` returns it.
    everywhere:
        True to search every file; False to search only the unit's own release, because a short figure occurs elsewhere by chance.
    number:
        True to find the needle only as a whole number, not as part of a longer one.
    """

    question: str
    what: str
    needle: str
    everywhere: bool = True
    number: bool = False


def squeeze(text: str) -> str:
    """Return a text without spaces, quotes and brackets and in lower case, so that two notations of the same data are equal."""
    return re.sub(r"[\s\"'`()\[\]{}\\]", "", text).casefold()


@dataclass(frozen=True)
class Received:
    """A file that students receive: its text, and two more forms of it in which secrets are searched for.

    ``squeezed`` is the text as ``squeeze`` returns it; ``bare`` is the text without commas.
    """

    name: str
    text: str

    @cached_property
    def squeezed(self) -> str:
        return squeeze(self.text)

    @cached_property
    def bare(self) -> str:
        return self.text.replace(",", "")

    def holds(self, secret: Secret, unit: str) -> bool:
        """Say whether the file gives a secret of this unit away.

        A short text of a key in a lesson does not count: lessons have questions of their own, so it may be there by chance.
        """
        if not (secret.everywhere or f"release/{unit}/" in self.name):
            return False
        if secret.number:
            return re.search(rf"(?<![\d.]){re.escape(secret.needle)}(?![\d]|\.\d)", self.bare) is not None
        chance = "notebooks/" in self.name and len(secret.needle) < SHORTEST_IN_LESSONS
        return not chance and secret.needle in self.squeezed


def prove(course: Path, unit: str, packed: Path | None = None) -> Iterator[Leak]:
    """Search everything that students receive for this unit's keys, and yield each place where part of a key was found.

    It searches ``release/<unit>/``, every other released file, the installed ``carelab`` package and the wheel ``packed``.
    """
    yield from search(course, unit, files(course, packed))


def search(course: Path, unit: str, received: Iterable[Received]) -> Iterator[Leak]:
    """Search files for a unit's keys, and yield each place where part of a key was found."""
    path = source_path(course, unit)
    first = read_master(path)
    secrets = {s for v in range(1, first.variants + 1) for m in read_master(path, v).questions for s in secrets_of(m)}
    secrets |= set(_hidden_lines(path))
    ordered = sorted(secrets, key=lambda s: (s.question, s.needle))
    for file in received:
        yield from (Leak(file.name, unit, f"it holds “{m}”") for m in MARKERS if m in file.text)
        yield from (Leak(file.name, secret.question, secret.what) for secret in ordered if file.holds(secret, unit))


def secrets_of(one: Marked) -> Iterator[Secret]:
    """Yield what would give a question's answer away: its key in any notation, numbers, reasons, and a plan's marking rules."""
    question, key = one.question, one.key
    if isinstance(question, Reflection):
        return
    reasons = [key.why] if isinstance(key.why, str) else list(key.why.values())
    reasons += [s.why for s in key.slips.values()] + [t for r in key.rules for t in (r.text, *r.reasons)]
    for sentence in (s for reason in reasons for s in re.split(r"(?<=[.!?])\s+", reason)):
        if len(squeeze(sentence)) >= SHORTEST:
            yield Secret(one.grade_id, f"a reason (“{sentence[:50]}…”)", squeeze(sentence))
    number = as_number(key.value)
    if number is not None:
        yield from _figure(one, number)
    elif isinstance(question, Code):
        for value in key.value.values():
            yield from _figure(one, as_number(value) or 0.0)
    elif not isinstance(question, Plan):
        for notation in _notations(question.id, key.value):
            yield Secret(one.grade_id, "its key, beside its id", squeeze(notation))
        if isinstance(key.value, dict | list | tuple) and len(key.value) > 2:
            yield Secret(one.grade_id, "its key", squeeze(json.dumps(key.value, ensure_ascii=False)))
    else:
        yield Secret(one.grade_id, "a full-mark plan", squeeze(json.dumps(key.value, ensure_ascii=False)))


def _figure(one: Marked, number: float) -> Iterator[Secret]:
    """Yield a number that is a key, if it is long enough not to be found by chance."""
    written = f"{abs(number):.10f}".rstrip("0").rstrip(".")
    digits = len(written.replace(".", "").strip("0"))
    if digits >= 3:
        yield Secret(one.grade_id, f"its key, {written}", written, everywhere=digits >= 5, number=True)


def _notations(question: str, value: Any) -> list[str]:
    written = json.dumps(value, ensure_ascii=False)
    return [f"{question}:{written},", f"mark({question},{written}", f"{question}={written},", f"key={written},why"]


_TAKEN_OUT = re.compile(r"### BEGIN (?P<what>HIDDEN TESTS|SOLUTION)(?P<lines>.*?)### END (?P=what)", re.DOTALL)


def _hidden_lines(path: Path) -> Iterator[Secret]:
    for cell in load_notebook(path)["cells"]:
        shown = squeeze(_TAKEN_OUT.sub("", cell["source"]))
        for hidden in _TAKEN_OUT.finditer(cell["source"]):
            for line in hidden["lines"].splitlines():
                needle = squeeze(line)
                imports = line.strip().startswith(("import ", "from "))
                if len(needle) >= SHORTEST and needle not in shown and not imports:
                    yield Secret(grade_id_of(cell), f"a line of its {hidden['what'].lower()} (“{line.strip()[:50]}…”)", needle)


def files(course: Path, packed: Path | None) -> Iterator[Received]:
    """Yield every file that students receive: release/, the ``carelab`` package and what is in the wheel ``packed``."""
    for path in sorted((course / "release").rglob("*")):
        if path.is_file():
            yield Received(path.relative_to(course).as_posix(), readable(path.name, path.read_bytes()))
    package = Path(carelab.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield Received(f"carelab/{path.relative_to(package).as_posix()}", readable(path.name, path.read_bytes()))
    if packed is not None:
        yield from members(packed.name, packed.read_bytes())


def members(name: str, data: bytes) -> Iterator[Received]:
    """Yield every file in a zip of this name, and in each wheel or zip in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in packed.namelist():
            if member.endswith((".whl", ".zip")):
                yield from members(f"{name}!{member}", packed.read(member))
            else:
                yield Received(f"{name}!{member}", readable(member, packed.read(member)))


def readable(name: str, data: bytes) -> str:
    """Return the text of a file. Of a notebook or JSON file, return all its strings, unescaped."""
    text = data.decode("utf-8", "replace")
    if not name.endswith((".ipynb", ".json")):
        return text
    try:
        return "\n".join(_strings(json.loads(text)))
    except ValueError:
        return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        yield "".join(value)
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif value is not None:
        yield str(value)
