"""Unit 04: the team charter."""

from plans import Answer, Hostile, changed, moved

UNIT = "04-leadership-roles"
SIGNS = {
    "knock": "doors", "drinks": "cups", "how": "tea", "hour": "rota", "partner": "spring", "sorry": "first", "true": "times",
    "nearest": "log", "help": "other", "thank": "answers", "ask": "handover",
}  # fmt: skip


def charter(promises: str, *, together: str = "both", broken: str = "cause", again: str = "2027-06-01") -> Answer:
    """Read ``promise:about`` or ``promise:about:sign`` for each promise; a good one has its own sign unless said otherwise."""
    rows = {}
    for promise, about, *sign in (one.split(":") for one in promises.split()):
        rows[promise] = {"about": about, "sign": sign[0] if sign else SIGNS[promise]}
    return {"charter": rows, "whole": {"charter": {"with": together, "broken": broken, "again": again}}}


KEY = charter("knock:standards hour:growth sorry:ethics thank:voice nearest:teamwork")
FOUR = "knock:standards hour:growth sorry:ethics thank:voice"
SLOGANS = "heart:standards:wall difference:ethics:wall excellence:standards:wall family:teamwork:wall same:ethics:wall"

PLANS = {
    "q5": Hostile(
        dangerous={
            "four good promises, and worries stay indoors": charter(f"{FOUR} among:voice:wall"),
            "three good promises, sure first, and no break": charter(
                "knock:standards hour:growth thank:voice sure:ethics:answers stay:teamwork:signed"),
            "four good promises, and two minutes for every bell": charter(f"{FOUR} two:standards:log"),
            "all four that do harm": charter(
                "among:voice:wall sure:ethics:signed two:standards:log stay:teamwork:award knock:standards"),
            "three promises are left after a clear-out": charter("knock:standards hour:growth thank:voice"),
        },
        meaningless={
            "five slogans on the wall": charter(SLOGANS, together="manager", broken="aim", again=""),
            "care from the heart, make a difference, with good signs": charter(
                "heart:standards:doors difference:growth:rota excellence:ethics:first family:voice:answers same:teamwork:log"),
            "good promises, signs and labels moved round": moved(KEY, "charter", "sign", "about", "about"),
            "good promises that everybody has signed": charter(
                "knock:standards:signed hour:growth:signed sorry:ethics:signed thank:voice:signed nearest:teamwork:signed"),
        },
        good={
            "asks how people like it, answers the nearest bell, tops up drinks": charter(
                "how:ethics drinks:standards partner:growth nearest:teamwork ask:voice", again="2027-04-12"),
            "true notes and the other unit": charter("how:standards hour:growth true:ethics thank:voice help:teamwork"),
            "two on what's right, and a partner": charter(
                "sorry:voice true:ethics partner:growth drinks:standards how:ethics", again="2027-08-30"),
            "staff alone, but every promise can be seen": charter(
                "knock:ethics drinks:standards hour:growth thank:voice help:teamwork", together="staff"),
        },
        damaged={
            "signs moved round": moved(KEY, "charter", "sign"),
            "kept alive by nobody": changed(KEY, {"whole": {"charter": {"with": "manager", "broken": "name", "again": None}}}),
        },
    )
}  # fmt: skip
