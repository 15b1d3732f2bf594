"""Unit 02: the deputy's role card."""

from __future__ import annotations

from typing import Any

from plans import Hostile

from grader.check.hostile import Answer, moved_round

UNIT = "02-definition-and-focus"

RIGHT = {
    "records": ("managing", "two"),
    "notices": ("managing", "dates"),
    "rota": ("managing", "ahead"),
    "stock": ("managing", "weekend"),
    "handover": ("managing", "sheet"),
    "report": ("managing", "wall"),
    "goals": ("leading", "hers"),
    "early": ("leading", "friday"),
    "ideas": ("leading", "trial"),
    "kind": ("leading", "asks"),
    "picture": ("leading", "visitor"),
    "change": ("leading", "named"),
    "front": ("leading", "friday"),
    "filled": ("managing", "ahead"),
    "tidy": ("managing", "two"),
}


def card(duties: str, every_kind: str = "", every_sign: str = "", **changes: dict[str, Any]) -> Answer:
    rows = {duty: {"kind": every_kind or RIGHT[duty][0], "sign": every_sign or RIGHT[duty][1]} for duty in duties.split()}
    return {"card": {duty: cells | changes.get(duty, {}) for duty, cells in rows.items()}}


def the_other_kind(plan: Answer) -> Answer:
    other = {"managing": "leading", "leading": "managing"}
    return {"card": {duty: {**cells, "kind": other[cells["kind"]]} for duty, cells in plan["card"].items()}}


KEY = "records rota handover goals early kind"
LEADING = "picture ideas goals kind early change"

PLANS = {
    "q5": Hostile(
        dangerous={
            "one front door for worries": card("records rota handover goals early front"),
            "unchecked carers alone, charts tidied": card("notices stock goals early filled tidy"),
            "charts tidied at the end of the month": card("rota handover goals early kind tidy"),
        },
        meaningless={
            "right duties, one sign, both for all": card(KEY, "both", "agenda"),
            "right duties, signs moved round": moved_round(card(KEY), "card", "sign"),
            "six leading duties, all on posters": card(LEADING, "leading", "poster"),
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
}
