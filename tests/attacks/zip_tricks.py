"""Zips that a student or a stranger made, each in Moodle's zip of a class between two honest hand-ins.

``must`` is ``refused WORDS`` (that file is not taken, and why), ``whole WORDS`` (the zip is not opened at all), ``taken`` (as the
answers that it is), or ``told WORDS`` (what is honest in it is taken, with a note).
"""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from attacks.classes import UNIT
from attacks.trick import Make, Trick

FORGER = "Ben Cole_102_assignsubmission_file"
ANSWERS = f'{{"schema": 1, "assignment": "{UNIT}", "answers": {{}}}}'.encode()
FIRST, LAST = "Amina Khan_101_assignsubmission_file", "Zoë O'Neil_103_assignsubmission_file"
Add = Callable[[zipfile.ZipFile], object]


def class_zip(path: Path, add: Add) -> None:
    """Write a class's zip with something of the forger's between the two honest ones."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{FIRST}/{UNIT}/answers.json", ANSWERS)
        add(packed)
        packed.writestr(f"{LAST}/{UNIT}/answers.json", ANSWERS)


def _among(add: Add) -> Make:
    return lambda path: class_zip(path, add)


def _named(*names: str) -> Make:
    def add(packed: zipfile.ZipFile) -> None:
        for n, name in enumerate(names):
            packed.writestr(name.replace("@", f"{FORGER}/{UNIT}"), ANSWERS + b" " * n)

    return _among(add)


def _of_kind(mode: int, target: bytes) -> Make:
    def add(packed: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(f"{FORGER}/{UNIT}/answers.json")
        info.create_system, info.external_attr = 3, (mode | 0o777) << 16
        packed.writestr(info, target)

    return _among(add)


def packed_bytes(members: dict[str, bytes]) -> bytes:
    """Return a zip in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return made.getvalue()


def _handin(data: Callable[[], bytes], name: str = "hand-in.zip") -> Make:
    return _among(lambda packed: packed.writestr(f"{FORGER}/{name}", data()))


def _patched(head: int | None, line: int, data: bytes) -> Make:
    """Change the forger's own hand-in zip, at places in its one entry's header and in its line of the list."""

    def made() -> bytes:
        packed = bytearray(packed_bytes({f"{UNIT}/answers.json": ANSWERS}))
        for place in (head, packed.index(b"PK\1\2") + line):
            if place is not None:
                packed[place : place + len(data)] = data
        return bytes(packed)

    return _handin(made)


def _two_names() -> bytes:
    """Return a zip that has one name in its list, and another of the same length before the file."""
    name = f"{UNIT}/answers.json".encode()
    return packed_bytes({name.decode(): ANSWERS}).replace(name, b"../../../../evil.json".ljust(len(name), b"_")[: len(name)], 1)


def _overlapping() -> bytes:
    """Return a zip whose list names one stretch of bytes twice."""
    made = packed_bytes({f"{UNIT}/answers.json": ANSWERS, f"{UNIT}/{UNIT}.ipynb": b"{}"})
    second = made.index(b"PK\1\2", made.index(b"PK\1\2") + 1)
    return made[: second + 42] + struct.pack("<L", 0) + made[second + 46 :]


def _quine_like() -> bytes:
    data = packed_bytes({f"{UNIT}/answers.json": ANSWERS})
    for _ in range(30):
        data = packed_bytes({"again.zip": data})
    return data


def _truncated(path: Path) -> None:
    class_zip(path, lambda packed: None)
    path.write_bytes(path.read_bytes()[:-30])


def _huge_list(path: Path) -> None:
    class_zip(path, lambda packed: None)
    data = bytearray(path.read_bytes())
    data[-10:-6] = struct.pack("<L", 1 << 31)
    path.write_bytes(bytes(data))


def _many(path: Path) -> None:
    class_zip(path, lambda packed: [packed.writestr(f"{FORGER}/{n}", b"") for n in range(60_001)])


def _zeros(size: int) -> Add:
    def add(packed: zipfile.ZipFile) -> None:
        with packed.open(f"{FORGER}/{UNIT}/{UNIT}.ipynb", "w", force_zip64=True) as writing:
            for _ in range(size >> 20):
                writing.write(bytes(1 << 20))

    return add


