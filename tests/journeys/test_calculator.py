"""The calculator in a browser: with scripts and without, wide and narrow, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.factories.people import UserFactory
from tests.journeys.test_pages import DRAWN, LANGUAGES, WIDTHS, unseen_focus
from tests.journeys.window import Window
from verifier import schemes


def calculate(window: Window, scheme: str) -> None:
    """From the choice of a scheme to what comes of its worked example."""
    window.admit(UserFactory.create())
    window.open("projects:calculators")
    language = window.page.get_attribute("html", "lang") or "en"
    window.follow(schemes.get(scheme).title.in_(language))
    window.follow("Fill in the worked example")
    window.press("Calculate")
    window.reads("What comes of it", "The scheme's own rules")


@pytest.mark.browser_context_args(locale="en-GB", java_script_enabled=False)
class TestWithoutJavaScript:
    def test_computes_the_worked_example_and_takes_another_row(self, window: Window) -> None:
        calculate(window, "vcs")
        window.reads(
            "168,982", "Opinion to which these facts lead, if nothing else is found", "Asked later in the case"
        )
        window.main.locator("button[name=add][value='case-metered']").click()
        expect(window.main.locator("[name='case-metered-1-year']")).to_be_visible()
        window.fill({f"case-metered-1-{name}": value for name, value in ROW.items()})
        window.press("Calculate")
        window.reads("169,673")


ROW = {"year": "2025", "exported_mwh": "1000", "imported_mwh": "0", "source": "Second meter"}


@pytest.mark.browser_context_args(locale="en-GB")
class TestFaults:
    def test_are_led_to_and_unfolded(self, window: Window) -> None:
        calculate(window, "vcs")
        window.unfold("What the team may find: visits, misstatements, limits of the evidence")
        window.fill({"work-misstatements-0-reference": "M-1", "work-misstatements-0-amount": "much"})
        window.press("Calculate")
        window.page.get_by_role("alert").get_by_role("link", name=re.compile("Effect on the claim")).click()
        expect(window.main.locator("[name='work-misstatements-0-amount']")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
class TestOutcome:
    def test_is_for_everybody(self, window: Window, axe: Callable[[], None], language: str) -> None:
        page = window.page
        page.set_extra_http_headers({"Accept-Language": LANGUAGES[language]})
        calculate(window, "iscc_eu")
        assert page.get_attribute("html", "lang") == language
        page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(DRAWN)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert unseen_focus(page) == []
            axe()
