"""Makes HTML pages from the templates beside it. Everything put into one is escaped; pages carry no script."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from carelab.questions import show_date


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("grader.reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render(template: str, **values: Any) -> str:
    """Return a page, with the day as ``made``. Raises jinja2.UndefinedError when the template needs a value that is not given."""
    made = show_date(dt.datetime.now(dt.UTC).astimezone())
    return str(_environment().get_template(template).render(made=made, **values))