TWO_WAYS = [unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD")]

ZIP_TRICKS = (
    Trick("zip-dots", "refused points outside the zip", _named("../../../evil/answers.json")),
    Trick("zip-dots-within", "refused points outside the zip", _named("@/../../../answers.json")),
    Trick("zip-absolute", "refused points outside the zip", _named("/etc/cron.d/answers.json")),
    Trick("zip-drive", "refused points outside the zip", _named("C:/Windows/answers.json")),
    Trick("zip-stream", "refused points outside the zip", _named("x:y/answers.json")),
    Trick("zip-backslashes", "refused points outside the zip", _named("..\\..\\evil\\answers.json")),
    Trick("zip-share", "refused points outside the zip", _named("\\\\server\\share\\answers.json")),
    Trick("zip-link", "refused is a link or a device", _of_kind(0o120000, b"../../../gradebook.db")),
    Trick("zip-pipe", "refused is a link or a device", _of_kind(0o010000, b"")),
    Trick("zip-device", "refused is a link or a device", _of_kind(0o020000, b"")),
    Trick("zip-con", "refused nothing says whose it is", _named(f"CON/{UNIT}/answers.json")),
    Trick("zip-nul", "refused nothing says whose it is", _named(f"nul.txt/{UNIT}/answers.json")),
    Trick("zip-dot-at-end", "refused nothing says whose", _named(f"101./{UNIT}/answers.json")),
    Trick("zip-capitals", "refused nothing says whose", _named(f"bo/{UNIT}/answers.json", f"BO/{UNIT}/answers.json")),
    Trick("zip-two-ways", "refused nothing says whose", _named(*(f"{name}/{UNIT}/answers.json" for name in TWO_WAYS))),
    Trick("zip-named-script", "refused nothing says whose", _named(f"<img src=x onerror=f()>\x1b[2J\n/{UNIT}/answers.json")),
    Trick("zip-named-long", "refused nothing says whose", _named(f"{'a' * 60_000}/{UNIT}/answers.json")),
    Trick("zip-deep", "taken", _named("@/" + "a/" * 20_000 + "answers.json")),
    Trick("zip-other-id", "taken", _named(f"{FORGER}/101/{UNIT}/answers.json")),
    Trick(
        "zip-moodle-twice",
        "refused names more than one student",
        _named(f"A_101_assignsubmission_file_x_102_assignsubmission_file/{UNIT}/answers.json"),
    ),
    Trick(
        "zip-moodle-file-name",
        "refused names more than one student",
        _named(f"{FORGER}_x_101_assignsubmission_file_answers.json"),
    ),
    Trick("zip-twice", "told There were several files", _named("@/answers.json", "@/answers (1).json")),
    Trick("zip-gradebook", "taken", _named("@/gradebook.db")),
    Trick("zip-source", "taken", _named(f"@/source/{UNIT}/nbgrader_config.py")),
    Trick("zip-typed", "refused typed into Moodle", _named("Ben Cole_102_assignsubmission_onlinetext/onlinetext.html")),
    Trick("zip-bomb", "refused which is too large", _among(_zeros(200 << 20))),
    Trick(
        "zip-bomb-within", "refused which is too large", _handin(lambda: packed_bytes({f"{UNIT}/answers.json": bytes(200 << 20)}))
    ),
    Trick("zip-false-size", "refused is damaged in the zip", _patched(22, 24, struct.pack("<L", 10))),
    Trick("zip-nested", "refused is a zip inside a hand-in", _handin(_quine_like)),
    Trick("zip-many-within", "refused more than 500", _handin(lambda: packed_bytes({str(n): b"" for n in range(10_000)}))),
    Trick("zip-many", "whole more than 60,000", _many),
    Trick("zip-huge-list", "whole far too many files", _huge_list),
    Trick("zip-overlapping", "told is damaged in the zip", _handin(_overlapping)),
    Trick("zip-wrong-sum", "refused is damaged in the zip", _patched(14, 16, b"\1\2\3\4")),
    Trick("zip-locked", "refused is locked with a password", _patched(6, 8, b"\1")),
    Trick("zip-unknown-method", "refused is damaged in the zip", _patched(8, 10, struct.pack("<H", 97))),
    Trick("zip-two-names", "refused is damaged in the zip", _handin(_two_names)),
    Trick("zip-month-15", "taken", _patched(None, 14, struct.pack("<H", 15 << 5))),
    Trick("zip-no-zip", "refused is not a zip that can be read", _handin(lambda: b"hello")),
    Trick("zip-truncated", "whole is not a zip that can be read", _truncated),
    Trick("zip-empty", "whole is not a zip that can be read", lambda path: path.write_bytes(b"")),
)
