import re
from collections import Counter
from pathlib import Path

from carelab.data.course import misconceptions, statements

ARTICLE = Path(__file__).parents[2] / "shared" / "article.txt"


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_are_there_118_statements_of_the_three_kinds() -> None:
    assert Counter(s.kind for s in statements().values()) == {"management": 59, "leadership": 52, "both": 7}


def test_does_every_statement_have_a_unit_and_words_of_its_own() -> None:
    assert {re.fullmatch(r"\d\d-[a-z-]+", s.unit) is not None for s in statements().values()} == {True}
    assert len({s.text for s in statements().values()}) == 118


def test_are_the_misconceptions_numbered_1_to_31_each_with_a_question_to_ask() -> None:
    assert list(misconceptions()) == [f"MC{n:02d}" for n in range(1, 32)]
    assert all(m.say.endswith("?") for m in misconceptions().values())


def test_is_nothing_copied_from_the_article_where_it_is_to_hand() -> None:
    article = runs(ARTICLE.read_text(encoding="utf-8"), 6) if ARTICLE.is_file() else set()
    for statement in statements().values():
        assert not runs(statement.text, 6) & article, statement.id
