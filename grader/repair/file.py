"""Reads a notebook file as it was handed in, whatever happened to it: from any bytes at all to cells, or a clear refusal."""

from __future__ import annotations

import codecs
import json
import re
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Any

from carelab.questions import CareLabError

LARGEST_NOTEBOOK = 32 * 1024 * 1024
"""Most bytes of a notebook that is read."""
MOST_CELLS = 5_000
_COPY = re.compile(r"( ?\(\d+\)|[-_ ]+copy ?\d*)+$", re.IGNORECASE)
_KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}


class UnreadableNotebook(CareLabError):
    """The file with a notebook's name is not a notebook and cannot be repaired."""


def plain_stem(name: str) -> str:
    """Return a file's name without its extension, and without what a browser adds to a copy: ``a (1).ipynb`` is ``a``."""
    return _COPY.sub("", Path(name).stem).strip()


def find_notebook(folder: Path, wanted: str, beside: Collection[str] = ()) -> tuple[Path, str]:
    """Return (path of the notebook named ``wanted`` in a submission, a sentence for the tutor if it was renamed, else "").

    A renamed copy is found when no other file could be the notebook. If none is found, the path is that of the missing file.

    Parameters
    ----------
    beside:
        The names of the unit's notebooks: another one of them, or a copy of it, is never taken for this one.
    """
    exact = folder / wanted
    if exact.is_symlink() or exact.exists():
        return exact, ""
    not_it = {Path(name).stem.casefold() for name in beside} - {Path(wanted).stem.casefold()}
    others = [
        p
        for p in sorted(folder.glob("*.ipynb"))
        if p.is_file() and not p.is_symlink() and not {p.stem.casefold(), plain_stem(p.name).casefold()} & not_it
    ]
    near = [p for p in others if plain_stem(p.name).casefold() == Path(wanted).stem.casefold()]
    likely = near or (others if len(others) == 1 else [])
    if len(likely) != 1:
        return exact, ""
    return likely[0], f"The notebook was named {as_words(likely[0].name)}; it was read as {wanted}."


def read_bytes(path: Path) -> bytes:
    """Return a handed-in notebook's bytes.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    UnreadableNotebook
        When it is a link, a folder, a pipe or a device, or is too large.
    """
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableNotebook(f"{path.name} is not an ordinary file.", "Ask for it to be handed in again.")
    if about.st_size > LARGEST_NOTEBOOK:
        raise UnreadableNotebook(
            f"{path.name} is {about.st_size / 1e6:,.0f} MB, which is too large.", "Ask for it with its outputs cleared."
        )
    return path.read_bytes()


def read_notebook(data: bytes, name: str) -> tuple[dict[str, Any], list[str]]:
    """Return (the notebook in the bytes of a file, as nbformat 4 JSON with well-formed cells; sentences on what was repaired).

    Raises
    ------
    UnreadableNotebook
        When no cells can be read from the bytes. The message names the file.
    """
    notes: list[str] = []
    whole = _parse(_decode(data, name, notes), name, notes)
    whole = _as_format_4(whole, notes)
    found = whole.get("cells")
    if not isinstance(found, list):
        raise _no_notebook(name, "it has no list of cells")
    cells = [c for c in found[:MOST_CELLS] if isinstance(c, dict)]
    if found and not cells:
        raise _no_notebook(name, "none of its cells can be read")
    if len(cells) < len(found):
        notes.append(f"{len(found) - len(cells)} of its {len(found)} cells could not be read and were left out.")
    metadata = whole.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    return {"metadata": metadata, "nbformat": 4, "nbformat_minor": 5, "cells": _well_formed(cells, notes)}, notes


def as_words(text: str, most: int = 80) -> str:
    """Return a file's or cell's name as safe text for a message: no control characters, no markup, at most ``most`` long."""
    clean = "".join(c if c.isprintable() and c not in "<>[]" else "?" for c in text[: most + 1])
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def _no_notebook(name: str, why: str) -> UnreadableNotebook:
    return UnreadableNotebook(f"{name} cannot be read as a notebook: {why}.", "Ask for it to be handed in again.")


