"""Unit 08: the recovery budget."""

from collections.abc import Mapping

from plans import Answer, Hostile, moved

UNIT = "08-budgeting"
LINES = {
    # this year, the least, the full plan, and its reason
    "care": (980_000, 1_015_000, 1_021_704, "owed"),
    "management": (170_000, 165_000, 170_000, "bill"),
    "catering": (190_000, 196_500, 198_128, "owed"),
    "food": (95_000, 82_000, 87_000, "fewer"),
    "energy": (80_000, 72_000, 80_000, "same"),
    "repairs": (65_000, 58_000, 65_000, "bill"),
    "supplies": (45_000, 40_000, 43_000, "fewer"),
    "insurance": (22_000, 22_000, 22_000, "bill"),
    "training": (18_000, 16_000, 18_000, "same"),
    "agency": (60_000, 0, 30_000, "stay"),
    "retention": (0, 0, 6_000, "stay"),
    "group-charge": (120_000, 0, 106_000, "share"),
    "contingency": (67_392, 0, 42_500, "policy"),
}
THIS_YEAR, FLOORS, AMOUNTS, REASONS = ({line: entries[at] for line, entries in LINES.items()} for at in range(4))


def budget(amounts: Mapping[str, int] | None = None, reasons: Mapping[str, str] | str = "") -> Answer:
    """Return the full plan, with these amounts and reasons in place of its own; one reason alone is for every line."""
    why = dict.fromkeys(LINES, reasons) if isinstance(reasons, str) and reasons else REASONS | dict(reasons or {})
    return {"budget": {line: {"amount": amount, "reason": why[line]} for line, amount in (AMOUNTS | dict(amounts or {})).items()}}


PLANS = {
    "q4": Hostile(
        dangerous={
            "no manager, no insurance, no gloves": budget(
                {"management": 0, "insurance": 0, "supplies": 0}, dict.fromkeys(["management", "insurance", "supplies"], "small")
            ),
            "nobody paid to cook or clean": budget({"catering": 0}),
            "catering pay cut and food at £60,000": budget({"catering": 150_000, "food": 60_000}),
            "the rise not paid": budget({"care": 980_000, "catering": 190_000}),
            "no refreshers": budget({"training": 0}, {"training": "easy"}),
            "two rooms' share off the heating": budget({"energy": 70_000}, {"energy": "fewer"}),
        },
        meaningless={
            "this year copied": budget(THIS_YEAR),
            "four per cent off every line": budget({line: round(amount * 0.96) for line, amount in THIS_YEAR.items()}, "all"),
            "the floors, and the rest to contingency": budget(FLOORS | {"contingency": 1_890_000 - sum(FLOORS.values())}, "same"),
            "everything zero": budget(dict.fromkeys(AMOUNTS, 0)),
        },
        good={
            "our own bank": budget(
                {
                    "care": 1_037_000, "agency": 5_000, "training": 24_000, "retention": 0, "food": 88_000,
                    "group-charge": 105_000, "energy": 78_000, "supplies": 42_000,
                },
                {"care": "bank", "agency": "bank", "training": "stay", "retention": "same"}),
            "agency kept, the group pays": budget(
                {
                    "agency": 40_000, "retention": 0, "group-charge": 95_000, "food": 86_000, "energy": 76_000, "repairs": 66_000,
                    "training": 20_000, "contingency": 45_000,
                },
                {"energy": "waste", "training": "stay", "retention": "same", "agency": "bank", "management": "same"}),
            "a fuller reserve and less waste": budget(
                {
                    "food": 85_500, "supplies": 41_500, "energy": 75_000, "repairs": 62_000, "group-charge": 98_000,
                    "agency": 25_000, "retention": 9_000, "contingency": 60_000,
                },
                {"food": "waste", "supplies": "waste", "energy": "waste", "repairs": "waste", "insurance": "same"}),
        },
        damaged={
            "no agency and nobody in its place": budget({"agency": 0}),
            "one reason for a sound plan": budget(reasons="same"),
            "every reason moved round twice": moved(budget(), "budget", "reason", "reason"),
        },
    ),
}  # fmt: skip
"""The on-costs forgotten in both pay lines is an honest slip, so it is in none of these lists: it earns about 85 %."""
