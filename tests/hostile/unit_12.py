"""Unit 12: the improvement plan for late medicines."""

from plans import Hostile, Sheet, each

UNIT = "12-quality"
MEASURES = ("late", "door", "wrong", "emails", "start", "view", "posters", "bells", "handover", "meetings")
improvement = Sheet(
    {
        "tonight": "tonight.two.what",
        "ideas": "ideas.*.",
        "aim": "aim.late.most aim.late.weeks",
        "kinds": each("measures", MEASURES, "kind"),
        "trial": "trial.trial.where trial.trial.days trial.trial.told",
        "proof": "proof.proof.expect proof.proof.chart",
        "decide": each("decide", ("nothing", "wrong", "undone", "better"), "next"),
        "owners": each("owners", ("count", "tonight", "test", "decides"), "who"),
    },
    {
        "tonight": "first",
        "ideas": "cover news",
        "aim": "10 8",
        "kinds": "outcome process balancing leave process outcome leave balancing process leave",
        "trial": "unit 10 met",
        "proof": "15 daily",
        "decide": "abandon stop adapt adopt",
        "owners": "deputy kofi temi manager",
    },
)

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
            "safe, a reminder, every measure left out": improvement(
                ideas="remind", aim="–", kinds="leave", trial="–", proof="–", decide="– stop – –", owners="–"),
            "the first option everywhere": improvement(
                tonight="order", ideas="remind", aim="0", kinds="process", trial="home 0 none", proof="0 month", decide="adopt",
                owners="all"),
            "the last option everywhere": improvement(
                tonight="early", ideas="ask", aim="100 52", kinds="balancing", trial="paper 365 met", proof="100 averages",
                decide="adapt", owners="deputy"),
            "safe, and everybody reminded and timed until nobody is late": improvement(
                ideas="remind time", aim="0 1", kinds="process", trial="home 90 memo", proof="0 month",
                decide="wait stop wait adopt", owners="all"),
        },
        good={
            "one trolley for five days, pharmacist and news": improvement(
                ideas="ask news", aim="8 12", trial="round 5 met", proof="18 daily", owners="temi kofi temi deputy"),
            "three weeks, one idea, two labels other than ours": improvement(
                ideas="cover", aim="15 6", trial="unit 21 met", proof="20 daily", owners="temi kofi temi manager",
                kinds="outcome process balancing leave outcome outcome leave balancing balancing leave"),
            "two averages, a memo, a bold aim": improvement(
                ideas="cover ask", aim="5 16", trial="round 14 memo", proof="10 averages", owners="deputy kofi temi deputy"),
        },
        damaged={
            "zeros in every number": improvement(aim="0", trial="unit 0 met", proof="0 daily"),
            "tested on the whole home": improvement(trial="home 10 met"),
            "owners moved round": improvement(owners="manager deputy kofi temi"),
            "labels moved round": improvement(
                kinds="leave outcome process balancing leave process outcome leave balancing process"),
            "the decisions moved round, with the stop kept": improvement(decide="adapt stop adopt abandon", aim="30 8"),
        },
    )
}  # fmt: skip
