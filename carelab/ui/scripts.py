"""The widgets' scripts and style sheet, for pages that are made without Jupyter."""

from __future__ import annotations

from carelab.ui.code import CodeForm
from carelab.ui.form import Form, style
from carelab.ui.icons import icon_style
from carelab.ui.model import ModelView
from carelab.ui.panel import Finish, Head


def widget_scripts() -> dict[str, str]:
    """Return class name of a widget → text of its JavaScript module, for each kind of widget."""
    return {kind.__name__: str(kind._esm) for kind in (Form, CodeForm, ModelView, Head, Finish)}


def widget_style() -> str:
    """Return the CSS that all widgets share."""
    return style() + icon_style()
