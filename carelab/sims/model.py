"""The shape of every teaching model: controls a student can move, and the view that they lead to. Knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

INVENTED = "This is a teaching model. The service and its numbers are invented so that you can see the pattern."


@dataclass(frozen=True)
class Slider:
    """A control for a number, shown as a slider and a number box. ``unit``: £, % or a noun such as ``hours``."""

    id: str
    label: str
    low: float
    high: float
    step: float
    start: float
    unit: str = ""
    help: str = ""


@dataclass(frozen=True)
class Pick:
    """A control for choosing one of a few options, shown as radio buttons (up to five) or as a list."""

    id: str
    label: str
    options: Mapping[str, str]
    start: str
    help: str = ""


@dataclass(frozen=True)
class Amount:
    """A control for a number that is one of a few, such as 0, 1, 2 or 4 leavers; ``options``: number → its words.

    It is shown like a Pick. Use it when the first number is the least or the greatest, where a slider would be at its end.
    """

    id: str
    label: str
    options: Mapping[float, str]
    start: float
    help: str = ""


@dataclass(frozen=True)
class Switch:
    """A control that is on or off."""

    id: str
    label: str
    start: bool = False
    help: str = ""


@dataclass(frozen=True)
class Order:
    """A control for putting things in order, shown as a list with buttons that move each one up or down."""

    id: str
    label: str
    items: Mapping[str, str]
    start: Sequence[str]
    help: str = ""


@dataclass(frozen=True)
class Steps:
    """A control for moves that the student makes one at a time: each move gives one of ``choices`` to one of ``items``.

    Attributes
    ----------
    in_order:
        Whether the items come in the declared order, as the events of a shift do; otherwise the student picks any that is left.
    start:
        The moves that are made at first: pairs [item id, choice id].
    """

    id: str
    label: str
    items: Mapping[str, str]
    choices: Mapping[str, str]
    in_order: bool
    start: Sequence[Sequence[str]] = ()
    help: str = ""


Control = Slider | Pick | Amount | Switch | Order | Steps
Values = Mapping[str, Any]
"""Control id → its value: a float, an option id, a bool, a list of item ids in order, or the moves made: [item, choice] each."""


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars, of a chart: a value for each of the chart's ``labels``. None leaves a gap."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A bar or line chart over labelled steps (months, weeks, cards).

    Attributes
    ----------
    says:
        One sentence, made from the data, that says what the chart shows: its text for screen readers.
    low, high:
        The ends of the value axis; None to fit the data (the axis of bars always includes 0).
    marks:
        Reference lines across the chart, each at one value: label → value, as in ``{"Safety floor": 60_000}``.
    bands:
        Shaded zones behind a line chart: label → (low, high) on the value axis. The first zone has the calmest colour.
    flags:
        Points of the first series to be marked, each kind with a shape of its own: label → positions in ``labels``, from 0.
    """

    kind: Literal["bars", "lines"]
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    says: str
    axis: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    marks: Mapping[str, float] = field(default_factory=dict)
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    flags: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A chart in the form of a matrix, such as a 5×5 risk grid.

    Attributes
    ----------
    cells:
        (row, column), from 0 at the top left → (level 0 to 3, the names written in the cell).
    levels:
        The words for the four levels.
    says:
        One sentence that says what the grid shows: its text for screen readers.
    """

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[int, int], tuple[int, Sequence[str]]]
    says: str
    row_axis: str = ""
    column_axis: str = ""
    levels: Sequence[str] = ("low", "moderate", "high", "extreme")


@dataclass(frozen=True)
class Node:
    """One person in a ``Network`` chart, drawn as a ring.

    ``x`` and ``y``: the position, 0 to 1 from the top left; ``value``: 0 to 1, the share of the ring that is filled.
    """

    label: str
    x: float
    y: float
    value: float
    chosen: bool = False


@dataclass(frozen=True)
class Network:
    """A chart of who talks to whom: rings joined by lines. ``links``: pairs of positions in ``nodes``, from 0."""

    title: str
    nodes: Sequence[Node]
    links: Sequence[tuple[int, int]]
    says: str


@dataclass(frozen=True)
class Figure:
    """A headline number beside a chart: its label, its text (``£42,500``), and whether it is fine, worth a look or a warning."""

    label: str
    text: str
    tone: Literal["plain", "good", "look", "warn"] = "plain"


@dataclass(frozen=True)
class Data:
    """The same data as the charts of a view, as a table of text."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class View:
    """What a model shows for one setting of its controls.

    Attributes
    ----------
    reading:
        One or two plain sentences on what happened and why. Screen readers read them out after each change of a control.
    notices:
        Warnings in words, worst first.
    """

    reading: str
    charts: Sequence[Chart | Grid | Network]
    table: Data
    figures: Sequence[Figure] = ()
    notices: Sequence[str] = ()


class Model(Protocol):
    """The interface of a teaching model: a title, controls, and ``run``, which turns the values of the controls into a view."""

    @property
    def title(self) -> str:
        """Name of the model, e.g. *Two Dials*."""

    @property
    def built_in(self) -> str:
        """What the authors assume in the model and what it leaves out: a text for students, shown under the title."""

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that the student can move, in the order in which they are shown."""

    def run(self, values: Values) -> View:
        """Return what the model shows for these values of its controls. The same values always give the same view."""


@runtime_checkable
class SlowModel(Model, Protocol):
    """A teaching model that keeps results which take long to work out, so that they can be worked out ahead."""

    @property
    def likely(self) -> Iterable[Values]:
        """Values of its controls that a student is likely to choose, the likeliest first."""


def starting_values(controls: Sequence[Control]) -> dict[str, Any]:
    """Return the values that the controls have at first: control id → value."""
    return {c.id: list(c.start) if isinstance(c, Order | Steps) else c.start for c in controls}


def settle(controls: Sequence[Control], values: Values) -> dict[str, Any]:
    """Return a valid value for every control: control id → value.

    A number outside a slider's range is moved into it. Any other value that does not fit its control gives way to the start
    value.
    """
    settled: dict[str, Any] = {}
    for control in controls:
        value = values.get(control.id, control.start)
        match control:
            case Slider():
                settled[control.id] = min(max(float(value), control.low), control.high) if _is_number(value) else control.start
            case Amount():
                nearest = min(control.options, key=lambda option: abs(option - value)) if _is_number(value) else control.start
                settled[control.id] = float(nearest)
            case Pick():
                settled[control.id] = value if isinstance(value, str) and value in control.options else control.start
            case Switch():
                settled[control.id] = bool(value)
            case Order():
                listed = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
                settled[control.id] = list(value if listed and sorted(value) == sorted(control.items) else control.start)
            case Steps():
                settled[control.id] = _possible(control, value)
    return settled


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _possible(control: Steps, value: Any) -> list[list[str]]:
    """Return the moves up to the first that cannot be made: an unknown item or choice, or an item out of order or met before."""
    moves: list[list[str]] = []
    left = list(control.items)
    for move in value if isinstance(value, list | tuple) else ():
        if not (isinstance(move, list | tuple) and len(move) == 2 and all(isinstance(part, str) for part in move)):
            break
        item, choice = move
        if choice not in control.choices or item not in (left[:1] if control.in_order else left):
            break
        left.remove(item)
        moves.append([item, choice])
    return moves
