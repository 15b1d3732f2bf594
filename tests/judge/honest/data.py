# %% locked setup
import numpy as np
import pandas as pd
import random
df = pd.DataFrame({"ward": ["A", "B", "A", "C"], "beds": [10, 12, 8, 5], "cost": [1.5, 2.0, np.nan, 4.0]})
# %% solution read
visits = pd.read_csv("visits.csv", parse_dates=["day"])
by_ward = df.groupby("ward")["beds"].sum()
top = by_ward.idxmax()
mean_cost = df["cost"].mean()
# %% test d1
assert len(visits) == 3 and list(visits.columns) == ["day", "n"]
assert visits.day.dt.year.eq(2026).all()
pd.testing.assert_series_equal(by_ward, pd.Series([18, 12, 5], index=pd.Index(["A", "B", "C"], name="ward"), name="beds"))
assert top == "A"
assert mean_cost == 2.5
np.testing.assert_allclose(mean_cost, 2.5)
assert round(mean_cost, 1) == 2.5 and isinstance(mean_cost, float)
# %% solution inplace
df["rate"] = df["beds"] * 2
df.drop(columns="cost", inplace=True)
df.loc[0, "beds"] = 99
# %% test d2
assert "rate" in df.columns and "cost" not in df
assert df.shape == (4, 3)
assert df.loc[0, "beds"] == 99 and df.beds.max() == 99
assert df.equals(df.copy())
# %% solution funcs
def clean(frame):
    frame = frame.dropna()
    return frame.reset_index(drop=True)
def add_total(frame):
    frame["total"] = frame.sum(axis=1)
def normalise(a):
    return (a - a.mean()) / a.std()
def fill(a):
    a[a < 0] = 0
def stats(s):
    return {"mean": s.mean(), "n": len(s), "max": s.max()}
def matrix(n):
    return np.eye(n)
# %% test d3
t = pd.DataFrame({"a": [1.0, None, 3.0], "b": [4.0, 5.0, 6.0]})
pd.testing.assert_frame_equal(clean(t), pd.DataFrame({"a": [1.0, 3.0], "b": [4.0, 6.0]}))
assert t.shape == (3, 2)
add_total(t)
assert t["total"].tolist() == [5.0, 5.0, 9.0]
arr = np.array([1.0, -2.0, 3.0])
fill(arr)
assert arr.tolist() == [1.0, 0.0, 3.0]
np.testing.assert_allclose(normalise(np.array([1.0, 2.0, 3.0])).mean(), 0, atol=1e-12)
assert stats(pd.Series([1, 2, 3])) == {"mean": 2.0, "n": 3, "max": 3}
assert matrix(3).shape == (3, 3) and matrix(2).dtype == float
np.testing.assert_array_equal(matrix(2), [[1, 0], [0, 1]])
# %% solution seeds
random.seed(4)
draws = [random.randint(1, 6) for _ in range(5)]
np.random.seed(1)
noise = np.random.normal(size=3)
def roll():
    return random.randint(1, 6)
def sample(n):
    return np.random.rand(n)
rng = np.random.default_rng(7)
first = rng.integers(0, 100)
# %% test d4
random.seed(4)
assert draws == [random.randint(1, 6) for _ in range(5)]
np.random.seed(1)
np.testing.assert_allclose(noise, np.random.normal(size=3))
assert first == np.random.default_rng(7).integers(0, 100)
# %% test d5
random.seed(10)
expected = [random.randint(1, 6) for _ in range(4)]
random.seed(10)
assert [roll() for _ in range(4)] == expected
np.random.seed(3)
want = np.random.rand(4)
np.random.seed(3)
np.testing.assert_allclose(sample(4), want)
assert set(roll() for _ in range(300)) <= {1, 2, 3, 4, 5, 6}
# %% solution types
import datetime
from decimal import Decimal
from fractions import Fraction
when = datetime.date(2026, 11, 23)
moment = pd.Timestamp("2026-11-23 10:42", tz="Europe/London")
money = Decimal("10.10")
third = Fraction(1, 3)
z = 3 + 4j
empty = None
flag = np.bool_(True)
i8 = np.int64(7)
wards = {"A", "B"}
nested = {"a": [1, (2, {"b": None})]}
dtypes = df.dtypes
cat = pd.Categorical(["low", "high"], categories=["low", "high"], ordered=True)
multi = df.set_index(["ward", "beds"])
blob = b"abc"
# %% test d6
assert when.year == 2026 and when + datetime.timedelta(days=1) == datetime.date(2026, 11, 24)
assert moment.tz_convert("UTC").hour == 10
assert money + 1 == Decimal("11.10") and third * 3 == 1 and abs(z) == 5
assert empty is None and flag and i8 == 7 and isinstance(i8, np.integer)
assert wards == {"B", "A"} and nested["a"][1][1]["b"] is None
assert dtypes["beds"] == np.int64
assert multi.index.nlevels == 2 and multi.loc[("A", 99), "rate"] == 20
assert blob == b"abc" and type(blob) is bytes
# %% solution files
with open("out.txt", "w") as fh:
    fh.write("hello\n")
df.to_csv("table.csv", index=False)
def save(path, text):
    with open(path, "w") as fh:
        fh.write(text)
def load(path):
    with open(path) as fh:
        return fh.read()
# %% test d7
import os
assert open("out.txt").read() == "hello\n"
assert os.path.exists("table.csv") and pd.read_csv("table.csv").shape == (4, 3)
save("new.txt", "written")
assert open("new.txt").read() == "written"
with open("given.txt", "w") as fh:
    fh.write("from the test")
assert load("given.txt") == "from the test"
with __import__("pytest").raises(FileNotFoundError):
    load("missing.txt")
os.remove("new.txt")
assert not os.path.exists("new.txt")
# %% solution hashes
a = 5
b = "hello"
c = [1, 2, "test"]
# %% test d8
from hashlib import sha1
assert sha1(str(type(a)).encode() + b"x").hexdigest() == sha1(b"<class 'int'>x").hexdigest()
assert str(sorted(map(str, c))) == "['1', '2', 'test']" and str(b.lower()) == "hello"
# %% solution wrangle
long = df.melt(id_vars="ward")
pivot = long.pivot_table(index="ward", columns="variable", values="value", aggfunc="sum")
weekly = pd.Series(range(14), index=pd.date_range("2026-01-01", periods=14, freq="D")).resample("W").sum()
merged = df.merge(pd.DataFrame({"ward": ["A", "B"], "lead": ["x", "y"]}), how="left")
# %% test d9
assert pivot.loc["A", "beds"] == 107
assert weekly.sum() == 91 and weekly.index.freqstr == "W-SUN"
assert merged["lead"].isna().sum() == 1
assert (long["variable"] == "beds").sum() == 4
assert list(df.itertuples(index=False))[1].ward == "B"
# %% solution wrongmean
avg = df["beds"].mean()
# %% student wrongmean
avg = df["beds"].median()
# %% test d10 2
assert avg == df["beds"].mean()
# %% solution grouped
g = df.groupby("ward")
# %% test d11
assert g["beds"].sum().loc["B"] == 12
assert g.size().to_dict() == {"A": 2, "B": 1, "C": 1}
