"""Plain data as bytes, both ways: how a value crosses between a student's process and the judge.

Knows nothing of notebooks or marks.

No pickle and nothing that runs on reading: a type is either in the table of exact types below, or it does not cross. A
subclass is never taken for its base, so a number with a false ``__eq__`` cannot arrive as a number. Whoever sends may be
lying about a value, but what is read is always an honest object of an ordinary type. Depth, size and count are bounded on
writing and on reading.

Anything else can only cross as a *handle*: a plain tuple that the caller's ``outward`` hook gives for an object and the
caller's ``inward`` hook turns into a stand-in on the other side.
"""

from __future__ import annotations

from typing import Any

from grader.judge.wire import hinttypes as _hinttypes  # noqa: F401  puts its types into the table
from grader.judge.wire import pythontypes as _pythontypes  # noqa: F401
from grader.judge.wire.form import MAX_BYTES, MAX_DEPTH, WireError
from grader.judge.wire.held import Holding, Incoming, Outgoing
from grader.judge.wire.reader import Inward, Reader
from grader.judge.wire.table import is_mutable
from grader.judge.wire.writer import Outward, Writer

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Holding",
    "Incoming",
    "Inward",
    "Outgoing",
    "Outward",
    "WireError",
    "decode",
    "encode",
    "is_mutable",
]


def encode(value: Any, outward: Outward | None = None, *, max_bytes: int = MAX_BYTES, held: Outgoing | None = None) -> bytes:
    """Write one value.

    Parameters
    ----------
    value:
        What to send.
    outward:
        Called with any object that is not of an exact plain type; gives a plain tuple to send as a handle, or None to refuse.
    max_bytes:
        The most bytes to write.
    held:
        Counts what can be changed in place, so that what is held twice arrives as one. Without it, it arrives as two.

    Raises
    ------
    WireError
        The value holds something that is not plain, or is too deep or too large.
    """
    writer = Writer(outward, max_bytes, held)
    writer.put(value, 0)
    return b"".join(writer.parts)


def decode(
    data: bytes,
    inward: Inward | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    simple: bool = False,
    held: Incoming | None = None,
) -> Any:
    """Read one value, trusting nothing in ``data``.

    Parameters
    ----------
    simple:
        Read only what a process that nothing limits may read: see ``Reader``.
    held:
        Counts what can be changed in place, as the writer did. Without it, nothing may be held twice.

    Raises
    ------
    WireError
        The bytes are not exactly one value within the limits, or hold a handle and no ``inward`` was given.
    """
    if len(data) > max_bytes:
        raise WireError(f"the message is larger than {max_bytes:,} bytes")
    reader = Reader(data, inward, held, simple=simple)
    try:
        value = reader.get(0)
    except WireError:
        raise
    except Exception as error:
        # numpy, pandas and datetime each refuse bad parts in their own way
        raise WireError(f"the message is damaged ({type(error).__name__})") from error
    if reader.at != len(data):
        raise WireError("the message is damaged (bytes left over)")
    return value
