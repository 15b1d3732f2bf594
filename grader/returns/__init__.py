"""Gives marks and feedback back: fills in a VLE's own file, packs feedback pages for it, and records what was returned."""

from grader.returns.plan import BadReturn, Return, Row, plan_return
from grader.returns.record import FILE, forget
from grader.returns.write import Written, write_return

__all__ = ["FILE", "BadReturn", "Return", "Row", "Written", "forget", "plan_return", "write_return"]
