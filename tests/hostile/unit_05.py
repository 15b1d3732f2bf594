"""Unit 05: the day plan."""

from plans import Answer, Hostile, moved

UNIT = "05-management-skills"
KEY = {
    "hoist": "do t0900", "referral": "do t0930", "cover": "hand senior t1115", "supervision": "do t1130", "walk": "do t1230",
    "break": "do t1315", "family": "do t1400", "complaint": "hand admin t1500", "budget": "do t1515", "folder": "later",
}  # fmt: skip


def day(**changes: str) -> Answer:
    """Read ``do TIME``, ``hand WHO TIME``, ``later`` or ``drop`` for each job; the others stay as in the key."""
    rows = {}
    for job, said in {**KEY, **changes}.items():
        what, *rest = said.split()
        columns = ("start",) if what == "do" else ("who", "back")
        rows[job] = {"what": what, **dict(zip(columns, rest, strict=False))}
    return {"day": rows}


def every(said: str) -> Answer:
    return day(**dict.fromkeys(KEY, said))


PLANS = {
    "q3": Hostile(
        dangerous={
            "tonight's cover dropped": day(cover="drop"),
            "cover, complaint, budget and walk-round dropped": day(cover="drop", complaint="drop", budget="drop", walk="drop"),
            "a break at nine, then the hoist": day(**{"break": "do t0900", "hoist": "do t0930"}),
            "whoever's free takes the hoist": day(hoist="hand anyone t0915"),
            "the concern waits until after lunch": day(referral="do t1230", walk="do t0930"),
            "the senior has the concern, and nobody looks": day(referral="hand senior"),
            "no break": day(**{"break": "drop"}),
        },
        meaningless={
            "all to the senior, checked at half past ten": every("hand senior t1030"),
            "all done yourself at nine": every("do t0900"),
            "all left until tomorrow": every("later"),
            "every column moved round": moved(day(), "day", "what", "start", "who", "back"),
        },
        good={
            "the handyperson takes the hoist, the senior refers": day(
                hoist="hand handy t0930", referral="hand senior t1015", cover="do t0915", budget="do t0945", walk="do t1230",
                complaint="do t1445", folder="hand admin t1600"),
            "nearly all of it yourself, with a late break": day(
                cover="do t1030", budget="do t1215", walk="hand senior t1345", complaint="hand senior t1600", folder="drop",
                **{"break": "do t1500"}),
            "hoist handed over at once, and checked at half past nine": day(
                hoist="hand senior t0930", referral="do t0945", walk="do t0900", cover="hand admin t1100", budget="do t1500"),
            "the senior walks round, the administrator finds cover": day(
                cover="hand admin t1215", walk="hand senior t1645", complaint="do t1045", budget="do t1215", folder="do t1600",
                **{"break": "do t1500"}),
        },
        damaged={
            "what is done with each job moved round": moved(day(), "day", "what"),
            "every check at nine": day(cover="hand senior t0900", complaint="hand admin t0900"),
        },
    )
}  # fmt: skip
