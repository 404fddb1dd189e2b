"""What people do in every case, page by page. Texts are the product's own; the window says them in its language."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from playwright.sync_api import expect

from tests.factories.people import staff
from tests.factories.projects import developer
from tests.journeys.window import Window
from tests.projects.web.readers import typed
from verifier.people.models import User
from verifier.people.roles import Role

APPOINTED = (Role.LEAD, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER)


@dataclass
class Story:
    """A case, the window it is seen through, and its people; `title` names the project in the window's language."""

    window: Window
    title: str
    people: dict[Role, User]

    @classmethod
    def begun(cls, window: Window, title: str) -> "Story":
        people = {role: staff(role, name=f"The {role.value}") for role in (Role.COORDINATOR, *APPOINTED)}
        people[Role.DEVELOPER], _client = developer()
        return cls(window, title, people)

    def seat(self, role: Role) -> None:
        self.window.seat(self.people[role])

    def visit(self, role: Role, part: str) -> None:
        """Seat somebody who serves in the case and open a part of it."""
        self.seat(role)
        self.window.page.get_by_role("link", name=self.window.said("Cases"), exact=True).click()
        self.window.main.get_by_role("rowheader").get_by_role("link").click()
        self.window.follow(part)

    # Before the work ------------------------------------------------------------------------------------------------

    def apply(self, scheme: str, particulars: dict[str, Any], first: str, last: str, **asked: str) -> None:
        window = self.window
        self.seat(Role.DEVELOPER)
        window.page.get_by_role("link", name=window.said("Applications"), exact=True).click()
        window.follow("Apply")
        window.follow("Apply under %(scheme)s", scheme=scheme)
        window.fill({"title": self.title, "disclosure": "None", **asked})
        window.fill_day("period_from", first)
        window.fill_day("period_until", last)
        window.fill(typed(particulars))
        window.press("File the application")
        window.reads("The application is filed. The coordinator will open a case or ask you.")

    def take_on(self) -> None:
        """For the coordinator, who sits at the window already."""
        self.window.follow("Open a case for %(title)s", title=self.title)
        self.window.press("Open a case")
        self.window.press("Accept the engagement")
        self.window.reads("The engagement is accepted. Now appoint the team.")

    def offer(self, person: User, role: Role) -> None:
        self.window.fill({"choice": f"{role}:{person.pk}"})
        self.window.press("Offer")

    def appoint(self, *roles: Role) -> None:
        """Offers by the coordinator, who is at the page of people, and each one's declaration."""
        window = self.window
        for role in roles:
            self.offer(self.people[role], role)
            expect(window.main.get_by_role("row", name=str(self.people[role]))).to_be_visible()
        for role in roles:
            self.seat(role)
            window.follow("Answer your appointment as %(role)s", role=window.said(role.label).lower())
            window.main.get_by_label(window.said("I declare this")).check()
            window.press("Accept")
            window.reads("What happened")

    # Evidence -------------------------------------------------------------------------------------------------------

    def ask(self, *kinds: str) -> None:
        """By the lead, at the page of evidence."""
        window = self.window
        for kind in kinds:
            window.main.get_by_label(window.said("Kind of evidence")).select_option(kind)
            window.fill({"note": "The whole period."})
            window.fill_day("due_on", (date.today() + timedelta(days=14)).isoformat())
            window.press("Ask")
            expect(window.main.get_by_role("heading", name=kind)).to_be_visible()

    def send(self, kind: str, name: str, content: bytes, **more: str) -> None:
        self.seat(Role.DEVELOPER)
        self.window.follow("Send: %(kind)s", kind=kind)
        self.window.attach(name, content)
        self.window.fill(more)
        stays = self.window.main.locator("[data-arrivals]").is_visible()  # where scripts run
        self.window.press("Send")
        if stays:
            receipt = re.compile(rf"^{self.window.said('Receipt')}\W+{re.escape(name)}")
            self.window.main.get_by_role("link", name=receipt).click()
        self.window.reads("Compared with the sender", name, sha256(content).hexdigest())

    def settle_series(self) -> None:
        """The sender confirms how the file was understood; the lead says what became of what was noticed in it."""
        window = self.window
        window.press("It is understood rightly")
        self.visit(Role.LEAD, "Evidence")
        window.main.get_by_role("link", name=window.said("Meter series")).first.click()
        ticks = window.main.locator("input[name=signal]")
        if ticks.count():
            for tick in ticks.all():
                tick.check()
            window.fill({"verdict": "explained", "reason": "Agrees with the operating log."})
            window.press("Put it on record")
            expect(window.main.get_by_text(window.said("Nobody has said what became of it."))).to_have_count(0)

    # The word -------------------------------------------------------------------------------------------------------

    def draft(self, summary: str) -> None:
        self.seat(Role.LEAD)
        self.window.follow("Draft and submit the report")
        self.window.fill({"summary": summary})
        self.window.press("Keep the draft")
        self.window.reads("The draft is kept, with the figures computed anew.")

    def submit(self) -> None:
        self.window.press("Submit for review")
        self.window.reads("The report is with the reviewer.")

    def review(self, button: str, remarks: str) -> None:
        self.seat(Role.REVIEWER)
        self.window.follow("Review the report")
        self.window.fill({"text": remarks})
        self.window.press(button)
        self.window.reads(remarks)

    def decide(self) -> None:
        """To issue; the certifier then sees what will be issued."""
        window = self.window
        self.seat(Role.CERTIFIER)
        window.follow("Decide on the report")
        window.main.locator("[name=verdict][value=issue]").check()
        window.fill({"text": "The evidence is sufficient."})
        window.press("Decide")
        window.reads("Your decision is on record.")
        window.follow("See what will be issued")

    def publish(self, number: str) -> None:
        self.seat(Role.COORDINATOR)
        self.window.follow("Publish %(number)s", number=number)
        self.window.press("Publish")
        self.window.reads(self.window.said("%(number)s is in the public register.", number=number))
