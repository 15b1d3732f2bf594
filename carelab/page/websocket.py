"""Sends each message of a kernel to the browser at once."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A connection between a Jupyter kernel and a browser that sends small messages without delay.

    Saving an answer takes several small messages. By default TCP holds each back until the receiver confirms the
    previous one: 40 ms on most systems, longer than saving itself takes. Tornado's ``set_nodelay`` turns that off.
    """

    def connect(self) -> Any:
        self.websocket_handler.set_nodelay(True)
        return super().connect()
