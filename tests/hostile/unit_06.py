"""Unit 06: one piece of news for three readers."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer, changed

UNIT = "06-leadership-traits"

READERS = ("staff", "families", "owners")
NEED = {
    "staff": "dates meals check trolleys ask",
    "families": "dates meals diets feeling ask",
    "owners": "dates cost risk ask",
}
EVERY_CARD = "dates bring trolleys notice cost meals small ask until check names feeling blame risk jargon diets"


def messages(
    staff: str = NEED["staff"],
    families: str = NEED["families"],
    owners: str = NEED["owners"],
    opens: str = "trolleys meals cost",
    channels: str = "handover letter email",
) -> Answer:
    ticked = dict(zip(READERS, (staff, families, owners), strict=True))
    cards: Answer = {"cards": {}, "message": {}}
    for who, names in ticked.items():
        for name in names.split():
            cards["cards"].setdefault(name, {})[who] = True
    for who, first, way in zip(READERS, opens.split(), channels.split(), strict=True):
        cards["message"][who] = {"opens": first, "channel": way}
    return cards


THREE = messages()
"""Three messages that have every part their readers need, and nothing else."""


def with_cards(**more: str) -> Answer:
    return changed(THREE, {"cards": {name: {who: True} for who, names in more.items() for name in names.split()}})


PLANS = {
    "q7": Hostile(
        dangerous={
            "staff cut up the ordinary meal": with_cards(staff="small"),
            "families bring meals for special diets": with_cards(families="bring"),
            "everybody's diet and condition to families": with_cards(families="names"),
            "conditions by name to the owners": with_cards(owners="names"),
            "conditions by name in the staff chat group": messages(f"{NEED['staff']} names", channels="chat letter email"),
            "nobody is told to check a tray": messages(staff="dates meals trolleys diets ask"),
        },
        meaningless={
            "every card to everybody": messages(EVERY_CARD, EVERY_CARD, EVERY_CARD),
            "the staff note three times, on the noticeboard": messages(
                *[NEED["staff"]] * 3, "trolleys trolleys trolleys", "board board board"
            ),
            "nine good cards to all": messages(*["dates meals check trolleys ask diets feeling cost risk"] * 3),
            "families get four empty phrases, and so does everybody": messages(
                "check until jargon", "notice until jargon blame", "until jargon", "until notice jargon", "chat social chat"
            ),
        },
        good={
            "names for staff, and feeling first": messages(
                f"{NEED['staff']} names", NEED["families"], f"{NEED['owners']} check meals", "check feeling risk"
            ),
            "diets everywhere, dates first": messages(
                f"{NEED['staff']} diets feeling", NEED["families"], f"{NEED['owners']} diets", "dates meals dates"
            ),
            "short": messages(
                "check trolleys dates meals", "meals diets dates feeling ask", "cost risk dates ask", "check meals risk"
            ),
        },
        damaged={
            "families' cards to the owners, and the owners' to staff": messages(NEED["owners"], NEED["staff"], NEED["families"]),
            "opens with who to ask, in a chat group": messages(opens="ask ask ask", channels="chat social chat"),
            "no word for how families feel, and a promise": messages(families="dates meals diets notice ask"),
        },
    ),
}
