"""Zips that a student or a stranger made, each in Moodle's zip of a class between two honest hand-ins.

``must`` is ``refused WORDS`` (that file is not taken, and why), ``whole WORDS`` (the zip is not opened at all), ``taken`` (as the
answers that it is), or ``told WORDS`` (what is honest in it is taken, with a note).
"""

from __future__ import annotations

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


def _edited(change: Callable[[bytearray, int, int], object]) -> Make:
    """Change the forger's own hand-in zip, given where its one entry's header and its line in the list begin."""

    def data() -> bytes:
        made = bytearray(packed_bytes({f"{UNIT}/answers.json": ANSWERS}))
        change(made, 0, made.index(b"PK\1\2"))
        return bytes(made)

    return _handin(data)


def _locked(made: bytearray, head: int, line: int) -> None:
    made[head + 6] |= 1
    made[line + 8] |= 1


def _wrong_sum(made: bytearray, head: int, line: int) -> None:
    made[head + 14 : head + 18] = made[line + 16 : line + 20] = b"\1\2\3\4"


def _unknown_method(made: bytearray, head: int, line: int) -> None:
    made[head + 8 : head + 10] = made[line + 10 : line + 12] = struct.pack("<H", 97)


def _false_size(made: bytearray, head: int, line: int) -> None:
    made[head + 22 : head + 26] = made[line + 24 : line + 28] = struct.pack("<L", 10)


def _other_name_within(made: bytearray, head: int, line: int) -> None:
    name = f"{UNIT}/answers.json".encode()
    at = made.index(name, head)
    made[at : at + len(name)] = b"../../../../evil.json".ljust(len(name), b"_")[: len(name)]


