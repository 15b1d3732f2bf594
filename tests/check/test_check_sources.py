"""Does the check see a source that is not listed, one without its address, and one that claims more than was read?"""

from pathlib import Path

import pytest
from planted import ROOT, Planted

from carelab.data.sources import source_line
from grader.check import errors, gather
from grader.check.finding import Finding
from grader.check.sources import check_sources, cited

LINE = source_line("S18a")
LAST_WORDS = "look up this year's on GOV.UK before you use them."


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


def list_source(planted: Planted, line: str) -> None:
    """Put one more source in the Sources cell of the lesson."""
    planted.replace("notebooks", LAST_WORDS, f"{LAST_WORDS}\n\n- {line}")


def the_one(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [str(f) for f in findings]
    return findings[0]


def test_no_lesson_cites_a_source_that_is_not_listed() -> None:
    assert errors(list(check_sources(gather(ROOT)))) == []


def test_unit_08_cites_as_it_should(planted: Planted) -> None:
    list_source(planted, f"Enough suitable staff: {LINE}")
    assert planted.finds(check_sources) == []


def test_an_address_that_is_not_listed_is_an_error(planted: Planted) -> None:
    list_source(planted, "A blog. <https://example.org/staffing>")
    found = the_one(planted.finds(check_sources))
    assert (found.severity, "https://example.org/staffing is not that of a listed source" in found.problem) == ("error", True)


def test_a_line_that_claims_more_than_was_read_is_an_error(planted: Planted) -> None:
    list_source(planted, LINE.replace("the opening of a stored copy", "the whole page"))
    found = the_one(planted.finds(check_sources))
    assert (found.severity, found.do) == ("error", f"Write: {LINE}")


def test_checked_in_november_is_a_warning(planted: Planted) -> None:
    list_source(planted, "Regulation 18, Care Quality Commission. Checked November 2026.")
    found = the_one(planted.finds(check_sources))
    assert (found.severity, "“Checked November 2026”" in found.problem) == ("error", True)


def test_a_source_without_an_address_is_a_warning(planted: Planted) -> None:
    list_source(planted, "Regulation 18, Care Quality Commission.")
    found = the_one(planted.finds(check_sources))
    assert (found.severity, "has no address: “Regulation 18," in found.problem) == ("error", True)


def test_a_lesson_without_the_article_is_a_warning(planted: Planted) -> None:
    planted.replace("notebooks", 'lesson.sources("article", ', "lesson.sources(")
    found = the_one(planted.finds(check_sources))
    assert (found.severity, "does not cite the article" in found.problem) == ("warning", True)


def test_an_unknown_id_in_code_is_an_error(planted: Planted) -> None:
    planted.replace(
        "notebooks",
        "lesson.model(MODEL, tasks=TASKS)",
        'lesson.model(MODEL, tasks=TASKS)\ncite = lambda: lesson.sources("S18a", "S99")',
    )
    assert "cites the source S99" in the_one(planted.finds(check_sources)).problem


def test_ids_are_read_from_calls_alone() -> None:
    assert cited('lesson.sources("S14", "S15")\nprint("S99")  # lesson.sources("S98")') == ["S14", "S15"]
    assert cited("lesson.sources(") == []
