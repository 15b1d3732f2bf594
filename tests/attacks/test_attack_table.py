import importlib
import re

import pytest
from attacks.attack import FOLDER, names
from attacks.table import GROUPS, PAGE, page


def test_does_the_page_in_the_docs_list_every_attack() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Write it anew: PYTHONPATH=tests python tests/attacks/table.py"


def test_no_name_stands_twice() -> None:
    listed = [*names(), *(trick.name for tricks in GROUPS.values() for trick in tricks)]
    assert len(set(listed)) == len(listed) >= 60


@pytest.mark.parametrize("name", names())
def test_what_an_attack_takes_of_the_judge_is_there_to_be_taken(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    taken = [word for line in re.findall(r"^from grader\.judge import (.+)$", text, re.MULTILINE) for word in line.split(", ")]
    modules = {word: importlib.import_module(f"grader.judge.{word}") for word in taken}
    for word, attribute in re.findall(rf"\b({'|'.join(taken)})\.(\w+)", text) if taken else ():
        assert hasattr(modules[word], attribute), f"{name} attacks {word}.{attribute}, which is not there: it would prove nothing"
