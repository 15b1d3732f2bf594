"""Reads zips, folders and single files that came from a VLE or by email: each upload in them, and what is in it. Writes nothing.

Everything is read twice: once to look, and once more, by its SHA-256, when it is taken. No more than one upload is in memory.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import Course, files_in, is_ordinary
from grader.intake.contents import Content, Contents, packed_document
from grader.intake.forms import Place, is_rubbish, read_paths
from grader.intake.zips import BadZip, Entry, FileOnDisk, entries, open_zip
from grader.repair import LARGEST_NOTEBOOK, as_words

MOST_IN_A_CLASS = 60_000
MOST_IN_A_HANDIN = 500
MOST_WRAPPINGS = 2
"""So often a hand-in file may have been put into another zip."""
_ZIP = b"PK\3\4"
_RECEIPT = re.compile(r"^Name:\s*(?P<name>.+?)\s*\((?P<username>[^()]+)\)\s*$", re.MULTILINE)
File = Entry | FileOnDisk


@dataclass(frozen=True)
class Part:
    """A file inside an upload that belongs into submitted/: the answer file or notebook in a hand-in zip, say.

    Attributes
    ----------
    member:
        Its position in the uploaded zip, from 0; −1 when the upload itself is the file.
    unit, name, answered, made:
        As in ``Content``.
    """

    member: int
    unit: str
    name: str
    answered: int | None
    made: str


@dataclass(frozen=True)
class Upload:
    """One file as a student uploaded it.

    Attributes
    ----------
    path:
        The zip, folder or file on the tutor's disk that it came in.
    number:
        Its position in that zip or folder, from 0.
    shown:
        Its path there, with characters that could mislead a reader replaced.
    place:
        What its path says about the person and the time.
    clock:
        The file's modification time in the zip or on disk, in seconds since 1970; often the time of the download.
    sha256:
        The SHA-256 of its content, in hexadecimal; empty when it could not be read.
    parts:
        The files in it that belong into submitted/; empty when it cannot be marked.
    is_a:
        For an upload without parts: what it is, in words such as ``a PDF``.
    problem:
        Why it, or a file in it, could not be read, in words; empty when all was read.
    """

    path: Path
    number: int
    shown: str
    place: Place
    clock: float = 0.0
    sha256: str = ""
    parts: tuple[Part, ...] = ()
    is_a: str = ""
    problem: str = ""

    @property
    def file(self) -> str:
        """The file's name without its folders, with characters that could mislead a reader replaced."""
        return self.shown.rpartition("/")[2]


@dataclass(frozen=True)
class Source:
    """A zip, folder or file on the tutor's disk, and the uploads in it.

    Attributes
    ----------
    form:
        Name of its form, as in ``Form``; ``handin`` for one student's own file.
    problem:
        Why nothing of it can be read, in words; empty when it can.
    """

    path: Path
    form: str
    uploads: tuple[Upload, ...] = ()
    problem: str = ""


def read_source(course: Course, path: Path, contents: Contents) -> Source:
    """Read a zip, a folder or a single file, and return the uploads in it. Nothing in it raises an error."""
    if not path.exists():
        return Source(path, "handin", problem=f"There is no file {as_words(path.name)}. See whether the name is right.")
    try:
        with _files(path) as found:
            if path.is_dir() or _is_zip(path):
                return _read_many(course, path, contents, found)
            own = Place(rest=(path.name,))
            uploads = [_read(contents, path, 0, file, own) for file in found if not isinstance(file, BadZip)]
            return Source(path, "handin", tuple(uploads))
    except BadZip as error:
        return Source(path, "handin", problem=str(error))
    except OSError as error:
        return Source(path, "handin", problem=f"{as_words(path.name)} cannot be read: {error.strerror or error}.")


