"""What each model says of a setting: its reading, and the warnings that it gives or keeps back."""

from collections.abc import Mapping
from typing import Any

import pytest
from test_every_model import MODELS
from test_shift_desk import FIT, shift
from test_six_styles import SUITED
from test_working_day import GOOD_PLAN

from carelab.sims.budget import PLANNED
from carelab.sims.scenes import SCENES
from carelab.sims.shift_events import EVENTS

QUARTERS = [f"quarter{n}" for n in range(1, 5)]
KEPT_APART = dict.fromkeys(("keeps", "mends", "straight", "unheard"), True)
ONE_NURSE = {"nurses": 1, "when": "monthly", "feedback": "specific", "stretch": "none"}
VIDEO_ONLY = {"posters": 2, "training": 6, "only": True}
SPENT = {"r6a": True, "r2a": True}
OVER_BUDGET = {"r4b": True, "r3a": True, "r1a": True}
READINGS: list[tuple[str, Mapping[str, Any], str]] = [
    ("any_day", {"rhythm": "saved"}, "In week 26, when the visit is expected, it's 0.7; by week 52 it's 65.7."),
    ("any_day", {"hours": 0}, "no difference how often you check"),
    ("beds_at_three", {}, "12 people a day, each for 6.5 days, fill 78 beds on average: that's 92.9% of 84."),
    ("beds_at_three", {}, "At three in the afternoon 82.9 are in use, and at midnight 77."),
    ("budget", {}, "the boiler: £14,000"),
    ("budget", PLANNED, "on plan"),
    ("budget", PLANNED | {"residents": 33}, "£187,200"),
    ("budget", PLANNED | {"residents": 33}, "£11,667"),
    ("budget", PLANNED | {"training": 9_000}, "saved £9,000"),
    ("budget", PLANNED | {"pay": 4.1}, "pay rise of 4.1%"),
    ("budget", PLANNED | {"fee": 1_100}, "£100 a week below plan"),
    ("budget", PLANNED | {"fee": 1_300}, "the higher fee"),
    ("budget", PLANNED | {"agency": 300}, "100 more hours"),
    ("budget", PLANNED | {"agency": 100}, "using fewer agency hours"),
    ("budget", PLANNED | {"agency": 0}, "Filling the rota at short notice cost £30,000 more"),
    ("budget", PLANNED | {"energy": 30}, "prices rose by 30%"),
    ("budget", PLANNED | {"energy": -20}, "cheaper energy"),
    ("budget", PLANNED | {"q1": "boiler"}, "the boiler: £14,000"),
    ("budget", PLANNED | {"q1": "outbreak"}, "the outbreak"),
    ("budget", PLANNED | {"q1": "price"}, "the agency's new price"),
    ("budget", PLANNED | {"residents": 40}, "having more residents"),
    ("enough_on_paper", {}, "7 carers have contracts for 28 shifts, and Maple needs 28."),
    ("enough_on_paper", {}, "In 51.9 of 52 weeks at least one shift is short."),
    ("iceberg", {}, "^Reports go from 8 to 6.7 a month. That makes 88 in the year."),
    ("iceberg", dict.fromkeys(QUARTERS, "support"), "go from 8 to 16.8 a month, with a high of 23.8"),
    (
        "iceberg",
        dict.fromkeys(QUARTERS, "support") | {"under": True},
        "Under the water, there are 40 near misses and dangers in month 1 and 24.1 in month 12.$",
    ),
    ("mentors_year", {}, "came too early and knocked it back"),
    ("mentors_year", {"when": "monthly", "feedback": "specific", "stretch": "4"}, "and 2 more followed"),
    ("mentors_year", ONE_NURSE, "^Each new nurse has 12 meetings, of 1 hour. Confidence goes from 0.3 to 0.73, so the chance of"),
    ("mentors_year", ONE_NURSE, "so the chance of staying is 87%."),
    ("ninety_days", {"plan": "manage"}, "the lowest is “Heard and done” at 12.5. Few people were asked"),
    ("ninety_days", {"plan": "lead"}, "the lowest is “Safety” at 0. People were heard, but nothing"),
    ("outbreak", {}, "^After five rounds, about 21.5 of 36 people have been ill. Trust goes from 70% to 0%"),
    ("pilot_to_normal", {}, "No month took less time than visits alone."),
    ("pilot_to_normal", VIDEO_ONLY, "60 people had no review from month 6 on."),
    ("risk_room", {}, "add up to 100, and 4 of them are extreme"),
    (
        "risk_room",
        {"r6a": True, "r2a": True},
        "2 controls for £2,700 took the total from 100 to 87, and 3 risks are still extreme.",
    ),
    ("risk_room", SPENT, "costs least with “Have the hoist examined now” (10 points for £900)"),
    ("risk_room", SPENT, "most with “Sensor mats” (3 points for £1,800)"),
    ("risk_room", {"r3a": True, "r3b": True}, "“Fire patrols for now” adds nothing here"),
    ("risk_room", OVER_BUDGET, "would take"),
    ("shift_desk", {}, "begins with 4 jobs waiting, 10 points of trust and 24 units"),
    ("shift_desk", shift(FIT), "You acted on 16 of 16 events."),
    ("shift_desk", shift(FIT), "Each event got what it needed"),
    ("shift_desk", shift(["manage"]), "a system was needed, and you gave it one"),
    ("shift_desk", shift(["lead"]), "a system was needed, and you gave it a person"),
    ("shift_desk", shift(["both"]), "only a system was needed. Doing both took twice"),
    ("shift_desk", shift(["manage"]), "Backlog goes down to 3 jobs, and trust stays at 10 points."),
    ("shift_desk", shift(["wait"]), "you left it"),
    ("shift_desk", shift([*FIT[:3], "manage"]), "You met the system and left the other"),
    ("signal_or_noise", {}, "In which months would you call a meeting?"),
    ("signal_or_noise", {"limits": True}, "the limits are"),
    ("signal_or_noise", {"limits": True, "changed": True}, "The rules first ask you to look in month"),
    ("ten_demands", {}, "ten tasks lie on your desk"),
    ("ten_demands", {"day": [["hoist", "do"]]}, "You did this from 09:00 to 09:20, in time"),
    ("ten_demands", {"day": [["budget", "do"], ["hoist", "do"]]}, "70 minutes late"),
    ("ten_demands", {"day": [["budget", "do"], ["hoist", "do"]]}, "At 10:40 a surprise came: a resident falls."),
    ("ten_demands", {"day": [["budget", "do"], ["hoist", "do"]]}, "with 80 harm points so far"),
    ("ten_demands", {"day": [["budget", "delegate"]]}, "Only you can do it"),
    ("ten_demands", {"day": [["hoist", "delegate"]]}, "The senior has it"),
    ("ten_demands", {"day": [[task, "delay"] for task, _ in GOOD_PLAN]}, "0 of 10 tasks late and 10 not done"),
    ("thousand_managers", {}, "989 end above managing only (42.8) and 1,000 above leading only (31.7)"),
    ("three_year_route", {}, "164 people reach a goal they chose in three years"),
    ("three_year_route", {"pilot": True}, "it's between 100 and 154"),
    ("two_dials", {"m": 5, "week": "ordinary"}, "You gave 5 of 37.5 hours to managing and 32.5 to leading."),
    ("two_dials", {"m": 5, "week": "ordinary"}, "makes 55.2 in an ordinary week"),
    ("two_dials", {"m": 5, "week": "ordinary"}, "from leading to managing"),
    ("two_dials", {"m": 32.5, "week": "ordinary"}, "from managing to leading"),
    ("two_dials", {"m": 18.75, "week": "ordinary"}, "well balanced"),
    *[
        ("two_dials", {"m": m, "week": w}, "cannot make up for nothing")
        for m in (0, 37.5)
        for w in ("ordinary", "inspection", "change")
    ],
    ("waiting_room", {}, "10 people come in an hour, and there's room to see 12. The mean wait is 19.7 minutes"),
    ("waiting_room", {"clinicians": 3}, "never settles"),
    ("who_is_missing", {"ill": "nia"}, "still gives medicines"),
    (
        "who_is_missing",
        {"ill": "kuba", "agency": True},
        "^Kuba is ill, and the agency fills 4 shifts. On 4 shifts nobody gives medicines.$",
    ),
]
"""Model, values, and words of its reading; ``^`` and ``$`` are where the reading begins and ends."""
WARNS: list[tuple[str, Mapping[str, Any], str]] = [
    ("beds_at_three", {"admissions": 13}, "^"),
    ("budget", PLANNED | {"training": 9_000}, "training"),
    ("budget", PLANNED | {"q1": "boiler", "q3": "outbreak", "reserve": 0}, "runs out in April"),
    ("budget", PLANNED | {"q1": "boiler", "q3": "outbreak", "reserve": 0}, "at least 2%"),
    ("budget", PLANNED | {"residents": 36, "agency": 90}, "staffing"),
    ("budget", PLANNED | {"residents": 40, "agency": 190}, "staffing"),
    ("enough_on_paper", {}, "The contracts add up, but more than half of the weeks are short."),
    ("outbreak", {}, "^You can't simply stop all visits."),
    ("pilot_to_normal", VIDEO_ONLY, "The chart of users hides them."),
    ("power_and_interest", {}, "^Residents: touched most"),
    ("power_and_interest", {"place": True}, "^Families: touched most"),
    ("risk_room", OVER_BUDGET, "^This plan costs £2,000 more than the budget of £8,000. Switch something off.$"),
    ("risk_room", {"r3b": True}, "stopgap"),
    ("risk_room", {}, "hoist is past"),
    ("shelf", {}, "^The formula covers the five days of the delivery. It doesn't cover the wait until somebody looks.$"),
    ("shift_desk", shift(["both"] * 16), "Time ran out by 16:00. You could not get to 4 events that you chose."),
    ("shift_desk", shift(["both"] * 16), "mocked"),
    *[("shift_desk", shift(["wait"] * 16), event.danger) for event in EVENTS if event.danger],
    ("signal_or_noise", {"limits": True, "changed": True}, "^A signal means: look."),
    ("six_styles", {}, "smoke"),
    ("six_styles", dict.fromkeys(SCENES, "pacesetting"), "8 times"),
    ("spread", {"first": "cook", "second": "cook", "third": "cook"}, "^"),
    ("spread", {"first": "cook", "second": "cook", "third": "cook"}, "more than once"),
    ("ten_demands", {"day": [["budget", "do"]]}, "already 30 minutes late: unsafe hoist"),
    ("thousand_managers", KEPT_APART, "gain is in the links"),
    ("three_year_route", {"refit": 90}, "^This costs £90,000 a year more than there is. Take something away.$"),
    ("two_dials", {"m": 5}, "Systems"),
    ("two_dials", {"m": 32.5}, "People"),
    ("waiting_room", {}, "a four-hour figure would not show these waits"),
    ("waiting_room", {"clinicians": 1, "moved": True, "arrivals": 4, "minutes": 10}, "^With one clinician"),
]
"""Model, values, and words of a warning; ``^`` and ``$`` are where the first warning begins and ends."""
SILENT: list[tuple[str, Mapping[str, Any], str]] = [
    ("budget", PLANNED, ""),
    ("budget", PLANNED | {"residents": 36, "agency": 100}, "staffing"),
    ("budget", PLANNED | {"residents": 40, "agency": 200}, "staffing"),
    ("risk_room", {"r3a": True, "r3b": True}, "stopgap"),
    ("risk_room", {"r6a": True}, "hoist is past"),
    ("shelf", {"point": 325}, ""),
    ("shelf", {"look": "used"}, ""),
    ("shift_desk", shift(FIT), ""),
    ("six_styles", SUITED, ""),
    ("ten_demands", {"day": [list(move) for move in GOOD_PLAN]}, ""),
    ("two_dials", {"m": 18.75}, ""),
]
"""Model, values, and words that no warning has; no words: there is no warning."""


@pytest.mark.parametrize(("model", "values", "words"), READINGS)
def test_the_reading_tells_it(model: str, values: Mapping[str, Any], words: str) -> None:
    assert words in f"^{MODELS[model].run(values).reading}$"


@pytest.mark.parametrize(("model", "values", "words"), WARNS)
def test_a_warning_names_it(model: str, values: Mapping[str, Any], words: str) -> None:
    first, *others = MODELS[model].run(values).notices
    assert any(words in notice for notice in (f"^{first}$", *others))


@pytest.mark.parametrize(("model", "values", "words"), SILENT)
def test_no_warning_is_given_of_it(model: str, values: Mapping[str, Any], words: str) -> None:
    assert not any(words in notice for notice in MODELS[model].run(values).notices)
