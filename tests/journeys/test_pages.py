"""Every page, wide and narrow, in both languages: accessible, usable by keyboard, within its window."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from tests.journeys.places import PLACES, World, build
from tests.journeys.window import Window, aside
from tests.servers import Seeds
from verifier.local.programs import Programs

LANGUAGES = {"en": "en-GB", "zh-hans": "zh-CN"}
WIDTHS = (1280, 320)  # pixels
TABS = 6  # presses of the key, from the start of the page and from the start of its content

DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# The ring round a checkbox or radio is drawn beside it. An outline may be there and transparent.
LOOK = """
window.drawn = (style) => [
  style.outlineStyle !== "none" && style.outlineColor !== "rgba(0, 0, 0, 0)" && style.outlineWidth,
  style.boxShadow, style.backgroundColor,
  ...["Top", "Right", "Bottom", "Left"].map((side) =>
    style[`border${side}Width`] !== "0px" && style[`border${side}Width`] + style[`border${side}Color`]),
];
window.look = (control) => [control, control.nextElementSibling].filter(Boolean).flatMap((part) =>
  ["", "::before"].flatMap((pseudo) => window.drawn(getComputedStyle(part, pseudo)))).join();
window.focused = new Map();
"""
REMEMBER = """() => {
  const control = document.activeElement;
  if (control !== document.body) window.focused.set(control, window.look(control));
}"""
UNSEEN = """() => {
  document.activeElement.blur();
  return [...window.focused].filter(([control, look]) => window.look(control) === look)
    .map(([control]) => control.outerHTML.slice(0, 200));
}"""

pytestmark = pytest.mark.timeout(300)  # the first test of a process makes the world


@pytest.fixture(autouse=True)
def files() -> None:
    """The files of the world stay until it ends."""


@pytest.fixture(scope="module")
def world(seeds: Seeds, programs: Programs, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all tests here: they only look."""
    with django_db_blocker.unblock():
        yield aside(build)
        connections.close_all()
        seeds.restore()


@pytest.fixture
def window(world: World, programs: Programs, page: Page) -> Window:
    return Window(page, programs.address)


@pytest.mark.parametrize("language", LANGUAGES)
class TestPage:
    @pytest.mark.parametrize("name", PLACES)
    def test_is_for_everybody(
        self, world: World, window: Window, axe: Callable[[], None], name: str, language: str
    ) -> None:
        page, place = window.page, PLACES[name]
        page.set_extra_http_headers({"Accept-Language": LANGUAGES[language]})
        window.admit(world.reader(place))
        answer = page.goto(window.address + world.address(place))
        assert answer is not None
        assert answer.status == place.status
        assert page.get_attribute("html", "lang") == language
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(DRAWN)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert unseen_focus(page) == []
            axe()

    def test_has_a_title_of_its_own(self, world: World, window: Window, language: str) -> None:
        titles: dict[str, str] = {}
        for place in PLACES.values():
            window.admit(world.reader(place))
            address = world.address(place)
            answer = window.page.request.get(window.address + address, headers={"Accept-Language": LANGUAGES[language]})
            found = re.search("<title>(.*?)</title>", answer.text(), re.DOTALL)
            assert found is not None
            titles[f"{address} {place.role is None}"] = " ".join(found[1].split())
        assert [title for title, times in Counter(titles.values()).items() if times > 1] == []


def unseen_focus(page: Page) -> list[str]:
    """The controls, of the first that the Tab key comes to, that look no different when it is at them."""
    page.evaluate(LOOK)
    for start in ("body", "main"):
        page.evaluate("start => { document.activeElement.blur(); document.querySelector(start).focus(); }", start)
        for _press in range(TABS):
            page.keyboard.press("Tab")
            page.evaluate(REMEMBER)
    assert page.evaluate("window.focused.size"), "no control was reached"
    unseen: list[str] = page.evaluate(UNSEEN)
    return unseen