def read_again(path: Path, wanted: Sequence[Upload]) -> Iterator[tuple[Upload, bytes, dict[Part, bytes]]]:
    """Read uploads from their zip, folder or file again; yield (upload, its bytes, {each of its parts: the part's bytes}).

    An upload that differs from its ``sha256``, because it was changed on disk after ``read_source``, is left out.
    """
    by_number = {upload.number: upload for upload in wanted}
    if set(by_number) == {-1}:
        yield from _whole(path, by_number[-1])
        return
    try:
        with _files(path) as found:
            for number, file in enumerate(found):
                if number in by_number and not isinstance(file, BadZip):
                    yield from _unpacked(by_number[number], file.read(LARGEST_NOTEBOOK))
    except (BadZip, OSError):
        return


def _whole(path: Path, upload: Upload) -> Iterator[tuple[Upload, bytes, dict[Part, bytes]]]:
    if path.is_file() and path.stat().st_size <= LARGEST_NOTEBOOK:
        yield from _unpacked(upload, path.read_bytes())


def _unpacked(upload: Upload, data: bytes) -> Iterator[tuple[Upload, bytes, dict[Part, bytes]]]:
    if hashlib.sha256(data).hexdigest() != upload.sha256:
        return
    inner = {part.member: part for part in upload.parts if part.member >= 0}
    parts = {part: data for part in upload.parts if part.member < 0}
    if inner:
        data = _unwrapped(data, upload.shown)
        with open_zip(data, upload.shown, MOST_IN_A_HANDIN) as packed:
            for number, file in enumerate(entries(packed)):
                if number in inner and isinstance(file, Entry):
                    parts[inner[number]] = file.read(LARGEST_NOTEBOOK)
    yield upload, data, parts


@contextmanager
def _files(path: Path) -> Iterator[list[File | BadZip]]:
    """Open a zip, folder or file and give its files, in an order that stays."""
    if path.is_dir():
        yield [FileOnDisk.at_path(file, path) for file in files_in(path) if is_ordinary(file)]
    elif _is_zip(path):
        with open_zip(path, path.name, MOST_IN_A_CLASS) as packed:
            yield list(entries(packed))
    else:
        if path.suffix.casefold() == ".zip":
            open_zip(path, path.name, 1).close()  # says what is wrong with it
        yield [FileOnDisk.at_path(path, path.parent)]


def _is_zip(path: Path) -> bool:
    with path.open("rb") as reading:
        return reading.read(4) == _ZIP


def _read_many(course: Course, path: Path, contents: Contents, found: Sequence[File | BadZip]) -> Source:
    good = [file for file in found if not isinstance(file, BadZip)]
    form = read_paths([file.parts for file in good], course.units())
    if form.name == "loose" and not path.is_dir() and (own := _own_handin(path, contents, good)):
        return Source(path, "handin", (own,))
    places = dict(zip(map(id, good), form.places, strict=True))
    uploads = []
    for number, file in enumerate(found):
        if isinstance(file, BadZip):
            uploads.append(Upload(path, number, as_words(path.name), Place(), problem=str(file)))
        elif not (place := places[id(file)]).skip:
            uploads.append(_read(contents, path, number, file, place))
    named = _by_receipts(good) if form.name == "blackboard" else {}
    return Source(path, form.name, tuple(_named(upload, named) for upload in uploads))


def _own_handin(path: Path, contents: Contents, found: Sequence[File]) -> Upload | None:
    """Return a zip as one student's own upload; None where it packs uploads of several students."""
    names = [file.parts[-1].casefold() for file in found if not is_rubbish(file.parts)]
    several = any(name.endswith(".zip") for name in names) or path.stat().st_size > LARGEST_NOTEBOOK
    if several:
        return None
    upload = _content(
        contents, Upload(path, -1, as_words(path.name), Place(rest=(path.name,)), path.stat().st_mtime), path.read_bytes()
    )
    return None if len({(part.unit, part.name) for part in upload.parts}) < len(upload.parts) > 2 else upload


def _read(contents: Contents, path: Path, number: int, file: File, place: Place) -> Upload:
    upload = Upload(path, number, file.shown, place, file.at)
    if place.problem:
        return replace(upload, problem=f"{file.shown} {place.problem}")
    try:
        return _content(contents, upload, file.read(LARGEST_NOTEBOOK))
    except BadZip as error:
        return replace(upload, problem=str(error))


