"""A window of a real browser on the running product."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.window import Window
from verifier.local.programs import Programs

PATIENCE = 20_000  # milliseconds: the machine may be busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def window(served: Programs, page: Page) -> Iterator[Window]:
    """Nothing that its pages load may be against the content security policy."""
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None)
    page.set_default_timeout(PATIENCE)
    yield Window(page, served.address)
    assert not stopped
