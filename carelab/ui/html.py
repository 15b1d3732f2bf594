"""Makes pieces of HTML from the templates in ``templates/``. Everything put into one is escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("carelab.ui")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def html(template: str, **values: Any) -> Markup:
    """Return the HTML text made from a template and these values. Raises jinja2.UndefinedError when a value is missing."""
    return Markup(_environment().get_template(f"{template}.html.j2").render(**values))  # noqa: S704 (the template escapes)
