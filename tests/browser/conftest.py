from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from content.loader import load
from tests.browser.chromium import FLAGS, chromium

HINTS = ("verbose", "info")  # of the browser itself, such as on autofocus


@dataclass
class Collector:
    """Gathers what a page must never do: log, break the policy, leave the host."""

    host: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.logged(message))
        page.on("pageerror", lambda error: self.note("error", str(error)))
        page.on("requestfailed", lambda request: self.failed(request))
        page.on("request", lambda request: self.requested(request.url))

    def note(self, kind: str, text: str) -> None:
        self.faults.append(f"{kind}: {text}")

    def logged(self, message) -> None:
        if message.type not in HINTS:
            self.note(f"console {message.type}", message.text)

    def failed(self, request) -> None:
        # A navigation that leaves a page behind cuts off what it still loads.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.note("request failed", f"{request.url} {request.failure}")

    def requested(self, url: str) -> None:
        if not url.startswith((self.host, "data:", "blob:")):
            self.note("request to another host", url)


@pytest.fixture(scope="session", autouse=True)
def no_session_left(django_db_setup, django_db_blocker) -> Iterator[None]:
    """End what Playwright's own context has opened, so that the database can go."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture
def site(live_server, settings, transactional_db) -> str:
    """The shipped content, served."""
    load(settings.CONTENT_DIR)
    return live_server.url


@pytest.fixture
def collector(site) -> Iterator[Collector]:
    gathered = Collector(site)
    yield gathered
    assert gathered.faults == []


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(request, browser, site, collector) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=request.param == "with JavaScript",
        base_url=site,
    )
    opened = context.new_page()
    collector.watch(opened)
    yield opened
    context.close()
