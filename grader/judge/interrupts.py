"""When a process may be interrupted: while it runs somebody's code, and never while it speaks to the judge.

An interruption (SIGINT) that comes at another time waits. Knows nothing of who sends it or why.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def forget_interrupts() -> None:
    """Drop an interruption that was meant for something that has ended since. Call it where they are held back."""
    while signal.sigtimedwait({signal.SIGINT}, 0) is not None:
        pass


@contextmanager
def interrupts(let_in: bool) -> Iterator[None]:
    """Let interruptions in, or hold them back, inside the block."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK if let_in else signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
