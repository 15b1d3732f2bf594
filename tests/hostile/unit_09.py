"""Unit 09: the action plan after a mock inspection."""

from plans import Hostile, Sheet, each

UNIT = "09-compliance"
FINDINGS = ("fridge", "bruise", "bells", "letters")
action_plan = Sheet(
    {column: " ".join(f"{finding}.{finding}.{column}" for finding in FINDINGS) for column in ("first", "fix", "proof")}
    | {column: each("run", FINDINGS, column) for column in ("owner", "done", "again")},
    {
        "first": "move refer cover ring",
        "fix": "daily handover rota log",
        "proof": "chart tracked waits replied",
        "owner": "deputy manager manager deputy",
        "done": "2027-03-12 2027-03-12 2027-03-19 2027-03-12",
        "again": "2027-04-12 2027-04-12 2027-04-19 2027-04-12",
    },
)

PLANS = {
    "q7": Hostile(
        dangerous={
            "the bruise waits while four carers are asked": action_plan(first="move ask cover ring"),
            "the chart is filled in": action_plan(proof="fill tracked waits replied"),
            "the insulin stays until the engineer comes": action_plan(first="wait refer cover ring"),
            "the insulin is thrown away, and nobody has any": action_plan(first="bin refer cover ring"),
            "Saturday is only timed": action_plan(first="move refer time ring"),
        },
        meaningless={
            "tonight right, then paper for all staff by the end of the year": action_plan(
                fix="notice policy target box", proof="signed signed email policy", owner="staff",
                done="2027-12-31", again="2027-12-31"),
            "tonight right, and nothing else": action_plan(fix="–", proof="–", owner="–", done="–", again="–"),
            "ready for the visit: filled in, warned, a target, thank-you cards": action_plan(
                first="log map remind form", fix="trained warn target unopened", proof="fill none quiet quiet", owner="staff"),
        },
        good={
            "agency and an alarm": action_plan(
                first="move refer agency ring", fix="alarm handover rota log", owner="senior deputy manager manager",
                done="2027-03-26 2027-03-18 2027-04-01 2027-03-10", again="2027-05-03 2027-04-20 2027-05-10 2027-04-09"),
            "letters drafted, hours counted": action_plan(
                first="move refer cover draft", fix="daily handover rota template", proof="chart tracked hours replied",
                owner="senior manager deputy deputy",
                done="2027-03-05 2027-03-15 2027-03-20 2027-03-15", again="2027-04-06 2027-04-16 2027-04-20 2027-04-16"),
            "the manager takes the fridge, in a hurry": action_plan(
                first="move refer agency ring", owner="manager deputy manager deputy",
                done="2027-03-08 2027-03-08 2027-03-31 2027-03-05", again="2027-04-06 2027-05-03 2027-06-01 2027-04-02"),
        },
        damaged={
            "the handyperson and the seniors own it": action_plan(owner="senior handyperson handyperson senior"),
            "all of it done and looked at today": action_plan(done="2027-03-04", again="2027-03-04"),
            "all staff own all of it": action_plan(owner="staff"),
        },
    )
}  # fmt: skip
