"""The head and the foot of a notebook: the way to the other view and any notice; what is unanswered and how to hand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from carelab.ui.form import script, style
from carelab.ui.icons import icon_style


class Head(anywidget.AnyWidget):
    """The widget at the top of a notebook: a notice about the answer file, and links.

    Parameters
    ----------
    notice:
        What the student must know about the answer file, such as that it was damaged; empty when all is well.
    notebook:
        The notebook's path on the Jupyter server, for the links; empty when it is not known.
    sibling:
        Whether the unit's other notebook (for a lesson the exercises, for exercises the lesson) can be linked to.
    practice:
        Whether the notebook is a lesson.
    """

    _esm = script("dom.js", "links.js", "head.js")
    _css = style() + icon_style()
    notice = traitlets.Unicode().tag(sync=True)
    notebook = traitlets.Unicode().tag(sync=True)
    sibling = traitlets.Bool().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)

    def __init__(self, notice: str, notebook: str, *, sibling: bool, practice: bool) -> None:
        super().__init__(notice=notice, notebook=notebook, sibling=sibling, practice=practice)


class Finish(anywidget.AnyWidget):
    """The widget at the end of a notebook: which questions are unanswered, and the button that makes the hand-in file.

    Parameters
    ----------
    unanswered:
        Returns a dict for each question without an answer, in order: its ``id``, and its wording as ``ask``.
    hand_in:
        Makes the hand-in file; returns (whether it succeeded, a sentence on where the file is or what went wrong).
    head:
        The widget at the top of the same notebook.
    """

    _esm = script("dom.js", "links.js", "finish.js")
    _css = style()
    unanswered = traitlets.List(traitlets.Dict()).tag(sync=True)
    notebook = traitlets.Unicode().tag(sync=True)
    sibling = traitlets.Bool().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)

    def __init__(
        self, unanswered: Callable[[], list[dict[str, str]]], hand_in: Callable[[], tuple[bool, str]], head: Head
    ) -> None:
        self._unanswered = unanswered
        self._hand_in = hand_in
        super().__init__(unanswered=unanswered(), notebook=head.notebook, sibling=head.sibling, practice=head.practice)
        self.on_msg(self._hear)

    def look(self) -> None:
        """Show the questions that are unanswered now."""
        self.unanswered = self._unanswered()

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "hand_in":
            made, text = self._hand_in()
            self.send({"type": "handed_in", "made": made, "text": text})
