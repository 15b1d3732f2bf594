"""The connection of one open page to its Python."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado import web
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from carelab.page.server.course_pages import CoursePages, Outside
from carelab.page.server.first_states import NotRun
from carelab.page.server.process import PageProcess

READY = '{"do": "ready"}'


class LivePage(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """The WebSocket between one open page and a Python process of its own; the process ends when the page closes."""

    def initialize(self, pages: CoursePages) -> None:
        self.pages = pages
        self.process: PageProcess | None = None

    async def get(self, place: str, unit: str) -> None:
        if self.current_user is None:
            raise web.HTTPError(403)
        try:
            self.where = self.pages.notebook(unit, place), self.pages.folder(unit, place)
        except Outside:
            raise web.HTTPError(404) from None
        await super().get(place, unit)

    async def open(self, place: str, unit: str) -> None:
        super().open(place, unit)
        self.set_nodelay(True)
        loop = asyncio.get_running_loop()
        notebook, folder = self.where

        def hear(line: str | None) -> None:
            with contextlib.suppress(RuntimeError):  # the server is closing
                loop.call_soon_threadsafe(self._pass_on, line, place, unit)

        self.process = await asyncio.to_thread(_start, notebook, folder, hear)
        if self.ws_connection is None or self.ws_connection.is_closing():  # the page was closed meanwhile
            self.process.end()

    def on_message(self, message: str | bytes) -> None:
        if self.process is not None:
            self.process.say(message if isinstance(message, str) else message.decode())

    def on_close(self) -> None:
        if self.process is not None:
            self.process.end()

    def _pass_on(self, line: str | None, place: str, unit: str) -> None:
        if line is None:
            self.close()
            return
        with contextlib.suppress(WebSocketClosedError):
            self.write_message(line)
        if line.strip() == READY:
            asyncio.get_running_loop().create_task(self._for_next_time(place, unit))

    async def _for_next_time(self, place: str, unit: str) -> None:
        with contextlib.suppress(NotRun, OSError):
            await asyncio.to_thread(self.pages.work_out_first, unit, place)


def _start(notebook: Path, folder: Path, hear: Any) -> PageProcess:
    folder.mkdir(parents=True, exist_ok=True)
    return PageProcess(notebook, folder, hear)
