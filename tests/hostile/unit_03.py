"""Unit 03: the risk plan and the record of corrective action."""

from plans import Answer, Hostile, Sheet, each, moved

UNIT = "03-management-roles"
RISKS = [f"r{n}" for n in range(1, 9)]
risk_plan = Sheet(
    {
        "buy": "controls.*.buy=True",
        "tonight": each("register", RISKS, "tonight"),
        "owner": each("register", RISKS, "owner"),
        "review": each("register", RISKS, "review"),
        "doors": "doors.r3.mended",
    },
    {
        "buy": "r1a r3b r4a r5a r6a r7a r8a",
        "tonight": "second seen patrol cover locked out ring turns",
        "owner": "deputy night-senior handyperson manager manager handyperson deputy day-senior",
        "review": "2027-02-08",
        "doors": "2027-03-23",
    },
)
rest_of_record = Sheet(
    {
        "tonight": each("tonight", ("a", "b", "c"), "does"),
        "causes": each("causes", ("forget", "handover", "careless", "time", "length"), "is"),
        "proof": "proof.spring.measure proof.spring.number proof.spring.on proof.spring.who",
    },
    {"tonight": "reassess letter reassess", "causes": "no main no main no", "proof": "plans 36 2027-04-12 manager"},
)
ACTIONS = ("next handover deputy 2027-02-21", "hours time manager 2027-03-15")
REMINDER = "remind forget everyone 2027-02-05"


def record(*actions: str, **lines: str) -> Answer:
    """Return a record of corrective action, each of its actions as: action, what it mends, owner, day."""
    rows = {}
    for action, *cells in (line.split() for line in actions or ACTIONS):
        rows[action] = dict(zip(("mends", "owner", "by"), cells, strict=False))
    return {**rest_of_record(**lines), "action": rows}


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
                buy="r1a r1b r2a r2b r2c r3a r3b r4a r4b r5a r6a r7a r8a r8b",
                tonight="email", owner="manager", review="2027-01-12", doors="–"),
            "patrols for every risk": risk_plan(buy="r7a", tonight="patrol", owner="handyperson"),
            "tonight right and nothing else": risk_plan(buy="", owner="–", review="–", doors="–"),
        },
        good={
            "seniors own falls and ulcers": risk_plan(
                buy="r1b r3a r4a r5a r6a r7a", review="2027-01-25",
                owner="day-senior day-senior handyperson manager deputy handyperson manager night-senior"),
            "low beds": risk_plan(
                buy="r1b r2c r3b r4a r5a r6a r7a r8a", review="2027-02-05",
                owner="manager day-senior handyperson manager deputy deputy deputy night-senior"),
            "doors mended first, falls watched": risk_plan(
                buy="r1b r3a r4a r6a r7a r8a", doors="–",
                owner="day-senior deputy manager deputy manager handyperson manager night-senior",
                review="2027-02-08 2027-02-08 2027-02-08 2027-02-08 2027-04-09 2027-02-08 2027-03-22 2027-02-08"),
        },
        damaged={"the handyperson owns medicine errors": moved(risk_plan(), "register", "owner", "owner")},
    ),
    "q6": Hostile(
        dangerous={
            "all three within the week": record(tonight="week"),
            "whoever knows her best, and a warning": record(
                *ACTIONS, "warn careless manager 2027-02-05", tonight="knows letter care"),
            "a reads the letter that came about b": record(tonight="letter letter reassess"),
        },
        meaningless={
            "extra care, every cause main, reminder and policy": record(
                REMINDER, "policy length manager 2027-03-01", tonight="care", causes="main", proof="signed 36 2027-03-01 anyone"),
            "safe, then course, app and reminder without dates": record(
                "course", "app", "remind", causes="no", proof="signed – – –"),
            "the reminder that failed, and three unsafe plans": record(REMINDER, tonight="as-is"),
        },
        good={
            "a list and reviews by day": record(
                "list handover admin 2027-02-12", "day time deputy 2027-03-22", "next handover manager 2027-03-08",
                tonight="reassess reassess no-lift", proof="plans 35 2027-05-02 fresh"),
            "audits until it holds": record(
                "next handover manager 2027-02-15", "day time manager 2027-03-01", "audit time deputy 2027-03-26",
                tonight="reassess no-lift no-lift", causes="no main no part no", proof="plans 34 2027-04-12 manager"),
            "hours and a list, in a hurry": record(
                "list handover deputy 2027-02-05", "hours time deputy 2027-02-08",
                tonight="reassess letter no-lift", proof="plans 34 2027-03-01 fresh"),
        },
        damaged={
            "meetings held, two of them": record(proof="held 2 2027-04-12 manager"),
            "what each action mends moved round": moved(record(), "action", "mends"),
        },
    ),
}  # fmt: skip
