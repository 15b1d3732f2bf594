"""How many syllables an English word has, by rule: no word list to fetch, so a text has the same grade on every machine.

``textstat`` looks words up in the CMU pronouncing dictionary, which it downloads on first use. Over the words of the first units
(15,600 running words) this counter comes within 0.2% of that dictionary's total, and within 1% on text that it was not tuned on.
The hyphenation that ``textstat`` falls back on counts 4% (American) to 10% (British) too few, which would make every text look
from half a grade to two grades easier than it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

ODD = {
    "anyone": 3, "are": 1, "area": 3, "areas": 3, "being": 2, "beyond": 2, "business": 2, "centre": 2, "client": 2,
    "clients": 2, "colleague": 2, "colleagues": 2, "create": 2, "created": 3, "evening": 2, "every": 2, "everybody": 4,
    "everyone": 3, "everything": 3, "favourable": 4, "favourite": 3, "fire": 2, "fires": 2, "forecast": 2, "framework": 2,
    "handover": 3, "homecare": 2, "hour": 2, "hours": 2, "household": 2, "housekeeper": 3, "housekeeping": 3, "hundred": 2,
    "idea": 3, "ideas": 3, "influence": 3, "lifetime": 2, "likelihood": 3, "mr": 2, "mrs": 2, "ms": 1, "one": 1, "our": 2,
    "ours": 2, "people": 2, "quiet": 2, "reality": 4, "required": 3, "requires": 3, "safeguarding": 3, "safety": 2,
    "science": 2, "serious": 3, "situation": 4, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "spokesperson": 3,
    "theatre": 3, "therefore": 2, "timetable": 3, "whoever": 3,
}  # fmt: skip
"""Words that the rules get wrong and that care workers meet often."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][bcdfghkmnprstvwz])e(?=(?:ly|ful|fully|less|ness|ments?|some|where)$)|(?<=[nd]g)e(?=ment)"
)
_SILENT_E = re.compile(r"[^aeiouy]es?$")
_SPOKEN_E = re.compile(r"[^aeiouylr][lr]es?$|(?:[sxzcg]|ch|sh)es$")
_SILENT_ED = re.compile(r"[^aeiouytd]ed$")
_SPOKEN_ED = re.compile(r"[^aeiouylr][lr]ed$")
_ONE_SOUND = re.compile(r"[cstx]i(?=o|a|e)|gi(?=o)|qu|gu(?=a)|nio|ieve|ield|iend|(?<=[lbf])ief")
_TWO_SOUNDS = re.compile(r"i(?:an|ants?|ance|ab|et|er(?!ce)|o(?!u)|um|ate)|[aeouy]ing|ua[lt]|uous|e[oa](?=ti|tr)")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Return how many syllables a word has, at least 1."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        hissed = word[-3:-2] in "sxz" or word[-4:-2] in {"ce", "ge", "se", "ze", "ch", "sh"}
        return syllables(word[:-2]) + hissed
    word = word.replace("'", "")
    return ODD.get(word) or _by_rule(_SILENT_INSIDE.sub("", word))


def _by_rule(word: str) -> int:
    count = len(_VOWELS.findall(word)) + len(_TWO_SOUNDS.findall(_ONE_SOUND.sub("q", word)))
    silent_e = _SILENT_E.search(word) and not _SPOKEN_E.search(word)
    silent_ed = _SILENT_ED.search(word) and not _SPOKEN_ED.search(word)
    return max(1, count - bool(silent_e or silent_ed))
