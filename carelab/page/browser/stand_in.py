"""Stands in for Jupyter where a notebook runs without it: in a browser, and where the website's build works out the first state.

``install`` puts small modules in place of anywidget, IPython and filelock, so that ``carelab.ui`` runs as it is. What a notebook
shows is posted as JSON: ``open`` (a widget and its state), ``update``, ``custom`` (a message), ``show`` (a widget), ``html``.
``post_to`` says where to.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import traitlets

Post = Callable[[str], object]
_widgets: dict[str, Any] = {}
_names: dict[str, Any] = {"__name__": "__main__"}


_post: list[Post] = []


def _say(**what: Any) -> None:
    _post[-1](json.dumps(what))


class AnyWidget(traitlets.HasTraits):
    """Replaces anywidget's ``AnyWidget`` where there is no Jupyter: its messages go to the page instead of a kernel's comm."""

    def __init__(self, **state: Any) -> None:
        self._listeners: list[Callable[..., object]] = []
        self._held: dict[str, Any] | None = None
        super().__init__(**state)
        self._id = f"w{len(_widgets)}"
        _widgets[self._id] = self
        synced = [name for name, trait in self.traits().items() if trait.metadata.get("sync")]
        _say(do="open", id=self._id, kind=type(self).__name__, state={name: getattr(self, name) for name in synced})
        self.observe(self._changed, synced)

    def _changed(self, change: Any) -> None:
        if self._held is not None:
            self._held[change["name"]] = change["new"]
        else:
            _say(do="update", id=self._id, state={change["name"]: change["new"]})

    @contextlib.contextmanager
    def hold_sync(self) -> Iterator[None]:
        """Send all changes that are made in this ``with`` block as one message."""
        self._held = {}
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                _say(do="update", id=self._id, state=held)

    def on_msg(self, act: Callable[..., object]) -> None:
        """Register ``act``, to be called with each message that the page sends to this widget."""
        self._listeners.append(act)

    def send(self, content: Any, _buffers: object = None) -> None:
        """Send a message to the page."""
        _say(do="custom", id=self._id, content=content)


class HTML:
    """Replaces IPython's ``HTML``: text that ``display`` shows as HTML."""

    def __init__(self, data: str) -> None:
        self.data = data


class DisplayHandle:
    """Replaces IPython's ``DisplayHandle``, and does nothing."""

    def update(self, *_: object, **__: object) -> None:
        """Do nothing: in a notebook this would update a cell's output, and a page has no outputs."""


def display(thing: Any, **_: object) -> DisplayHandle:
    """Show a widget or HTML below the cell that is running."""
    if isinstance(thing, AnyWidget):
        _say(do="show", id=thing._id)
    elif isinstance(thing, HTML):
        _say(do="html", html=thing.data)
    return DisplayHandle()


class FileLock:
    """Replaces filelock's ``FileLock`` and locks nothing: the page holds a browser lock whenever it reads or writes answers."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self) -> FileLock:
        return self

    def __exit__(self, *_: object) -> None: ...


class _Nothing:
    """What pandas makes, where a page has none: only a student's own code would look at it, and a page runs none."""

    def __getattr__(self, _name: str) -> _Nothing:
        return self

    def __getitem__(self, _key: object) -> _Nothing:
        return self

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self


def without_pandas() -> None:
    """Make ``import pandas`` give an object that computes nothing, because pandas is not on the page."""
    nothing: Any = _Nothing()
    sys.modules["pandas"] = nothing


def install(*, alone: bool = True) -> None:
    """Replace Jupyter's modules by those of this file. Call it once, before ``carelab.ui`` is imported.

    ``alone``: whether nobody else can write the answer file, so that it needs no lock.
    """
    without_pandas()
    _module("anywidget", AnyWidget=AnyWidget)
    _module("IPython")
    _module("IPython.display", display=display, DisplayHandle=DisplayHandle, HTML=HTML)
    _module("IPython.core")
    _module("IPython.core.getipython", get_ipython=lambda: None)
    if alone:
        _module("filelock", FileLock=FileLock, Timeout=TimeoutError)


def prepare() -> None:
    """Call ``install``, and import what the cells of every page import."""
    install()
    for name in ("carelab", "carelab.answers", "carelab.notebook", "carelab.questions", "carelab.ui"):
        importlib.import_module(name)


def post_to(post: Post) -> None:
    """Let ``post`` be called with each message to the page, as JSON text."""
    _post.append(post)


def run(source: str) -> None:
    """Run the code of a notebook cell."""
    exec(compile(source, "<cell>", "exec"), _names)  # noqa: S102 (the course's own locked cells)


def hear_json(text: str, question: str | None = None, waited: float | None = None) -> None:
    """Pass a message from the page to a widget.

    Parameters
    ----------
    text:
        The message as JSON, with the widget's ``id`` and the ``content``.
    question:
        Id of the question that the message is about. It finds the widget even if widget ids have changed since.
    waited:
        How long the message has waited in the browser since an earlier visit, in milliseconds; None for one of this visit.

    Raises
    ------
    KeyError
        When there is no such widget or question any more.
    """
    heard = json.loads(text)
    widget = {one.question["id"]: one for one in _widgets.values() if _asks(one)}[question] if question else _widgets[heard["id"]]
    content = heard["content"] if waited is None else {**heard["content"], "waited": waited}
    for act in widget._listeners:
        act(widget, content, [])


def work_ahead() -> bool:
    """Do one step of what widgets can work out before it is asked for (their ``ahead``). Return whether there was one."""
    return any(next(widget.ahead, None) is not None for widget in _widgets.values() if hasattr(widget, "ahead"))


def _asks(widget: Any) -> bool:
    return isinstance(getattr(widget, "question", None), dict) and "id" in widget.question


def _module(name: str, **what: Any) -> None:
    made = types.ModuleType(name)
    made.__dict__.update(what)
    sys.modules[name] = made
