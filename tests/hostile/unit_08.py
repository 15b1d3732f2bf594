"""Unit 08: the recovery budget."""

from __future__ import annotations

from collections.abc import Mapping

from plans import Hostile

from grader.check.hostile import Answer, moved_round

UNIT = "08-budgeting"

AMOUNTS = {
    "care": 1_021_704, "management": 170_000, "catering": 198_128, "food": 87_000, "energy": 80_000, "repairs": 65_000,
    "supplies": 43_000, "insurance": 22_000, "training": 18_000, "agency": 30_000, "retention": 6_000, "head-office": 106_000,
    "contingency": 42_500,
}  # fmt: skip
THIS_YEAR = {
    "care": 980_000, "management": 170_000, "catering": 190_000, "food": 95_000, "energy": 80_000, "repairs": 65_000,
    "supplies": 45_000, "insurance": 22_000, "training": 18_000, "agency": 60_000, "retention": 0, "head-office": 120_000,
    "contingency": 67_392,
}  # fmt: skip
FLOORS = {
    "care": 1_015_000, "management": 165_000, "catering": 196_500, "food": 82_000, "energy": 72_000, "repairs": 58_000,
    "supplies": 40_000, "insurance": 22_000, "training": 16_000, "agency": 0, "retention": 0, "head-office": 0,
}  # fmt: skip
REASONS = {
    "care": "owed", "management": "bill", "catering": "owed", "food": "fewer", "energy": "same", "repairs": "bill",
    "supplies": "fewer", "insurance": "bill", "training": "same", "agency": "stay", "retention": "stay", "head-office": "share",
    "contingency": "policy",
}  # fmt: skip


def budget(
    amounts: Mapping[str, int] | None = None, reasons: Mapping[str, str] | None = None, base: Mapping[str, int] = AMOUNTS
) -> Answer:
    """Return a recovery budget: the full plan, with these amounts and reasons in place of its own."""
    why = {**REASONS, **(reasons or {})}
    return {"budget": {line: {"amount": amount, "reason": why[line]} for line, amount in {**base, **(amounts or {})}.items()}}


def every(reason: str) -> dict[str, str]:
    return dict.fromkeys(REASONS, reason)


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
            "this year copied": budget(base=THIS_YEAR),
            "four per cent off every line": budget(
                {line: round(amount * 0.96) for line, amount in THIS_YEAR.items()}, every("all")
            ),
            "the floors, and the rest to contingency": budget(
                {**FLOORS, "contingency": 1_890_000 - sum(FLOORS.values())}, every("same")
            ),
            "everything zero": budget(dict.fromkeys(AMOUNTS, 0)),
        },
        good={
            "our own bank": budget(
                {
                    "care": 1_037_000, "agency": 5_000, "training": 24_000, "retention": 0, "food": 88_000,
                    "head-office": 105_000, "energy": 78_000, "supplies": 42_000,
                },
                {"care": "bank", "agency": "bank", "training": "stay", "retention": "same"},
            ),
            "agency kept, head office pays": budget(
                {
                    "agency": 40_000, "retention": 0, "head-office": 95_000, "food": 86_000, "energy": 76_000, "repairs": 66_000,
                    "training": 20_000, "contingency": 45_000,
                },
                {"energy": "waste", "training": "stay", "retention": "same", "agency": "bank", "management": "same"},
            ),
            "a fuller reserve and less waste": budget(
                {
                    "food": 85_500, "supplies": 41_500, "energy": 75_000, "repairs": 62_000, "head-office": 98_000,
                    "agency": 25_000, "retention": 9_000, "contingency": 60_000,
                },
                {"food": "waste", "supplies": "waste", "energy": "waste", "repairs": "waste", "insurance": "same"},
            ),
        },
        damaged={
            "no agency and nobody in its place": budget({"agency": 0}),
            "one reason for a sound plan": budget(reasons=every("same")),
            "every reason moved round twice": moved_round(moved_round(budget(), "budget", "reason"), "budget", "reason"),
        },
    ),
}  # fmt: skip
"""The on-costs forgotten in both pay lines is an honest slip, so it is in none of these lists: it earns about 85 %."""
