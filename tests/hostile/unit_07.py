"""Unit 07: the dashboard."""

from plans import Answer, Hostile, changed, moved

UNIT = "07-impact"
COLUMNS = ("kind", "counted", "source", "act")
MEASURES = {
    "falls": "outcome rate accidents where", "home": "outcome asked residents ear", "move": "balancing asked residents back",
    "goal": "outcome due records barrier", "medicines": "process due records round", "plans": "process due records round",
    "hands": "process due watching gel", "speak": "staff asked staff last", "overtime": "staff hours rota add",
    "leavers": "staff left rota before",
}  # fmt: skip
ACTIVITY = "activity month office more"
WATCHED = {"source": "watching"}


def dashboard(names: str, **kinds: str) -> Answer:
    """Return a page of measures, each used as it should be; a measure named with a kind is called that."""
    rows = {name: dict(zip(COLUMNS, MEASURES.get(name, ACTIVITY).split(), strict=True)) for name in names.split()}
    return {"dashboard": {name: {**cells, "kind": kinds.get(name, cells["kind"])} for name, cells in rows.items()}}


SIX = dashboard("falls home medicines move speak overtime")


def six(**cells: str) -> Answer:
    """Return the full page, with these entries in every row."""
    return changed(SIX, {"dashboard": {row: dict(cells) for row in SIX["dashboard"]}})


PLANS = {
    "q6": Hostile(
        dangerous={
            "people who fall are kept in their chairs": changed(SIX, {"dashboard": {"falls": {"act": "chairs"}}}),
            "rounds signed on the hour, and falls without a mark left out": changed(
                SIX, {"dashboard": {"falls": {"act": "no-mark"}, "medicines": {"act": "signoff"}}}),
            "overtime hidden by signing off on time": changed(SIX, {"dashboard": {"overtime": {"act": "signoff"}}}),
        },
        meaningless={
            "right measures, all from the office, counted by the month, and more of it": six(
                counted="month", source="office", act="more"),
            "every column moved round": moved(SIX, "dashboard", *COLUMNS),
            "four counts of activity, and both aims": dashboard("falls medicines meetings audits sessions leaflets"),
            "right measures, and nothing said about them": {"dashboard": {row: {} for row in SIX["dashboard"]}},
        },
        good={
            "home warns, and people who leave are asked": dashboard("falls home goal medicines speak leavers", home="balancing"),
            "reviews on time, and goals": dashboard("falls medicines plans goal move leavers"),
            "hands, and staff who warn": changed(
                dashboard("falls medicines hands home move overtime", move="outcome", overtime="balancing"),
                {"dashboard": {"falls": {"source": "records"}, "move": WATCHED, "medicines": WATCHED}}),
        },
        damaged={
            "neither of the owners' aims": dashboard("home goal plans move speak overtime"),
            "nothing that warns": dashboard("falls home medicines goal speak leavers"),
            "whoever it was is warned": six(act="warn"),
        },
    ),
}  # fmt: skip
