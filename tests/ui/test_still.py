from __future__ import annotations

from carelab.data.criteria import caveat, criteria
from carelab.ui.still import criteria_html, sources_html


def test_a_source_is_cited_with_its_address_as_a_link_and_every_sign_escaped() -> None:
    shown = sources_html(["S30a"])
    assert "<cite>A&amp;E waiting times</cite>" in shown
    assert '<a href="https://www.nuffieldtrust.org.uk/resource/a-e-waiting-times">' in shown
    assert "Read in November 2026: the opening of a stored copy." in shown


def test_criteria_stand_under_their_scheme_with_the_caveat_and_each_source_once() -> None:
    rows = criteria("08-budgeting")
    shown = criteria_html(rows, caveat())
    assert [f"<h3>{scheme}</h3>" in shown for scheme in dict.fromkeys(row.scheme for row in rows)] == [True] * shown.count("<h3>")
    assert caveat()[:40] in shown
    assert shown.count("<cite>") == len({row.source.id for row in rows})
