"""Unit 06: one piece of news for three readers."""

from plans import Answer, Hostile, changed

UNIT = "06-leadership-traits"
READERS = ("staff", "families", "owners")
NEED = {"staff": "dates meals check trolleys ask", "families": "dates meals diets feeling ask", "owners": "dates cost risk ask"}
EVERY_CARD = "dates bring trolleys notice cost meals small ask until check names feeling blame risk jargon diets"


def messages(
    staff: str = NEED["staff"],
    families: str = NEED["families"],
    owners: str = NEED["owners"],
    opens: str = "trolleys meals cost",
    channels: str = "handover letter email",
) -> Answer:
    """Return three messages, which have every part that their readers need, and nothing else, unless said otherwise."""
    cards: Answer = {"cards": {}, "message": {}}
    for who, names, first, way in zip(READERS, (staff, families, owners), opens.split(), channels.split(), strict=True):
        for name in names.split():
            cards["cards"].setdefault(name, {})[who] = True
        cards["message"][who] = {"opens": first, "channel": way}
    return cards


def with_card(name: str, who: str) -> Answer:
    return changed(messages(), {"cards": {name: {who: True}}})


PLANS = {
    "q7": Hostile(
        dangerous={
            "staff cut up the ordinary meal": with_card("small", "staff"),
            "families bring meals for special diets": with_card("bring", "families"),
            "everybody's diet and condition to families": with_card("names", "families"),
            "conditions by name to the owners": with_card("names", "owners"),
            "conditions by name in the staff chat group": messages(f"{NEED['staff']} names", channels="chat letter email"),
            "nobody is told to check a tray": messages(staff="dates meals trolleys diets ask"),
        },
        meaningless={
            "every card to everybody": messages(EVERY_CARD, EVERY_CARD, EVERY_CARD),
            "the staff note three times, on the noticeboard": messages(
                *[NEED["staff"]] * 3, "trolleys trolleys trolleys", "board board board"),
            "nine good cards to all": messages(*["dates meals check trolleys ask diets feeling cost risk"] * 3),
            "families get four empty phrases, and so does everybody": messages(
                "check until jargon", "notice until jargon blame", "until jargon", "until notice jargon", "chat social chat"),
        },
        good={
            "names for staff, and feeling first": messages(
                f"{NEED['staff']} names", NEED["families"], f"{NEED['owners']} check meals", "check feeling risk"),
            "diets everywhere, dates first": messages(
                f"{NEED['staff']} diets feeling", NEED["families"], f"{NEED['owners']} diets", "dates meals dates"),
            "short": messages(
                "check trolleys dates meals", "meals diets dates feeling ask", "cost risk dates ask", "check meals risk"),
        },
        damaged={
            "families' cards to the owners, and the owners' to staff": messages(NEED["owners"], NEED["staff"], NEED["families"]),
            "opens with who to ask, in a chat group": messages(opens="ask ask ask", channels="chat social chat"),
            "no word for how families feel, and a promise": messages(families="dates meals diets notice ask"),
        },
    ),
}  # fmt: skip
