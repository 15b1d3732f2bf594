# %% solution squares
def squares(n):
    """Return the first n squares."""
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i**2 for i in range(1, n + 1)]
# %% test f1 2
assert squares(1) == [1]
assert squares(3) == [1, 4, 9]
assert isinstance(squares(2), list)
assert type(squares(2)) is list and type(squares(2)[0]) is int
# %% test f2
try:
    squares(0)
except ValueError as error:
    assert "at least" in str(error)
else:
    raise AssertionError("did not raise")
# %% test f3
import pytest
with pytest.raises(ValueError, match="at least 1"):
    squares(-1)
# %% solution uses
def total(n):
    return sum(squares(n))
# %% test f4
assert total(3) == 14
kept = squares
del squares
try:
    total(1)
except NameError:
    pass
else:
    raise AssertionError("total does not use squares")
finally:
    squares = kept
assert total(2) == 5
# %% test f5
kept = squares
def squares(n):
    return [100]
assert total(9) == 100
squares = kept
assert total(2) == 5
# %% test f6
assert squares.__name__ == "squares"
assert "first n squares" in squares.__doc__
import inspect
assert list(inspect.signature(squares).parameters) == ["n"]
assert callable(squares)
# %% solution higher
def apply_twice(f, x):
    return f(f(x))
def compose(f, g):
    return lambda x: f(g(x))
def make_counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
def sort_by(items, key):
    return sorted(items, key=key)
# %% test f7
assert apply_twice(lambda v: v * 3, 2) == 18
assert compose(str, len)([1, 2]) == "2"
assert compose(lambda v: v + 1, lambda v: v * 2)(5) == 11
one, two = make_counter(), make_counter()
assert [one(), one(), two(), one()] == [1, 2, 1, 3]
assert sort_by(["bbb", "a", "cc"], len) == ["a", "cc", "bbb"]
assert sort_by([(1, "b"), (0, "c")], lambda p: p[1]) == [(1, "b"), (0, "c")]
# %% test f8
class Odd(Exception):
    pass
def awkward(v):
    raise Odd("no")
seen = []
def note(v):
    seen.append(v)
    return v
assert apply_twice(note, 4) == 4 and seen == [4, 4]
try:
    apply_twice(awkward, 1)
except Exception as error:
    assert "no" in str(error)
else:
    raise AssertionError
# %% solution changes
def add_item(basket, item, n=1):
    basket[item] = basket.get(item, 0) + n
def sort_here(items):
    items.sort()
    return items
def flip(grid):
    for row in grid:
        row.reverse()
history = []
def remember(x):
    history.append(x)
    return len(history)
def clear():
    global history
    history = []
# %% test f9
basket = {"tea": 1}
add_item(basket, "tea")
add_item(basket, "milk", n=4)
assert basket == {"tea": 2, "milk": 4}
items = [3, 1, 2]
assert sort_here(items) is items
assert items == [1, 2, 3]
grid = [[1, 2], [3, 4]]
row = grid[0]
assert flip(grid) is None
assert grid == [[2, 1], [4, 3]] and row == [2, 1]
# %% test f10
assert remember("a") == 1
assert remember("b") == 2
assert history == ["a", "b"]
history.append("c")
assert remember("d") == 4
history.clear()
assert remember("e") == 1
clear()
assert history == []
# %% solution gens
def evens(n):
    for i in range(n):
        yield 2 * i
def pairs(d):
    return d.items()
def doubled(xs):
    return map(lambda x: 2 * x, xs)
# %% test f11
import types
g = evens(3)
assert isinstance(g, types.GeneratorType)
assert next(g) == 0 and list(g) == [2, 4]
assert sum(evens(4)) == 12
assert sorted(pairs({"a": 1})) == [("a", 1)]
assert list(doubled([1, 2])) == [2, 4]
assert 4 in evens(5)
for number in evens(2):
    assert number % 2 == 0
# %% solution recursion
def fact(n):
    return 1 if n == 0 else n * fact(n - 1)
def forever(n):
    return forever(n + 1)
def many(*args, scale=1, **kw):
    return sum(args) * scale + len(kw)
def nothing():
    pass
def several():
    return 1, "two", [3.0], None, {"five"}
# %% test f12
assert fact(30) == 265252859812191058636308480000000
with pytest.raises(RecursionError):
    forever(0)
assert many(1, 2, 3, scale=2, a=1, b=2) == 14
assert nothing() is None
a, b, c, d, e = several()
assert (a, b, c, d, e) == (1, "two", [3.0], None, {"five"})
with pytest.raises(TypeError):
    fact()
# %% solution globalsy
rate = 3
def price(n):
    return n * rate
# %% test f13
assert price(2) == 6
rate = 10
assert price(2) == 20
rate = 3
# %% test f14
assert "rate" in globals()
assert "price" in globals() and callable(globals()["price"])
assert "nonsense" not in globals()
assert "rate" in dir()
assert eval("rate + 1") == 4
assert [price(i) for i in range(3)] == [0, 3, 6]
# %% test f15
from unittest import mock
with mock.patch("__main__.rate", 7):
    assert price(1) == 7
assert price(1) == 3
# %% solution late
print("nothing to see")
# %% student late
oops = undefined_name + 1
# %% test f16
assert late_value == 4
# %% solution wrongish
def add(a, b):
    return a + b
# %% student wrongish
def add(a, b):
    return a - b
# %% test f17 3
assert add(2, 0) == 2
# %% test f18 3
assert add(2, 1) == 3
# %% solution syntax
x = 1
# %% student syntax
def broken(:
# %% test f19
assert 1 + 1 == 2
# %% locked helper
from numpy.testing import assert_allclose
TOLERANCE = 0.01
def close(a, b):
    return abs(a - b) < TOLERANCE
# %% solution usehelper
answer = 2 / 3
ok = close(answer, 0.67)
# %% test f20
assert ok is True
assert close(answer, 0.6667)
assert_allclose(answer, 0.66666, rtol=1e-4)
# %% test f21
import math
def helper_for_students(v):
    return math.sqrt(v)
assert helper_for_students(4) == 2
# %% solution afterhelper
root = helper_for_students(16) + math.floor(1.5)
# %% test f22
assert root == 5
# %% test partial1 4
score = 0
if add(5, 0) == 5: score += 1
if add(5, 1) == 6: score += 1
score
# %% test partial2 2
0.5
# %% test partial3 2
"well done"
# %% test partial4 2
print(1.5)
# %% test partial5 2
squares(2)
# %% test partial6 2
2
# %% test partial7 2
1.5;
