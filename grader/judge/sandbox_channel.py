"""Whole messages over a socket between the judge and the processes it starts: a length, then one value of the wire format.

Knows nothing of what the messages say. A peer that dies, floods or sends rubbish gives ``ChannelClosed`` or ``WireError``.
"""

from __future__ import annotations

import socket
import struct
from typing import Any

from grader.judge import wire

_HEADER = struct.Struct("<I")
_CHUNK = 1 << 20


class ChannelClosed(Exception):
    """The other side has gone."""


class Channel:
    """One end of a two-way line for messages.

    Parameters
    ----------
    sock:
        A connected stream socket; the channel owns it.
    max_bytes:
        The largest message to read or write.
    """

    def __init__(self, sock: socket.socket, max_bytes: int = wire.MAX_BYTES) -> None:
        self.sock = sock
        self.max_bytes = max_bytes

    def fileno(self) -> int:
        """Return the descriptor, so that the channel can be waited on."""
        return self.sock.fileno()

    def send(self, value: Any, outward: wire.Outward | None = None) -> None:
        """Send one value.

        Raises
        ------
        WireError
            The value does not cross; nothing was sent.
        ChannelClosed
            The other side has gone.
        """
        self.send_bytes(wire.encode(value, outward, max_bytes=self.max_bytes))

    def send_bytes(self, data: bytes) -> None:
        """Send one value that is already encoded."""
        try:
            self.sock.sendall(_HEADER.pack(len(data)) + data)
        except OSError as error:
            raise ChannelClosed from error

    def receive(self, inward: wire.Inward | None = None, *, simple: bool = False) -> Any:
        """Wait for one value and read it; with ``simple``, only one of simple data (see ``wire.decode``).

        Raises
        ------
        WireError
            What came is not a value, or is too large.
        ChannelClosed
            The other side has gone, or nothing came within the socket's timeout.
        """
        return wire.decode(self.receive_bytes(), inward, max_bytes=self.max_bytes, simple=simple)

    def receive_bytes(self) -> bytes:
        """Wait for one message."""
        size: int = _HEADER.unpack(self._exactly(_HEADER.size))[0]
        if size > self.max_bytes:
            raise wire.WireError(f"the message is larger than {self.max_bytes:,} bytes")
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
        """Hang up."""
        self.sock.close()
