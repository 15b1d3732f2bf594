# %% solution account
class Overdrawn(Exception):
    def __init__(self, short):
        super().__init__(f"short by {short}")
        self.short = short
class Account:
    """A bank account."""
    rate = 0.05
    count = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []
        Account.count += 1
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self.log.append(("in", amount))
        return self
    def withdraw(self, amount):
        if amount > self.balance:
            raise Overdrawn(amount - self.balance)
        self.balance -= amount
    @property
    def interest(self):
        return self.balance * self.rate
    @classmethod
    def empty(cls, owner):
        return cls(owner)
    @staticmethod
    def currency():
        return "GBP"
    def __str__(self):
        return f"{self.owner}: £{self.balance}"
    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"
    def __len__(self):
        return len(self.log)
class Savings(Account):
    rate = 0.1
    def deposit(self, amount):
        super().deposit(amount)
        return "saved"
# %% test o1
acc = Account("Ann", 10)
assert acc.owner == "Ann" and acc.balance == 10
assert acc.deposit(5) is acc
assert acc.balance == 15
assert acc.log == [("in", 5)]
assert str(acc) == "Ann: £15" and repr(acc) == "Account('Ann', 15)"
assert f"{acc}" == "Ann: £15"
assert len(acc) == 1
assert acc.interest == 0.75
# %% test o2
import pytest
with pytest.raises(ValueError):
    acc.deposit(-1)
with pytest.raises(Overdrawn) as caught:
    acc.withdraw(1000)
assert caught.value.short == 985
try:
    acc.withdraw(1000)
except Overdrawn as error:
    assert "short by" in str(error)
assert issubclass(Overdrawn, Exception)
# %% test o3
s = Savings("Bo", 100)
assert isinstance(s, Account) and isinstance(s, Savings)
assert not isinstance(acc, Savings)
assert issubclass(Savings, Account)
assert type(s) is Savings and type(s).__name__ == "Savings"
assert s.deposit(1) == "saved" and s.balance == 101
assert Savings.rate == 0.1 and Account.currency() == "GBP"
assert Account.empty("Cy").balance == 0
assert hasattr(s, "withdraw") and not hasattr(s, "fly")
assert s.__class__ is Savings
assert Account.__name__ == "Account"
# %% test o4
acc.balance = 500
acc.withdraw(100)
assert acc.balance == 400
acc.log.append("note")
assert acc.log[-1] == "note"
acc.log.clear()
assert len(acc) == 0
before = Account.count
Account("Di")
assert Account.count == before + 1
with pytest.raises(AttributeError):
    acc.nothing
assert vars(acc)["owner"] == "Ann"
assert acc.__dict__["balance"] == 400
with pytest.raises(TypeError):
    Account()
# %% solution vector
from dataclasses import dataclass, field
from functools import total_ordering
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        if isinstance(k, Vector):
            return self.x * k.x + self.y * k.y
        return Vector(self.x * k, self.y * k)
    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
    def __lt__(self, other):
        return self.x < other.x
    def __getitem__(self, i):
        return (self.x, self.y)[i]
    def __neg__(self):
        return Vector(-self.x, -self.y)
@dataclass
class Patient:
    name: str
    age: int = 0
    notes: list = field(default_factory=list)
@total_ordering
class Band:
    def __init__(self, level): self.level = level
    def __eq__(self, o): return self.level == o.level
    def __lt__(self, o): return self.level < o.level
