import datetime as dt
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from carelab.answers.plain_value import as_plain
from carelab.questions.values import MOST_PARTS, same

STAFF = pd.DataFrame({"name": ["Ann", "Bo", "Ann"], "hours": [5, 7.5, np.nan]})


BY_NAME = {"is": "table", "columns": ["name", "hours"], "index": None, "rows": [["Ann", 5], ["Bo", 7.5]]}


class _Broken(dict):
    def keys(self) -> Any:
        raise RuntimeError("no keys")


@pytest.mark.parametrize(("value", "plain"), [
    (None, None), (True, True), (3, 3), (float("nan"), None), (10**400, None), ("Mon", "Mon"), (Decimal("1.5"), 1.5),
    (Fraction(1, 4), 0.25), (np.float64(2.5), 2.5), (np.int64(2), 2), (np.bool_(False), False), (pd.NA, None), (pd.NaT, None),
    (pd.Timestamp("2026-11-23"), "2026-11-23"), (dt.date(2026, 11, 23), "2026-11-23"),
    (pd.Timestamp("2026-11-23 10:42"), "2026-11-23T10:42:00"), (np.datetime64("2026-11-23"), "2026-11-23"), ((1, [2]), [1, [2]]),
    (range(3), [0, 1, 2]), ({"a": 1}, {"is": "dict", "pairs": [["a", 1]]}), ({1: (2,)}, {"is": "dict", "pairs": [[1, [2]]]}),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]), (STAFF["name"], ["Ann", "Bo", "Ann"]),
    (STAFF["name"].unique(), ["Ann", "Bo"]), (STAFF.columns, ["name", "hours"]),
    (STAFF[STAFF["name"] == "Bo"]["hours"], {"is": "series", "pairs": [[1, 7.5]]}),
    (STAFF.groupby("name")["hours"].sum(), {"is": "series", "pairs": [["Ann", 5], ["Bo", 7.5]]}),
    (STAFF["name"].value_counts(), {"is": "series", "pairs": [["Ann", 2], ["Bo", 1]]}),
    (STAFF.groupby("name")[["hours"]].sum(), BY_NAME), (STAFF.groupby("name", as_index=False)["hours"].sum(), BY_NAME),
    (STAFF.tail(1), {"is": "table", "columns": ["name", "hours"], "index": [2], "rows": [["Ann", None]]}),
    (len, {"is": "other", "type": "builtin_function_or_method"}), (_Broken(), {"is": "other", "type": "_Broken"}),
    (list(range(MOST_PARTS + 1)), {"is": "other", "type": "list that is too large"}),
    (pd.Series(range(MOST_PARTS + 1)), {"is": "other", "type": "Series that is too large"}),
], ids=lambda value: type(value).__name__)  # fmt: skip
def test_what_code_makes_as_plain_data(value: Any, plain: Any) -> None:
    assert as_plain(value) == plain


def test_a_list_that_holds_itself_comes_to_an_end() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert as_plain(endless)["is"] == "other"


def test_one_sum_by_name_is_the_same_however_pandas_was_asked_for_it() -> None:
    asked = [STAFF.groupby("name")[["hours"]].sum(), STAFF.groupby("name", as_index=False)["hours"].sum()]
    asked += [STAFF.pivot_table(index="name", values="hours", aggfunc="sum"), {"Bo": 7.5, "Ann": 5}]
    wanted = as_plain(STAFF.groupby("name")["hours"].sum())
    assert all(same(as_plain(made), wanted) for made in asked)


def test_plain_values_need_no_pandas() -> None:
    code = "import sys; from carelab.answers.plain_value import as_plain; print(as_plain([1, {'a': 2}]), 'pandas' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "[1.0, {'is': 'dict', 'pairs': [['a', 2.0]]}] False"
