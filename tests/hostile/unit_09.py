"""Unit 09: the action plan after a mock inspection."""

from __future__ import annotations

from plans import Hostile

from grader.check.hostile import Answer, changed

UNIT = "09-compliance"
FINDINGS = ("fridge", "bruise", "bells", "letters")


def action_plan(
    first: str = "move refer cover ring",
    fix: str = "daily handover rota log",
    proof: str = "chart tracked waits replied",
    owners: str = "deputy manager manager deputy",
    done: str = "03-12 03-12 03-19 03-12",
    again: str = "04-12 04-12 04-19 04-12",
) -> Answer:
    tonight = {
        finding: {finding: {"first": a, "fix": b, "proof": c}}
        for finding, a, b, c in zip(FINDINGS, first.split(), fix.split(), proof.split(), strict=True)
    }
    days = zip(FINDINGS, owners.split(), done.split(), again.split(), strict=True)
    run = {finding: {"owner": owner, "done": f"2027-{by}", "again": f"2027-{look}"} for finding, owner, by, look in days}
    return {**tonight, "run": run}


FULL = action_plan()
PAPER = action_plan(
    fix="notice policy target box",
    proof="signed signed email policy",
    owners="staff staff staff staff",
    done="12-31 12-31 12-31 12-31",
    again="12-31 12-31 12-31 12-31",
)
TODAY = action_plan(done="03-04 03-04 03-04 03-04", again="03-04 03-04 03-04 03-04")
FIRST = ("move", "refer", "cover", "ring")
TONIGHT: Answer = {finding: {finding: {"first": first}} for finding, first in zip(FINDINGS, FIRST, strict=True)}

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
            "tonight right, then paper for all staff by the end of the year": PAPER,
            "tonight right, and nothing else": TONIGHT,
            "ready for the visit: filled in, warned, a target, thank-you cards": action_plan(
                "log map remind form", "trained warn target unopened", "fill none quiet quiet", "staff staff staff staff"
            ),
        },
        good={
            "agency and an alarm": action_plan(
                first="move refer agency ring",
                fix="alarm handover rota log",
                owners="senior deputy manager manager",
                done="03-26 03-18 04-01 03-10",
                again="05-03 04-20 05-10 04-09",
            ),
            "letters drafted, hours counted": action_plan(
                first="move refer cover draft",
                fix="daily handover rota template",
                proof="chart tracked hours replied",
                owners="senior manager deputy deputy",
                done="03-05 03-15 03-20 03-15",
                again="04-06 04-16 04-20 04-16",
            ),
            "the manager takes the fridge, in a hurry": action_plan(
                first="move refer agency ring",
                owners="manager deputy manager deputy",
                done="03-08 03-08 03-31 03-05",
                again="04-06 05-03 06-01 04-02",
            ),
        },
        damaged={
            "the handyperson and the seniors own it": action_plan(owners="senior handyperson handyperson senior"),
            "all of it done and looked at today": TODAY,
            "all staff own all of it": changed(FULL, {"run": {finding: {"owner": "staff"} for finding in FINDINGS}}),
        },
    )
}
