"""Makes what a student's cell showed safe to show again: plain text, and PNG pictures without any other data.

Works on what the student process claims, and trusts none of it. Knows nothing of marks.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import zlib
from typing import Any

MAX_TEXT = 100_000
MAX_ITEMS = 100
MAX_PICTURE_BYTES = 3_000_000
MAX_PICTURES = 12_000_000
"""Characters of all pictures of one cell, as they are written."""
MAX_PIXELS = 40_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs", b"gAMA", b"sRGB"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\x1b")


def clean_outputs(claimed: Any) -> list[Any]:
    """Return the outputs of a student's cell with nothing but text and checked pictures in them, as nbformat outputs.

    Parameters
    ----------
    claimed:
        What the student process sent as the outputs, which may be anything.
    """
    cleaned: list[Any] = []
    left, pictures = MAX_TEXT, MAX_PICTURES
    for item in claimed[:MAX_ITEMS] if type(claimed) is list else ():
        output = _clean(item, left) if type(item) is dict else None
        if output is not None:
            left -= sum(len(value) for value in _texts(output))
            pictures -= len(output.get("data", {}).get("image/png", ""))
            if pictures >= 0:
                cleaned.append(output)
        if left <= 0 or pictures < 0:
            cleaned.append(left_out("The rest of what this cell showed"))
            break
    return cleaned


def left_out(what: str) -> dict[str, Any]:
    """Return an nbformat output that says that ``what`` (*the rest of the output*, say) has been left out."""
    return _output("stream", name="stdout", text=f"\n[{what} has been left out.]\n")


def size_of(output: Any) -> int:
    """Return about how many characters a cleaned nbformat output takes."""
    return sum(map(len, _texts(output))) + len(output.get("data", {}).get("image/png", ""))


def _texts(output: Any) -> list[str]:
    if output["output_type"] == "stream":
        return [output["text"]]
    if output["output_type"] == "error":
        return [output["evalue"], *output["traceback"]]
    return [output["data"].get("text/plain", "")]


def _clean(item: dict[Any, Any], left: int) -> Any:
    kind = item.get("output_type")
    if type(kind) is not str:
        return None
    if kind == "stream":
        name = "stderr" if item.get("name") == "stderr" else "stdout"
        return _output("stream", name=name, text=clean_text(item.get("text"), left))
    if kind == "error":
        lines = item.get("traceback")
        return _output(
            "error",
            ename=clean_text(item.get("ename"), 200),
            evalue=clean_text(item.get("evalue"), left),
            traceback=[clean_text(line, left) for line in (lines[:50] if type(lines) is list else [])],
        )
    data = item.get("data")
    if kind not in ("execute_result", "display_data") or type(data) is not dict:
        return None
    kept = {}
    if type(data.get("text/plain")) is str:
        kept["text/plain"] = clean_text(data["text/plain"], left)
    picture = clean_picture(data.get("image/png"))
    if picture is not None:
        kept["image/png"] = picture
    number = {"execution_count": None} if kind == "execute_result" else {}
    return _output(kind, data=kept, metadata={}, **number) if kept else None


def _output(kind: str, **fields: Any) -> dict[str, Any]:
    return {"output_type": kind, **fields}


def clean_text(text: Any, most: int) -> str:
    """Return text cut to ``most``, without terminal codes, and with U+FFFD for control characters and lone surrogates.

    Return "" for anything but a str.
    """
    if type(text) is not str:
        return ""
    return _CONTROL.sub("\ufffd", _ANSI.sub("", text[: max(0, most)]))


def clean_picture(claimed: Any) -> str | None:
    """Return a PNG in base64, rebuilt from nothing but its picture chunks; None when ``claimed`` is not a valid PNG in base64."""
    if type(claimed) is not str or len(claimed) > MAX_PICTURE_BYTES * 4 // 3 + 8:
        return None
    try:
        data = base64.b64decode("".join(claimed.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    chunks = _chunks(data)
    if chunks is None:
        return None
    parts = [struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks]
    return base64.b64encode(_SIGNATURE + b"".join(parts)).decode("ascii")


def _chunks(data: bytes) -> list[tuple[bytes, bytes]] | None:
    if not data.startswith(_SIGNATURE):
        return None
    found: list[tuple[bytes, bytes]] = []
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, body, check = data[at + 4 : at + 8], data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if len(check) != 4 or zlib.crc32(name + body) != int.from_bytes(check, "big"):
            return None
        if name in _CHUNKS:
            found.append((name, body))
        at += 12 + size
        if name == b"IEND":
            break
    names = [name for name, _ in found]
    sound = names[:1] == [b"IHDR"] and names.count(b"IHDR") == 1 and names[-1] == b"IEND" and b"IDAT" in names
    if not sound or len(found[0][1]) != 13:
        return None
    width, height = struct.unpack(">II", found[0][1][:8])
    return found if 0 < width * height <= MAX_PIXELS else None
