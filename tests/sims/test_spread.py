from itertools import combinations
from statistics import fmean

import pytest

from carelab.sims.model import Network
from carelab.sims.spread import CONTACTS, DOUBTERS, DUE, HOURS, MODEL, PEOPLE, WEEKS, backers, firmness, reach, spread

TRIPLES = [frozenset(three) for three in combinations(PEOPLE, 3)]
TITLES = frozenset({"manager", "deputy", "trainer"})
MORE_WITH_LISTENING = 210
EVERYDAY = frozenset({"manager", "cook", "night-senior"})


def test_there_are_twelve_people_two_doubters_and_talk_goes_both_ways() -> None:
    assert (len(PEOPLE), len(DOUBTERS)) == (12, 2)
    assert all(person in CONTACTS[other] for person, others in CONTACTS.items() for other in others)
    assert all(CONTACTS.values())


def test_one_week_by_hand() -> None:
    assert spread(TITLES, "none")[0] == dict.fromkeys(PEOPLE, 0.3) | dict.fromkeys(TITLES, 0.9)
    after = spread(EVERYDAY, "none")[1]
    assert after["night-carer"] == pytest.approx(0.6 * 0.9 + 0.4 * 0.3)
    assert after["deputy"] == pytest.approx(0.6 * (0.9 + 0.3 + 0.3) / 3 + 0.4 * 0.3)
    assert after["handyperson"] == pytest.approx(0.2 * 0.9 + 0.8 * 0.3)
    assert CONTACTS["handyperson"] == ["cook", "night-senior"]
    assert spread(EVERYDAY, "listen")[1]["handyperson"] == pytest.approx(0.6 * 0.9 + 0.4 * 0.3)
    assert spread({"cook"}, "tell")[1]["handyperson"] == pytest.approx(0.2 * (0.9 + 0.3 + 0.9) / 3 + 0.8 * 0.3)


def test_only_a_doubter_who_is_listened_to_holds_less_firmly() -> None:
    firm = {who: [firmness(who, TITLES, hour) for hour in HOURS] for who in ("handyperson", "housekeeper", "manager")}
    assert firm == {"handyperson": [0.8, 0.8, 0.4], "housekeeper": [0.4] * 3, "manager": [0.8] * 3}


def ends(hour: str, week: int = DUE) -> dict[frozenset[str], int]:
    return {asked: backers(spread(asked, hour)[week]) for asked in TRIPLES}


def test_the_three_with_titles_win_nobody_and_the_three_with_reach_win_everybody() -> None:
    assert [backers(week) for week in spread(TITLES, "none")] == [3] * (WEEKS + 1)
    assert backers(spread(EVERYDAY, "none")[DUE]) == 12
    assert (reach(TITLES), reach(EVERYDAY)) == (2, 9)
    assert len(CONTACTS["cook"]) == max(map(len, CONTACTS.values())) == 8
    assert len(CONTACTS["manager"]) == 3


@pytest.mark.parametrize("hour", HOURS)
def test_the_more_of_the_others_the_first_three_talk_with_the_more_back_it_on_average(hour: str) -> None:
    by_reach: dict[int, list[int]] = {}
    for asked, back in ends(hour).items():
        by_reach.setdefault(min(max(reach(asked), 3), 9) // 2, []).append(back)
    means = [fmean(by_reach[few]) for few in sorted(by_reach)]
    assert means == sorted(means)
    assert means[-1] > means[0] + 4


def test_whom_you_ask_moves_more_than_what_you_do_with_the_doubters() -> None:
    by_hour = {hour: ends(hour) for hour in HOURS}
    assert all(max(found.values()) - min(found.values()) >= 10 for found in by_hour.values())
    gained = [by_hour["listen"][asked] - by_hour["none"][asked] for asked in TRIPLES]
    assert fmean(gained) < 4


@pytest.mark.parametrize("asked", TRIPLES, ids=lambda asked: "-".join(sorted(asked)))
def test_telling_helps_a_little_and_listening_more_whoever_is_asked(asked: frozenset[str]) -> None:
    stories = {hour: spread(asked, hour) for hour in HOURS}
    opinions = [opinion for story in stories.values() for week in story for opinion in week.values()]
    assert 0.3 - 1e-9 <= min(opinions) <= max(opinions) <= 0.9 + 1e-9
    for week in range(1, WEEKS + 1):
        none, tell, listen = (fmean(stories[hour][week][person] for person in DOUBTERS) for hour in HOURS)
        assert none <= tell + 1e-9 <= listen + 2e-9
        assert week < DUE or none < tell < listen or asked >= DOUBTERS
        assert backers(stories["none"][week]) <= backers(stories["tell"][week]) <= backers(stories["listen"][week])


def test_listening_lets_more_people_back_it_for_most_threes_and_for_the_first_one_shown() -> None:
    none, listen = ends("none"), ends("listen")
    assert sum(listen[asked] > none[asked] for asked in TRIPLES) == MORE_WITH_LISTENING
    assert [backers(spread(TITLES, hour)[DUE]) for hour in HOURS] == [3, 4, 6]
    assert [backers(spread({"manager", "deputy", "cook"}, hour)[DUE]) for hour in HOURS] == [5, 7, 12]


def test_asking_one_more_person_never_lowers_an_opinion_that_week() -> None:
    fewer, more = spread({"cook"}, "listen")[1], spread({"cook", "deputy"}, "listen")[1]
    assert all(more[person] >= fewer[person] - 1e-9 for person in PEOPLE)


@pytest.mark.parametrize(("asked", "people"), [(("cook", "cook", "cook"), 1), (("manager", "deputy", "trainer"), 3)])
def test_the_map_shows_each_person_once_in_the_week_asked_for(asked: tuple[str, ...], people: int) -> None:
    start = MODEL.run(dict(zip(("first", "second", "third"), asked, strict=True)) | {"week": 0}).charts[0]
    assert isinstance(start, Network)
    assert sum(node.chosen for node in start.nodes) == people
    assert {node.value for node in start.nodes} == {0.3, 0.9}
