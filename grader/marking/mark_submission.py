"""Marks one submission into its marked notebook and verdicts, in whichever process or machine was given it."""

from __future__ import annotations

import json

from carelab.answers import clear_parts, write_whole
from grader.course import FolderState, content, copy_exchange_files, submission_time
from grader.gradebook import Mark
from grader.marking.answers import Verdicts
from grader.marking.previous import Record
from grader.marking.run import Outcome, Submission
from grader.marking.submission import mark_notebook
from grader.marking.tutors_notebook import remembered
from grader.marking.verdict_file import VERDICTS, audit_entry, write_verdicts


def is_marked(submission: Submission, found: str) -> bool:
    """Say whether a submission is marked already and has not changed. ``found``: the SHA-256 of its present content."""
    return bool(submission.known and found and submission.known.get("content") == found)


def mark_submission(submission: Submission) -> Outcome:
    """Mark one submission, write its marked notebook and verdicts, and return the outcome. Raises OSError.

    A submission that is marked and unchanged is not marked again: its outcome says so, and nothing is written.
    """
    marked = submission.marked
    state, found = FolderState.at(submission.folder), content(submission.folder)
    if is_marked(submission, found):
        return Outcome(changed=False, content=found, state=state)
    record = Record(marked)
    before = record.whole().get("answers", {})
    record.remove()
    tutors = remembered(submission.source)
    result, notebook = mark_notebook(tutors, submission.folder, submission.options)
    if result.problem:  # the marked copy of an earlier hand-in is not shown as if it were this one's
        marked.unlink(missing_ok=True)
        marked.with_name(VERDICTS).unlink(missing_ok=True)
    else:
        marked.parent.mkdir(parents=True, exist_ok=True)
        clear_parts(marked)
        clear_parts(marked.with_name(VERDICTS))
        write_whole(marked, json.dumps(notebook, ensure_ascii=False).encode())
        copy_exchange_files(submission.folder, marked.parent)
        if result.master is not None:
            write_verdicts(marked.parent, submission.student, submission.unit, result)
    handed_in, unread = submission_time(submission.folder)
    answers = {v.grade_id: v.answer for v in result.verdicts if v.answer}
    return Outcome(
        True,
        result.problem,
        (*result.repaired, *([unread] if unread else [])),
        tuple(Mark(v.grade_id, v.score, v.comment) for v in result.verdicts),
        tuple(v.reason for v in result.verdicts if v.outcome == "no mark"),
        any(v.again for v in result.verdicts),
        audit_entry(submission.student, submission.unit, submission.source, result),
        handed_in,
        found,
        state,
        result.unmarked,
        tuple(v.grade_id for v in result.verdicts if v.shared and v.score is not None),
        answers,
        frozenset(name for name, answer in answers.items() if before.get(name) == answer),
    )


def died(submission: Submission) -> Outcome:
    """Return the outcome, without marks, of a submission on which the marking process crashed or hung twice."""
    problem = "The marking process crashed twice on this submission. Look at what was handed in; the rest of the class is marked."
    result = Verdicts((), {}, None, "", problem)
    return Outcome(True, problem, entry=audit_entry(submission.student, submission.unit, submission.source, result))
