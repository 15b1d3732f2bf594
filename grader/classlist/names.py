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
    """Return a name for comparison: composed letters, lower case, no apostrophes, hyphens and many spaces as one space.

    ``Okafor, Grace`` is turned round. Accents stay: Ngô and Ngo are two names.
    """
    turned = name_parts(unicodedata.normalize("NFC", name))[0]
    plain = turned.translate(_APOSTROPHES).translate(_HYPHENS)
    return unicodedata.normalize("NFC", " ".join(plain.split()).casefold())


def compact(family: str, given: str) -> str:
    """Return a name as Canvas puts it before a file's name: ``okaforgrace``."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", family + given).casefold())


def fold_id(text: str) -> str:
    """Return an id or an email address for comparison."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def plain_letters(text: str) -> str:
    """Return text as part of a folder's name: English letters and figures, joined by full stops; "" where none is left."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS).translate(_APOSTROPHES))
    words = re.findall(r"[A-Za-z0-9_-]+", decomposed.encode("ascii", "ignore").decode())
    return ".".join(words).strip("._-")[:_LONGEST_ID].rstrip(".")


def new_id(wishes: Iterable[str], taken: Iterable[str]) -> str:
    """Return the first wish, in plain letters, that can be a student's folder; numbered where somebody has that id already.

    Parameters
    ----------
    wishes:
        What the id is made of, the best first. An email address gives the part before its @.
    taken:
        Ids that others have. Capitals make no difference: some systems do not tell them apart.
    """
    have = {one.casefold() for one in taken}
    made = [one for wish in wishes if is_plain_student(one := plain_letters(wish.partition("@")[0]))]
    best = next((one for one in made if one.casefold() not in have), made[0] if made else "student-1")
    number, stem = 2, best
    while best.casefold() in have:
        best = f"{'student' if not made else stem}-{number}"
        number += 1
    return best
