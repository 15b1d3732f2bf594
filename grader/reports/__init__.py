"""Feedback pages, feedback files and portfolios for students, and the class report for tutors."""

from grader.reports.class_report import write_report
from grader.reports.feedback import Pages, feedback_page, give_feedback
from grader.reports.feedback_file import NAME as FEEDBACK_FILE
from grader.reports.portfolio import give_portfolios
from grader.reports.work import Marks, read_marks, read_work

__all__ = [
    "FEEDBACK_FILE",
    "Marks",
    "Pages",
    "feedback_page",
    "give_feedback",
    "give_portfolios",
    "read_marks",
    "read_work",
    "write_report",
]
