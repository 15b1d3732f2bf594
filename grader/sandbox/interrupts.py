"""When the student process may be interrupted (SIGINT): while it runs cells, and never while it writes to the channel.

A SIGINT that arrives at another time stays pending.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def discard_interrupts() -> None:
    """Discard a pending SIGINT aimed at a finished cell. Call while SIGINT is blocked."""
    while signal.sigtimedwait({signal.SIGINT}, 0) is not None:
        pass


@contextmanager
def interrupts_allowed() -> Iterator[None]:
    """Unblock SIGINT inside the block."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