def _decode(data: bytes, name: str, notes: list[str]) -> str:
    if not data.strip(b"\0 \t\r\n"):
        raise _no_notebook(name, "it is empty")
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            notes.append(
                f"The notebook was saved as {encoding.upper().replace('-SIG', ' with a byte mark')}; it was read as that."
            )
            return data.decode(encoding, "replace")
    if data[:2] in (b"{\0", b"\0{"):
        notes.append("The notebook was saved as UTF-16; it was read as that.")
        return data.decode("utf-16-le" if data[:1] == b"{" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        notes.append("Some letters of the notebook were not in UTF-8; they were read as well as could be.")
        return data.decode("cp1252", "replace")


def _parse(text: str, name: str, notes: list[str]) -> dict[str, Any]:
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        raise _no_notebook(name, "it is another kind of file")
    try:
        whole, end = json.JSONDecoder().raw_decode(text)
    except RecursionError:
        raise _no_notebook(name, "it is nested too deeply") from None
    except ValueError:
        return _salvage(text, name, notes)
    if text[end:].strip("\0 \t\r\n"):
        notes.append("There was something after the end of the notebook; that was left out.")
    return dict(whole)


def _salvage(text: str, name: str, notes: list[str]) -> dict[str, Any]:
    """Read the whole cells of a file that was cut short or spoilt part of the way through."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    cells: list[Any] = []
    decoder = json.JSONDecoder()
    at = start.end() if start else len(text)
    while len(cells) < MOST_CELLS:
        at += len(text[at : at + 10_000]) - len(text[at : at + 10_000].lstrip(", \t\r\n"))
        try:
            cell, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        cells.append(cell)
    if not cells:
        raise _no_notebook(name, "it is cut short or spoilt")
    notes.append(f"The notebook was cut short or spoilt: its first {len(cells)} cells could be read, and nothing after them.")
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _as_format_4(whole: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    stated = whole.get("nbformat")
    if "cells" not in whole and isinstance(whole.get("worksheets"), list):
        notes.append("The notebook was in the old format 3; it was brought up to format 4.")
        sheets = [s for s in whole["worksheets"] if isinstance(s, dict)]
        lists = [s["cells"] for s in sheets if isinstance(s.get("cells"), list)]
        cells = [c for found in lists for c in found if isinstance(c, dict)]
        for cell in cells:
            cell.setdefault("source", cell.pop("input", ""))
        return {**whole, "cells": cells}
    if isinstance(stated, bool) or not isinstance(stated, int) or stated != 4:
        notes.append(f"The notebook did not say that it is in format 4 ({as_words(repr(stated), 20)}); it was read as if it did.")
    return whole


def _well_formed(cells: list[dict[str, Any]], notes: list[str]) -> list[dict[str, Any]]:
    used: set[str] = set()
    made = []
    odd = 0
    for n, cell in enumerate(cells):
        kind = cell.get("cell_type")
        kind = _KINDS.get(kind) if isinstance(kind, str) else None
        odd += kind is None
        found_id = cell.get("id")
        named = found_id if isinstance(found_id, str) and re.fullmatch(r"[\w-]{1,64}", found_id, re.ASCII) else ""
        if not named or named in used:
            named = f"repaired-{n}"
        used.add(named)
        metadata = cell.get("metadata")
        own: dict[str, Any] = {
            "cell_type": kind or "raw",
            "id": named,
            "metadata": metadata if isinstance(metadata, dict) else {},
            "source": _text(cell.get("source")),
        }
        attached = cell.get("attachments")
        if kind != "code" and isinstance(attached, dict) and attached:
            own["attachments"] = attached
        if kind == "code":
            outputs = cell.get("outputs")
            own["execution_count"] = None
            own["outputs"] = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
        made.append(own)
    if odd:
        notes.append(f"{odd} cells were of no known type; they were read as plain text.")
    return made


def _text(source: Any) -> str:
    lines = [source] if isinstance(source, str) else source if isinstance(source, list) else []
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")
