"""Unit 15: the plan of a rollout."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer

UNIT = "15-innovation"
JOBS = ("privacy", "safety", "never", "test", "ask", "fails", "access", "loans")


def rollout(
    owners: str = "digital safety safety lead nurse safety admin admin",
    whens: str = "before before before before before before before week1",
    pilot: str = "three eight anyone kept",
    hours: str = "home slots",
    measures: str = "missed left-out time declined",
    worse: str = "change",
    stop: str = "harm same-day",
) -> Answer:
    size, weeks, offered, promise = pilot.split()
    freed, cover = hours.split()
    trigger, action = stop.split()
    rows = zip(JOBS, owners.split(), whens.split(), strict=True)
    return {
        "jobs": {job: {"owner": owner, "when": when} for job, owner, when in rows},
        "pilot": {"pilot": {"size": size, "weeks": weeks, "offered": offered, "promise": promise}},
        "hours": {"hours": {"freed": freed, "cover": cover}},
        "measures": {measure: {"worse": worse} for measure in measures.split()},
        "stop": {"stop": {"if": trigger, "then": action}},
    }


def alike(entry: str) -> str:
    return " ".join([entry] * len(JOBS))


FULL = rollout()

PLANS = {
    "q7": Hostile(
        dangerous={
            "video only after the pilot": rollout(pilot="three eight anyone only"),
            "a visit has to be earned by two failed calls": rollout(pilot="three eight anyone two-fails"),
            "training in week 1": rollout(whens="before before before week1 before before before week1"),
            "stopped by use and not by harm": rollout(stop="use same-day"),
            "harm is for the next meeting": rollout(stop="harm meeting"),
            "safety judged by the digital officer": rollout("digital digital safety lead nurse safety admin admin"),
            "the never-list after the pilot": rollout(whens="before before after before before before before week1"),
            "privacy not needed": rollout(whens="none before before before before before before week1"),
        },
        meaningless={
            "the first option everywhere, log-ins and posters": rollout(
                alike("admin"),
                alike("after"),
                "all eight users two-fails",
                "cut slots",
                "logins missed posters",
                "staff",
                "dislike meeting",
            ),
            "all jobs not needed, the rest as it should be": rollout(whens=alike("none")),
            "what is safe, and nothing else": {
                "jobs": {job: FULL["jobs"][job] for job in ("privacy", "safety", "never", "test", "fails")},
                "pilot": {"pilot": {"promise": "kept"}},
                "stop": FULL["stop"],
            },
            "Niamh does all of it before the first call": rollout(
                alike("lead"),
                alike("before"),
                "all open asks gp",
                "nothing own",
                "logins posters saving",
                "nothing",
                "none remind",
            ),
        },
        good={
            "two nurses, hours kept back, failed calls and people's own words": rollout(
                "lead safety safety lead nurse lead admin digital",
                "before before before before before before week1 week1",
                "two eight anyone kept",
                "hold slots",
                "failed left-out time own",
            ),
            "Suki trains, nurses see to access, five measures, four weeks": rollout(
                "digital safety safety digital nurse safety nurse admin",
                "before before before before before before before before",
                "three four anyone kept",
                "home bank",
                "missed failed left-out time declined",
            ),
            "four weeks, and the mileage measured as well": rollout(
                "lead safety safety digital nurse lead admin admin",
                pilot="two four anyone kept",
                hours="hold bank",
                measures="missed left-out time own saving",
            ),
        },
        damaged={
            "the keen and the young, hours cut at once": rollout(pilot="three eight young kept", hours="cut slots"),
            "what looks well measured": rollout(measures="logins posters missed", worse="staff"),
        },
    )
}
