from attacks.attack import names
from attacks.table import GROUPS, PAGE, page


def test_does_the_page_in_the_docs_list_every_attack() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Write it anew: PYTHONPATH=tests python tests/attacks/table.py"


def test_no_name_stands_twice() -> None:
    listed = [*names(), *(trick.name for tricks in GROUPS.values() for trick in tricks)]
    assert len(set(listed)) == len(listed) >= 60
