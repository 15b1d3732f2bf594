from itertools import pairwise, product
from random import Random
from statistics import fmean

import pytest
from every_share import EVERY_LINKS, by_share, summary
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from soak import WHOLE, long_proof, times

from carelab.sims import iceberg, ninety_sums, risk_room, thousand_managers, twelve_months, two_dials
from carelab.sims.ninety_cards import CARDS, KINDS
from carelab.sims.ninety_days import FILLED, MODEL
from carelab.sims.ninety_sums import DIALS, Links, State, dials, fortnight, mean_of, overall, play, risk_left
from carelab.sims.outbreak_sums import adherence
from carelab.sims.thousand_managers import EVERY, beaten, random_plans, random_results, result
from carelab.sims.thousand_shares import SHARES

LETTERS = {"M": "manage", "L": "lead", "B": "both", "O": "other"}
GOOD, ANY = EVERY["good"], EVERY["any"]
MANAGE_ONLY, LEAD_ONLY, ALTERNATE = thousand_managers.MANAGE_ONLY, thousand_managers.LEAD_ONLY, thousand_managers.ALTERNATE
PLANS = st.lists(st.sampled_from(KINDS), min_size=12, max_size=12)
CONTROLS = st.sets(st.sampled_from(sorted(risk_room.MEASURES)))
MANAGE, LEAD = result(MANAGE_ONLY), result(LEAD_ONLY)


BEST = "BLMLBMBBMLLB"


def plan(letters: str) -> list[str]:
    return [LETTERS[letter] for letter in letters]


def test_two_fortnights_by_hand() -> None:
    first = fortnight(State(), 0, ("manage", "lead"))
    assert first.systems == pytest.approx(0.4 + 0.10 * (two_dials.side(18.75) / 100 - 0.4))
    assert first.culture == pytest.approx(0.4 + 0.04 * (two_dials.side(18.75) / 100 - 0.4))
    done = 1.6 * two_dials.side(18.75) / 100
    assert (first.trust, first.heard, first.done) == pytest.approx((0.55 + 0.05 - 0.02, 2, done))
    assert first.controls == {"r6a", "r3b"}
    a = 0.4 + 0.5 * 0.58
    assert first.risk == pytest.approx(100 - 15 - 15 + 1 * 5 + (3 - a) * 5)
    assert first.reporting == pytest.approx(0.25)
    assert first.events == pytest.approx(40 * (1 - 0.04 * 0.25 * first.systems))
    assert first.harm == pytest.approx(first.events / 2 * first.risk / 100)
    second = fortnight(first, 1, ("manage", "manage"))
    assert second.done == pytest.approx(done + 1.6 * two_dials.side(32.5) / 100)
    assert second.trust == pytest.approx(0.58 - 0.02 - 0.01 * (3 - second.done))
    assert second.spent == 1_500 + 3_500


@given(CONTROLS, st.floats(0.4, 0.9), st.floats(0.4, 0.9))
def test_the_better_routines_are_kept_the_less_risk_is_left_and_fully_kept_that_of_the_risk_room(
    controls: set[str], some: float, more: float
) -> None:
    assert risk_left(controls, 1.0) == risk_room.total(controls)
    assert (ninety_sums.WORST, ninety_sums.SAFEST) == (100, 34)
    low, high = sorted((some, more))
    assert ninety_sums.SAFEST <= risk_left(controls, high) <= risk_left(controls, low) + 1e-9 <= ninety_sums.WORST + 2e-9


def test_turnover_is_that_of_twelve_months_and_adherence_that_of_the_outbreak() -> None:
    assert State().turnover == twelve_months.Month(0.4, 0.4).turnover
    assert State().leavers == pytest.approx(4.4, abs=0.051)
    only = fortnight(State(), 0, ("manage", "manage"))
    assert only.risk == pytest.approx(risk_left({"r6a", "r3b"}, adherence(only.trust)))


def test_no_function_of_an_earlier_unit_is_a_copy() -> None:
    used = fortnight.__globals__
    assert (used["side"], used["mend"], used["moved"]) == (two_dials.side, iceberg.mend, iceberg.moved)
    assert (used["adherence"], used["MEASURES"]) == (adherence, risk_room.MEASURES)


@pytest.mark.parametrize(
    ("letters", "shown", "whole"),
    [
        ("M" * 12, (74, 34, 12.5, 45, 49), 42.8),
        ("L" * 12, (0, 2, 40, 71, 46), 31.7),
        ("B" * 12, (61, 27, 50, 81, 52), 54.1),
        ("ML" * 6, (68, 32, 75, 70, 52), 59.4),
        (BEST, (67, 32, 87, 73, 51), 62.2),
    ],
)
def test_the_policies_of_the_lesson(letters: str, shown: tuple[float, ...], whole: float) -> None:
    state = play(plan(letters))[-1]
    assert list(dials(state).values()) == pytest.approx(shown, abs=0.52)
    assert overall(state) == pytest.approx(whole, abs=0.051)


