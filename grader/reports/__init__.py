"""Feedback pages and portfolios for students, and the class report for tutors."""

from grader.reports.class_report import write_report
from grader.reports.feedback import give_feedback
from grader.reports.portfolio import give_portfolios

__all__ = ["give_feedback", "give_portfolios", "write_report"]
