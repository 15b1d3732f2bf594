"""Messages over a socket between the marking process and a student process: a length, then JSON.

Knows nothing of what the messages say. A peer that ends gives ``ChannelClosed``; one that sends anything but JSON within the
limits gives ``BadMessage``.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_HEADER = struct.Struct("<I")
_CHUNK = 1 << 20
_MOST_PARTS = 2_000_000
"""Most brackets, braces and commas in a message: each may become a Python object of some 60 bytes."""


class ChannelClosed(Exception):
    """The process at the other end has ended, or sent nothing within the socket's timeout."""


class BadMessage(Exception):
    """A message cannot be read, or is too large."""


class Channel:
    """One end of the connection between the marking process and a student process, for messages in JSON or bytes.

    Parameters
    ----------
    sock:
        A connected stream socket; the channel owns it.
    max_bytes:
        The largest message that is sent or received, in bytes.
    """

    def __init__(self, sock: socket.socket, max_bytes: int) -> None:
        self.sock = sock
        self.max_bytes = max_bytes

    def fileno(self) -> int:
        """Return the socket's file descriptor, so that ``select`` can wait for the channel."""
        return self.sock.fileno()

    def send(self, value: Any) -> None:
        """Send a value as JSON.

        Raises ChannelClosed, or BadMessage (nothing is then sent) when it is not JSON or is too large.
        """
        try:
            data = json.dumps(value).encode("ascii")
        except (TypeError, ValueError, RecursionError) as error:
            raise BadMessage("the value is not JSON") from error
        self.send_bytes(data)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as one message. Raises as ``send`` does."""
        if len(data) > self.max_bytes:
            raise BadMessage(f"the message is larger than {self.max_bytes:,} bytes")
        try:
            self.sock.sendall(_HEADER.pack(len(data)) + data)
        except OSError as error:
            raise ChannelClosed from error

    def receive(self) -> Any:
        """Wait for one message and return its JSON value. Raises BadMessage, ChannelClosed."""
        data = self.receive_bytes()
        if sum(data.count(part) for part in (b"[", b"{", b",")) > _MOST_PARTS:
            raise BadMessage("the message has too many parts")
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BadMessage("the message is not JSON") from error

    def receive_bytes(self) -> bytes:
        """Wait for one message and return its bytes. Raises BadMessage, ChannelClosed."""
        size: int = _HEADER.unpack(self._exactly(_HEADER.size))[0]
        if size > self.max_bytes:
            raise BadMessage(f"the message is larger than {self.max_bytes:,} bytes")
        return self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            try:
                part = self.sock.recv(min(size, _CHUNK))
            except OSError as error:
                raise ChannelClosed from error
            if not part:
                raise ChannelClosed
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()
