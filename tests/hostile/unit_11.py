"""Unit 11: the equipment calendar."""

from plans import Hostile, Sheet, each

UNIT = "11-operations"
ITEMS = ("hoist-a", "hoist-b", "standing", "slings", "sling-6", "bath", "passenger", "goods", "recliner", "beds")
calendar = Sheet(
    {
        "visit": each("calendar", ITEMS, "visit"),
        "today": each("calendar", ITEMS, "today"),
        "rule": each("calendar", ITEMS, "rule"),
        "instead": "standing.standing.instead torn.sling-6.instead lounge.recliner.instead",
        "run": "run.all.owner run.all.looks",
    },
    {
        "visit": "jul-6 jul-13 jul-6 jul-13 none aug-3 sep-7 sep-7 none none",
        "today": "in in out in out in in in out in",
        "rule": "six six six six six six six twelve puwer puwer",
        "instead": "hoist keep other",
        "run": "handyperson each",
    },
)

PLANS = {
    "q6": Hostile(
        dangerous={
            "the overdue hoist in use, with care": calendar(today="in in care in out in in in out in"),
            "two carers lift by hand": calendar(instead="hands keep other"),
            "hoist B on 3 August": calendar(visit="jul-6 aug-3 jul-6 jul-13 none aug-3 sep-7 sep-7 none none"),
            "the torn sling for lighter people": calendar(today="in in out in care in in in out in", instead="hoist light other"),
            "the recliner taped up": calendar(today="in in out in out in in in in in", instead="hoist keep tape"),
            "two people in bed until the examiner comes": calendar(instead="bed keep other"),
            "nothing left to lift with": calendar(today="out out out out out in in in out in"),
            "four items in one visit": calendar(visit="jul-6 jul-13 jul-6 jul-6 none jul-6 sep-7 sep-7 none none"),
        },
        meaningless={
            "all in use, 12 months, September, sewn and taped": calendar(
                visit="sep-7", today="in", rule="twelve", instead="hands sew tape", run="user never"),
            "all out, all 6 months, all on 6 July": calendar(
                visit="jul-6", today="out", rule="six", instead="bed hook wait", run="user never"),
            "safe this morning, and no calendar": calendar(visit="–", rule="–"),
            "everything with care, no rule, no visit": calendar(
                visit="none", today="care", rule="puwer", instead="hands light prop", run="examiner month"),
        },
        good={
            "three visits and a hired hoist": calendar(
                visit="jul-13 jul-6 jul-6 jul-6 none jul-13 sep-7 sep-7 none none", instead="lend keep other", run="deputy each"),
            "five visits, beds under LOLER, passenger lift a year": calendar(
                visit="jul-6 jul-13 jul-6 jul-13 none jul-20 aug-3 sep-7 none none",
                rule="six six six six six six twelve twelve puwer six"),
            "a hired hoist, the slings on the first visit, hoist B later": calendar(
                visit="jul-13 jul-20 jul-6 jul-6 none jul-20 aug-3 aug-3 none none", instead="lend keep other", run="manager each"
            ),
            "new to slings: the goods lift too early": calendar(
                visit="jul-13 jul-6 jul-6 jul-13 none aug-3 jul-6 aug-3 none none", today="in in out in out care in in out in"),
        },
        damaged={
            "both hoists on one morning, kept by the examiner": calendar(
                visit="jul-6 jul-6 jul-6 jul-13 none jul-13 sep-7 sep-7 none none", run="examiner month"),
            "six months for all of it": calendar(rule="six"),
            "no date for anything": calendar(rule="puwer"),
        },
    )
}  # fmt: skip