def _content(contents: Contents, upload: Upload, data: bytes) -> Upload:
    upload = replace(upload, sha256=hashlib.sha256(data).hexdigest())
    rest = upload.place.rest
    if data[:4] == _ZIP or (rest and rest[-1].casefold().endswith(".zip") and data):
        return _handin(contents, upload, data)
    found = contents.read(rest, data)
    return replace(upload, parts=_parts([(-1, found)]), is_a=found.is_a)


def _handin(contents: Contents, upload: Upload, data: bytes) -> Upload:
    """Read a zip that a student uploaded."""
    folders = upload.place.rest[:-1]
    read: list[tuple[int, Content]] = []
    odd: list[str] = []
    data = _unwrapped(data, upload.shown)
    with open_zip(data, upload.shown, MOST_IN_A_HANDIN) as packed:
        if document := packed_document(packed.namelist()):
            return replace(upload, is_a=document)
        for number, file in enumerate(entries(packed)):
            if isinstance(file, BadZip):
                odd.append(str(file))
            elif not is_rubbish(file.parts):
                try:
                    content = file.read(LARGEST_NOTEBOOK)
                except BadZip as error:
                    odd.append(str(error))
                    continue
                if content[:4] == _ZIP and not packed_document_in(content):
                    odd.append(f"{file.shown} is a zip inside a hand-in. It was not opened. Look at it by hand.")
                else:
                    read.append((number, contents.read((*folders, *file.parts), content)))
    kinds = [content.is_a for _, content in read if content.is_a]
    is_a = (kinds[0] if len(set(kinds)) == 1 else "a zip with no work of this course in it") if kinds else "an empty zip"
    is_a = "" if odd and not kinds else is_a
    parts = _parts(read)
    return replace(upload, parts=parts, is_a="" if parts else is_a, problem=" ".join(odd))


def _unwrapped(data: bytes, shown: str) -> bytes:
    """Return a zip that was put into another zip, alone, once or twice; any other data as it is."""
    for _ in range(MOST_WRAPPINGS):
        with open_zip(data, shown, MOST_IN_A_HANDIN) as packed:
            files = [f for f in entries(packed) if not (isinstance(f, Entry) and is_rubbish(f.parts))]
            only = files[0] if len(files) == 1 else None
            inner = only.read(LARGEST_NOTEBOOK) if isinstance(only, Entry) else b""
        if inner[:4] != _ZIP or packed_document_in(inner):
            break
        data = inner
    return data


def packed_document_in(data: bytes) -> str:
    """Return which office document the bytes of a zip are, as ``a Word document``; "" when they are none."""
    try:
        with open_zip(data, "a file", MOST_IN_A_CLASS) as packed:
            return packed_document(packed.namelist())
    except BadZip:
        return ""


def _parts(read: Sequence[tuple[int, Content]]) -> tuple[Part, ...]:
    return tuple(Part(n, c.unit, c.name, c.answered, c.made) for n, c in read if not c.is_a)


def _by_receipts(found: Sequence[File]) -> dict[str, tuple[str, str]]:
    """Return what Blackboard's receipts say: the start of an upload's name → the person's name and username."""
    named = {}
    for file in found:
        before, attempt, _ = file.parts[-1].partition("_attempt_")
        if attempt and file.parts[-1].endswith(".txt"):
            try:
                text = file.read(100_000).decode("utf-8", "replace")
            except BadZip:
                continue
            if said := _RECEIPT.search(text):
                named[before] = (said["name"], said["username"])
    return named


def _named(upload: Upload, named: dict[str, tuple[str, str]]) -> Upload:
    before = dict(upload.place.ids).get("blackboard", "")
    if before not in named:
        return upload
    name, username = named[before]
    return replace(upload, place=replace(upload.place, name=name, ids=(("blackboard", username),)))
