"""Unit 17: Elin's first year at Harbour."""

from plans import Answer, Hostile

UNIT = "17-mentoring"
YEAR = "03-04 start, 04-30 progress1, 06-29 progress2, 08-27 middle, 10-26 progress3, 12-22 progress4, 2028-02-18 end"
MOVED = "03-04 end, 04-30 start, 06-29 progress1, 08-27 progress2, 10-26 middle, 12-22 progress3, 2028-02-18 progress4"


def programme(
    people: str = "kwame other",
    alone: str = "signed",
    time: str = "twelve 80 12 4",
    feedback: str = "watched",
    meetings: str = YEAR,
    goal: str = "own",
) -> Answer:
    preceptor, assess = people.split()
    last, extra, protected, stretch = time.split()
    days = [day.split() for day in meetings.split(", ") if day]
    return {
        "people": {"elin": {"preceptor": preceptor, "assess": assess}},
        "alone": {"elin": {"when": alone}},
        "time": {"elin": {"last": last, "extra": int(extra), "protected": int(protected), "stretch": int(stretch)}},
        "feedback": {"elin": {"how": feedback}},
        "meetings": {kind: {"on": on if len(on) > 5 else f"2027-{on}", "own": goal} for on, kind in days},
    }


PLANS = {
    "q9": Hostile(
        dangerous={
            "Bridie, nine months registered": programme("bridie other"),
            "Oskar, who isn't a nurse": programme("oskar other"),
            "alone from the second week": programme(alone="week"),
            "alone when she feels ready": programme(alone="feels"),
            "two days extra to the numbers": programme(time="twelve 15 12 4"),
            "no hours extra to the numbers": programme(time="twelve 0 12 4"),
        },
        meaningless={
            "three meetings on the first day of one month": programme(
                "kwame same", time="one 75 0 1", feedback="list", meetings="03-01 start, 03-01 middle, 03-01 end", goal="none"),
            "three in March with no goals and a list of faults": programme(
                "marsha same", time="three 75 0 1", feedback="list", meetings="03-01 start, 03-15 middle, 03-31 end", goal="none"
            ),
            "safe and nothing else": {
                "people": {"elin": {"preceptor": "kwame"}},
                "alone": {"elin": {"when": "signed"}},
                "time": {"elin": {"extra": 75}}},
            "safe, a year long, and nobody meets": programme(
                "marsha same", time="twelve 900 100 12", feedback="chat", meetings=""),
        },
        good={
            "six months, the core only": programme(time="six 75 8 3", meetings="03-12 start, 06-01 middle, 08-27 end"),
            "Marsha, nine months, five meetings": programme(
                "marsha other",
                time="nine 80 10 4",
                meetings="03-03 start, 04-29 progress1, 07-08 middle, 09-09 progress2, 11-25 end"),
            "Marsha for a year, who also judges": programme("marsha same", time="twelve 150 16 6"),
            "a year, with one long gap in the summer": programme(
                meetings="03-08 start, 05-04 progress1, 08-16 middle, 10-15 progress2, 12-14 progress3, 2028-02-21 end"),
        },
        damaged={
            "the dates of the meetings moved round by one": programme(meetings=MOVED),
            "no protected hours, and praise in the chat": programme(time="twelve 80 0 4", feedback="chat"),
            "goals that are given, and a stretch in month 1": programme(time="twelve 80 12 1", goal="given"),
        },
    )
}  # fmt: skip
