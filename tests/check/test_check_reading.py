"""The reading age: is it counted as the formula says, the same with no internet, and does a hard text fail?"""

import importlib

import pytest
from planted import Planted

from carelab.questions.syllables import syllables
from carelab.sims.budget import MODEL
from grader.check.learner_text import model_texts, views
from grader.check.prose import blocks, read_sentences, sentences, words
from grader.check.reading_age import FRAGMENT, HIGHEST_GRADE, care_terms, check_reading_age, grade

HARD = (
    "Notwithstanding considerable organisational uncertainty, multidisciplinary practitioners necessarily demonstrate "
    "sophisticated interpersonal competencies throughout operationally challenging circumstances, simultaneously "
    "acknowledging institutional accountability expectations. "
)
SPOKEN = {
    "the": 1, "care": 1, "cared": 1, "wanted": 2, "table": 2, "tables": 2, "houses": 2, "changes": 2, "times": 1, "resident": 3,
    "residents": 3, "being": 2, "people": 2, "service's": 3, "service": 2, "management": 3, "safely": 2, "audit": 2, "idea": 3,
    "science": 2, "variance": 3, "radio": 3, "medicine": 3, "every": 2, "going": 2, "I": 1, "called": 1,
    "filled": 1, "handled": 2, "usual": 3, "quiet": 2, "question": 2, "nation": 2, "hopeful": 2, "judgement": 2, "we’ll": 1,
}  # fmt: skip
"""Syllables as the CMU pronouncing dictionary gives them."""


def test_syllables_are_those_that_people_say() -> None:
    assert {word: syllables(word) for word in SPOKEN} == SPOKEN


def test_the_grade_is_flesch_and_kincaid_s() -> None:
    read = ["The cat sat on the mat.", "The dog ran to the old red house again."]
    spoken = 6 + 10
    assert grade(read) == pytest.approx(0.39 * 15 / 2 + 11.8 * spoken / 15 - 15.59)


def test_it_is_textstat_s_grade_when_textstat_counts_the_same_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    textstat = importlib.import_module("textstat")
    counting = importlib.import_module("textstat.backend.counts._count_syllables")
    text = "A good manager asks the person first. Then the team finds a safer way to do what he wants, and writes it down."

    class Ours(dict[str, list[list[str]]]):
        def __getitem__(self, word: str) -> list[list[str]]:
            return [["AH0"] * syllables(word)]

    monkeypatch.setattr(counting, "get_cmudict", lambda _lang: Ours())
    assert grade(sentences(text), allow_terms=False) == pytest.approx(textstat.textstat.flesch_kincaid_grade(text), abs=0.05)


def test_a_care_term_counts_as_two_syllables_and_only_when_it_is_listed() -> None:
    assert {"safeguarding", "management", "centred"} <= care_terms()
    read = ["They talk about safeguarding and management each day."]
    spoken = syllables("safeguarding") + syllables("management")
    assert grade(read, allow_terms=False) - grade(read) == pytest.approx(11.8 * (spoken - 4) / 8)


def test_labels_do_not_make_a_hard_text_look_easy() -> None:
    assert grade([HARD, "Budget", "Fixed cost", "For one year"]) == grade([HARD])
    assert len(words("For one year")) < FRAGMENT
    assert grade([]) == grade(["£2,246,400"]) == 0, "no words have no grade"


def test_markdown_is_read_as_people_read_it() -> None:
    markdown = (
        "## A heading\n\nSome **bold** text, [a link](x.ipynb) and `code`. It goes on\nhere! See e.g. £5.50 a day.\n\n"
        "- an item\n- another item\n\n| Word | Meaning |\n|---|---|\n| Budget | A plan for money |\n\n"
        '<ul>\n<li><a id="X"></a><strong>In HTML.</strong> It counts too.</li>\n</ul>'
    )
    assert read_sentences(markdown) == [
        "A heading", "Some bold text, a link and code.", "It goes on here!", "See e.g. £5.50 a day.", "an item", "another item",
        "Word", "Meaning", "Budget", "A plan for money", "In HTML.", "It counts too.",
    ]  # fmt: skip
    assert list(blocks("<!-- for the author -->\n\nSee https://www.example.org/a-long-address now.")) == ["See now."]


def test_a_long_hard_text_fails_and_a_short_one_is_worth_a_look(planted: Planted) -> None:
    planted.add("notebooks", HARD * 6)
    assert grade([HARD]) > HIGHEST_GRADE
    told = [f for f in planted.finds(check_reading_age) if f.where == "cell 3 (planted)"]
    assert [f.severity for f in told] == ["error"]
    assert "multidisciplinary" in told[0].do
    planted.replace("notebooks", HARD * 6, HARD)
    assert [f.severity for f in planted.finds(check_reading_age) if f.where == "cell 3 (planted)"] == ["warning"]


def test_the_reasons_that_a_student_reads_are_read_too(planted: Planted) -> None:
    planted.replace("source", "This fills places, and the people who are overdue may not be the ones who are free.", HARD * 6)
    assert [f.where for f in planted.finds(check_reading_age) if f.severity == "error"] == ["question q3"]


def test_a_sentence_that_never_ends_is_told_by_its_first_words_and_titles_of_laws_are_left_alone(planted: Planted) -> None:
    planted.add("notebooks", "The cook asks " + "and asks " * 16 + "again.")
    planted.replace("notebooks", "This lesson is about the article's example on resource allocation and budgeting.", HARD * 6)
    found = planted.finds(check_reading_age)
    assert not [f for f in found if "sources" in f.where]
    told = [f for f in found if f.problem.startswith("A sentence has 36 words")]
    assert [(f.severity, f.where) for f in told] == [("warning", "cell 3 (planted)")]
    assert "“The cook asks and asks" in told[0].problem


def test_a_model_is_read_at_both_ends_of_each_control() -> None:
    assert len(list(views(MODEL))) > 2 * len(MODEL.controls) - 2
    said = [s.text for s in model_texts(MODEL)]
    assert MODEL.title in said
    assert len(set(said)) > len(MODEL.controls)
