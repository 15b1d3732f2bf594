"""Unit 13: Brightwater's route from 2027 to 2030, on one page."""

from plans import Hostile, Sheet, each

UNIT = "13-vision"
LINES = ("art", "mindfulness", "peer", "first", "staff", "refit", "crisis")
route = Sheet(
    {
        "one": each("money", LINES, "one"),
        "later": each("money", LINES, "later"),
        "how": each("begin", LINES[:2], "how"),
        "usual": "care.usual.usual",
        "count": each("count", LINES[:5], "what"),
        "stop": "stop.stop.rule stop.stop.level",
        "who": each("decide", ("good", "days", "fit"), "who"),
        "steps": each("first", ("commissioner", "waiting", "landlord"), "step"),
        "own": each("own", ("therapy", "money", "safe", "voice"), "owner"),
    },
    {
        "one": "15 20 50 40 20 0 20",
        "later": "30 40 40 30 15 0 20",
        "how": "pilot",
        "usual": "keep",
        "count": "goal goal goal wait stay",
        "stop": "date 40",
        "who": "with asked service",
        "steps": "meet seats yes",
        "own": "therapy finance clinical peer",
    },
)
CRISIS, REFIT = "0 0 0 0 0 0 180", "0 0 0 0 0 160 20"
NOTHING = dict.fromkeys(("how", "count", "stop", "who", "steps", "own"), "–")

PLANS = {
    "q8": Hostile(
        dangerous={
            "art instead of usual care, for those who like it": route(usual="swap"),
            "usual care cut to pay for it": route(usual="cut"),
            "usual care paused during a course": route(usual="turn"),
            "the crisis line cut to 10 to fund art": route(one="25 20 50 40 20 0 10", later="40 40 40 30 15 0 10"),
            "the crisis line safe in year 1 only": route(later="40 40 40 35 20 0 5"),
            "a refit of 90, over the money": route(one="15 20 50 40 20 90 20", later="30 40 40 30 15 90 20"),
            "a line below nothing, to make the sum come right": route(one="-40 20 60 60 30 30 20"),
        },
        meaningless={
            "all of it on the crisis line, rest blank": route(one=CRISIS, later=CRISIS, **NOTHING),
            "the crisis line only, likes, everything the director's": route(
                one=CRISIS, later=CRISIS, how="not", count="likes", stop="never 0", who="vote", steps="news", own="director"),
            "25 on every line, sessions counted, everybody owns it": route(
                one="25", later="25", how="whole", count="sessions", stop="feel 100", who="service", steps="news", own="all"),
            "the refit, likes, and a feeling": route(
                one=REFIT, later=REFIT, how="not", count="nothing", stop="feel 0", who="vote", steps="news", own="all"),
        },
        good={
            "no art until later, mindfulness piloted, peer support large": route(
                one="0 20 60 40 20 0 20", later="20 40 50 30 20 0 20", how="not pilot", own="clinical director clinical peer"),
            "a small refit, no money for staff, a yearly look": route(
                one="15 20 50 45 0 10 20", later="30 40 45 35 0 10 20", stop="year 30", count="goal goal goal wait nothing"),
            "art from the first day in full, the rest with care": route(
                one="30 20 50 40 20 0 20", later="30 40 40 30 15 0 20", how="whole pilot", stop="date 50", who="with with service"
            ),
            "peer support and calls for now, both therapies wait": route(
                one="0 0 70 60 30 0 20",
                later="20 20 50 45 25 0 20",
                how="not",
                stop="date 25",
                own="clinical finance clinical peer"),
            "first calls above all, with more for the crisis line": route(
                one="10 10 40 70 15 0 30", later="20 20 40 50 15 0 30", stop="date 60", own="therapy director clinical peer"),
        },
        damaged={
            "all of it on art": route(
                one="160 0 0 0 0 0 20", later="160 0 0 0 0 0 20", how="whole not", count="goal nothing nothing nothing nothing"),
            "counts moved round by one": route(count="stay goal goal goal wait"),
            "owners moved round by one": route(own="peer therapy finance clinical"),
            "sessions counted everywhere": route(count="sessions"),
            "nobody's asked, and no stop rule": route(who="service", stop="never 0"),
        },
    )
}  # fmt: skip
