from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_checks import settings

from carelab.sims.outbreak import FLOOD, MODEL, SAYS, SHORT
from carelab.sims.outbreak_sums import MESSAGES, PEOPLE, ROUNDS, RULES, VISITS, Response, adherence, follow, infects

TRUST = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
SETS = [tuple(rule for rule, on in zip(RULES, some, strict=True) if on) for some in product((0, 1), repeat=4) if any(some)]
SETTINGS = [
    {"rules": rules, "visits": visits, "trust": trust, "breaks": breaks}
    for rules, visits, trust, breaks in product(SETS, VISITS, TRUST, (True, False))
]
ALL = HONEST, ORDERS, SILENT = (["honest"] * ROUNDS, ["orders"] * ROUNDS, ["wait"] * ROUNDS)
FULL = Response(HONEST)


def ill(messages: list[str], **changed: Any) -> float:
    return follow(replace(FULL, messages=messages, **changed))[-1].ill


def reassured(**changed: Any) -> list[float]:
    """Return who is ill with honest messages but "nothing to worry about" in the first round, the second, …, and in none."""
    return [ill([*HONEST[:at], "calm", *HONEST[at + 1 :]], **changed) for at in range(ROUNDS)] + [ill(HONEST, **changed)]


def test_the_figures_of_the_lesson() -> None:
    assert (len(SETS), len(SETTINGS)) == (15, 15 * 3 * 9 * 2)
    assert [ill(messages) for messages in ALL] == pytest.approx([12.2, 13.5, 19.2], abs=0.051)
    assert [round(ill(messages)) for messages in (HONEST, SILENT)] == [12, 19], "the two homes of the guess"
    assert ill(HONEST, breaks=False) == pytest.approx(14.7, abs=0.051)
    assert reassured()[:-1] == pytest.approx([14.8, 13.7, 13.0, 12.5, 12.3], abs=0.051)
    spread = [(3, 0.9, 0.97), (3, 0.7, 1.23), (3, 0.8, 1.09), (3, 0.5, 1.53), (4, 0.8, 0.92), (4, 1.0, 0.68)]
    for rules, kept, infected in spread:
        assert infects([*RULES.values()][:rules], kept) == pytest.approx(infected, abs=0.0051)


def test_one_round_by_hand() -> None:
    first = follow(FULL)[0]
    a = 0.4 + 0.5 * 0.75
    spread = 2.5 * (1 - 0.35 * a) * (1 - 0.30 * a) * (1 - 0.25 * a) * (1 - 0.20 * a) * (1 - 0.05 * a)
    assert (first.trust, first.kept, first.infects) == pytest.approx((0.75, a, spread))
    assert first.newly == pytest.approx(4 * spread * (1 - 4 / 36))
    assert (first.ill, first.lonely, first.staff_off) == pytest.approx((4 + first.newly, 23, 0.11))


def test_trust_is_a_control() -> None:
    for changed in SETTINGS:
        honest, orders, silent = (ill(messages, **changed) for messages in ALL)
        assert honest < orders < silent, changed
    assert len({ill(messages, rules=(), visits="open") for messages in ALL}) == 1, "without a rule or a door"


@pytest.mark.parametrize("dropped", RULES)
def test_honest_with_one_rule_less_beats_silence_with_all_four(dropped: str) -> None:
    rules = [rule for rule in RULES if rule != dropped]
    for trust in TRUST[:5]:
        honest, silent = ill(HONEST, rules=rules, trust=trust), ill(SILENT, trust=trust)
        assert honest < silent or (dropped == "masks" and trust == 0.7 and round(honest, 1) == round(silent, 1) == 19.2)
    assert dropped != "masks" or ill(HONEST, rules=rules, trust=0.9) > ill(SILENT, trust=0.9), "where trust was high"


def test_the_first_word_weighs_most_and_kind_words_do_not_replace_a_break() -> None:
    for changed in SETTINGS:
        assert all(earlier > later for earlier, later in pairwise(reassured(**changed))), changed
        assert ill(HONEST, **changed | {"breaks": False, "thanks": True}) > ill(ORDERS, **changed | {"breaks": True}), changed


def test_stopping_all_visits_spares_less_than_one_person_and_doubles_loneliness() -> None:
    for messages, trust, breaks in product(ALL, TRUST, (True, False)):
        risk, none = (ill(messages, visits=visits, trust=trust, breaks=breaks) for visits in ("risk", "none"))
        assert 0.5 <= round(risk - none, 1) <= 0.9
    assert [follow(replace(FULL, visits=visits))[-1].lonely for visits in VISITS] == [20, 35, 70]


RESPONSES = st.builds(
    Response,
    st.lists(st.sampled_from(list(MESSAGES)), min_size=ROUNDS, max_size=ROUNDS),
    st.sets(st.sampled_from(list(RULES))).map(sorted),
    st.booleans(),
    st.booleans(),
    st.sampled_from(list(VISITS)),
    st.floats(0, 1),
)


@given(RESPONSES)
def test_an_outbreak_stays_in_bounds(response: Response) -> None:
    rounds = follow(response)
    assert all(0 <= each.trust <= 1 and 0.4 <= each.kept <= 0.9 for each in rounds)
    assert all(each.newly > 0 and each.ill <= PEOPLE and 20 <= each.lonely <= 100 for each in rounds)
    assert all(0.06 - 1e-9 <= each.staff_off <= 0.26 + 1e-9 for each in rounds)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_trust_never_lowers_how_far_rules_are_kept(some: float, more: float) -> None:
    assert adherence(min(some, more)) <= adherence(max(some, more))


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
