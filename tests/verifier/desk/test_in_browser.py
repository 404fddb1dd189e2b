"""The shell in a real browser: narrow, in both languages, under the content security policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from verifier.local.programs import Programs


class TestShell:
    @pytest.mark.parametrize("address", ["/", "/accounts/login/", "/nowhere"])
    @pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
    @pytest.mark.parametrize("width", [1280, 320])
    def test_is_accessible_and_does_not_overflow(
        self, served: Programs, page: Page, axe: Callable[[], None], address: str, locale: str, width: int
    ) -> None:
        page.set_extra_http_headers({"Accept-Language": locale})
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(served.address + address)
        assert page.get_attribute("html", "lang") == ("en" if locale == "en-GB" else "zh-hans")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe()

    def test_lets_the_keyboard_skip_to_the_main_content(self, served: Programs, page: Page) -> None:
        page.goto(served.address)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"

    def test_changes_language_and_stays_on_the_page(self, served: Programs, page: Page) -> None:
        page.goto(f"{served.address}/accounts/login/?next=/x")
        page.get_by_role("button", name="简体中文").click()
        assert page.url.endswith("/accounts/login/?next=/x")
        assert page.get_attribute("html", "lang") == "zh-hans"

    def test_leads_from_an_error_to_its_control(self, served: Programs, page: Page) -> None:
        page.goto(f"{served.address}/accounts/login/")
        page.locator("main form").first.get_by_role("button", name="Sign in", exact=True).click()
        assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
        page.locator(".govuk-error-summary a").first.click()
        assert page.evaluate("document.activeElement.name") == "login"
