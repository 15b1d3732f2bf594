"""What must hold of any view of any teaching model, and a strategy that moves every control."""

import math
import re
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from carelab.sims.model import Amount, Chart, Control, Data, Grid, Network, Order, Pick, Slider, Steps, Switch, View

JUNK = re.compile(r"\bnan\b|\binf\b|\bNone\b|[{}]|  |[Ss]ervice user")
LONGEST_SENTENCE = 30
"""Words; a list of names makes a sentence long without making it hard."""


def settings(controls: Sequence[Control]) -> st.SearchStrategy[dict[str, Any]]:
    """Return values for every control: each slider on its own steps, each pick among its options."""

    def one(control: Control) -> st.SearchStrategy[Any]:
        match control:
            case Slider():
                steps = round((control.high - control.low) / control.step)
                return st.integers(0, steps).map(lambda n: control.low + n * control.step)
            case Pick() | Amount():
                return st.sampled_from(sorted(control.options))
            case Switch():
                return st.booleans()
            case Order():
                return st.permutations(sorted(control.items))
            case Steps():
                return moves(control)

    return st.fixed_dictionaries({control.id: one(control) for control in controls})


def moves(control: Steps) -> st.SearchStrategy[list[list[str]]]:
    """Return any number of moves, from none to one for each item."""
    order = st.just(list(control.items)) if control.in_order else st.permutations(sorted(control.items))
    choices = st.lists(st.sampled_from(sorted(control.choices)), max_size=len(control.items))
    return st.tuples(order, choices).map(lambda both: [list(move) for move in zip(*both, strict=False)])


def check_sentences(text: str) -> None:
    assert text.strip()
    assert text[0].isupper() or text[0].isdigit() or text[0] == "£", text
    assert text.rstrip()[-1] in ".!?", text
    assert not JUNK.search(text), text
    for sentence in re.split(r"(?<=[.!?])\s+|; ", text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def check_table(table: Data) -> None:
    assert table.caption
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert all(isinstance(cell, str) and not JUNK.search(cell) for row in table.rows for cell in row)


def check_chart(chart: Chart) -> None:
    assert chart.labels
    assert chart.series
    assert all(len(series.values) == len(chart.labels) for series in chart.series)
    values = [value for series in chart.series for value in series.values if value is not None]
    assert all(math.isfinite(value) for value in values)
    assert chart.low is None or min(values, default=chart.low) >= chart.low
    assert chart.high is None or max(values, default=chart.high) <= chart.high
    assert not chart.bands or chart.kind == "lines"
    assert all(low < high for low, high in chart.bands.values())
    assert len(chart.flags) <= 3
    assert all(0 <= at < len(chart.labels) for places in chart.flags.values() for at in places)


def check_grid(grid: Grid) -> None:
    for (row, column), (level, names) in grid.cells.items():
        assert 0 <= row < len(grid.rows)
        assert 0 <= column < len(grid.columns)
        assert 0 <= level < len(grid.levels)
        assert all(names)


def check_network(network: Network) -> None:
    assert all(0 <= value <= 1 for node in network.nodes for value in (node.x, node.y, node.value))
    assert all(0 <= end < len(network.nodes) for link in network.links for end in link)


def check_view(view: View) -> None:
    """Assert that a view can be drawn, read out and believed."""
    for words in (view.reading, *view.notices, *(chart.says for chart in view.charts)):
        check_sentences(words)
    assert all(figure.label and figure.text and not JUNK.search(figure.text) for figure in view.figures)
    check_table(view.table)
    assert view.charts
    for chart in view.charts:
        assert chart.title
        match chart:
            case Chart():
                check_chart(chart)
            case Grid():
                check_grid(chart)
            case Network():
                check_network(chart)


def check_controls(controls: Sequence[Control]) -> None:
    """Assert that controls start inside their own ranges and say what they are."""
    assert len({control.id for control in controls}) == len(controls)
    for control in controls:
        assert control.label
        match control:
            case Slider():
                assert control.low <= control.start <= control.high
                assert math.isclose((control.start - control.low) / control.step % 1, 0, abs_tol=1e-9)
            case Pick() | Amount():
                assert control.start in control.options
            case Order():
                assert sorted(control.start) == sorted(control.items)
            case Steps():
                assert not control.start
                assert len(control.choices) > 1
            case Switch():
                assert control.start in (True, False)
        if control.help:
            check_sentences(control.help)
