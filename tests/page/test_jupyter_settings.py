"""The settings of both doors: what they name is there, and does what it is named for."""

import json
from types import SimpleNamespace

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.config import Config

from carelab.page import CONFIG
from carelab.page.websocket import PromptConnection


def test_the_server_takes_the_connection_that_the_settings_name() -> None:
    settings = json.loads((CONFIG / "jupyter_server_config.json").read_text(encoding="utf-8"))
    assert ServerApp(config=Config(settings)).kernel_websocket_connection_class is PromptConnection


def test_a_message_is_never_held_back_from_the_first_on(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[object] = []
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda _: happened.append("connected"))
    monkeypatch.setattr(PromptConnection, "websocket_handler", SimpleNamespace(set_nodelay=happened.append))
    PromptConnection.connect(object.__new__(PromptConnection))
    assert happened == [True, "connected"]
