"""What a student sees in a notebook: forms, models, and the words around them. The only place that knows widgets."""

from carelab.ui.chart import draw
from carelab.ui.screen import Screen
from carelab.ui.scripts import widget_scripts, widget_style

__all__ = ["Screen", "draw", "widget_scripts", "widget_style"]