def test_only_managing_and_only_leading_do_clearly_worse_than_a_thousand_mixes() -> None:
    results = random_results(GOOD)
    mean, low, high = sum(results) / len(results), results[50], results[949]
    assert (mean, low, high) == pytest.approx((51.2, 45.9, 56.6), abs=0.051)
    assert (results[0], results[-1]) == pytest.approx((36.2, 60.2), abs=0.051)
    assert [sum(start <= each < start + 5 for each in results) for start in range(35, 65, 5)] == [2, 31, 326, 508, 132, 1]
    assert (beaten(MANAGE, results), beaten(LEAD, results)) == (11, 0)
    assert mean > max(MANAGE + 2 * 3.4, LEAD + 5 * 3.4)


@long_proof
def test_other_seeds_say_the_same() -> None:
    shares = []
    for seed in range(1, 1 + times(2, 8)):
        results = [result(each) for each in random_plans(GOOD, seed=seed)]
        shares.append(1 - beaten(MANAGE, results) / len(results))
        assert beaten(LEAD, results) == 0
    assert 0.98 <= min(shares) <= max(shares) <= 0.989 + 1e-9


def test_a_mix_with_poor_choices_is_no_cure_nor_a_muddle_without_the_dial_for_wishes() -> None:
    results = random_results(ANY)
    assert sum(results) / len(results) == pytest.approx(39.7, abs=0.051)
    shares = [1 - beaten(alone, results) / 1_000 for alone in (MANAGE, LEAD)]
    assert shares == pytest.approx([0.35, 0.86], abs=0.0051)
    links = Links(wishes_count=False)
    assert 0.25 < 1 - beaten(result(MANAGE_ONLY, links), random_results(GOOD, links)) / 1_000 < 0.30


def test_every_share_between_managing_and_leading() -> None:
    shared = by_share()
    assert sum(map(len, shared)) == 4_096
    means = [sum(scores) / len(scores) for scores in shared]
    assert [means[n] for n in (0, 3, 6, 7, 9, 12)] == pytest.approx([31.7, 42.4, 50.5, 50.9, 48.5, 42.8], abs=0.051)
    assert means.index(max(means)) == 7
    assert all(min(shared[n]) > max(MANAGE, LEAD) for n in range(7, 12))
    assert sum(score <= MANAGE for score in shared[6]) == 1


@pytest.mark.parametrize("links", EVERY_LINKS)
def test_the_shares_worked_out_beforehand_are_those_of_all_plans(links: Links) -> None:
    shared = by_share(links)
    assert SHARES[links] == summary(shared)
    assert [round(mean, 1) for mean in SHARES[links][1]] == [round(fmean(scores), 1) for scores in shared]


@pytest.mark.parametrize(
    ("links", "manage", "lead", "alternate"),
    [
        (Links(trust_keeps=False), 47.9, 31.7, 61.9),
        (Links(systems_mend=False), 43.0, 32.6, 59.7),
        (Links(first_hours=False), 42.6, 26.0, 55.9),
        (Links(wishes_count=False), 50.4, 29.7, 55.5),
        (Links(False, False, False, False), 56.6, 29.0, 56.3),
    ],
)
def test_the_gain_is_in_the_links_and_gone_without_them(links: Links, manage: float, lead: float, alternate: float) -> None:
    ends = [result(each, links) for each in (MANAGE_ONLY, LEAD_ONLY, ALTERNATE)]
    assert ends == pytest.approx([manage, lead, alternate], abs=0.051)


def test_without_any_one_dial_in_turn_still_beats_both_ends() -> None:
    alternate, manage, lead = (dials(play(each)[-1]) for each in (ALTERNATE, MANAGE_ONLY, LEAD_ONLY))
    closest = {}
    for dial in DIALS:
        whole, *ends = (mean_of(read, [dial]) for read in (alternate, manage, lead))
        assert whole > max(ends)
        closest[dial] = whole - max(ends)
    assert min(closest, key=closest.__getitem__) == "heard"
    assert [mean_of(read, ["safety"]) for read in (lead, manage)] == pytest.approx([39.6, 35.0], abs=0.051)


def test_poor_choices_are_nearly_always_worse() -> None:
    better = tried = 0
    for each in random_plans(ANY, times(400, 2_000)):
        here = result(each)
        for n, kind in product([n for n, kind in enumerate(each) if kind == "other"], GOOD):
            tried += 1
            better += result((*each[:n], kind, *each[n + 1 :])) > here
    assert better / tried == pytest.approx(0.98, abs=0.0151)


