"""Pages of many students on one server: an extension that gives each desk its own course and its own work."""

from pathlib import Path
from typing import Any

DESKS = 80


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "desks"}]


def _load_jupyter_server_extension(app: Any) -> None:
    from carelab.page.server.course_pages import CoursePages
    from carelab.page.server.handlers import add_pages

    root = Path(app.root_dir)
    for number in range(1, DESKS + 1):
        desk = f"desk-{number}"
        pages = CoursePages(root / desk, root / desk / "my-work", root=root, base=app.base_url, hub=False)
        add_pages(app, pages, desk)
