"""The record of every mark: audit.jsonl."""

from grader.audit.record import CHUNK, CUT_OFF, BrokenAudit, Checked, append, entries, verify

__all__ = ["CHUNK", "CUT_OFF", "BrokenAudit", "Checked", "append", "entries", "verify"]
