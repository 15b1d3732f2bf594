"""Does the check see each way in which a text can contradict the course's world, and leave the course as it stands alone?"""

import pytest
from planted import UNIT, Planted, whole_course

from grader.check.world import NOTES, check_world


def test_the_course_does_not_contradict_itself() -> None:
    assert [str(finding) for finding in check_world(whole_course())] == []


CONTRADICTIONS = {
    "Larkfield House has 42 beds.": "Larkfield has 40 (beds)",
    "Larkfield has **40 beds** and 35 residents.": "Larkfield has 36 (residents)",
    "All of its 52 staff came.": "Larkfield has 48 (staff)", "They checked all 40 care plans.": "Larkfield has 36 (care plans)",
    "Each pays £1,100 a week.": "Larkfield has 1,200 (weekly fee)",
    "Grace, the cook, comes in.": "Grace is called cook, and is carer elsewhere",
    "Temi is the deputy manager here.": "Temi is called deputy, and is senior elsewhere",
    "You ask the night nurse Ana to help.": "Ana is called nurse, and is carer elsewhere",
    "You ask senior carer Grace and deputy Temi.": "Temi is called deputy, and is senior elsewhere",
    "Devi (night cook) is late.": "Devi is called cook, and is carer elsewhere",
    "Mrs Hall is the owner of Larkfield.": "Mrs Hall is called owner, and is resident elsewhere",
    "Mrs Hall lives in room 9.": "Mrs Hall is put in room 9, and lives in room 12",
    "Mr Hall is the son of Mrs Hall, who lives in room 14.": "Mrs Hall is put in room 14",
    "Mrs Patel rings.": "Mrs Patel is not in the course's world",
    "Ngozi, a new carer, rings.": "Ngozi (carer) is not in the course's world",
    "Larkfield House is a large nursing home.": "Larkfield is called a large nursing home",
}  # fmt: skip
AGREES = (
    "Larkfield House is a care home with 40 beds, 36 residents and 48 staff.",
    "At Larkfield, 9 of 10 residents said that it helps.",
    "Grace, a carer, meets Temi, the senior on duty, and Mrs Hall of room 12.",
    "Ask carer Ana, night carer Ben and senior Temi. Grace, carers say, is kind.",
    "It is the manager who decides. She is a new deputy.",
)


@pytest.mark.parametrize("folder", ["notebooks", "source"])
def test_each_planted_contradiction_is_an_error_in_its_place_and_what_agrees_is_left_alone(folder: str, planted: Planted) -> None:
    planted.add(folder, *CONTRADICTIONS, *AGREES)
    found = planted.finds(check_world)
    assert {(f.severity, f.file) for f in found} == {("error", f"{folder}/{UNIT}/{UNIT}.ipynb")}
    assert [f.where.partition("(")[2].strip(")") for f in found] == [
        "planted",
        *(f"planted-{n}" for n in range(1, len(CONTRADICTIONS))),
    ]
    assert [told for told, finding in zip(CONTRADICTIONS.values(), found, strict=True) if told not in finding.problem] == []


def test_a_contradiction_in_a_tutors_note_is_an_error(planted: Planted) -> None:
    note = planted.root / NOTES / f"{UNIT}.md"
    note.parent.mkdir(parents=True)
    course = planted.material()
    for said, told in CONTRADICTIONS.items():
        note.write_text(f"# Tutor's notes\n\n{said}\n", encoding="utf-8")
        (found,) = check_world(course)
        assert (found.severity, found.file, told in found.problem) == ("error", f"{NOTES}/{UNIT}.md", True), str(found)


@pytest.mark.parametrize("folder", ["notebooks", "source"])
def test_a_notebook_that_names_the_world_says_that_it_is_invented(folder: str, planted: Planted) -> None:
    def silence(notebook: dict[str, list[dict[str, object]]]) -> None:
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"]).replace("invented", "real")

    planted.edit(folder, silence)
    found = planted.finds(check_world)
    assert [f.problem for f in found] == ["Larkfield is named, but nothing says that it is invented."]
    assert found[0].file.startswith(folder)
