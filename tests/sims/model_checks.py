"""What every teaching model must do, whatever its controls: strategies for values, and a check of a view."""

from __future__ import annotations

import math
import re
from typing import Any

from hypothesis import strategies as st

from carelab.sims.model import Chart, Control, Grid, Model, Network, Pick, Slider, Switch, Values, View, starting_values

NOT_WORDS = re.compile(r"\b(?:None|nan|inf|True|False)\b|\{|\}|  | \.|e[+-]\d\d|\d\.\d{3}")
LONGEST_SENTENCE = 30


def one_value(control: Control) -> st.SearchStrategy[Any]:
    match control:
        case Slider():
            steps = round((control.high - control.low) / control.step)
            on_the_scale = st.integers(0, steps).map(lambda n: round(control.low + n * control.step, 6))
            return on_the_scale | st.sampled_from([control.low, control.start, control.high])
        case Pick():
            return st.sampled_from(list(control.options))
        case Switch():
            return st.booleans()


def any_values(model: Model) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({c.id: one_value(c) for c in model.controls})


def with_changes(model: Model, **changes: Any) -> dict[str, Any]:
    assert changes.keys() <= {c.id for c in model.controls}
    return {**starting_values(model.controls), **changes}


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]


def check_plain(text: str) -> None:
    assert text == text.strip()
    assert text
    assert text[-1] in ".!?", text
    assert not NOT_WORDS.search(text), text
    for sentence in sentences(text):
        assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] in "£‘“−", sentence
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def check_view(model: Model, values: Values) -> View:
    view = model.run(values)
    assert view == model.run(dict(values))
    check_plain(view.reading)
    for notice in view.notices:
        check_plain(notice)
    assert len(set(view.notices)) == len(view.notices)
    assert view.charts
    for chart in view.charts:
        check_chart(chart)
    assert view.table.rows
    assert all(len(row) == len(view.table.columns) for row in view.table.rows)
    assert all(isinstance(cell, str) and cell for row in view.table.rows for cell in row)
    check_plain(view.table.caption)
    for figure in view.figures:
        assert figure.label
        assert not NOT_WORDS.search(figure.text), figure
    return view


def check_chart(chart: Chart | Grid | Network) -> None:
    check_plain(chart.says)
    assert chart.title
    match chart:
        case Chart():
            assert chart.series
            for series in chart.series:
                assert len(series.values) == len(chart.labels)
                assert all(value is None or math.isfinite(value) for value in series.values)
        case Grid():
            assert all(0 <= r < len(chart.rows) and 0 <= c < len(chart.columns) for r, c in chart.cells)
            assert all(0 <= level < len(chart.levels) for level, _names in chart.cells.values())
        case Network():
            assert all(0 <= a < len(chart.nodes) and 0 <= b < len(chart.nodes) for a, b in chart.links)


def check_controls(model: Model) -> None:
    assert model.title
    ids = [c.id for c in model.controls]
    assert len(set(ids)) == len(ids)
    for control in model.controls:
        assert control.label
        assert not control.help or control.help[-1] == "."
        match control:
            case Slider():
                assert control.low <= control.start <= control.high
                steps = (control.start - control.low) / control.step
                assert math.isclose(steps, round(steps), abs_tol=1e-9)
            case Pick():
                assert control.start in control.options
                assert all(control.options.values())
            case Switch():
                assert control.start is False
