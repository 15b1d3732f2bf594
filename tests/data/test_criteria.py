"""Does every unit say where it counts, by criteria that exist and sources that say what was read?"""

import itertools
import json
import re
from importlib.resources import files

import pytest

from carelab.data.course import statements
from carelab.data.criteria import by_scheme, caveat, criteria
from carelab.data.sources import sources

RAW = json.loads(files("carelab.data").joinpath("criteria.json").read_text(encoding="utf-8"))
UNITS = sorted({statement.unit for statement in statements().values()})
AREAS = {f"Area {n}" for n in range(1, 12)}


def areas(unit: str) -> set[int]:
    return {int(row.ref.split()[1]) for row in criteria(unit) if row.ref.startswith("Area ")}


def test_every_unit_is_mapped_and_no_other_and_every_scheme_used() -> None:
    assert sorted(RAW["units"]) == UNITS
    assert criteria("00-start-here") == ()
    assert {row["scheme"] for rows in RAW["units"].values() for row in rows} == set(RAW["schemes"])


@pytest.mark.parametrize("unit", UNITS)
def test_refs_are_known_rows_of_a_scheme_stand_together_and_each_says_what_the_student_does(unit: str) -> None:
    assert all(RAW["schemes"][row["scheme"]]["refs"][row["ref"]]["source"] in sources() for row in RAW["units"][unit])
    assert len({(row.scheme, row.ref) for row in criteria(unit)}) == len(criteria(unit))
    groups = by_scheme(unit)
    assert len({scheme for scheme, _ in groups}) == len(groups)
    assert tuple(itertools.chain.from_iterable(rows for _, rows in groups)) == criteria(unit)
    assert [row.how for row in criteria(unit) if not re.fullmatch(r"(You|Your) [^.]{10,130}\.", row.how)] == []


def test_the_areas_are_those_of_the_map() -> None:
    """The areas of course/2-qualifications.md, section 2.3."""
    assert set(RAW["schemes"]["areas"]["refs"]) == AREAS
    assert [sorted(areas(unit)) for unit in UNITS] == [
        [1, 9], [1], [2, 7, 8], [1, 4, 5], [3, 7, 9, 10], [1, 3, 9], [1, 2, 11], [7, 10], [2, 8], [6, 7], [2, 7, 10], [2, 11],
        [1, 4, 5, 11], [1, 3, 5, 8], [3, 5, 11], [3, 8, 10], [6, 9], list(range(1, 12)),
    ]  # fmt: skip


def test_the_caveat_says_that_the_assessor_decides() -> None:
    assert "aren't an awarding body's assessment" in caveat()
    assert "your assessor decides" in caveat()
