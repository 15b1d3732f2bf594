"""The addresses of the course's pages. Each asks for the server's own sign-in, and none leads out of the student's folder."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from carelab.page.pages import PLACES
from carelab.page.server.course_pages import XSRF, CoursePages, Outside
from carelab.page.server.live import LivePage
from carelab.page.working_copy import CannotOpen
from carelab.questions import CareLabError

Found = TypeVar("Found")
LARGEST_NOTE = 1_000_000
PLACE_OF = {folder: place for place, folder in PLACES.items()}


class Shown(JupyterHandler):
    """The base of the request handlers that send a page or a file of the course."""

    def initialize(self, pages: CoursePages) -> None:
        self.pages = pages

    async def found(self, find: Callable[[], Found]) -> Found:
        """Call ``find`` in a thread and return its result. When it raises Outside, raise HTTPError: the answer is status 404."""
        try:
            return await asyncio.to_thread(find)
        except Outside:
            raise web.HTTPError(404) from None

    def show(self, html: str) -> None:
        """Answer with an HTML page, after writing the token against forged requests (XSRF) into the page."""
        self.set_header("Cache-Control", "no-store")
        self.finish(html.replace(XSRF, self.xsrf_token.decode()))


class FrontPage(Shown):
    """Sends the home page or another page around the units."""

    @web.authenticated
    async def get(self, name: str = "") -> None:
        if self.get_argument("token", ""):  # it signed the student in, and need not stay in the address
            self.redirect(self.request.path)
            return
        self.show(await self.found(lambda: self.pages.front_page(name or "index.html")))


class NotebookPage(Shown):
    """Sends a unit's lesson or exercises as a page."""

    @web.authenticated
    async def get(self, unit: str, folder: str) -> None:
        if self.get_argument("token", ""):
            self.redirect(self.request.path)
            return
        try:
            self.show(await self.found(lambda: self.pages.page(unit, PLACE_OF[folder])))
        except CannotOpen as error:
            raise web.HTTPError(500, str(error)) from error


class SharedFile(Shown):
    """Sends a script, a drawing or the style sheet."""

    @web.authenticated
    def get(self, name: str) -> None:
        found = self.pages.files.find(name)
        if found is None:
            raise web.HTTPError(404)
        data, kind = found
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-cache")  # asked for anew, and not sent again where it is the same
        self.finish(data)


class Asked(APIHandler, Shown):
    """The base of the request handlers that answer a page's script with JSON."""

    def sent(self, most: int) -> Any:
        """Return the JSON data in the request. Status 413 for more than ``most`` bytes, 400 for anything but JSON."""
        if len(self.request.body) > most:
            raise web.HTTPError(413)
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise web.HTTPError(400) from None


class Work(Asked):
    """Sends the answer files and notes whose names the request gives."""

    @web.authenticated
    async def get(self) -> None:
        notebooks, names = self.get_arguments("answers"), self.get_arguments("note")

        def find() -> dict[str, Any]:
            answers = {notebook: self.pages.answers(notebook) for notebook in notebooks}
            notes = self.pages.notes() if names else {}
            return {"answers": answers, "notes": {name: notes.get(name) for name in names}}

        self.finish(await self.found(find))


class Notebooks(Asked):
    """Sends the names of the notebooks that have answers."""

    @web.authenticated
    async def get(self) -> None:
        self.finish(json.dumps(await self.found(self.pages.answered)))


class Feedback(Asked):
    """Sends the feedback files that a tutor, or a hub, put into the student's folder."""

    @web.authenticated
    async def get(self) -> None:
        self.finish(json.dumps(await self.found(self.pages.feedback)))


class NoteList(Asked):
    """Sends the notes whose names begin with ``prefix`` (GET), or saves one note (PUT)."""

    @web.authenticated
    async def get(self) -> None:
        prefix = self.get_argument("prefix")
        notes = await self.found(self.pages.notes)
        self.finish(json.dumps([value for name, value in notes.items() if name.startswith(prefix)]))

    @web.authenticated
    async def put(self) -> None:
        sent = self.sent(LARGEST_NOTE)
        if not isinstance(sent, dict) or not isinstance(sent.get("name"), str) or not 0 < len(sent["name"]) <= 200:
            raise web.HTTPError(400)
        await self.found(lambda: self.pages.keep_note(sent["name"], sent.get("value")))
        self.finish("{}")


class First(Asked):
    """Sends what a page shows before Python runs; see ``CoursePages.first``."""

    @web.authenticated
    async def get(self, place: str, unit: str) -> None:
        self.finish(json.dumps(await self.found(lambda: self.pages.first(unit, place))))


class Join(Asked):
    """Merges a copy of the student's work into the student's folder, and answers what ``CoursePages.join`` returns."""

    @web.authenticated
    async def post(self) -> None:
        sent = self.sent(50_000_000)
        if not isinstance(sent, dict):
            raise web.HTTPError(400)
        try:
            self.finish(json.dumps(await self.found(lambda: self.pages.join(sent))))
        except CareLabError as error:
            self.set_status(507)
            self.finish(json.dumps({"message": str(error)}))


def add_pages(app: Any, pages: CoursePages, below: str = "") -> None:
    """Serve the pages on a Jupyter server (``app``) at ``<its base URL>/<below>/carelab``; ``below`` may be empty."""
    notebook = r"(notebooks|exercises)/([\w-]+)"
    routes = {
        r"/?": FrontPage,
        r"/([a-z-]+\.html)": FrontPage,
        r"/([\w-]+)/(lesson|exercises)/(?:index\.html)?": NotebookPage,
        r"/assets/([\w.-]+)": SharedFile,
        r"/api/work": Work,
        r"/api/notebooks": Notebooks,
        r"/api/feedback": Feedback,
        r"/api/notes": NoteList,
        rf"/api/first/{notebook}": First,
        r"/api/join": Join,
        rf"/api/live/{notebook}": LivePage,
    }
    base = url_path_join(app.base_url, below, "carelab")
    app.web_app.add_handlers(".*$", [(base + path, handler, {"pages": pages}) for path, handler in routes.items()])
