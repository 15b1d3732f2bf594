"""Two answer files of one notebook become one: nothing that was answered is lost, and the newer answer counts."""

from typing import Any

from carelab.answers import Answer, AnswerBook
from carelab.answers.merging import EARLIER, merged

OLD, NEW, NEWEST = "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z", "2026-11-03T10:00:00.500Z"


def book(variant: int = 1, **answers: Any) -> AnswerBook:
    return AnswerBook(
        "08-budgeting", variant, {q: Answer("choice", value, at) for q, (value, at) in answers.items()}, seed=variant
    )


def kept(found: AnswerBook) -> dict[str, tuple[Any, list[Any]]]:
    return {q: (a.value, [one["value"] for one in a.extra.get("earlier", [])]) for q, a in found.answers.items()}


def test_the_newer_answer_counts_and_the_other_stays_whichever_way_they_are_joined() -> None:
    one, two = book(a=("x", OLD), b=("y", NEW), c=("z", OLD)), book(a=("p", NEW), b=("q", OLD), d=("r", OLD))
    wanted = {"a": ("p", ["x"]), "b": ("y", ["q"]), "c": ("z", []), "d": ("r", [])}
    assert kept(merged(one, two)) == kept(merged(two, one)) == wanted
    assert kept(merged(merged(one, two), two)) == wanted, "the same copy twice changes nothing"


def test_an_empty_file_takes_the_copy_as_it_is() -> None:
    there = book(2, a=("x", OLD))
    assert merged(AnswerBook("08-budgeting", 1, seed=5), there) == there


def test_answers_to_other_figures_never_count_and_are_never_lost() -> None:
    more, fewer = book(1, a=("x", OLD), b=("y", OLD), d=("z", OLD)), book(2, a=("p", NEWEST), c=("r", NEW))
    for found in (merged(more, fewer), merged(fewer, more)):
        assert (found.variant, found.seed) == (1, 1)
        assert kept(found) == {"a": ("x", ["p"]), "b": ("y", []), "c": (None, ["r"]), "d": ("z", [])}


def test_a_cleared_answer_a_repeated_one_and_more_than_are_kept() -> None:
    assert kept(merged(book(a=(None, NEW)), book(a=("x", OLD)))) == {"a": (None, ["x"])}
    assert kept(merged(book(a=("x", NEW)), book(a=("x", OLD)))) == {"a": ("x", [])}
    found = book(a=(0, OLD))
    for n in range(1, EARLIER + 3):
        found = merged(found, book(a=(n, f"2026-11-{n + 1:02}T10:00:00Z")))
    assert kept(found) == {"a": (EARLIER + 2, list(range(2, EARLIER + 2)))}
