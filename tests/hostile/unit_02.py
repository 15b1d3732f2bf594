"""Unit 02: the deputy's role card."""

from plans import Answer, Hostile, moved

UNIT = "02-definition-and-focus"
MANAGING = {
    "records": "two", "notices": "dates", "rota": "ahead", "stock": "weekend", "handover": "sheet", "report": "wall",
    "filled": "ahead", "tidy": "two",
}  # fmt: skip
LEADING = {
    "goals": "hers", "early": "friday", "ideas": "trial", "kind": "asks", "picture": "visitor", "change": "named",
    "front": "friday",
}  # fmt: skip


def card(duties: str, every_kind: str = "", every_sign: str = "", **changes: dict[str, str]) -> Answer:
    rows = {}
    for duty in duties.split():
        kind, sign = "managing" if duty in MANAGING else "leading", (MANAGING | LEADING)[duty]
        rows[duty] = {"kind": every_kind or kind, "sign": every_sign or sign} | changes.get(duty, {})
    return {"card": rows}


def the_other_kind(plan: Answer) -> Answer:
    other = {"managing": "leading", "leading": "managing"}
    return {"card": {duty: {**cells, "kind": other[cells["kind"]]} for duty, cells in plan["card"].items()}}


KEY = "records rota handover goals early kind"

PLANS = {
    "q5": Hostile(
        dangerous={
            "one front door for worries": card("records rota handover goals early front"),
            "unchecked carers alone, charts tidied": card("notices stock goals early filled tidy"),
            "charts tidied at the end of the month": card("rota handover goals early kind tidy"),
        },
        meaningless={
            "right duties, one sign, both for all": card(KEY, "both", "agenda"),
            "right duties, signs moved round": moved(card(KEY), "card", "sign"),
            "six leading duties, all on posters": card("picture ideas goals kind early change", "leading", "poster"),
            "duties alone": {"card": {duty: {} for duty in KEY.split()}},
            "everybody has signed": card("records notices rota goals early kind", "managing", "signed"),
        },
        good={
            "by the book, and steady": card("notices stock report goals early change"),
            "a card full of ideas": card("records report picture goals early ideas", early={"kind": "both"}),
            "rules, rota and a kind team": card("notices rota goals early kind handover", kind={"sign": "friday"}),
            "one sign that anybody could put up": card("records rota change goals early kind", rota={"sign": "agenda"}),
        },
        damaged={
            "each duty called the other kind": the_other_kind(card(KEY)),
            "both for every duty": card(KEY, "both"),
            "none of what the manager asked for": card("rota stock report picture ideas change"),
        },
    ),
}  # fmt: skip
