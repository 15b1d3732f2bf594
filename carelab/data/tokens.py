"""The tokens of every page: colours, sizes of text, spaces and corners."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

EITHER = ":root, [data-jp-theme-light], [data-jp-theme-name]"
"""The page, and where JupyterLab and the website say which theme is on: what holds in light and dark alike."""


@cache
def tokens() -> str:
    """Return CSS that sets the tokens: CSS variables for colours, sizes of text, spaces and corners.

    The colours are dark where ``data-jp-theme-light`` is ``false``.
    """
    return files("carelab.data").joinpath("tokens.css").read_text(encoding="utf-8")


@cache
def tokens_without_scripts() -> str:
    """Return the CSS of ``tokens`` for a page without scripts: colours are dark where the reader's computer is set to dark."""
    dark = tokens().replace("@media screen {", "@media screen and (prefers-color-scheme: dark) {")
    return dark.replace(EITHER, ":root").replace('[data-jp-theme-light="false"]', ":root")
