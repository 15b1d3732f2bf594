"""The head and the foot of a notebook: the way to the other view and any notice; what is unanswered and how to hand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from carelab.ui.form import script, style


class Head(anywidget.AnyWidget):
    """The first thing on the screen.

    Parameters
    ----------
    notice:
        What the student must know about the answer file; empty when all is well.
    notebook:
        The notebook's path as the server told the kernel, for the links; empty when it did not.
    sibling:
        Whether the unit's other notebook (exercises for a lesson, or a lesson for exercises) is in the folder beside.
    """

    _esm = script("dom.js", "links.js", "head.js")
    _css = style()
    notice = traitlets.Unicode().tag(sync=True)
    notebook = traitlets.Unicode().tag(sync=True)
    sibling = traitlets.Bool().tag(sync=True)
    practice = traitlets.Bool().tag(sync=True)

    def __init__(self, notice: str, notebook: str, *, sibling: bool, practice: bool) -> None:
        super().__init__(notice=notice, notebook=notebook, sibling=sibling, practice=practice)


class Finish(anywidget.AnyWidget):
    """The last thing on the screen.

    Parameters
    ----------
    unanswered:
        Returns the questions that have no answer yet, in order: each its ``id`` and ``ask``.
    hand_in:
        Makes the hand-in file; returns whether it did, and the sentence that says where it is or what went wrong.
    head:
        The head of the same notebook.
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
        """Read again which questions are unanswered, and show that."""
        self.unanswered = self._unanswered()

    def _hear(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("type") == "hand_in":
            made, text = self._hand_in()
            self.send({"type": "handed_in", "made": made, "text": text})
