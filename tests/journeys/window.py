"""One browser window at which the people of a story take turns. What they read and press is in the page's language."""

import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from playwright.sync_api import Locator, Page, expect

from tests.projects.web.readers import day
from verifier.people.models import User

SECRET = "JBSWY3DPEHPK3PXP"
ROWS = re.compile(r"(.+)-rows")
Made = TypeVar("Made")


class Window:
    """`page` for what is special; the methods for what is done again and again."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    # Who sits here --------------------------------------------------------------------------------------------------

    def admit(self, person: User | None) -> None:
        """From here on `person` is at the window, signed in; None is somebody without an account."""
        self.page.context.clear_cookies()
        if person is not None:
            has_second_factor(person)
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME]
            self.page.context.add_cookies([{"name": session.key, "value": session.value, "url": self.address}])

    def seat(self, person: User | None) -> None:
        """Admit somebody, who begins at the first page."""
        self.admit(person)
        self.page.goto(self.address)

    def sign_in(self, person: User, password: str) -> None:
        """As in life: by address and password, and then by the code of the second factor."""
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        has_second_factor(person)
        self.seat(None)
        self.follow("Sign in")
        self.fill({"login": person.email, "password": password})
        self.press("Sign in")
        expect(self.page).to_have_url(re.compile("2fa/authenticate"))
        while "2fa/authenticate" in self.page.url:  # again, where the code ran out on the way
            self.fill({"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})
            with self.page.expect_navigation():
                self.press("Sign In")

    # What is read ---------------------------------------------------------------------------------------------------

    def said(self, text: str | Promise, **parts: str) -> str:
        """A message of the product in the language of the page; what is no message is said as it is."""
        with translation.override(self.page.get_attribute("html", "lang")):
            words = translation.gettext(text) if isinstance(text, str) else str(text)
        return words % parts if parts else words

    def reads(self, *texts: str) -> None:
        """Wait until all of these stand on the page, which is no wider than the window."""
        for text in texts:
            expect(self.main).to_contain_text(self.said(text))
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url

    # What is done ---------------------------------------------------------------------------------------------------

    def open(self, name: str, *keys: object) -> None:
        self.page.goto(self.address + reverse(name, args=keys))

    def follow(self, link: str, **parts: str) -> None:
        self.main.get_by_role("link", name=self.said(link, **parts), exact=True).click()

    def press(self, button: str, **parts: str) -> None:
        self.main.get_by_role("button", name=self.said(button, **parts), exact=True).click()

    def unfold(self, title: str) -> None:
        self.main.locator("summary").filter(has_text=self.said(title)).click()

    def fill(self, typed: Mapping[str, str]) -> None:
        """Every box and list by its name; rows are added as they are needed."""
        for name, value in typed.items():
            if rows := ROWS.fullmatch(name):
                self._add_rows(rows[1], int(value))
                continue
            control = self._control(name)
            if control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def _control(self, name: str) -> Locator:
        """The box or list of that name."""
        return self._open(self.main.locator(f"[name='{name}']:not([type=hidden])"))

    def _open(self, control: Locator) -> Locator:
        """A control, after the folds round it are opened."""
        closed = control.locator("xpath=ancestor::details[not(@open)]/summary")
        for _fold in range(closed.count()):
            closed.first.click()
        return control

    def fill_day(self, name: str, iso: str) -> None:
        self.fill(day(name, iso))

    def attach(self, name: str, content: bytes) -> None:
        self.main.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )

    def _add_rows(self, group: str, wanted: int) -> None:
        for place in range(1, wanted):
            self._open(self.main.locator(f"button[name=add][value='{group}']")).click()
            self.main.locator(f"[name^='{group}-{place}-']").first.wait_for()


def has_second_factor(person: User) -> None:
    if person.is_staff and not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, SECRET)


def aside(work: Callable[[], Made]) -> Made:
    """Done in another thread: in the tests' own Playwright keeps an event loop, and a seal is made and read in one."""

    def alone() -> Made:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result()