# %% test o5
v = Vector(1, 2) + Vector(3, 4)
assert (v.x, v.y) == (4, 6)
assert v == Vector(4, 6)
assert v != Vector(0, 0)
assert v * Vector(1, 1) == 10
assert (v * 2).y == 12
assert Vector(1, 0) < Vector(2, 0)
assert v[1] == 6
assert (-v).x == -4
assert sorted([Vector(3, 0), Vector(1, 0)])[0].x == 1
# %% test o6
p = Patient("Ann", 80)
assert p == Patient("Ann", 80) and p.notes == []
assert p != Patient("Ann", 81)
assert "Patient(name='Ann', age=80" in repr(p)
assert Band(2) > Band(1) and Band(1) <= Band(1)
assert max(Band(1), Band(5), Band(3)).level == 5
# %% solution stack
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __contains__(self, x): return x in self.items
    def __bool__(self): return bool(self.items)
    def __enter__(self): return self
    def __exit__(self, *a): self.items = []
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
def build(values):
    head = None
    for v in reversed(values):
        head = Node(v, head)
    return head
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
# %% test o7
st = Stack()
assert not st and len(st) == 0
st.push(1); st.push([2])
assert st.pop() == [2]
assert list(st) == [1] and 1 in st and 9 not in st
with pytest.raises(IndexError):
    st.pop(); st.pop()
with st as inside:
    inside.push(3)
    assert inside is st
assert len(st) == 0
# %% test o8
node, found = build([1, 2, 3]), []
while node:
    found.append(node.value)
    node = node.next
assert found == [1, 2, 3]
node = build([1, 2])
assert node.next.next is None and node.next is node.next
assert list(Countdown(3)) == [2, 1, 0]
cd = Countdown(1)
assert next(cd) == 0
with pytest.raises(StopIteration):
    next(cd)
# %% solution shapes
from enum import Enum
from abc import ABC, abstractmethod
from collections import namedtuple, defaultdict, Counter, deque, OrderedDict
class Colour(Enum):
    RED = 1
    BLUE = 2
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
Point = namedtuple("Point", "x y")
def origin(): return Point(0, 0)
def count(text): return Counter(text)
def group(pairs):
    d = defaultdict(list)
    for k, v in pairs: d[k].append(v)
    return d
def shapes(): return [Square(1), Square(2)]
def lookup(): return {"sq": Square(3)}
# %% test o9
assert Colour.RED.value == 1 and Colour.RED.name == "RED"
assert Colour(2) is Colour.BLUE and Colour.RED == Colour.RED
assert len(Colour) == 2 and [c.name for c in Colour] == ["RED", "BLUE"]
with pytest.raises(TypeError):
    Shape()
assert Square(3).area() == 9 and isinstance(Square(1), Shape)
assert origin() == (0, 0) and origin().x == 0
assert count("aab") == {"a": 2, "b": 1} and count("aab").most_common(1) == [("a", 2)]
assert group([("a", 1), ("a", 2)]) == {"a": [1, 2]}
assert [s.area() for s in shapes()] == [1, 4]
assert lookup()["sq"].area() == 9
# %% solution deco
import functools
calls = []
def logged(f):
    @functools.wraps(f)
    def inner(*a, **k):
        calls.append(f.__name__)
        return f(*a, **k)
    return inner
@functools.lru_cache
def slow(n): return n + 1
class Thing:
    def __call__(self, x): return x * 2
    def __setitem__(self, k, v): self.k = (k, v)
thing = Thing()
# %% test o10
@logged
def mine(x):
    return x + 1
assert mine(2) == 3 and calls == ["mine"]
assert logged(abs)(-3) == 3
assert slow(1) == 2 and slow(1) == 2 and slow.cache_info().hits == 1
assert thing(4) == 8
thing["a"] = 1
assert thing.k == ("a", 1)
# %% test o11
import copy
assert Account.__doc__ == "A bank account."
assert Account.withdraw.__name__ == "withdraw"
m = acc.deposit
m(5)
assert acc.balance == 405
assert callable(acc.deposit) and callable(Account)
assert {type(x).__name__ for x in [acc, s]} == {"Account", "Savings"}
assert [acc, s].index(s) == 1 and acc in [acc, s]
# %% test o12
import unittest
class TestAccount(unittest.TestCase):
    kind = Account
    def setUp(self):
        self.a = Account("T", 1)
    def test_deposit(self):
        self.a.deposit(2)
        self.assertEqual(self.a.balance, 3)
    def test_bad(self):
        with self.assertRaises(ValueError):
            self.a.deposit(0)
result = unittest.TextTestRunner(stream=__import__("io").StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(TestAccount))
assert result.wasSuccessful() and result.testsRun == 2
