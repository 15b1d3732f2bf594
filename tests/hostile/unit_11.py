"""Unit 11: the equipment calendar."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer, changed

UNIT = "11-operations"
ITEMS = ("hoist-a", "hoist-b", "standing", "slings", "sling-6", "bath", "passenger", "goods", "recliner", "beds")
VISITS = "jul-6 jul-13 jul-6 jul-13 none aug-3 sep-7 sep-7 none none"


def calendar(
    visits: str = VISITS,
    today: str = "in in out in out in in in out in",
    rule: str = "six six six six six six six twelve puwer puwer",
    instead: str = "hoist keep other",
    owner: str = "handyperson",
    looks: str = "each",
) -> Answer:
    rows = zip(ITEMS, today.split(), rule.split(), visits.split(), strict=True)
    standing, torn, lounge = instead.split()
    return {
        "calendar": {item: {"today": now, "rule": law, "visit": visit} for item, now, law, visit in rows},
        "standing": {"standing": {"instead": standing}},
        "torn": {"sling-6": {"instead": torn}},
        "lounge": {"recliner": {"instead": lounge}},
        "run": {"all": {"owner": owner, "looks": looks}},
    }


def alike(entry: str) -> str:
    return " ".join([entry] * len(ITEMS))


FULL = calendar()

PLANS = {
    "q6": Hostile(
        dangerous={
            "the overdue hoist in use, with care": calendar(today="in in care in out in in in out in"),
            "two carers lift by hand": calendar(instead="hands keep other"),
            "hoist B on 3 August": calendar("jul-6 aug-3 jul-6 jul-13 none aug-3 sep-7 sep-7 none none"),
            "the torn sling for lighter people": calendar(today="in in out in care in in in out in", instead="hoist light other"),
            "the recliner taped up": calendar(today="in in out in out in in in in in", instead="hoist keep tape"),
            "two people in bed until the examiner comes": calendar(instead="bed keep other"),
            "nothing left to lift with": calendar(today="out out out out out in in in out in"),
            "four items in one visit": calendar("jul-6 jul-13 jul-6 jul-6 none jul-6 sep-7 sep-7 none none"),
        },
        meaningless={
            "all in use, 12 months, September, sewn and taped": calendar(
                alike("sep-7"), alike("in"), alike("twelve"), "hands sew tape", "user", "never"
            ),
            "all out, all 6 months, all on 6 July": calendar(
                alike("jul-6"), alike("out"), alike("six"), "bed hook wait", "user", "never"
            ),
            "safe this morning, and no calendar": {
                **{part: rows for part, rows in FULL.items() if part != "calendar"},
                "calendar": {item: {"today": FULL["calendar"][item]["today"]} for item in ITEMS},
            },
            "everything with care, no rule, no visit": calendar(
                alike("none"), alike("care"), alike("puwer"), "hands light prop", "examiner", "month"
            ),
        },
        good={
            "three visits and a hired hoist": calendar(
                "jul-13 jul-6 jul-6 jul-6 none jul-13 sep-7 sep-7 none none", instead="lend keep other", owner="deputy"
            ),
            "five visits, beds under LOLER, passenger lift a year": calendar(
                "jul-6 jul-13 jul-6 jul-13 none jul-20 aug-3 sep-7 none none",
                rule="six six six six six six twelve twelve puwer six",
            ),
            "a hired hoist, the slings on the first visit, hoist B later": calendar(
                "jul-13 jul-20 jul-6 jul-6 none jul-20 aug-3 aug-3 none none", instead="lend keep other", owner="manager"
            ),
            "new to slings: the goods lift too early": calendar(
                "jul-13 jul-6 jul-6 jul-13 none aug-3 jul-6 aug-3 none none", today="in in out in out care in in out in"
            ),
        },
        damaged={
            "both hoists on one morning, kept by the examiner": changed(
                FULL,
                {
                    "calendar": {"hoist-b": {"visit": "jul-6"}, "bath": {"visit": "jul-13"}},
                    "run": {"all": {"owner": "examiner", "looks": "month"}},
                },
            ),
            "six months for all of it": calendar(rule=alike("six")),
            "no date for anything": calendar(rule=alike("puwer")),
        },
    )
}
