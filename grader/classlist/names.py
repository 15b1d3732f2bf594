"""People's names for comparison, and ids made of them: what may differ between two systems and still be one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from grader.course import is_plain_student
from grader.vle import name_parts

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʹ′"))
_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–_"), " ")
_LETTERS = str.maketrans("łŁøØđĐðıſ", "lLoOdDdis") | str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "þ": "th"})
"""Letters that are no plain letter with a mark on it."""
_LONGEST_ID = 40


def fold(name: str) -> str:
    """Return a name normalised for comparison: lower case, no apostrophes, and a single space for hyphens and spaces.

    ``Okafor, Grace`` becomes ``grace okafor``. Accents stay: Ngô and Ngo are two names.
    """
    turned = name_parts(unicodedata.normalize("NFC", name))[0]
    plain = turned.translate(_APOSTROPHES).translate(_HYPHENS)
    return unicodedata.normalize("NFC", " ".join(plain.split()).casefold())


def compact(family: str, given: str) -> str:
    """Return a name in the form that Canvas puts before a file's name: ``okaforgrace``."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", family + given).casefold())


def fold_id(text: str) -> str:
    """Return an id or an email address normalised for comparison: lower case, without spaces around it."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def plain_letters(text: str) -> str:
    """Return text that can be part of a folder's name: English letters and figures, joined by full stops; "" if none is left."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS).translate(_APOSTROPHES))
    words = re.findall(r"[A-Za-z0-9_-]+", decomposed.encode("ascii", "ignore").decode())
    return ".".join(words).strip("._-")[:_LONGEST_ID].rstrip(".")


def new_id(wishes: Iterable[str], taken: Iterable[str]) -> str:
    """Return a new student id: the first of ``wishes`` that can be a folder's name, with a number added when it is taken.

    Parameters
    ----------
    wishes:
        Texts to make the id from, the best first. Of an email address the part before the @ is used.
    taken:
        Ids that others have. Capitals make no difference, because some file systems ignore them.
    """
    have = {one.casefold() for one in taken}
    made = [one for wish in wishes if is_plain_student(one := plain_letters(wish.partition("@")[0]))]
    best = next((one for one in made if one.casefold() not in have), made[0] if made else "student-1")
    number, stem = 2, best
    while best.casefold() in have:
        best = f"{'student' if not made else stem}-{number}"
        number += 1
    return best
