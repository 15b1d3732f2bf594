"""``carelab check``: what is wrong with the course, in words for a tutor who does not code. One check a module."""

from grader.check.copied import find_article
from grader.check.course_check import check_course
from grader.check.finding import Finding, Place, errors
from grader.check.guessers import Guessed, guess_course
from grader.check.hostile import Earnings, hostile_course
from grader.check.in_words import rule_lines, story_lines
from grader.check.material import Cell, Material, Page, gather

__all__ = [
    "Cell",
    "Earnings",
    "Finding",
    "Guessed",
    "Material",
    "Page",
    "Place",
    "check_course",
    "errors",
    "find_article",
    "gather",
    "guess_course",
    "hostile_course",
    "rule_lines",
    "story_lines",
]
