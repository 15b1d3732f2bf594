"""The course's pages in a Jupyter server: drawn on demand, with the answers kept in the student's folder.

Named in the server's settings as an extension; every address is below ``carelab/`` and asks for the server's own sign-in.
"""

from __future__ import annotations

from threading import Thread
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "carelab.page.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    from carelab.page.server.handlers import add_pages
    from carelab.page.server.settings import pages_of

    pages = pages_of(app)
    add_pages(app, pages)
    Thread(target=lambda: pages.listing, daemon=True).start()  # home is asked for soon
