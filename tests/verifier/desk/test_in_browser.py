"""The shell in a real browser: narrow, in both languages, under the content security policy."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from tests.verifier.desk.test_components import draw
from verifier.desk.charts import Bar, Bars
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


class TestNarrowWindow:
    """What is drawn by one part, in a window of 320 pixels."""

    def show(self, page: Page, address: str, drawn: str) -> None:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        page.locator("main").evaluate(
            """(main, drawn) => {
                main.innerHTML = drawn;
                main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: main } }));
            }""",
            drawn,
        )

    def test_keeps_the_numbers_of_bars_in_sight(self, served: Programs, page: Page, axe: Callable[[], None]) -> None:
        chart = Bars("Energy", "MWh", [Bar("September 2026", Decimal("249000.123456")), Bar("October", Decimal(-20))])
        self.show(page, served.address, draw("{% bars chart %}", chart=chart))
        numbers = page.locator(".app-bars__number").all()
        assert [number.inner_text() for number in numbers] == ["249,000.123456", "-20"]
        boxes = [number.bounding_box() for number in numbers]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
        axe()

    @pytest.mark.parametrize(("columns", "said"), [(9, "More to the right: scroll sideways"), (1, "none")])
    def test_says_that_a_table_goes_on(self, served: Programs, page: Page, columns: int, said: str) -> None:
        cells = "<td>1,000.5</td>" * columns
        self.show(page, served.address, draw('{% table "Months" %}<tbody><tr>' + cells + "</tr></tbody>{% endtable %}"))
        hint = "region => getComputedStyle(region, '::before').content"
        page.wait_for_function(
            f"said => ({hint})(document.querySelector('.app-scroll')).includes(said)", arg=said, timeout=5000
        )
