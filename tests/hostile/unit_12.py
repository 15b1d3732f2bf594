"""Unit 12: the improvement plan for late medicines."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer

UNIT = "12-quality"
MEASURES = ("late", "door", "wrong", "emails", "start", "view", "posters", "bells", "handover", "meetings")
RESULTS = ("nothing", "wrong", "undone", "better")
TASKS = ("count", "tonight", "test", "decides")
KINDS = "outcome process balancing leave process outcome leave balancing process leave"


def improvement(
    tonight: str = "first",
    ideas: str = "cover news",
    aim: tuple[float, float] = (10, 8),
    kinds: str = KINDS,
    trial: tuple[str, float, str] = ("unit", 10, "met"),
    proof: tuple[float, str] = (15, "daily"),
    decide: str = "abandon stop adapt adopt",
    owners: str = "deputy kofi temi manager",
) -> Answer:
    where, days, told = trial
    return {
        "tonight": {"two": {"what": tonight}},
        "ideas": {idea: {} for idea in ideas.split()},
        "aim": {"late": {"most": aim[0], "weeks": aim[1]}},
        "measures": {row: {"kind": kind} for row, kind in zip(MEASURES, kinds.split(), strict=True)},
        "trial": {"trial": {"where": where, "days": days, "told": told}},
        "proof": {"proof": {"expect": proof[0], "chart": proof[1]}},
        "decide": {row: {"next": what} for row, what in zip(RESULTS, decide.split(), strict=True)},
        "owners": {task: {"who": who} for task, who in zip(TASKS, owners.split(), strict=True)},
    }


def alike(entry: str) -> str:
    return " ".join([entry] * len(MEASURES))


FULL = improvement()
SAFE_ONLY: Answer = {
    "tonight": {"two": {"what": "first"}},
    "ideas": {"remind": {}},
    "measures": {row: {"kind": "leave"} for row in MEASURES},
    "decide": {"wrong": {"next": "stop"}},
}

PLANS = {
    "q6": Hostile(
        dangerous={
            "pots the night before": improvement(ideas="cover pots"),
            "an untrained carer with a trolley": improvement(ideas="trolley news"),
            "adapt when wrong doses rise": improvement(decide="abandon adapt adapt adopt"),
            "a fortnight more when wrong doses rise": improvement(decide="abandon wait adapt adopt"),
            "the usual order tonight, so that the figures stay fair": improvement(tonight="order"),
            "the set-time doses from whoever is free": improvement(tonight="free"),
            "put out early and signed for afterwards": improvement(tonight="early"),
        },
        meaningless={
            "safe, a reminder, every measure left out": SAFE_ONLY,
            "the first option everywhere": improvement(
                "order",
                "remind",
                (0, 0),
                alike("process"),
                ("home", 0, "none"),
                (0, "month"),
                "adopt adopt adopt adopt",
                "all all all all",
            ),
            "the last option everywhere": improvement(
                "early",
                "ask",
                (100, 52),
                alike("balancing"),
                ("paper", 365, "met"),
                (100, "averages"),
                " ".join(["adapt"] * 4),
                " ".join(["deputy"] * 4),
            ),
            "safe, and everybody reminded and timed until nobody is late": improvement(
                "first",
                "remind time",
                (0, 1),
                alike("process"),
                ("home", 90, "memo"),
                (0, "month"),
                "wait stop wait adopt",
                "all all all all",
            ),
        },
        good={
            "one trolley for five days, pharmacist and news": improvement(
                ideas="ask news", aim=(8, 12), trial=("round", 5, "met"), proof=(18, "daily"), owners="temi kofi temi deputy"
            ),
            "three weeks, one idea, two labels other than ours": improvement(
                ideas="cover",
                aim=(15, 6),
                kinds="outcome process balancing leave outcome outcome leave balancing balancing leave",
                trial=("unit", 21, "met"),
                proof=(20, "daily"),
                owners="temi kofi temi manager",
            ),
            "two averages, a memo, a bold aim": improvement(
                ideas="cover ask",
                aim=(5, 16),
                trial=("round", 14, "memo"),
                proof=(10, "averages"),
                owners="deputy kofi temi deputy",
            ),
        },
        damaged={
            "zeros in every number": improvement(aim=(0, 0), trial=("unit", 0, "met"), proof=(0, "daily")),
            "tested on the whole home": improvement(trial=("home", 10, "met")),
            "owners moved round": improvement(owners="manager deputy kofi temi"),
            "labels moved round": improvement(
                kinds="leave outcome process balancing leave process outcome leave balancing process"
            ),
            "the decisions moved round, with the stop kept": improvement(decide="adapt stop adopt abandon", aim=(30, 8)),
        },
    )
}
