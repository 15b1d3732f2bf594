"""Sends each message of a kernel to the browser at once."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A connection between a kernel and a browser that does not hold small messages back.

    A saved answer is several small messages. By default the system joins them up, and waits for the browser to acknowledge the
    one before: 40 ms on most systems, which is longer than all of saving takes. Tornado's ``set_nodelay`` turns that off.
    """

    def connect(self) -> Any:
        self.websocket_handler.set_nodelay(True)
        return super().connect()
