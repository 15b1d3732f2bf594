"""Finds a Chromium for the browser tests: the one named in CHROMIUM, Playwright's own, or the system's."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
"""What a browser for tests is started with."""


def chromium_path() -> str | None:
    """Return the path of a Chromium, or None when there is none on this machine."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).is_file():
        return own
    return next((found for name in NAMES if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(0 if chromium_path() else 1)
