"""One warm template for all tests of the judge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox import Template


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    with Template.start() as warm:
        yield warm
