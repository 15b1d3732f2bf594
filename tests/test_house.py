"""The house rules that no single module can keep: what may stand where, who may import whom, and what is committed."""

import ast
import json
import re
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-CONTENT", "Makefile", "README.md", "carelab",
    "docs", "grader", "nbgrader_config.py", "notebooks", "pyproject.toml", "release", "requirements.lock", "source", "tests",
}  # fmt: skip
SCREENS = ("carelab", "anywidget", "ipywidgets", "IPython", "jupyter_core", "jupyter_server", "traitlets")
PURE = {
    "__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "heapq",
    "itertools", "keyword", "math", "operator", "random", "re", "statistics", "string", "typing", "types", "unicodedata",
}  # fmt: skip
"""What the standard library offers without files, network, processes or clocks that tick by themselves."""
HEAVY = {"IPython", "anywidget", "ipywidgets", "jupyter_client", "matplotlib", "nbformat", "numpy", "pandas", "traitlets"}
ADDRESS = re.compile(r"(?:https?:)?//(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
NOT_OUTSIDE = {"127.0.0.1", "w3.org", "sys.stdout"}
"""This computer, the names of SVG and XHTML, and a stream as settings for logging name it (``ext://``): never fetched."""
EXAMPLES = {"example.org", "carelearning.org.uk", "cqc.org.uk", "nuffieldtrust.org.uk"}
"""Addresses that tests of links and of unsafe input are about; nothing fetches them."""
DELIVERED = (".css", ".html", ".j2", ".js", ".json", ".py")


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the project, by its path within it: git's list, or in an unpacked zip every file of the known top level."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = [Path(name) for name in listed.split("\0") if name]
    else:
        found = [
            p.relative_to(ROOT) for name in TOP for p in [ROOT / name, *(ROOT / name).rglob("*")] if "__pycache__" not in p.parts
        ]
    return tuple(sorted(p for p in found if (ROOT / p).is_file()))


def files(folder: str, *suffixes: str) -> list[Path]:
    return [p for p in committed() if p.is_relative_to(folder) and (not suffixes or p.suffix in suffixes)]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it the import stands, except what only the type checker reads."""
    for node in _walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _walk(child)


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(read(path))


def notebooks() -> list[Path]:
    return [p for p in committed() if p.suffix == ".ipynb" and p.parts[0] in ("notebooks", "source", "release")]


# what is committed


def test_nothing_is_committed_that_the_design_does_not_name_or_that_is_personal_or_made() -> None:
    assert {p.parts[0] for p in committed()} == TOP
    for package, more in (("carelab", {"pyproject.toml"}), ("grader", set())):  # they hold packages only
        assert {p.name for p in committed() if p.parts[0] == package and len(p.parts) == 2} <= {"__init__.py", "py.typed"} | more
    made = {"submitted", "autograded", "feedback", "reports", "my-work", ".venv", "__pycache__", ".ipynb_checkpoints"}
    assert [p for p in committed() if made & set(p.parts) and p.parts[0] not in ("tests", "carelab", "grader")] == []
    assert [p for p in committed() if p.name in ("answers.json", "audit.jsonl") or p.match("gradebook.db*")] == []


def test_a_unit_has_one_name_in_all_its_places() -> None:
    for path in notebooks():
        assert path.parts[1:] == (path.stem, f"{path.stem}.ipynb"), f"{path}: a notebook has the name of its folder"
        assert re.fullmatch(r"\d\d(-[a-z]+)+", path.stem), f"{path}: a unit is two figures, then words"
    lessons, sources, released = (
        {p.stem for p in notebooks() if p.parts[0] == place} for place in ("notebooks", "source", "release")
    )
    assert sources <= lessons, "each unit with exercises has a lesson"
    assert released == sources, "each unit's release is committed: run carelab build"


def test_notebooks_are_committed_unrun_with_ids_that_stay() -> None:
    for path in notebooks():
        notebook = json.loads(read(path))
        assert (notebook["nbformat"], notebook["nbformat_minor"] >= 5) == (4, True), f"{path}: cells have ids from nbformat 4.5"
        assert "widgets" not in notebook["metadata"], f"{path}: holds widget state"
        ids = Counter(cell["id"] for cell in notebook["cells"])
        assert [name for name, times in ids.items() if times > 1] == [], f"{path}: a cell's id stands twice"
        for cell in notebook["cells"]:
            where = f"{path}, cell {cell['id']}"
            assert not cell.get("outputs"), f"{where}: has outputs; clear them before you commit"
            assert cell.get("execution_count") is None, f"{where}: has an execution count; clear the outputs before you commit"


def test_the_lock_file_pins_every_package_to_hashes_and_names_no_place() -> None:
    lines = read(Path("requirements.lock")).splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 100
    assert [line for line in pinned if not re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", line)] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
    assert [line for line in lines if re.search(r"://|\(/|--index|--find-links", line)] == [], "names a place"


# who may import whom


@pytest.mark.parametrize("path", files("carelab", ".py"), ids=str)
def test_carelab_never_imports_grader_and_only_its_screen_knows_widgets(path: Path) -> None:
    never = {"grader"} if path.is_relative_to("carelab/ui") else {"grader", "anywidget", "ipywidgets"}
    assert [name for name in imports(path) if name.split(".")[0] in never] == []


PUBLIC_MODULES = {"carelab.data", "carelab.sims"}
"""Packages whose modules are public one by one: each is a data set, or a model."""


def _package(module: str) -> str:
    """The package that a module of ours is in: ``grader.course`` for ``grader.course.settings``."""
    return ".".join(module.split(".")[:2])


def _between_packages() -> Iterator[tuple[Path, str, str]]:
    """Every import of one of our packages by another: the file, and the packages."""
    for path in files("carelab", ".py") + files("grader", ".py"):
        mine = _package(".".join(path.with_suffix("").parts))
        for name in imports(path):
            if name.startswith(("carelab.", "grader.")) and _package(name) != mine:
                yield path, mine, name


def test_no_package_reaches_past_the_door_of_another() -> None:
    inside = [
        (path, name) for path, _, name in _between_packages() if name.count(".") > 1 and _package(name) not in PUBLIC_MODULES
    ]
    past = {(str(path), name) for path, name in inside if (ROOT / Path(*name.split("."))).with_suffix(".py").is_file()}
    assert past == set(), "import from the package itself: its __init__ names what it offers"


def test_packages_do_not_import_one_another_in_a_circle() -> None:
    needs: dict[str, set[str]] = {}
    for _, mine, name in _between_packages():
        needs.setdefault(mine, set()).add(_package(name))
    tuple(TopologicalSorter(needs).static_order())


@pytest.mark.parametrize("path", files("carelab/questions", ".py") + files("carelab/sims", ".py"), ids=str)
def test_questions_and_models_are_pure_python(path: Path) -> None:
    package = ".".join(path.parts[:2])
    own = ("carelab.questions", "carelab.sims") if package == "carelab.sims" else ("carelab.questions",)
    outside = [name for name in imports(path) if not name.startswith(own) and name.split(".")[0] not in PURE]
    assert outside == [], "carelab.questions and carelab.sims know no Jupyter, no widgets, no files and no clock"
    calls = {n.func.id for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not {"open", "print", "input", "exec", "eval", "__import__"} & calls


def test_import_carelab_is_light() -> None:
    code = "import sys, carelab; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
    assert "carelab" in loaded
    assert not HEAVY & set(loaded)


# what is fetched: nothing


@pytest.mark.parametrize("path", files("carelab", *DELIVERED) + files("grader", *DELIVERED), ids=str)
def test_nothing_that_runs_names_an_outside_address(path: Path) -> None:
    text = read(path)
    outside = {host.lower() for host in ADDRESS.findall(text)} - NOT_OUTSIDE
    if path.is_relative_to("carelab/data"):  # sources, cited
        outside = {host for host in outside if not re.search(rf"https://(www\.)?{re.escape(host)}", text)}
    assert outside == set(), "everything must work with no internet: no CDN, no web font, no live data"


def test_tests_name_only_addresses_that_are_examples() -> None:
    for path in files("tests", ".py"):
        hosts = {host.lower().removesuffix(".") for host in ADDRESS.findall(read(path))}
        assert path.name == Path(__file__).name or hosts <= NOT_OUTSIDE | EXAMPLES, path


# what the README promises


def _commands() -> set[str]:
    from typer.main import get_command

    from grader.cli import app

    return set(get_command(app).commands)


def test_the_readme_names_the_commands_that_exist() -> None:
    assert set(re.findall(r"^\| `carelab ([a-z-]+)", read(Path("README.md")), re.MULTILINE)) == _commands()


GUIDES = [p for p in committed() if p.suffix == ".md" and p.parts[0] not in ("tests", "carelab")]


@pytest.mark.parametrize("path", GUIDES, ids=str)
def test_a_guide_names_only_commands_make_targets_and_files_that_exist(path: Path) -> None:
    text = read(path)
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    commands = set(re.findall(r"(?:^|[`/\\\s])carelab ([a-z][a-z-]*)", code, re.MULTILINE))
    assert commands <= _commands(), "a guide names a command that does not exist"
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", code, re.MULTILINE)) <= targets, (
        "a guide names a make target that does not exist"
    )
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / path.parent / target).exists(), f"a link leads nowhere: {target}"


def test_no_two_modules_of_tests_have_one_name() -> None:
    """pytest imports a module of tests by its file's name alone."""
    names = Counter(p.name for p in files("tests", ".py") if p.name.startswith("test_"))
    assert [name for name, times in names.items() if times > 1] == []


def test_the_worked_example_for_tutors_is_a_question_that_can_be_marked() -> None:
    import carelab
    from carelab.data.course import misconceptions, statements
    from carelab.notebook.receiver import collecting
    from carelab.questions import check_key, score
    from grader.authoring.keys import collecting_keys

    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    with collecting() as asked, collecting_keys() as keys:
        exec(textwrap.dedent("   " + found[1].lstrip(" ")), {"ex": carelab.exercise("08-budgeting")})
    question, key = asked.questions["q10"], keys["q10"]
    check_key(question, key)
    assert score(question, key, "monthly").share == 1
    assert score(question, key, "year").share == 0
    assert set(key.teaches) <= set(statements())
    assert set(key.catches.values()) <= set(misconceptions())
