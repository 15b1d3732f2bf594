"""Unit 14: the workshop of an hour on Ward 7."""

from plans import Hostile, Sheet, each

UNIT = "14-culture"
ACTIVITIES = ("rules", "slip", "figures", "quiz", "story", "pairs", "groups", "cards", "choose", "thanks")
IDEAS = ("trays", "second", "bells", "wall", "supplier", "chart")
workshop = Sheet(
    {
        "musts": "cover.hour.how patient.story.whose danger.danger.then room.room.promise",
        "minutes": each("minutes", ACTIVITIES, "min"),
        "order": "order.all.first order.all.second order.all.third order.all.fourth",
        "begin": "begin.all.opening begin.all.quiet begin.all.nights",
        "labels": each("ideas", IDEAS, "label"),
        "trial": "trial.idea.owner trial.idea.time trial.idea.days",
        "know": "know.*.use=True",
    },
    {
        "musts": "halves agreed stop risk",
        "minutes": "3 4 0 0 6 8 20 5 10 4",
        "order": "rules story groups choose",
        "begin": "slip cards again",
        "labels": "try no try no up up",
        "trial": "doer rota 7",
        "know": "harm survey",
    },
)
NOTHING = dict.fromkeys(("minutes", "order", "begin", "labels", "trial"), "–") | {"know": ""}

PLANS = {
    "q6": Hostile(
        dangerous={
            "everyone comes and a student listens for bells": workshop(musts="listen agreed stop risk"),
            "held over the meal breaks": workshop(musts="breaks agreed stop risk"),
            "everything said stays in the room": workshop(musts="halves agreed stop all"),
            "only the name is changed": workshop(musts="halves renamed stop risk"),
            "read out from the incident form": workshop(musts="halves form stop risk"),
            "a danger is noted for next month": workshop(musts="halves agreed list risk"),
            "a danger waits for the end of the hour": workshop(musts="stay madeup after risk"),
            "who said what goes to the matron": workshop(musts="stay agreed stop helen"),
        },
        meaningless={
            "an hour of figures, the first option of everything": workshop(
                musts="listen form list all", minutes="0 0 60 0 0 0 0 0 0 0", order="groups choose rules story",
                begin="policy hands invited", labels="no", trial="everyone own 0", know="attendance"),
            "safe, one minute of everything, no to every idea": workshop(
                minutes="1", order="choose", begin="policy hands invited", labels="no", trial="everyone own 90",
                know="attendance happy"),
            "safe, and ten hours of everything": workshop(
                minutes="60", order="choose", begin="figures called invited", labels="try", trial="everyone after 365",
                know="reports happy"),
            "safe and nothing else": workshop(**NOTHING),
        },
        good={
            "the early shift stays, all speak in turn, the manager owns it": workshop(
                musts="stay agreed stop risk", begin="slip circle again", trial="manager rota 7"),
            "a made-up story, one label of another kind, told after 20 days, one measure": workshop(
                musts="halves madeup stop risk", labels="try no try no up try", trial="doer rota 20", know="survey"),
            "a short story, no pairs, long on choosing": workshop(
                musts="stay madeup stop risk", minutes="5 5 0 0 3 0 22 5 15 5", begin="slip circle again", trial="doer rota 14"),
            "figures in five minutes, nights have the minutes sent": workshop(
                minutes="3 3 5 0 8 15 10 0 12 4", begin="slip cards minutes", trial="manager rota 10"),
        },
        damaged={
            "a lecture: figures and a quiz": workshop(minutes="3 4 25 20 4 0 0 0 4 0"),
            "the labels moved round by one": workshop(labels="up try no try no up"),
            "people hear after 90 days": workshop(trial="doer rota 90"),
            "no order, no owner, no time": workshop(
                order="choose story groups rules", trial="everyone own 7", know="survey reports"),
        },
    )
}  # fmt: skip
