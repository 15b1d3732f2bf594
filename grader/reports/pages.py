"""Makes HTML pages from the templates beside it. Everything put into one is escaped; pages carry no script."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("grader.reports")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render(template: str, **values: Any) -> str:
    """Return a page. Raises jinja2.UndefinedError when the template needs a value that is not given."""
    return str(_environment().get_template(template).render(**values))
