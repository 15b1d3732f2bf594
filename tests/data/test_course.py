import hashlib
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from carelab.data.course import misconceptions, statements

ARTICLE_RUNS = Path(__file__).with_name("article_runs.bin")
"""Digests of each six words in a row of the article, which may not be copied: `python tests/data/test_course.py ARTICLE`."""
RUN, SIZE = 6, 4
"""Words in a row that a statement may not share with the article, and the bytes of a digest."""
SECTIONS = {
    "INTRO": "01", "DEF": "02", "ROLE-M": "03", "ROLE-L": "04", "SKILL-M": "05", "SKILL-L": "06", "IMPACT": "07",
    "EX-M-BUDGET": "08", "EX-M-COMPLY": "09", "EX-M-STAFF": "10", "EX-M-OPS": "11", "EX-M-QUALITY": "12",
    "EX-L-VISION": "13", "EX-L-CULTURE": "14", "EX-L-INNOV": "15", "EX-L-CRISIS": "16", "EX-L-MENTOR": "17", "FINAL": "18",
}  # fmt: skip
"""How the ids of a section begin, and the number of the unit that teaches it."""


def runs(text: str) -> dict[bytes, str]:
    """Return digest → words, for each six words in a row."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return {hashlib.blake2b(run.encode(), digest_size=SIZE).digest(): run for run in found}


def test_118_statements_of_three_kinds() -> None:
    assert Counter(s.kind for s in statements().values()) == {"management": 59, "leadership": 52, "both": 7}


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_taught_by_its_unit(section: str) -> None:
    own = [s for s in statements().values() if re.fullmatch(rf"{section}(-?[ML]?\d+[a-z]?)", s.id)]
    assert own
    assert {s.unit[:2] for s in own} == {SECTIONS[section]}


def test_every_id_belongs_to_one_section_and_numbers_run_on() -> None:
    shape = re.compile(rf"({'|'.join(SECTIONS)})-?([ML]?)(\d+)([a-z]?)")
    found = {i: shape.fullmatch(i) for i in statements()}
    assert [i for i, match in found.items() if match is None] == []
    groups: dict[str, list[tuple[int, str]]] = {}
    for match in found.values():
        groups.setdefault(match[1] + match[2], []).append((int(match[3]), match[4]))
    for parts in groups.values():
        assert parts == sorted(parts)
        assert parts[0][0] == 1
        assert all(b[0] - a[0] in (0, 1) for a, b in pairwise(parts))


def test_each_statement_is_one_sentence_of_its_own_of_the_kind_that_its_id_says() -> None:
    assert len({s.text for s in statements().values()}) == len(statements())
    for s in statements().values():
        letter = re.search(r"(?:DEF|ROLE|SKILL|IMPACT)-([ML])|EX-([ML])-", s.id)
        assert letter is None or s.kind == {"M": "management", "L": "leadership"}[letter[1] or letter[2]], s.id
        assert re.fullmatch(r"[A-Z].*\.", s.text), s.text
        assert len(s.text.split()) <= 25, s.text


def test_no_statement_copies_the_article() -> None:
    digests = ARTICLE_RUNS.read_bytes()
    taken = {digests[at : at + SIZE] for at in range(0, len(digests), SIZE)}
    assert len(taken) > 800
    copied = {s.id: [words for digest, words in runs(s.text).items() if digest in taken] for s in statements().values()}
    assert {name: found for name, found in copied.items() if found} == {}


def test_31_misconceptions_each_with_something_to_say() -> None:
    assert list(misconceptions()) == [f"MC{n:02}" for n in range(1, 32)]
    for code, one in misconceptions().items():
        assert one.code == code
        assert one.text.endswith("."), code
        assert one.say.endswith(("?", ".")), code
    assert len({m.say for m in misconceptions().values()}) == 31


if __name__ == "__main__":
    ARTICLE_RUNS.write_bytes(b"".join(sorted(runs(Path(sys.argv[1]).read_text(encoding="utf-8")))))
