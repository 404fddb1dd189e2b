"""Real servers for every test: PostgreSQL with the rights of production, Valkey; for journeys web server and worker."""

import asyncio
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from tests.servers import Seeds, TestServers, create_database, drop_database
from verifier.local.programs import Programs

# Playwright keeps an event loop in the tests' thread, which Django would take for code that must not wait.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NO_BROWSER = "there is no Chromium"
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("google-chrome")
    or "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
)
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
SERVERS: pytest.StashKey[TestServers] = pytest.StashKey()
UNTRIED: pytest.StashKey[str] = pytest.StashKey()
ACCESSIBILITY = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run brings the servers up; those that pytest-xdist makes find them by their sockets."""
    if not hasattr(config, "workerinput"):
        config.stash[SERVERS] = TestServers()
        config.stash[SERVERS].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVERS in config.stash:
        config.stash[SERVERS].stop()
    if UNTRIED in config.stash:
        config.get_terminal_writer().line(config.stash[UNTRIED], yellow=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not Path(CHROMIUM).exists():
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with without_playwrights_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with without_playwrights_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with without_playwrights_loop(item):
        return (yield)


@contextmanager
def without_playwrights_loop(item: pytest.Item) -> Iterator[None]:
    """Playwright leaves its loop marked as running between tests. pyHanko then cannot run one of its own, and Django
    takes another connection to the database than the test was set up with.
    """
    if "playwright" in getattr(item, "fixturenames", ()):
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        config.stash[UNTRIED] = (
            f"Browser journeys did not run ({len(skipped)} left out): {CHROMIUM} does not exist. "
            "Install chromium, or name one in CHROMIUM."
        )


# The database -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of this process's own, its tables made by the role that owns them; tests then come as the other."""
    with django_db_blocker.unblock():
        create_database()
        call_command("migrate", verbosity=0)
        connections["owner"].close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop_database()


@pytest.fixture(scope="session")
def seeds(django_db_setup: None) -> Seeds:
    """What the migrations put into the tables."""
    return Seeds.taken()


@pytest.fixture
def committed(seeds: Seeds, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, seen by other connections; the tables are as the migrations left them afterwards.

    Stands in for `transactional_db`, which would empty the tables as a role that may not.
    """
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        seeds.restore()


@pytest.fixture(autouse=True)
def files() -> Iterator[None]:
    """Each test begins with empty stores."""
    yield
    for folder in ("files", "series", "previews", "quarantine", "statements"):
        shutil.rmtree(settings.VAR / folder, ignore_errors=True)


# Journeys ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def programs(django_db_setup: None) -> Iterator[Programs]:
    """Web server and worker, as in production, on this process's database."""
    # Of the kernel's choice: processes that start at one moment would find the same first free one.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        "DJANGO_SETTINGS_MODULE": "verifier.settings.test",
        "VERIFIER_SERVED": "1",
        "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }
    running = Programs(settings.VAR / "run", surroundings)
    try:
        running.start_worker()
        running.start_web(port)
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def served(committed: None, programs: Programs) -> Programs:
    """A running product: `served.address`, and `served.start_worker()` after one was killed."""
    return programs


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    # Chromium's own sandbox does not work for root, and containers have little shared memory.
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture
def axe(page: Page) -> Callable[[], None]:
    """Call it on a page: fails on what breaks WCAG 2.2 AA, and on anything the content security policy had to stop."""
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None)

    def check() -> None:
        if page.evaluate("!('axe' in window)"):
            page.evaluate(AXE.read_text())
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
            ACCESSIBILITY,
        )
        assert found["passes"], "axe looked at nothing"
        broken = [
            (rule["id"], rule["help"], [node["target"] for node in rule["nodes"]][:5]) for rule in found["violations"]
        ]
        assert not broken, f"{page.url}: {broken}"
        assert not stopped, f"{page.url}: {stopped}"

    return check
