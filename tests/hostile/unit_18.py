"""Unit 18: the plan for the first ninety days."""

from plans import Answer, Hostile, changed, moved

UNIT = "18-final-thoughts"
COLUMNS = ("week", "owner", "side", "measure")


def ninety_days(rows: str) -> Answer:
    """Read a plan from words: action, week, owner, side, measure."""
    plan = {}
    for action, week, *words in (row.split() for row in rows.split(";")):
        plan[action] = dict(zip(COLUMNS, (int(week), *words), strict=True))
    return {"plan": plan}


MUSTS = (
    "hoist 1 handy m report;patrols 1 handy m shut;notify 1 you m reference;residents 2 activities l became;"
    "second 2 deputy m errors;doors 4 handy m shut;superv 5 deputy b held"
)
FULL = ninety_days(
    MUSTS + ";shifts 1 you l became;families 3 you l became;thanks 4 deputy l mended;"
    "form 6 deputy m freed;deputy 7 you l led;back 8 you b became;bank 9 deputy m covered"
)
SHOW = "folder 1 admin m looks;front 1 handy m looks;awards 1 activities l looks"

PLANS = {
    "q8": Hostile(
        dangerous={
            "managing only, and nobody is asked": ninety_days(
                "hoist 1 handy m report;patrols 1 handy m shut;notify 1 you m reference;second 2 deputy m errors;"
                "doors 4 handy m shut;superv 5 deputy m held;erecord 3 deputy m errors;bank 6 you m covered;"
                "complaints 2 admin m answered;plans 7 senior m read;form 8 deputy m freed;meeting 9 you m freed"),
            "leading only, and the hoist stays out of use": ninety_days(
                "shifts 1 you l became;residents 2 activities l became;families 3 you l became;nights 2 you l became;"
                "back 6 you l became;vision 8 you l say;thanks 4 deputy l mended;deputy 7 you l led;"
                "champion 9 deputy l led;falls 5 senior b injury"),
            "the hoist waits until week 5": changed(FULL, {"plan": {"hoist": {"week": 5}}}),
            "the doors wait for the end": changed(FULL, {"plan": {"doors": {"week": 13}}}),
            "the administrator owns the notification": changed(FULL, {"plan": {"notify": {"owner": "admin"}}}),
            "more money than there is": ninety_days(
                MUSTS + ";agency 2 you m covered;front 3 handy m looks;awards 9 you l looks;"
                "erecord 4 deputy m errors;shifts 1 you l became;plans 5 senior m read"),
        },
        meaningless={
            "what shows, all in week 1": ninety_days(SHOW + ";vision 1 activities l looks;agency 1 activities m looks"),
            "the full list, all in week 1, with one owner and no measure that fits": {
                "plan": {row: {"week": 1, "owner": "activities", "side": "b", "measure": "looks"} for row in FULL["plan"]}},
            "what's demanded, and nothing else": ninety_days(MUSTS),
            "what's demanded, and then what shows": ninety_days(MUSTS + ";" + SHOW),
        },
        good={
            "two nights, a meeting that stops, a champion": ninety_days(
                "hoist 1 handy m report;patrols 1 handy m shut;notify 1 you m reference;shifts 1 you l became;"
                "nights 2 you l became;families 2 you l became;"
                "second 3 deputy m errors;meeting 4 you b freed;doors 4 handy m shut;"
                "erecord 6 deputy m errors;superv 6 deputy m held;champion 8 deputy b errors;back 10 you l became"),
            "complaints and falls": ninety_days(
                "hoist 1 you m report;patrols 1 handy m shut;notify 1 you m reference;residents 2 activities l became;"
                "shifts 2 you l became;second 2 senior m errors;nights 3 you l became;complaints 3 admin m answered;"
                "doors 4 handy m shut;superv 4 you m held;deputy 6 you l led;back 7 you l became;"
                "form 9 deputy m freed;falls 9 senior b injury"),
            "care plans read with people, and a shared vision": ninety_days(
                "hoist 1 handy m report;patrols 1 you m shut;notify 1 you m reference;residents 1 you l became;"
                "second 2 senior m errors;families 3 you l became;"
                "doors 3 handy m shut;plans 5 senior m read;nights 3 deputy l became;superv 6 you b held;"
                "meeting 7 you m freed;deputy 8 you l led;vision 10 you l say;back 12 you l became"),
        },
        damaged={
            "owners moved round": moved(FULL, "plan", "owner"),
            "measures moved round": moved(FULL, "plan", "measure"),
            "the measures left out": changed(FULL, {"plan": {row: {"measure": ""} for row in FULL["plan"]}}),
        },
    )
}  # fmt: skip
