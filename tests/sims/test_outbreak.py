from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.outbreak import FLOOD, MODEL, SAYS, SHORT
from carelab.sims.outbreak_sums import (
    MESSAGES,
    PEOPLE,
    ROUNDS,
    RULES,
    VISITS,
    Response,
    adherence,
    ever_ill,
    follow,
    infects,
)

TRUST = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
SETS = [
    rules for rules in (tuple(r for r, on in zip(RULES, some, strict=True) if on) for some in product((0, 1), repeat=4)) if rules
]
SETTINGS = [*product(SETS, VISITS, TRUST, (True, False))]
HONEST, ORDERS, SILENT = (["honest"] * ROUNDS, ["orders"] * ROUNDS, ["wait"] * ROUNDS)
FULL = Response(HONEST)


def ill(messages: list[str], **changed: Any) -> float:
    return ever_ill(replace(FULL, messages=messages, **changed))


def reassured(at: int) -> list[str]:
    """Honest in each round but one, in which there is "nothing to worry about"."""
    return [*HONEST[:at], "calm", *HONEST[at + 1 :]]


def test_the_grid_is_that_of_the_claims() -> None:
    assert (len(SETS), len(SETTINGS)) == (15, 15 * 3 * 9 * 2)


@pytest.mark.parametrize(("messages", "count"), [(HONEST, 12.2), (ORDERS, 13.5), (SILENT, 19.2)])
def test_four_rules_with_breaks_and_visits_by_risk(messages: list[str], count: float) -> None:
    assert ill(messages) == pytest.approx(count, abs=0.051)


def test_one_round_by_hand() -> None:
    first = follow(FULL)[0]
    a = 0.4 + 0.5 * 0.75
    spread = 2.5 * (1 - 0.35 * a) * (1 - 0.30 * a) * (1 - 0.25 * a) * (1 - 0.20 * a) * (1 - 0.05 * a)
    assert (first.trust, first.kept, first.infects) == pytest.approx((0.75, a, spread))
    assert first.newly == pytest.approx(4 * spread * (1 - 4 / 36))
    assert (first.ill, first.lonely) == pytest.approx((4 + first.newly, 23))
    assert first.staff_off == pytest.approx(0.11)


@pytest.mark.parametrize(
    ("rules", "kept", "spread"),
    [(3, 0.9, 0.97), (3, 0.7, 1.23), (3, 0.8, 1.09), (3, 0.5, 1.53), (4, 0.8, 0.92), (4, 1.0, 0.68)],
)
def test_r_as_the_lesson_works_it_out(rules: int, kept: float, spread: float) -> None:
    assert infects([*RULES.values()][:rules], kept) == pytest.approx(spread, abs=0.0051)


def test_trust_is_a_control() -> None:
    for rules, visits, trust, breaks in SETTINGS:
        changed = {"rules": rules, "visits": visits, "trust": trust, "breaks": breaks}
        honest, orders, silent = (ill(messages, **changed) for messages in (HONEST, ORDERS, SILENT))
        assert honest < orders < silent, changed


def test_without_a_rule_or_a_door_words_change_nothing() -> None:
    assert len({ill(messages, rules=(), visits="open") for messages in (HONEST, ORDERS, SILENT)}) == 1


@pytest.mark.parametrize("dropped", RULES)
def test_honest_with_one_rule_less_beats_silence_with_all_four(dropped: str) -> None:
    rules = [rule for rule in RULES if rule != dropped]
    for trust in TRUST[:5]:
        honest, silent = ill(HONEST, rules=rules, trust=trust), ill(SILENT, trust=trust)
        assert honest < silent or (dropped == "masks" and trust == 0.7 and round(honest, 1) == round(silent, 1) == 19.2)


def test_honest_without_masks_loses_where_trust_was_high() -> None:
    assert ill(HONEST, rules=["cohort", "air", "pay"], trust=0.9) > ill(SILENT, trust=0.9)


def test_the_first_word_weighs_most() -> None:
    assert [round(ill(reassured(at)), 1) for at in range(ROUNDS)] == [14.8, 13.7, 13.0, 12.5, 12.3]
    for rules, visits, trust, breaks in SETTINGS:
        changed = {"rules": rules, "visits": visits, "trust": trust, "breaks": breaks}
        counts = [ill(reassured(at), **changed) for at in range(ROUNDS)]
        assert all(earlier > later for earlier, later in pairwise([*counts, ill(HONEST, **changed)]))


def test_kind_words_do_not_replace_a_break() -> None:
    assert (ill(HONEST, breaks=False), ill(ORDERS)) == pytest.approx((14.7, 13.5), abs=0.051)
    for rules, visits, trust, _ in SETTINGS:
        changed = {"rules": rules, "visits": visits, "trust": trust}
        assert ill(HONEST, breaks=False, thanks=True, **changed) > ill(ORDERS, **changed)


def test_stopping_all_visits_spares_less_than_one_person_and_doubles_loneliness() -> None:
    for messages, trust, breaks in product((HONEST, ORDERS, SILENT), TRUST, (True, False)):
        changed = {"trust": trust, "breaks": breaks}
        spared = ill(messages, visits="risk", **changed) - ill(messages, visits="none", **changed)
        assert 0.5 <= round(spared, 1) <= 0.9
    assert [follow(replace(FULL, visits=visits))[-1].lonely for visits in VISITS] == [20, 35, 70]


def test_the_two_homes_of_the_guess() -> None:
    assert [round(ill(messages)) for messages in (HONEST, SILENT)] == [12, 19]


@given(
    st.lists(st.sampled_from(list(MESSAGES)), min_size=ROUNDS, max_size=ROUNDS),
    st.sets(st.sampled_from(list(RULES))),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(VISITS)),
    st.floats(0, 1),
)
def test_an_outbreak_stays_in_bounds(
    messages: list[str], rules: set[str], breaks: bool, thanks: bool, visits: str, trust: float
) -> None:
    rounds = follow(Response(messages, sorted(rules), breaks, thanks, visits, trust))
    assert all(0 <= each.trust <= 1 and 0.4 <= each.kept <= 0.9 for each in rounds)
    assert all(each.newly > 0 and each.ill <= PEOPLE and 20 <= each.lonely <= 100 for each in rounds)
    assert all(0.06 - 1e-9 <= each.staff_off <= 0.26 + 1e-9 for each in rounds)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_trust_never_lowers_how_far_rules_are_kept(some: float, more: float) -> None:
    low, high = sorted((some, more))
    assert adherence(low) <= adherence(high)


@given(settings(MODEL.controls))
def test_the_flood_has_the_same_controls_and_figures_and_nobody_ill(values: dict[str, Any]) -> None:
    assert [control.id for control in FLOOD.controls] == [control.id for control in MODEL.controls]
    illness, water = MODEL.run(values), FLOOD.run(values)
    assert [figure.text for figure in illness.figures] == [figure.text for figure in water.figures]
    assert [row[2:] for row in illness.table.rows] == [row[2:] for row in water.table.rows]
    said = [water.reading, FLOOD.built_in, *water.notices, *water.table.columns, *(figure.label for figure in water.figures)]
    said += [words for chart in water.charts for words in (chart.title, chart.says)]
    assert not any(word in line.lower().split() for line in said for word in ("ill", "infects", "mask", "masks", "vaccines,"))
    assert not set(illness.notices) & set(water.notices)


def test_every_message_has_words() -> None:
    assert set(SAYS) == set(SHORT) == set(MESSAGES)
