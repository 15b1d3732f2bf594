# %% free
%matplotlib inline
import matplotlib.pyplot as plt
import warnings, sys, time, asyncio
# %% solution plot
plt.plot([1, 2, 3])
plt.title("A run chart")
plt.show()
fig, ax = plt.subplots()
ax.bar(["A", "B"], [1, 2])
ax.set_xlabel("Ward")
ax.set_ylabel("Beds")
def draw(values):
    fig, ax = plt.subplots()
    ax.plot(values, label="beds")
    ax.set_title("Beds")
    ax.legend()
    return ax
plotted = [1, 2, 3]
# %% test n1
assert plotted == [1, 2, 3]
assert ax.get_xlabel() == "Ward" and ax.get_ylabel() == "Beds"
assert len(ax.patches) == 2
assert [p.get_height() for p in ax.patches] == [1, 2]
# %% test n2
got = draw([3, 1, 2])
assert got.get_title() == "Beds"
assert list(got.lines[0].get_ydata()) == [3, 1, 2]
assert got.get_legend() is not None
# %% solution prints
print("loading", file=sys.stderr)
warnings.warn("a warning costs nothing")
for i in range(3):
    print(i)
display({"a": 1})
def greet(name):
    print(f"Hello, {name}")
def ask():
    return int(input("How many? ")) * 2
def warn():
    warnings.warn("careful", UserWarning)
    return 1
# %% test n3
import io
from contextlib import redirect_stdout
buffer = io.StringIO()
with redirect_stdout(buffer):
    greet("Ann")
assert buffer.getvalue() == "Hello, Ann\n"
old, sys.stdout = sys.stdout, io.StringIO()
greet("Bo")
text, sys.stdout = sys.stdout.getvalue(), old
assert text.strip() == "Hello, Bo"
# %% test n4
from unittest.mock import patch
with patch("builtins.input", return_value="21"):
    assert ask() == 42
import builtins
kept, builtins.input = builtins.input, lambda prompt="": "4"
assert ask() == 8
builtins.input = kept
# %% test n5
try:
    ask()
except Exception as error:
    assert "StdinNotImplemented" in type(error).__name__ or isinstance(error, (NotImplementedError, RuntimeError))
# %% solution magics
%%time
total = sum(range(1000))
# %% test n6
assert total == 499500
# %% solution shellcell
%%bash
echo "from bash" > bash.txt
# %% student shellcell
%%writefile bash.txt
from bash
# %% test n7
assert open("bash.txt").read().strip() == "from bash"
# %% solution shell
listing = !echo hi
%timeit -n1 -r1 1 + 1
x = 3
x
# %% test n8
assert listing == ["hi"] and x == 3
# %% solution capture
%%capture captured
print("inside")
y = 9
# %% test n9
assert y == 9
# %% test n10
%%capture out
greet("Cy")
assert True
# %% test n11
%timeit -n1 -r1 greet
assert total > 0
# %% solution asyncs
async def later(v):
    await asyncio.sleep(0)
    return v + 1
waited = await later(1)
# %% test n12
assert waited == 2
# %% solution lastvalue
40 + 2
# %% solution underscore
kept_value = _
# %% test n13
assert kept_value == 42
# %% solution files
import mymodule
twice = mymodule.double(4)
# %% test n14
assert twice == 8
# %% solution env
import os
here = os.path.basename(os.getcwd())
marking = os.getenv("NBGRADER_EXECUTION")
main = __name__
# %% test n15
assert marking == "autograde" and main == "__main__"
# %% solution killed
values = [1, 2, 3]
# %% student killed
values = [1, 2, 3]
raise SystemExit("done early")
# %% test n16
assert values == [1, 2, 3]
# %% solution nested
def outer():
    class Local:
        def __init__(self): self.v = 3
    return Local()
def boom():
    raise KeyError("missing ward")
def chain():
    try:
        boom()
    except KeyError as e:
        raise RuntimeError("no ward") from e
# %% test n17
assert outer().v == 3
import pytest
with pytest.raises(KeyError, match="missing ward"):
    boom()
with pytest.raises(RuntimeError):
    chain()
# %% solution mutable
state = {"n": 0}
def tick():
    state["n"] += 1
tick()
# %% free
tick()
# %% test n18
assert state["n"] == 2
tick()
assert state["n"] == 3
state["n"] = 10
tick()
assert state == {"n": 11}
# %% free
tick()
# %% test n19
assert state == {"n": 12}
# %% solution shadow
def my_sum(values):
    t = 0
    for v in values:
        t += v
    return t
# %% test n20
import random
for _ in range(20):
    xs = [random.randint(-9, 9) for _ in range(random.randint(0, 9))]
    assert my_sum(xs) == sum(xs), xs