def test_promises_wear_trust() -> None:
    states = play(LEAD_ONLY)[1:]
    assert [round(state.trust, 2) for state in states] == [0.63, 0.68, 0.70, 0.70, 0.69, 0.71]
    assert (states[-1].heard, round(states[-1].done)) == (8, 3)


def test_managing_first_prevents_more_at_the_same_overall() -> None:
    first, later = (play(plan(letters))[-1] for letters in ("MMMMMMLLLLLL", "LLLLLLMMMMMM"))
    assert (first.harm, later.harm) == pytest.approx((86.1, 107.5), abs=0.052)
    assert (overall(first), overall(later)) == pytest.approx((44.6, 44.2), abs=0.052)


@limits(max_examples=300)
@given(st.lists(st.sampled_from(KINDS), min_size=11, max_size=11))
def test_leading_alone_on_monday_costs_events(rest: list[str]) -> None:
    lead, *safe = (play([first, *rest])[-1].harm for first in ("lead", "manage", "both"))
    assert max(safe) < lead


def test_ninety_days_is_short() -> None:
    assert all(3.95 <= play(each)[-1].leavers < 4.25 for each in (*random_plans(GOOD), *FILLED.values()))


@long_proof
def test_no_plan_of_good_choices_beats_the_best_one_found() -> None:
    draw = Random(18)
    plans = product(GOOD, repeat=12) if WHOLE else (tuple(draw.choice(GOOD) for _ in CARDS) for _ in range(2_000))
    best = result(plan(BEST))
    assert best == pytest.approx(62.2, abs=0.051)
    assert all(result(each) <= best for each in plans)


@given(PLANS, st.booleans())
def test_no_routine_of_any_plan_is_of_no_use(each: list[str], trust_keeps: bool) -> None:
    for state in play(each, Links(trust_keeps=trust_keeps)):
        kept = adherence(state.trust) if trust_keeps else 1.0
        assert state.risk == pytest.approx(risk_left(state.controls, kept))


@given(PLANS)
def test_any_ninety_days_stay_in_bounds(each: list[str]) -> None:
    states = play(each)
    assert len(states) == ninety_sums.FORTNIGHTS + 1
    for before, state in pairwise(states):
        assert all(-1e-9 <= value <= 100 for value in dials(state).values())
        assert 0 <= state.trust <= 1
        assert 0.10 <= state.reporting <= 0.70
        assert 0 <= before.done <= state.done <= state.heard <= 8
        assert before.harm < state.harm <= 120
        assert before.controls <= state.controls
        assert state.events < before.events
        assert before.spent <= state.spent


def test_money_never_stops_a_choice() -> None:
    dearest = [max(KINDS, key=lambda kind: card.choices[kind].cost) for card in CARDS]
    assert sum(card.choices[kind].cost for card, kind in zip(CARDS, dearest, strict=True)) == 24_500 < ninety_sums.MONEY
    assert any("in hand" in notice for notice in MODEL.run({f"card{n}": kind for n, kind in enumerate(dearest, 1)}).notices)


def test_each_card_buys_known_controls_at_the_price_of_the_risk_room() -> None:
    for card in CARDS:
        assert tuple(card.choices) == KINDS
        for choice in card.choices.values():
            assert set(choice.controls) <= set(risk_room.MEASURES)
            if choice.controls:
                pilot = 500 if choice is CARDS[10].choices["both"] else 0
                assert choice.cost == risk_room.price(choice.controls) + pilot


@given(PLANS)
def test_nothing_unsafe_lifts_a_dial(each: list[str]) -> None:
    unsafe = [(n, kind) for n, card in enumerate(CARDS) for kind, choice in card.choices.items() if choice.unsafe]
    assert unsafe == [(8, "other"), (10, "other")]
    for n, kind in unsafe:
        choice = CARDS[n].choices[kind]
        assert not choice.controls
        assert choice.trust < 0
        assert choice.heard == choice.reporting == 0
        assert choice.unsafe in MODEL.run({f"card{n + 1}": kind}).notices
        worse = dials(play([*each[:n], "other", *each[n + 1 :]])[-1])
        managed = dials(play([*each[:n], "manage", *each[n + 1 :]])[-1])
        assert all(worse[dial] <= managed[dial] + 1e-9 for dial in ("safety", "harm", "trust"))


@pytest.mark.parametrize("filled", FILLED)
def test_a_ready_made_plan_is_the_same_as_twelve_choices(filled: str) -> None:
    picked = {f"card{n}": kind for n, kind in enumerate(FILLED[filled], 1)}
    ready, own = MODEL.run({"plan": filled}), MODEL.run(picked)
    assert (ready.reading, ready.table, ready.figures) == (own.reading, own.table, own.figures)
    assert "ready-made" in ready.notices[-1]
