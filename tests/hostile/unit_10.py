"""Unit 10: Maple's rota."""

from plans import Answer, Hostile

UNIT = "10-staffing"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LETTERS = {"E": "early", "L": "late", "N": "night"}
PEOPLE = ("joy", "kuba", "lena", "marek", "nia", "owen", "pavel", "hana", "idris")
FULL = ("L-EL--E", "-E--EEE", "ELLL---", "---ELLL", "-EEE-E-", "ELL-L--", "L---ELL", "N-N--NN", "-N-NN--")


def week(people: tuple[str, ...] = FULL, **changes: str) -> Answer:
    """A week by nine people, seven letters each, with some people's days put differently."""
    rows = dict(zip(PEOPLE, people, strict=True)) | changes
    named = {person: zip(DAYS, letters, strict=True) for person, letters in rows.items()}
    return {
        "rota": {person: {day: LETTERS[letter] for day, letter in days if letter in LETTERS} for person, days in named.items()}
    }


JOY_WORKS_SATURDAY = week(("---LLLL", "LL---EE", "EEEE---", "--L-ELL", "--EEE-E", "EE-LL--", "LLL--E-", "--N-NNN", "NN-N---"))
"""Two carers' wishes against two others' evenings: Joy works on the day of the wedding, and four lates."""
ANOTHER = week(("L--EE-L", "-EL-LL-", "ELLL---", "E-E--EE", "-E--EEE", "L-ELL--", "-L-E-LL", "N-N--NN", "-N-NN--"))
UNEVEN = week(("-ELLL-E", "--E-ELL", "LL-E---", "E-L--EL", "EE--EEE", "L-EEL--", "-L-L-L-", "-NN-N-N", "N--N-N-"))
NOTHING = "-------"

PLANS = {
    "q7": Hostile(
        dangerous={
            "Lena is late on Tuesday and early on Wednesday": week(joy="L-LL--E", lena="ELEL---"),
            "nobody on Monday's late gives medicines": week(joy="E-EL--E", owen="LLL-L--"),
            "Kuba is called out of his course": week(kuba="-E-EEEE", marek="----LLL"),
            "Nia is left without a bus on Tuesday": week(nia="-LEE-E-", owen="EEL-L--"),
            "an early with one carer, so that nobody does overtime": week(nia="-E-E-E-"),
            "Hana works every night": week(hana="NNNNNNN", idris=NOTHING),
            "the agency takes Joy's shifts, medicines or not": week(joy=NOTHING, agency="L-EL--E"),
            "Pavel works all seven days": week(pavel="LLLLLLL"),
        },
        meaningless={
            "nothing but agency lates": week((NOTHING,) * 9, agency="LLLLLLL"),
            "everybody early, every day": week(("EEEEEEE",) * 9),
            "everybody late on weekdays": week(("LLLLL--",) * 9),
            "the nights, and nothing else": week((NOTHING,) * 7 + FULL[7:]),
            "each person's shifts from Monday on": week(("EEEE---",) * 7 + ("NNNN---", "NNN----")),
        },
        good={
            "Joy works on Saturday": JOY_WORKS_SATURDAY,
            "the agency takes Owen's late on Friday": week(owen="ELL----", agency="----L--"),
            "another week that keeps every rule": ANOTHER,
            "Joy off on Saturday, and a few people's hours a shift out": UNEVEN,
            "four nights in a row for Hana": week(hana="--NNNN-", idris="NN----N"),
        },
        damaged={"the agency takes three of Pavel's shifts": week(pavel="L------", agency="----ELL")},
    )
}  # fmt: skip
