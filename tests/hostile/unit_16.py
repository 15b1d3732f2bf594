"""Unit 16: two messages on the first morning of an outbreak."""

from plans import Hostile, Sheet

UNIT = "16-crisis"
SAYS, SENDS = ("known", "unknown", "do", "feeling"), ("next", "ask", "when", "how")
both = Sheet(
    {
        "staff": " ".join(f"staff.message.{part}" for part in SAYS),
        "staff_send": " ".join(f"staff-send.message.{part}" for part in SENDS),
        "families": " ".join(f"families.message.{part}" for part in SAYS),
        "families_send": " ".join(f"families-send.message.{part}" for part in SENDS),
    },
    {
        "staff": "plain dont four byname",
        "staff_send": "six temi now spoken",
        "families": "plain dont visit hard",
        "families_send": "six temi now call",
    },
)

PLANS = {
    "q8": Hostile(
        dangerous={
            "only colds, in both": both(staff="colds dont four byname", families="colds dont visit hard"),
            "only colds, to families": both(families="colds dont visit hard"),
            "two residents named to everybody": both(families="named dont visit hard"),
            "a name in the message to staff": both(staff="named dont four byname"),
            "neither flu nor COVID, before the result": both(staff="plain notflu four byname"),
            "after the result": both(staff_send="six temi result spoken", families_send="six temi result call"),
            "families on Friday": both(families_send="six temi friday call"),
            "come in unless you really can't": both(staff="plain dont comein byname"),
            "all visits stopped": both(families="plain dont closed hard"),
            "visits as usual": both(families="plain dont come hard"),
            "in a private group chat": both(staff_send="six temi now group"),
        },
        meaningless={
            "rumour, policy, heroes, when there's news": both(
                staff="rumour out policy heroes", staff_send="when out now email",
                families="rumour out policy thank", families_send="when out now text"),
            "only what to do, and now": both(
                staff="– – four –", staff_send="– – now –", families="– – visit –", families_send="– – now –"),
            "the message to staff alone": both(families="–", families_send="–"),
            "common sense, be brave, don't ring": both(
                staff="rumour out sense signed", staff_send="noring out friday email",
                families="rumour out come brave", families_send="noring out friday board"),
        },
        good={
            "email, ask any of us, thank you, text": both(
                staff_send="six team now email", families="plain dont visit thank", families_send="six team now text"),
            "heroes, ask any of us, details later to staff, text": both(
                staff="plain later four heroes", staff_send="six team now spoken", families_send="six team now text"),
            "plain and short: nothing about feelings to families, nobody to ask": both(
                staff_send="six out now spoken", families="plain dont visit out"),
            "two messages with no next hour for families, all else good": both(families_send="when temi now call"),
        },
        damaged={
            "nothing said of what isn't known": both(staff="plain out four byname", families="plain out visit hard"),
            "no next hour in either": both(staff_send="when temi now spoken", families_send="noring temi now call"),
            "safe, with nothing unknown, felt or next": both(
                staff="plain out four out", staff_send="when out now spoken",
                families="plain out visit out", families_send="when out now call"),
        },
    )
}  # fmt: skip
