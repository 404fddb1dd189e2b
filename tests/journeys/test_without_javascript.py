"""The way of the evidence and of the report where no script runs: plain forms, whole pages."""

from hashlib import sha256

import pytest

from tests.factories.confirmations import first
from tests.factories.people import staff
from tests.factories.projects import PDF, ask, developer, evidenced, staffed
from tests.factories.worked import AMMONIA, METER_EXPORT
from tests.journeys.story import Story
from tests.journeys.window import Window
from verifier.people.roles import Role

pytestmark = pytest.mark.browser_context_args(locale="en-GB", java_script_enabled=False)


class TestWithoutJavaScript:
    def test_a_client_applies_and_adds_rows(self, window: Window) -> None:
        person, _client = developer()
        place = {"country": "CN", "site": "Yuanbaoshan", "technology": "Electrolysis"}
        Story(window, "Plain ammonia", {Role.DEVELOPER: person}).apply(
            "ISCC EU", AMMONIA, "2026-09-01", "2026-09-30", **place
        )
        window.reads("Plain ammonia", "Waiting for the coordinator", "Potassium hydroxide", "Hydrochloric acid")

    def test_a_client_sends_a_file_and_has_its_receipt(self, window: Window) -> None:
        case = staffed()
        ask(case, "meter_export")
        content = METER_EXPORT["iscc_eu"].encode()
        Story(window, "", case.people).send("Meter export", "meter.csv", content, zone="Asia/Shanghai")
        self.look_again(window)
        window.follow("Meter series")
        self.look_again(window)
        window.reads("By calendar month", "8,304.000000")
        window.press("It is understood rightly")
        assert case.engagement.evidence.get().sha256 == sha256(content).hexdigest()

    def look_again(self, window: Window) -> None:
        """The page cannot renew itself."""
        again = window.main.get_by_role("link", name="Look again")
        while again.is_visible():
            with window.page.expect_navigation():
                again.click()

    def test_two_people_confirm_a_figure(self, window: Window) -> None:
        code = first("vcs").figure
        window.seat(staff(Role.VERIFIER))
        window.open("confirmations:scheme", "vcs")
        window.main.locator(f"[name=figure][value='{code}']").check()
        window.main.get_by_role("button", name="Confirm the chosen from a document").first.click()
        window.fill({"title": "The standard", "edition": "v5", f"{code}-value": "0.80", f"{code}-clause": "Table 3"})
        window.fill_day(f"{code}-since", "2026-01-01")
        window.attach("standard.pdf", PDF)
        window.press("Put on record")
        window.reads("1 figure is on record.", "Waits for a second person")
        window.seat(staff(Role.CERTIFIER))
        window.main.get_by_role("link", name="Countersign 1 figure").click()
        window.reads("0.80", "Table 3", "The standard", sha256(PDF).hexdigest())
        window.press("Countersign")
        window.reads("The figure is countersigned.", "0.80", "from 1 Jan 2026")

    def test_a_lead_drafts_asks_and_submits(self, window: Window) -> None:
        case = evidenced()
        story = Story(window, "", case.people)
        story.draft("Everything was recomputed.")
        window.press("Before submission")
        window.reads("The rules were asked: nothing stands in the way.")
        story.submit()
        assert case.fresh().stage == "in_review"
