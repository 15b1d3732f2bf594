"""Unit 14: the workshop of an hour on Ward 7."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer, changed

UNIT = "14-culture"
ACTIVITIES = ("rules", "slip", "figures", "quiz", "story", "pairs", "groups", "cards", "choose", "thanks")
IDEAS = ("trays", "second", "bells", "wall", "supplier", "chart")
PLACES = ("first", "second", "third", "fourth")
MEASURES = ("attendance", "harm", "happy", "survey", "reports")


def workshop(
    musts: str = "halves agreed stop risk",
    minutes: str = "3 4 0 0 6 8 20 5 10 4",
    order: str = "rules story groups choose",
    begin: str = "slip cards again",
    labels: str = "try no try no up up",
    trial: str = "doer rota 7",
    know: str = "harm survey",
) -> Answer:
    cover, story, danger, room = musts.split()
    owner, time, days = trial.split()
    opening, quiet, nights = begin.split()
    return {
        "cover": {"hour": {"how": cover}},
        "patient": {"story": {"whose": story}},
        "danger": {"danger": {"then": danger}},
        "room": {"room": {"promise": room}},
        "minutes": {row: {"min": int(n)} for row, n in zip(ACTIVITIES, minutes.split(), strict=True)},
        "order": {"all": dict(zip(PLACES, order.split(), strict=True))},
        "begin": {"all": {"opening": opening, "quiet": quiet, "nights": nights}},
        "ideas": {row: {"label": label} for row, label in zip(IDEAS, labels.split(), strict=True)},
        "trial": {"idea": {"owner": owner, "time": time, "days": int(days)}},
        "know": {row: {"use": row in know.split()} for row in MEASURES},
    }


FULL = workshop()
ALL_NO = " ".join(["no"] * len(IDEAS))
ALL_TRY = " ".join(["try"] * len(IDEAS))
ONE_EACH = " ".join(["1"] * len(ACTIVITIES))

PLANS = {
    "q6": Hostile(
        dangerous={
            "everyone comes and a student listens for bells": workshop("listen agreed stop risk"),
            "held over the meal breaks": workshop("breaks agreed stop risk"),
            "everything said stays in the room": workshop("halves agreed stop all"),
            "only the name is changed": workshop("halves renamed stop risk"),
            "read out from the incident form": workshop("halves form stop risk"),
            "a danger is noted for next month": workshop("halves agreed list risk"),
            "a danger waits for the end of the hour": workshop("stay madeup after risk"),
            "who said what goes to the matron": workshop("stay agreed stop helen"),
        },
        meaningless={
            "an hour of figures, the first option of everything": workshop(
                "listen form list all",
                "0 0 60 0 0 0 0 0 0 0",
                "groups choose rules story",
                "policy hands invited",
                ALL_NO,
                "everyone own 0",
                "attendance",
            ),
            "safe, one minute of everything, no to every idea": workshop(
                minutes=ONE_EACH,
                order="choose choose choose choose",
                begin="policy hands invited",
                labels=ALL_NO,
                trial="everyone own 90",
                know="attendance happy",
            ),
            "safe, and ten hours of everything": workshop(
                minutes=" ".join(["60"] * len(ACTIVITIES)),
                order="choose choose choose choose",
                begin="figures called invited",
                labels=ALL_TRY,
                trial="everyone after 365",
                know="reports happy",
            ),
            "safe and nothing else": {part: FULL[part] for part in ("cover", "patient", "danger", "room")},
        },
        good={
            "the early shift stays, all speak in turn, the manager owns it": workshop(
                "stay agreed stop risk", begin="slip circle again", trial="manager rota 7"
            ),
            "a made-up story, one label of another kind, told after 20 days, one measure": workshop(
                "halves madeup stop risk", labels="try no try no up try", trial="doer rota 20", know="survey"
            ),
            "a short story, no pairs, long on choosing": workshop(
                "stay madeup stop risk", "5 5 0 0 3 0 22 5 15 5", begin="slip circle again", trial="doer rota 14"
            ),
            "figures in five minutes, nights have the minutes sent": workshop(
                minutes="3 3 5 0 8 15 10 0 12 4", begin="slip cards minutes", trial="manager rota 10"
            ),
        },
        damaged={
            "a lecture: figures and a quiz": workshop(minutes="3 4 25 20 4 0 0 0 4 0"),
            "the labels moved round by one": workshop(labels="up try no try no up"),
            "people hear after 90 days": workshop(trial="doer rota 90"),
            "no order, no owner, no time": changed(
                FULL,
                {
                    "order": {"all": {"first": "choose", "fourth": "rules"}},
                    "trial": {"idea": {"owner": "everyone", "time": "own"}},
                    "know": {"harm": {"use": False}, "reports": {"use": True}},
                },
            ),
        },
    )
}
