from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from view_checks import check_controls, check_view, settings

from carelab.sims.model import Network, starting_values
from carelab.sims.spread import CONTACTS, CONTROLS, DOUBTERS, MODEL, PEOPLE, backers, firmness, reach, spread

TRIPLES = [frozenset(three) for three in combinations(PEOPLE, 3)]
TITLES = frozenset({"manager", "deputy", "trainer"})
EVERYDAY = frozenset({"manager", "cook", "night-senior"})


def test_there_are_twelve_people_two_doubters_and_talk_goes_both_ways() -> None:
    assert len(PEOPLE) == 12
    assert len(DOUBTERS) == 2
    assert all(person in CONTACTS[other] for person, others in CONTACTS.items() for other in others)
    assert all(CONTACTS.values())


def test_everyone_starts_at_03_but_those_asked_first_at_09() -> None:
    start = spread(TITLES, 0)[0]
    assert {person for person, opinion in start.items() if opinion == 0.9} == TITLES
    assert {opinion for person, opinion in start.items() if person not in TITLES} == {0.3}


def test_one_week_by_hand() -> None:
    after = spread(EVERYDAY, 0)[1]
    assert after["night-carer"] == pytest.approx(0.6 * 0.9 + 0.4 * 0.3)
    assert after["deputy"] == pytest.approx(0.6 * (0.9 + 0.3 + 0.3) / 3 + 0.4 * 0.3)
    assert after["handyperson"] == pytest.approx(0.2 * 0.9 + 0.8 * 0.3)
    assert spread(EVERYDAY, 3)[1]["handyperson"] == pytest.approx(0.6 * 0.9 + 0.4 * 0.3)


@pytest.mark.parametrize(("hours", "s"), [(0, 0.8), (2.5, 0.8), (3, 0.4), (6, 0.4)])
def test_a_doubter_softens_from_three_hours_on(hours: float, s: float) -> None:
    assert firmness("handyperson", TITLES, hours) == s


def test_titles_reach_few_and_the_kitchen_and_the_night_reach_all() -> None:
    assert [backers(week) for week in spread(TITLES, 6)] == [3] * 9
    assert backers(spread(EVERYDAY, 0)[-1]) == 12
    assert reach(EVERYDAY) > reach(TITLES)
    best = max(len(others) for others in CONTACTS.values())
    assert len(CONTACTS["cook"]) == best > len(CONTACTS["manager"])


@pytest.mark.parametrize("hours", [0, 3])
def test_opinions_stay_between_the_wary_and_the_keen(hours: float) -> None:
    for asked in TRIPLES:
        assert all(0.3 - 1e-9 <= opinion <= 0.9 + 1e-9 for week in spread(asked, hours) for opinion in week.values())


def test_listening_never_costs_and_often_helps() -> None:
    counts = [(backers(spread(asked, 0)[-1]), backers(spread(asked, 3)[-1])) for asked in TRIPLES]
    assert all(heard >= unheard for unheard, heard in counts)
    assert sum(heard > unheard for unheard, heard in counts) > len(TRIPLES) / 3


def test_asking_one_more_person_never_lowers_an_opinion_that_week() -> None:
    fewer, more = spread({"cook"}, 3)[1], spread({"cook", "deputy"}, 3)[1]
    assert all(more[person] >= fewer[person] - 1e-9 for person in PEOPLE)


def test_the_choice_of_people_matters_more_than_three_hours_of_listening() -> None:
    ends = [backers(spread(asked, 3)[-1]) for asked in TRIPLES]
    assert min(ends) == 0
    assert max(ends) == 12


def test_the_same_person_twice_is_one_person_and_says_so() -> None:
    view = MODEL.run({"first": "cook", "second": "cook", "third": "cook"})
    network = view.charts[0]
    assert isinstance(network, Network)
    assert sum(node.chosen for node in network.nodes) == 1
    assert "more than once" in view.notices[0]


def test_the_map_shows_the_week_asked_for() -> None:
    start = MODEL.run(starting_values(CONTROLS) | {"week": 0}).charts[0]
    assert isinstance(start, Network)
    assert {node.value for node in start.nodes} == {0.3, 0.9}


def test_controls_are_sound() -> None:
    check_controls(CONTROLS)


@given(settings(CONTROLS))
def test_every_setting_gives_a_sound_view(values: dict[str, Any]) -> None:
    view = MODEL.run(values)
    check_view(view)
    assert view == MODEL.run(values)


@pytest.mark.parametrize("values", [{}, {"first": "nobody", "listening": "lots"}, {"listening": float("nan"), "week": 99}])
def test_odd_values_fall_back(values: dict[str, Any]) -> None:
    check_view(MODEL.run(values))
