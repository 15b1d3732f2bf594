"""The record of every mark: audit.jsonl."""

from grader.audit.by_hand import history, in_words, marks_in_words, note_changes
from grader.audit.lost import LostGradebook, check_lost
from grader.audit.not_in_audit import marks_not_in_audit
from grader.audit.record import CHUNK, BrokenAudit, Checked, append, entries, put_pseudonym, verify

__all__ = [
    "CHUNK",
    "BrokenAudit",
    "Checked",
    "LostGradebook",
    "append",
    "check_lost",
    "entries",
    "history",
    "in_words",
    "marks_in_words",
    "marks_not_in_audit",
    "note_changes",
    "put_pseudonym",
    "verify",
]
