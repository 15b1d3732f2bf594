"""The pages' scripts reach answers and Python by the same names on the website and on a server."""

import re

import pytest

from carelab.page.browser import ASSETS
from carelab.page.server.files import AS, WEBSITE, Files

SHARED = [path.name for path in sorted(ASSETS.glob("*.js")) if path.name not in {*WEBSITE, *AS}]
IMPORTS = re.compile(r'^import \{ ([^}]+) \} from "\./([\w.]+)";$', re.MULTILINE)


def exported(name: str) -> set[str]:
    text = (ASSETS / name).read_text(encoding="utf-8")
    listed = re.findall(r"^export \{ ([^}]+) \}", text, re.MULTILINE)
    return {
        *re.findall(r"^export (?:async )?(?:const|function|class|let) (\w+)", text, re.MULTILINE),
        *", ".join(listed).split(", "),
    }


@pytest.mark.parametrize(("adapter", "name"), AS.items())
def test_each_adapter_exports_what_the_shared_scripts_import(adapter: str, name: str) -> None:
    texts = [(ASSETS / shared).read_text(encoding="utf-8") for shared in SHARED]
    wanted = {
        part.partition(" as ")[0]
        for text in texts
        for names, file in IMPORTS.findall(text)
        if file == name
        for part in names.split(", ")
    }
    assert wanted
    assert wanted <= exported(name)
    assert wanted <= exported(adapter)


def test_a_server_has_every_script_that_another_imports() -> None:
    files = Files()
    for path in files.names.values():
        data, kind = files.find(path.removeprefix("assets/")) or (b"", "")
        if kind == "text/javascript":
            for file in re.findall(r'from "\./([\w.]+)"', data.decode()):
                assert file in files.names, f"{path} imports {file}"
