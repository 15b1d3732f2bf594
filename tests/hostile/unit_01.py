"""Unit 01: the manager's week sheet."""

from plans import Answer, Hostile, moved

UNIT = "01-introduction"
JOBS = (
    "rota", "huddles", "email", "residents", "stock", "supervisions", "vision", "notices",
    "forum", "audit", "coach", "free", "budget", "improve", "learning",
)  # fmt: skip


def week(deputy: str = "stock", waits: str = "budget vision improve", **changes: str) -> Answer:
    who = dict.fromkeys(JOBS, "me") | dict.fromkeys(deputy.split(), "deputy") | dict.fromkeys(waits.split(), "waits") | changes
    return {"week": {job: {"who": does} for job, does in who.items()}}


PLANS = {
    "q5": Hostile(
        dangerous={
            "notification and audit wait": week(notices="waits", audit="waits"),
            "the audit waits": week(audit="waits"),
            "the rota waits, all else in place": week("audit stock", "vision rota"),
            "a kind week without CQC": week("stock huddles", "notices budget", improve="deputy"),
        },
        meaningless={
            "I do it all": week("", ""),
            "the deputy does it all": week(" ".join(JOBS), ""),
            "it all waits": week("", " ".join(JOBS)),
            "nothing is filled in": {},
            "only what keeps people safe": {"week": {job: {"who": "me"} for job in ("rota", "notices", "audit")}},
        },
        good={
            "the deputy audits, meets shifts and orders": week("audit huddles stock", "improve"),
            "the deputy is coached on the rota": week("rota stock", "budget vision"),
            "emails and stock handed over, improvement kept": week("email stock", "vision budget"),
            "the deputy tells CQC and leads the improvement": week("notices improve stock", "vision learning"),
        },
        damaged={
            "who does what moved round": moved(week(), "week", "who"),
            "no audit in a week of 31 hours": week("stock", "budget vision improve audit"),
            "all that may wait waits, and hours stand idle": week("email stock huddles", "budget vision improve learning"),
        },
    ),
}  # fmt: skip
