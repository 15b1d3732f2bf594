"""Unit 15: the plan of a rollout."""

from plans import Hostile, Sheet, each

UNIT = "15-innovation"
JOBS = ("privacy", "safety", "never", "test", "ask", "fails", "access", "loans")
rollout = Sheet(
    {
        "owners": each("jobs", JOBS, "owner"),
        "whens": each("jobs", JOBS, "when"),
        "pilot": "pilot.pilot.size pilot.pilot.weeks pilot.pilot.offered pilot.pilot.promise",
        "hours": "hours.hours.freed hours.hours.cover",
        "worse": "measures.*.worse=change",
        "stop": "stop.stop.if stop.stop.then",
    },
    {
        "owners": "digital safety safety lead nurse safety admin admin",
        "whens": "before before before before before before before week1",
        "pilot": "three eight anyone kept",
        "hours": "home slots",
        "worse": "missed left-out time declined",
        "stop": "harm same-day",
    },
)

PLANS = {
    "q7": Hostile(
        dangerous={
            "video only after the pilot": rollout(pilot="three eight anyone only"),
            "a visit has to be earned by two failed calls": rollout(pilot="three eight anyone two-fails"),
            "training in week 1": rollout(whens="before before before week1 before before before week1"),
            "stopped by use and not by harm": rollout(stop="use same-day"),
            "harm is for the next meeting": rollout(stop="harm meeting"),
            "safety judged by the digital officer": rollout(owners="digital digital safety lead nurse safety admin admin"),
            "the never-list after the pilot": rollout(whens="before before after before before before before week1"),
            "privacy not needed": rollout(whens="none before before before before before before week1"),
        },
        meaningless={
            "the first option everywhere, log-ins and posters": rollout(
                owners="admin", whens="after", pilot="all eight users two-fails", hours="cut slots",
                worse="logins=staff missed=staff posters=staff", stop="dislike meeting"),
            "all jobs not needed, the rest as it should be": rollout(whens="none"),
            "what is safe, and nothing else": rollout(
                owners="digital safety safety lead – safety – –", whens="before before before before – before – –",
                pilot="– – – kept", hours="–", worse=""),
            "Niamh does all of it before the first call": rollout(
                owners="lead", whens="before", pilot="all open asks gp", hours="nothing own",
                worse="logins=nothing posters=nothing saving=nothing", stop="none remind"),
        },
        good={
            "two nurses, hours kept back, failed calls and people's own words": rollout(
                owners="lead safety safety lead nurse lead admin digital",
                whens="before before before before before before week1 week1",
                pilot="two eight anyone kept", hours="hold slots", worse="failed left-out time own"),
            "Suki trains, nurses see to access, five measures, four weeks": rollout(
                owners="digital safety safety digital nurse safety nurse admin", whens="before",
                pilot="three four anyone kept", hours="home bank", worse="missed failed left-out time declined"),
            "four weeks, and the mileage measured as well": rollout(
                owners="lead safety safety digital nurse lead admin admin",
                pilot="two four anyone kept", hours="hold bank", worse="missed left-out time own saving"),
        },
        damaged={
            "the keen and the young, hours cut at once": rollout(pilot="three eight young kept", hours="cut slots"),
            "what looks well measured": rollout(worse="logins=staff posters=staff missed=staff"),
        },
    )
}  # fmt: skip
