"""Judges one submission into its marked notebook and verdicts, in whatever process or machine has been given it."""

from __future__ import annotations

import json

from carelab.answers import clear_parts, write_whole
from grader.judge.answers import Judged
from grader.judge.submission import judge
from grader.judge.verdictfile import NAME as VERDICTS
from grader.judge.verdictfile import audit_entry, write_verdicts
from grader.markrun import Outcome, Submission
from grader.scores import Mark
from grader.stamp import handed_in_by_stamp
from grader.unchanged import Look, Record, content


def stands(submission: Submission, found: str) -> bool:
    """Say whether a submission, whose folder has this content, is marked already as it is."""
    return bool(submission.known and found and submission.known.get("content") == found)


def judge_submission(submission: Submission) -> Outcome:
    """Judge one submission and write its marked notebook and verdicts, unless it stands. Raises OSError."""
    source, marked = submission.source, submission.marked
    look, found = Look.at(submission.folder), content(submission.folder)
    if stands(submission, found):
        return Outcome(changed=False, content=found, look=look)
    record = Record(marked)
    record.remove()
    judged, notebook = judge(source, submission.folder, trust_code=submission.trust_code)
    if judged.problem:  # what was made of an earlier hand-in is not shown as if it were made of this one
        marked.unlink(missing_ok=True)
        marked.with_name(VERDICTS).unlink(missing_ok=True)
    else:
        marked.parent.mkdir(parents=True, exist_ok=True)
        clear_parts(marked)
        clear_parts(marked.with_name(VERDICTS))
        write_whole(marked, json.dumps(notebook, ensure_ascii=False).encode())
        if judged.master is not None:
            write_verdicts(marked.parent, submission.student, submission.unit, judged)
    handed_in, unread = handed_in_by_stamp(submission.folder)
    return Outcome(
        True,
        judged.problem,
        (*judged.repaired, *([unread] if unread else [])),
        tuple(Mark(v.grade_id, v.score, v.comment) for v in judged.verdicts),
        tuple(v.reason for v in judged.verdicts if v.outcome == "no mark"),
        any(v.again for v in judged.verdicts),
        audit_entry(submission.student, submission.unit, submission.source, judged),
        handed_in,
        found,
        look,
        judged.unmarked,
    )


def died(submission: Submission) -> Outcome:
    """Return the outcome of a submission on which the marking process died twice."""
    problem = "Marking it ended the program that marked, twice. Look at what was handed in; the rest of the class is marked."
    judged = Judged((), {}, None, "", problem)
    return Outcome(True, problem, entry=audit_entry(submission.student, submission.unit, submission.source, judged))
