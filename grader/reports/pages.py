"""Makes HTML pages from the templates beside it. Everything put into one is escaped; pages carry no script."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from carelab.data.tokens import tokens_without_scripts
from carelab.page.browser import ASSETS
from carelab.questions import show_date

SPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""What a drawing within HTML does not need."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("grader.reports")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["tokens"] = Markup(tokens_without_scripts())  # noqa: S704 (our own style sheet)
    made.globals["logo"] = Markup((ASSETS / "mark.svg").read_text(encoding="utf-8").replace(SPACE, ""))  # noqa: S704 (our own drawing)
    return made


def render(template: str, **values: Any) -> str:
    """Return the HTML text of a template with these values and today's date. Raises jinja2.UndefinedError for a missing value."""
    made = show_date(dt.datetime.now(dt.UTC).astimezone())
    return str(_environment().get_template(template).render(made=made, **values))
