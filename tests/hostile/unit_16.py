"""Unit 16: two messages on the first morning of an outbreak."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer

UNIT = "16-crisis"


def message(who: str, says: str, sends: str) -> Answer:
    first = dict(zip(("known", "unknown", "do", "feeling"), says.split(), strict=True))
    last = dict(zip(("next", "ask", "when", "how"), sends.split(), strict=True))
    return {who: {"message": first}, f"{who}-send": {"message": last}}


def both(
    staff: str = "plain dont four byname",
    staff_sends: str = "six temi now spoken",
    families: str = "plain dont visit hard",
    families_sends: str = "six temi now call",
) -> Answer:
    return message("staff", staff, staff_sends) | message("families", families, families_sends)


PLANS = {
    "q8": Hostile(
        dangerous={
            "only colds, in both": both("colds dont four byname", families="colds dont visit hard"),
            "only colds, to families": both(families="colds dont visit hard"),
            "two residents named to everybody": both(families="named dont visit hard"),
            "a name in the message to staff": both("named dont four byname"),
            "neither flu nor COVID, before the result": both("plain notflu four byname"),
            "after the result": both(staff_sends="six temi result spoken", families_sends="six temi result call"),
            "families on Friday": both(families_sends="six temi friday call"),
            "come in unless you really can't": both("plain dont comein byname"),
            "all visits stopped": both(families="plain dont closed hard"),
            "visits as usual": both(families="plain dont come hard"),
            "in a private group chat": both(staff_sends="six temi now group"),
        },
        meaningless={
            "rumour, policy, heroes, when there's news": both(
                "rumour out policy heroes", "when out now email", "rumour out policy thank", "when out now text"
            ),
            "only what to do, and now": {
                "staff": {"message": {"do": "four"}},
                "staff-send": {"message": {"when": "now"}},
                "families": {"message": {"do": "visit"}},
                "families-send": {"message": {"when": "now"}},
            },
            "the message to staff alone": message("staff", "plain dont four byname", "six temi now spoken"),
            "common sense, be brave, don't ring": both(
                "rumour out sense signed", "noring out friday email", "rumour out come brave", "noring out friday board"
            ),
        },
        good={
            "email, ask any of us, thank you, text": both(
                staff_sends="six team now email", families="plain dont visit thank", families_sends="six team now text"
            ),
            "heroes, ask any of us, details later to staff, text": both(
                "plain later four heroes", "six team now spoken", families_sends="six team now text"
            ),
            "plain and short: nothing about feelings to families, nobody to ask": both(
                staff_sends="six out now spoken", families="plain dont visit out", families_sends="six temi now call"
            ),
            "two messages with no next hour for families, all else good": both(families_sends="when temi now call"),
        },
        damaged={
            "nothing said of what isn't known": both("plain out four byname", families="plain out visit hard"),
            "no next hour in either": both(staff_sends="when temi now spoken", families_sends="noring temi now call"),
            "safe, with nothing unknown, felt or next": both(
                "plain out four out", "when out now spoken", "plain out visit out", "when out now call"
            ),
        },
    )
}
