"""Unit 03: the risk plan and the record of corrective action."""

from __future__ import annotations

from typing import Any

from plans import Hostile

from grader.check.hostile import Answer, changed, moved_round

UNIT = "03-management-roles"

SAFE = "second seen patrol cover locked out ring turns"
OWNERS = "deputy night-senior handyperson manager manager handyperson deputy day-senior"
EVERYTHING = "r1a r1b r2a r2b r2c r3a r3b r4a r4b r5a r6a r7a r8a r8b"


def risk_plan(
    buy: str = "r1a r3b r4a r5a r6a r7a r8a",
    tonight: str = SAFE,
    owners: str = OWNERS,
    review: str = "2027-03-01",
    doors: str = "2027-03-23",
) -> Answer:
    rows = {
        f"r{n}": {"tonight": does, "owner": owner, "review": review}
        for n, (does, owner) in enumerate(zip(tonight.split(), owners.split(), strict=True), 1)
    }
    return {"controls": {name: {"buy": True} for name in buy.split()}, "register": rows, "doors": {"r3": {"mended": doors}}}


RISK_PLAN = risk_plan()
HANDYPERSON_OWNS_MEDICINES = moved_round(moved_round(RISK_PLAN, "register", "owner"), "register", "owner")

RECORD: Answer = {
    "tonight": {"a": {"does": "reassess"}, "b": {"does": "letter"}, "c": {"does": "reassess"}},
    "causes": {
        "forget": {"is": "no"},
        "handover": {"is": "main"},
        "careless": {"is": "no"},
        "time": {"is": "main"},
        "length": {"is": "no"},
    },
    "action": {
        "next": {"mends": "handover", "owner": "deputy", "by": "2027-02-21"},
        "hours": {"mends": "time", "owner": "manager", "by": "2027-03-15"},
    },
    "proof": {"spring": {"measure": "plans", "number": 36, "on": "2027-04-12", "who": "manager"}},
}


def tonight(a: str, b: str, c: str) -> dict[str, Any]:
    return {row: {"does": does} for row, does in {"a": a, "b": b, "c": c}.items()}


def record(*, actions: dict[str, Any] | None = None, **changes: Any) -> Answer:
    plan = changed(RECORD, changes)
    return plan if actions is None else {**plan, "action": actions}


REMINDER = {"remind": {"mends": "forget", "owner": "everyone", "by": "2027-02-05"}}

PLANS = {
    "q3": Hostile(
        dangerous={
            "hoist kept on two carers": risk_plan(tonight="second seen patrol cover locked careful ring turns"),
            "doors propped and nights short": risk_plan(tonight="second seen prop short locked out ring turns"),
            "hoist waits for the contractor": risk_plan(tonight="second seen patrol cover locked contractor ring turns"),
            "turning left to every four hours": risk_plan(tonight="second seen patrol cover locked out ring short"),
        },
        meaningless={
            "everything bought, manager owns all, email throughout": risk_plan(
                EVERYTHING, " ".join(["email"] * 8), " ".join(["manager"] * 8), "2027-02-02", ""
            ),
            "patrols for every risk": risk_plan("r7a", " ".join(["patrol"] * 8), " ".join(["handyperson"] * 8)),
            "tonight right and nothing else": {
                "register": {f"r{n}": {"tonight": does} for n, does in enumerate(SAFE.split(), 1)}
            },
        },
        good={
            "seniors own falls and ulcers": risk_plan(
                "r1b r3a r4a r5a r6a r7a",
                owners="day-senior day-senior handyperson manager deputy handyperson manager night-senior",
                review="2027-02-15",
            ),
            "low beds": risk_plan(
                "r1b r2c r3b r4a r5a r6a r7a r8a",
                owners="manager day-senior handyperson manager deputy deputy deputy night-senior",
                review="2027-02-26",
            ),
            "doors mended first, falls watched": changed(
                risk_plan(
                    "r1b r3a r4a r6a r7a r8a", owners="day-senior deputy manager deputy manager handyperson manager night-senior"
                ),
                {"register": {"r5": {"review": "2027-04-30"}, "r7": {"review": "2027-04-12"}}, "doors": {"r3": None}},
            ),
        },
        damaged={"the handyperson owns medicine errors": HANDYPERSON_OWNS_MEDICINES},
    ),
    "q6": Hostile(
        dangerous={
            "all three within the week": record(tonight=tonight("week", "week", "week")),
            "whoever knows her best, and a warning": record(
                tonight=tonight("knows", "letter", "care"),
                actions={**RECORD["action"], "warn": {"mends": "careless", "owner": "manager", "by": "2027-02-05"}},
            ),
            "a reads the letter that came about b": record(tonight=tonight("letter", "letter", "reassess")),
        },
        meaningless={
            "extra care, every cause main, reminder and policy": record(
                tonight=tonight("care", "care", "care"),
                causes={row: {"is": "main"} for row in RECORD["causes"]},
                actions={**REMINDER, "policy": {"mends": "length", "owner": "manager", "by": "2027-03-01"}},
                proof={"spring": {"measure": "signed", "number": 36, "on": "2027-03-01", "who": "anyone"}},
            ),
            "safe, then course, app and reminder without dates": record(
                causes={row: {"is": "no"} for row in RECORD["causes"]},
                actions={"course": {}, "app": {}, "remind": {}},
                proof={"spring": {"measure": "signed", "number": None, "on": None, "who": None}},
            ),
            "the reminder that failed, and three unsafe plans": record(
                tonight=tonight("as-is", "as-is", "as-is"), actions=REMINDER
            ),
        },
        good={
            "a list and reviews by day": record(
                tonight=tonight("reassess", "reassess", "no-lift"),
                actions={
                    "list": {"mends": "handover", "owner": "admin", "by": "2027-02-12"},
                    "day": {"mends": "time", "owner": "deputy", "by": "2027-03-22"},
                    "next": {"mends": "handover", "owner": "manager", "by": "2027-03-08"},
                },
                proof={"spring": {"number": 35, "on": "2027-05-02", "who": "fresh"}},
            ),
            "audits until it holds": record(
                tonight=tonight("reassess", "no-lift", "no-lift"),
                causes={"time": {"is": "part"}},
                actions={
                    "next": {"mends": "handover", "owner": "manager", "by": "2027-02-15"},
                    "day": {"mends": "time", "owner": "manager", "by": "2027-03-01"},
                    "audit": {"mends": "time", "owner": "deputy", "by": "2027-03-26"},
                },
                proof={"spring": {"number": 34}},
            ),
            "hours and a list, in a hurry": record(
                tonight=tonight("reassess", "letter", "no-lift"),
                actions={
                    "list": {"mends": "handover", "owner": "deputy", "by": "2027-02-05"},
                    "hours": {"mends": "time", "owner": "deputy", "by": "2027-02-08"},
                },
                proof={"spring": {"number": 34, "on": "2027-03-01", "who": "fresh"}},
            ),
        },
        damaged={
            "meetings held, two of them": record(proof={"spring": {"measure": "held", "number": 2}}),
            "what each action mends moved round": moved_round(RECORD, "action", "mends"),
        },
    ),
}
