"""Feedback pages for students and the class report for tutors."""

from grader.reports.class_report import write_report
from grader.reports.feedback import give_feedback

__all__ = ["give_feedback", "write_report"]