def _month_13(made: bytearray, head: int, line: int) -> None:
    made[line + 14 : line + 16] = struct.pack("<H", (0 << 9) | (15 << 5) | 0)


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
    Trick(
        "zip-dots",
        "to write above the course",
        "refused points outside the zip",
        _named("../../../evil/answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-dots-within",
        "the same from inside a folder",
        "refused points outside the zip",
        _named("@/../../../answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-absolute",
        "to write into the system",
        "refused points outside the zip",
        _named("/etc/cron.d/answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-drive", "to write to drive C", "refused points outside the zip", _named("C:/Windows/answers.json"), "the class stops"
    ),
    Trick(
        "zip-stream",
        "to write to a hidden stream of Windows",
        "refused points outside the zip",
        _named("x:y/answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-backslashes",
        "the same with Windows' own slashes",
        "refused points outside the zip",
        _named("..\\..\\evil\\answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-share",
        "to write to another computer",
        "refused points outside the zip",
        _named("\\\\server\\share\\answers.json"),
        "the class stops",
    ),
    Trick(
        "zip-link",
        "a link to the gradebook",
        "refused is a link or a device",
        _of_kind(0o120000, b"../../../gradebook.db"),
        "takes it in",
    ),
    Trick("zip-pipe", "a pipe", "refused is a link or a device", _of_kind(0o010000, b""), "takes it in"),
    Trick("zip-device", "a device", "refused is a link or a device", _of_kind(0o020000, b""), "takes it in"),
    Trick(
        "zip-con",
        "a student named as a device of Windows",
        "refused nothing says whose it is",
        _named(f"CON/{UNIT}/answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-nul",
        "the same with an ending",
        "refused nothing says whose it is",
        _named(f"nul.txt/{UNIT}/answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-dot-at-end",
        "a student whom Windows takes for another",
        "refused nothing says whose",
        _named(f"101./{UNIT}/answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-capitals",
        "two students whom Windows takes for one",
        "refused nothing says whose",
        _named(f"bo/{UNIT}/answers.json", f"BO/{UNIT}/answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-two-ways",
        "two names that look the same",
        "refused nothing says whose",
        _named(*(f"{name}/{UNIT}/answers.json" for name in TWO_WAYS)),
        "leaves it out",
    ),
    Trick(
        "zip-named-script",
        "script, codes and lines in a student's name",
        "refused nothing says whose",
        _named(f"<img src=x onerror=f()>\x1b[2J\n/{UNIT}/answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-named-long",
        "a name of 60,000 letters",
        "refused nothing says whose",
        _named(f"{'a' * 60_000}/{UNIT}/answers.json"),
        "the class stops",
    ),
    Trick("zip-deep", "20,000 folders in each other", "taken", _named("@/" + "a/" * 20_000 + "answers.json"), "the class stops"),
    Trick(
        "zip-other-id",
        "another student's number in a folder of one's own",
        "taken",
        _named(f"{FORGER}/101/{UNIT}/answers.json"),
        "takes it in",
    ),
    Trick(
        "zip-moodle-twice",
        "a second number in Moodle's own words",
        "refused names more than one student",
        _named(f"A_101_assignsubmission_file_x_102_assignsubmission_file/{UNIT}/answers.json"),
        "takes it in",
    ),
    Trick(
        "zip-moodle-file-name",
        "another student's number in a file's name, where Moodle made no folders",
        "refused names more than one student",
        _named(f"{FORGER}_x_101_assignsubmission_file_answers.json"),
        "leaves it out",
    ),
    Trick(
        "zip-twice",
        "the same file twice",
        "told There were several files",
        _named("@/answers.json", "@/answers (1).json"),
        "takes it in",
    ),
    Trick("zip-gradebook", "answers under the name of the gradebook", "taken", _named("@/gradebook.db"), "leaves it out"),
    Trick(
        "zip-source",
        "answers under the name of the tutor's settings",
        "taken",
        _named(f"@/source/{UNIT}/nbgrader_config.py"),
        "leaves it out",
    ),
    Trick(
        "zip-typed",
        "an answer typed into Moodle",
        "refused typed into Moodle",
        _named("Ben Cole_102_assignsubmission_onlinetext/onlinetext.html"),
        "leaves it out",
    ),
    Trick(
        "zip-bomb",
        "1 GB that packs into 1 MB",
        "refused which is too large",
        _among(_zeros(1 << 30)),
        "takes it in, unpacks it all",
    ),
    Trick(
        "zip-bomb-within",
        "the same in a hand-in",
        "refused which is too large",
        _handin(lambda: packed_bytes({f"{UNIT}/answers.json": bytes(200 << 20)})),
        "takes it in, unpacks it all",
    ),
    Trick("zip-false-size", "a size that is not true", "refused is damaged in the zip", _edited(_false_size), "the class stops"),
    Trick("zip-nested", "30 zips in each other", "refused is a zip inside a hand-in", _handin(_quine_like), "takes it in"),
    Trick(
        "zip-many-within",
        "10,000 files in a hand-in",
        "refused more than 500",
        _handin(lambda: packed_bytes({str(n): b"" for n in range(10_000)})),
        "unpacks it all",
    ),
    Trick("zip-many", "60,000 files in the class's zip", "whole more than 60,000", _many, "unpacks it all"),
    Trick("zip-huge-list", "a list of files that needs 2 GB", "whole far too many files", _huge_list, "the class stops"),
    Trick(
        "zip-overlapping",
        "the same bytes as two files",
        "told is damaged in the zip",
        _handin(_overlapping),
        "the class stops",
    ),
    Trick("zip-wrong-sum", "a wrong checksum", "refused is damaged in the zip", _edited(_wrong_sum), "the class stops"),
    Trick("zip-locked", "a password", "refused is locked with a password", _edited(_locked), "the class stops"),
    Trick(
        "zip-unknown-method",
        "a way of packing that nobody knows",
        "refused is damaged in the zip",
        _edited(_unknown_method),
        "the class stops",
    ),
    Trick(
        "zip-two-names",
        "one name in the list, another before the file",
        "refused is damaged in the zip",
        _edited(_other_name_within),
        "the class stops",
    ),
    Trick("zip-month-15", "a time that is none", "taken", _edited(_month_13), "takes it in"),
    Trick(
        "zip-no-zip",
        "another kind of file in place of a hand-in",
        "refused is not a zip that can be read",
        _handin(lambda: b"hello"),
        "the class stops",
    ),
    Trick("zip-truncated", "half a download", "whole is not a zip that can be read", _truncated, "the class stops"),
    Trick(
        "zip-empty", "an empty file", "whole is not a zip that can be read", lambda path: path.write_bytes(b""), "the class stops"
    ),
)
