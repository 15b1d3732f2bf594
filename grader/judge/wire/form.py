"""What both directions of the wire agree on: the limits, the marks before each value, and the error."""

from __future__ import annotations

import collections
import struct

MAX_DEPTH = 100
MAX_BYTES = 64 * 1024 * 1024
MAX_ITEMS = 4_000_000
MAX_INT_BYTES = 65_536

LENGTH = struct.Struct("<I")
INT = struct.Struct("<q")
FLOAT = struct.Struct("<d")
COMPLEX = struct.Struct("<dd")

SEQUENCES: dict[type, bytes] = {list: b"l", tuple: b"t", set: b"S", frozenset: b"Z"}
MAPPINGS: dict[type, bytes] = {dict: b"d", collections.OrderedDict: b"O", collections.Counter: b"C"}
AGAIN, NAMED, PART = b"=", b"@", b"V"
"""Before what was written already, what the other side has already, and what is a part of that."""
NAME = struct.Struct("<qq")


class WireError(Exception):
    """A value that does not cross, or bytes that are not a value. The message says which limit or type was in the way."""
