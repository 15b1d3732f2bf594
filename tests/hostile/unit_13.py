"""Unit 13: Brightwater's route from 2027 to 2030, on one page."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer

UNIT = "13-vision"
LINES = ("art", "mindfulness", "peer", "first", "staff", "refit", "crisis")
YEAR_1 = "15 20 50 40 20 0 20"
LATER = "30 40 40 30 15 0 20"


def rows(names: str, column: str, entries: str) -> dict[str, dict[str, str]]:
    return {row: {column: entry} for row, entry in zip(names.split(), entries.split(), strict=True)}


def route(
    one: str = YEAR_1,
    later: str = LATER,
    how: str = "pilot pilot",
    usual: str = "keep",
    count: str = "goal goal goal wait stay",
    stop: str = "date",
    level: float = 40,
    who: str = "with asked service",
    steps: str = "meet seats yes",
    own: str = "therapy finance clinical peer",
) -> Answer:
    money = zip(LINES, one.split(), later.split(), strict=True)
    return {
        "money": {line: {"one": float(first), "later": float(after)} for line, first, after in money},
        "begin": rows("art mindfulness", "how", how),
        "care": {"usual": {"usual": usual}},
        "count": rows("art mindfulness peer first staff", "what", count),
        "stop": {"stop": {"rule": stop, "level": level}},
        "decide": rows("good days fit", "who", who),
        "first": rows("commissioner waiting landlord", "step", steps),
        "own": rows("therapy money safe voice", "owner", own),
    }


def alike(entry: str, times: int) -> str:
    return " ".join([entry] * times)


ALL_ON_CRISIS = "0 0 0 0 0 0 180"
BUSY = {"count": alike("sessions", 5), "who": alike("service", 3), "steps": alike("news", 3), "own": alike("all", 4)}

PLANS = {
    "q8": Hostile(
        dangerous={
            "art instead of usual care, for those who like it": route(usual="swap"),
            "usual care cut to pay for it": route(usual="cut"),
            "usual care paused during a course": route(usual="turn"),
            "the crisis line cut to 10 to fund art": route("25 20 50 40 20 0 10", "40 40 40 30 15 0 10"),
            "the crisis line safe in year 1 only": route(later="40 40 40 35 20 0 5"),
            "a refit of 90, over the money": route("15 20 50 40 20 90 20", "30 40 40 30 15 90 20"),
            "a line below nothing, to make the sum come right": route("-40 20 60 60 30 30 20"),
        },
        meaningless={
            "all of it on the crisis line, rest blank": {
                "money": {line: {"one": 180.0 * (line == "crisis"), "later": 180.0 * (line == "crisis")} for line in LINES},
                "care": {"usual": {"usual": "keep"}},
            },
            "the crisis line only, likes, everything the director's": route(
                ALL_ON_CRISIS,
                ALL_ON_CRISIS,
                "not not",
                count=alike("likes", 5),
                stop="never",
                level=0,
                who=alike("vote", 3),
                steps=alike("news", 3),
                own=alike("director", 4),
            ),
            "25 on every line, sessions counted, everybody owns it": route(
                alike("25", 7), alike("25", 7), "whole whole", stop="feel", level=100, **BUSY
            ),
            "the refit, likes, and a feeling": route(
                "0 0 0 0 0 160 20",
                "0 0 0 0 0 160 20",
                "not not",
                "keep",
                alike("nothing", 5),
                "feel",
                0,
                alike("vote", 3),
                alike("news", 3),
                alike("all", 4),
            ),
        },
        good={
            "no art until later, mindfulness piloted, peer support large": route(
                "0 20 60 40 20 0 20", "20 40 50 30 20 0 20", "not pilot", own="clinical director clinical peer"
            ),
            "a small refit, no money for staff, a yearly look": route(
                "15 20 50 45 0 10 20", "30 40 45 35 0 10 20", stop="year", level=30, count="goal goal goal wait nothing"
            ),
            "art from the first day in full, the rest with care": route(
                "30 20 50 40 20 0 20", "30 40 40 30 15 0 20", "whole pilot", level=50, who="with with service"
            ),
            "peer support and calls for now, both therapies wait": route(
                "0 0 70 60 30 0 20", "20 20 50 45 25 0 20", "not not", level=25, own="clinical finance clinical peer"
            ),
            "first calls above all, with more for the crisis line": route(
                "10 10 40 70 15 0 30", "20 20 40 50 15 0 30", level=60, own="therapy director clinical peer"
            ),
        },
        damaged={
            "all of it on art": route(
                "160 0 0 0 0 0 20", "160 0 0 0 0 0 20", "whole not", count="goal nothing nothing nothing nothing"
            ),
            "counts moved round by one": route(count="stay goal goal goal wait"),
            "owners moved round by one": route(own="peer therapy finance clinical"),
            "sessions counted everywhere": route(count=alike("sessions", 5)),
            "nobody's asked, and no stop rule": route(who=alike("service", 3), stop="never", level=0),
        },
    )
}
