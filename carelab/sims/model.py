"""The shape of every teaching model: controls a student can move, and the view that they lead to. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

INVENTED = "This is a teaching model. The service and its numbers are invented so that you can see the pattern."


@dataclass(frozen=True)
class Slider:
    """A number to move; drawn as a range and a number box. ``unit`` as in ``show_number``: £, %, hours."""

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
    """One of a few: drawn as radio buttons (five or fewer) or a list."""

    id: str
    label: str
    options: Mapping[str, str]
    start: str
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
    """Things to put in order, first at the top; drawn as a list with buttons to move each one up or down."""

    id: str
    label: str
    items: Mapping[str, str]
    start: Sequence[str]
    help: str = ""


@dataclass(frozen=True)
class Steps:
    """Moves made one at a time, each a choice for one item, with the result so far after each move.

    Attributes
    ----------
    in_order:
        Whether the items come in their own order, as the events of a shift do; otherwise the student takes any that is left.
    """

    id: str
    label: str
    items: Mapping[str, str]
    choices: Mapping[str, str]
    in_order: bool
    start: Sequence[Sequence[str]] = ()
    help: str = ""


Control = Slider | Pick | Switch | Order | Steps
Values = Mapping[str, Any]
"""Control id → its value: a float, an option id, a bool, a list of item ids in order, or the moves made: [item, choice] each."""


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars, of a chart. ``values`` has one entry for each label of the chart; None leaves a gap."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A bar or line chart over labelled steps (months, weeks, cards).

    Attributes
    ----------
    says:
        One sentence that says what the chart shows, made from its data: its text alternative.
    low, high:
        Ends of the value axis; None fits the data (bars always start at 0 or below).
    marks:
        Level lines: label → value, e.g. ``{"Safety floor": 60_000}``. On lines, two or more are named beside them.
    bands:
        Zones between two values behind lines, each named on the chart: label → (low, high). The first is the calmest.
    flags:
        Special points of the first series, each kind with a shape of its own: label → positions in ``labels``.
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
    """A matrix such as a 5×5 risk grid: the level of each cell, and the names of what is in it.

    Attributes
    ----------
    cells:
        (row, column) → (level 0…3, names in the cell). Rows run from the top of the screen.
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
    """One person on a map: the place (0…1 each way, y from the top), and a value 0…1 shown by fill and by words."""

    label: str
    x: float
    y: float
    value: float
    chosen: bool = False


@dataclass(frozen=True)
class Network:
    """A map of who talks to whom. ``links`` are pairs of positions in ``nodes``."""

    title: str
    nodes: Sequence[Node]
    links: Sequence[tuple[int, int]]
    says: str


@dataclass(frozen=True)
class Figure:
    """A headline number: what it is, how it reads (``£42,500``), and whether it is fine, worth a look or a warning."""

    label: str
    text: str
    tone: Literal["plain", "good", "look", "warn"] = "plain"


@dataclass(frozen=True)
class Data:
    """The table behind a view: headings and rows of text, ready to read."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class View:
    """What a model shows for one setting of its controls.

    Attributes
    ----------
    reading:
        One or two plain sentences: what happened and why. Spoken to a screen reader after each change.
    notices:
        Warnings in words, worst first.
    """

    reading: str
    charts: Sequence[Chart | Grid | Network]
    table: Data
    figures: Sequence[Figure] = ()
    notices: Sequence[str] = ()


class Model(Protocol):
    """A teaching model. Implementations are small frozen dataclasses or modules with these names."""

    @property
    def title(self) -> str:
        """Name of the model, e.g. *Two Dials*."""

    @property
    def built_in(self) -> str:
        """What the authors put into the model, and what it leaves out: shown under the title."""

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that the student can move, in the order in which they are shown."""

    def run(self, values: Values) -> View:
        """Return the view for these values: pure, the same for the same values, never failing inside the controls' ranges."""


def starting_values(controls: Sequence[Control]) -> dict[str, Any]:
    """Return each control's starting value by id."""
    return {c.id: list(c.start) if isinstance(c, Order | Steps) else c.start for c in controls}


def settle(controls: Sequence[Control], values: Values) -> dict[str, Any]:
    """Return values that fit the controls: numbers in range, known options, full orders, possible moves; else the start."""
    settled: dict[str, Any] = {}
    for control in controls:
        value = values.get(control.id, control.start)
        match control:
            case Slider():
                fits = isinstance(value, int | float) and not isinstance(value, bool) and value == value
                settled[control.id] = min(max(float(value), control.low), control.high) if fits else control.start
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
