"""Unit 07: the dashboard."""

from __future__ import annotations

from typing import Any

from plans import Hostile

from grader.check.hostile import Answer, changed, moved_round

UNIT = "07-impact"

MEASURES = {
    "falls": ("outcome", "rate", "accidents", "where"),
    "home": ("outcome", "asked", "residents", "ear"),
    "move": ("balancing", "asked", "residents", "back"),
    "goal": ("outcome", "due", "records", "barrier"),
    "medicines": ("process", "due", "records", "round"),
    "plans": ("process", "due", "records", "round"),
    "hands": ("process", "due", "watching", "gel"),
    "speak": ("staff", "asked", "staff", "last"),
    "overtime": ("staff", "hours", "rota", "add"),
    "leavers": ("staff", "left", "rota", "before"),
    "meetings": ("activity", "month", "office", "more"),
    "audits": ("activity", "month", "office", "more"),
    "sessions": ("activity", "month", "office", "more"),
    "leaflets": ("activity", "month", "office", "more"),
}


def dashboard(names: str, **kinds: str) -> Answer:
    """A page of measures, each used as it should be; a measure named with a kind is called that."""
    rows: dict[str, dict[str, Any]] = {}
    for name in names.split():
        kind, counted, source, act = MEASURES[name]
        rows[name] = {"kind": kinds.get(name, kind), "counted": counted, "source": source, "act": act}
    return {"dashboard": rows}


SIX = dashboard("falls home medicines move speak overtime")


def all_rows(names: str, **cells: str) -> Answer:
    page = dashboard(names)
    return changed(page, {"dashboard": {row: dict(cells) for row in page["dashboard"]}})


def every_column_moved(page: Answer) -> Answer:
    for column in ("kind", "counted", "source", "act"):
        page = moved_round(page, "dashboard", column)
    return page


PLANS = {
    "q6": Hostile(
        dangerous={
            "people who fall are kept in their chairs": changed(SIX, {"dashboard": {"falls": {"act": "chairs"}}}),
            "rounds signed on the hour, and falls without a mark left out": changed(
                SIX, {"dashboard": {"falls": {"act": "no-mark"}, "medicines": {"act": "signoff"}}}
            ),
            "overtime hidden by signing off on time": changed(SIX, {"dashboard": {"overtime": {"act": "signoff"}}}),
        },
        meaningless={
            "right measures, all from the office, counted by the month, and more of it": all_rows(
                "falls home medicines move speak overtime", counted="month", source="office", act="more"
            ),
            "every column moved round": every_column_moved(SIX),
            "four counts of activity, and both aims": dashboard("falls medicines meetings audits sessions leaflets"),
            "right measures, and nothing said about them": {"dashboard": {row: {} for row in SIX["dashboard"]}},
        },
        good={
            "home warns, and people who leave are asked": dashboard("falls home goal medicines speak leavers", home="balancing"),
            "reviews on time, and goals": dashboard("falls medicines plans goal move leavers"),
            "hands, and staff who warn": changed(
                dashboard("falls medicines hands home move overtime", move="outcome", overtime="balancing"),
                {
                    "dashboard": {
                        "falls": {"source": "records"},
                        "move": {"source": "watching"},
                        "medicines": {"source": "watching"},
                    }
                },
            ),
        },
        damaged={
            "neither of the owners' aims": dashboard("home goal plans move speak overtime"),
            "nothing that warns": dashboard("falls home medicines goal speak leavers"),
            "whoever it was is warned": all_rows("falls home medicines move speak overtime", act="warn"),
        },
    ),
}
