"""Maple unit's rota of unit 10: its people, its shifts, and weeks that keep or break its rules."""

from carelab.questions.plan.rota import Person, Rota, Shift

DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
MEDICINES = ["medicines"]
SHIFTS = {
    "early": Shift("Early", "07:00", "14:30", 7, 2, {"medicines": 1}),
    "late": Shift("Late", "14:00", "21:30", 7, 2, {"medicines": 1}),
    "night": Shift("Night", "21:15", "07:15", 9.5, 1, {"medicines": 1}),
}
BY_DAY = ["early", "late"]
WISHES = {"joy": "sat"}
"""A day that somebody asks to have off, and that they are not on leave."""


def people(trained: tuple[str, ...] = ("joy", "kofi", "lena", "marek")) -> dict[str, Person]:
    """Everybody, where these of the carers by day give medicines."""
    away = {
        "kofi": {"thu": "first-aid course"},
        "lena": {"fri": "leave", "sat": "leave", "sun": "leave"},
        "marek": {"tue": "hospital"},
        "owen": {"sat": "agreed day pattern", "sun": "agreed day pattern"},
    }
    found = {
        name: Person(
            name.title(),
            28,
            MEDICINES if name in trained else [],
            away.get(name, {}),
            ["early"] if name == "nia" else BY_DAY,
        )
        for name in ("joy", "kofi", "lena", "marek", "nia", "owen", "pavel")
    }
    nights = {
        "hana": Person("Hana", 4 * 9.5, MEDICINES, {}, ["night"]),
        "idris": Person("Idris", 3 * 9.5, MEDICINES, {"wed": "studies"}, ["night"]),
    }
    return found | nights


MAPLE = Rota("rota", "Maple's week", people(), DAYS, SHIFTS, {"medicines": "gives medicines"})

_LETTERS = {"E": "early", "L": "late", "N": "night"}


def rows(text: str) -> dict[str, dict[str, str]]:
    """Read a week from lines such as ``Joy L – E L – – E``."""
    weeks = [line.split() for line in text.strip().splitlines()]
    return {
        name.lower(): {day: _LETTERS[letter] for day, letter in zip(DAYS, letters, strict=True) if letter in _LETTERS}
        for name, *letters in weeks
    }


FULL = """
Joy   L – E L – – E
Kofi  – E – – E E E
Lena  E L L L – – –
Marek – – – E L L L
Nia   – E E E – E –
Owen  E L L – L – –
Pavel L – – – E L L
Hana  N – N – – N N
Idris – N – N N – –
"""
