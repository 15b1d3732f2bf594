"""Every check, in the order in which its findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from grader.check.clean import check_clean
from grader.check.copied import check_copied
from grader.check.coverage import check_coverage
from grader.check.finding import Finding
from grader.check.guessers import check_guessers
from grader.check.keys import check_keys
from grader.check.lesson_pattern import check_lesson_pattern
from grader.check.links import check_links
from grader.check.loading import check_loading
from grader.check.material import Material
from grader.check.patterns import check_patterns
from grader.check.pictures import check_pictures
from grader.check.reading_age import check_reading_age
from grader.check.reasons import check_reasons
from grader.check.responses import check_responses
from grader.check.sources import check_sources
from grader.check.structure import check_structure
from grader.check.variants import check_variants
from grader.check.world import check_world

CHECKS: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    check_loading,
    check_clean,
    check_structure,
    check_lesson_pattern,
    check_coverage,
    check_keys,
    check_patterns,
    check_variants,
    check_reasons,
    check_responses,
    check_guessers,
    check_reading_age,
    check_pictures,
    check_links,
    check_sources,
    check_world,
)


def check_course(
    material: Material,
    article: Path | None = None,
    *,
    whole: bool = True,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
) -> list[Finding]:
    """Run every check of the course and return what they found; without ``article`` the check for copied text is left out.

    Parameters
    ----------
    whole:
        False when ``material`` is only part of a course: whether all statements are covered is then not checked.
    progress:
        Called after each check with (number of checks done, number of all checks).

    Returns
    -------
    The findings: errors first, then warnings, each in the order of the checks.
    """
    checks = [check for check in CHECKS if whole or check is not check_coverage]
    if article is not None:
        words = article.read_text(encoding="utf-8")
        checks.append(lambda read: check_copied(read, words))
    found: list[Finding] = []
    for done, check in enumerate(checks, 1):
        found += check(material)
        progress(done, len(checks))
    return sorted(found, key=lambda f: f.severity != "error")
