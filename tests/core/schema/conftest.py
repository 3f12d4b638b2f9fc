"""What is said is tested in English."""

from __future__ import annotations

import pytest

from tingsbok import i18n


@pytest.fixture(autouse=True)
def in_english() -> object:
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)
