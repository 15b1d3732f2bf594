"""``carelab check``: what is wrong with the course, in words for a tutor who does not code. One check a module."""

from grader.check.copied import find_article
from grader.check.course_check import check_course
from grader.check.finding import Finding, errors
from grader.check.guessers import guess_course
from grader.check.hostile import hostile_course
from grader.check.in_words import rule_lines, story_lines
from grader.check.material import Material, Page, gather

__all__ = [
    "Finding",
    "Material",
    "Page",
    "check_course",
    "errors",
    "find_article",
    "gather",
    "guess_course",
    "hostile_course",
    "rule_lines",
    "story_lines",
]
