"""A month of green ammonia under ISCC EU, in English: from the application to a certificate that a stranger checks."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from re import search

import pytest
from django.conf import settings

from reports.signing import Trust, verify
from tests.factories.confirmations import confirm
from tests.factories.people import InterestFactory, staff
from tests.factories.reports import drafted
from tests.factories.worked import AMMONIA, TOO_MUCH_GRID
from tests.journeys.story import APPOINTED, Story
from tests.journeys.window import Window, aside
from verifier.local.papers import meter_export, paper
from verifier.local.programs import Programs
from verifier.people.roles import Role

METER = meter_export(datetime(2026, 9, 1), 30, total_kwh=249_000_000)  # noqa: DTZ001 - the plant's wall clock
PAPERS = {
    "Invoices of chemicals and materials": ("物料发票.pdf", paper("Invoices of chemicals", "September 2026")),
    "Transport records": ("transport.pdf", paper("Transport records", "350 km by road, 1,200 km by sea")),
    "Single-line diagram of the electrical system": ("single-line.pdf", paper("Single-line diagram", "One tie")),
}
NUMBER = "EU-ISCC-Cert-XX000-00000001"

pytestmark = pytest.mark.browser_context_args(locale="en-GB", viewport={"width": 1280, "height": 900})


def take_on(story: Story) -> None:
    """The coordinator signs in as in life, and is refused a verifier who was the client's adviser."""
    window, adviser = story.window, staff(Role.VERIFIER, name="Victor Adviser")
    client = story.people[Role.DEVELOPER].clients.get()
    InterestFactory(person=adviser, register_number=client.register_number)
    window.sign_in(story.people[Role.COORDINATOR], "correct horse battery")
    story.take_on()
    story.offer(adviser, Role.VERIFIER)
    window.reads("Victor Adviser cannot serve as verifier here.", "tie to this client within 2 years (Consultancy)")
    window.follow("Back")
    story.appoint(*APPOINTED)


def gather(story: Story) -> None:
    window = story.window
    story.visit(Role.LEAD, "Evidence")
    story.ask("Meter export", *PAPERS)
    for kind, (name, content) in PAPERS.items():
        story.send(kind, name, content)
    story.send("Meter export", "并网点-9月.csv", METER, zone="Asia/Shanghai")
    window.follow("Meter series")
    window.reads("By calendar month", "249,000.000000")
    story.settle_series()
    for kind in ("Meter export", *PAPERS):
        story.visit(Role.LEAD, "Evidence")
        window.main.get_by_role("link", name=kind).first.click()
        window.press("Accept")
    story.visit(Role.LEAD, "Evidence")
    window.reads("Accepted: 4 of 4")


def find(story: Story) -> None:
    window = story.window
    story.visit(Role.VERIFIER, "Findings")
    title = "Page 2 of an invoice is missing"
    clause = "IR (EU) 2022/996 Art. 10"
    window.fill({"grade": "minor", "title": title, "text": "The supplier's stamp was not sent.", "clause": clause})
    window.press("Raise")
    window.reads(f"F1 · Minor non-conformity{title}")
    story.seat(Role.DEVELOPER)
    window.follow(f"Answer finding F1: {title}")
    window.unfold("Answer")
    window.fill({"answer-1-text": "It is in the file of invoices."})
    window.main.get_by_label("File that shows it").select_option("物料发票.pdf")
    window.press("Send the answer")
    window.reads("It is in the file of invoices.")
    story.seat(Role.LEAD)
    window.follow(f"Assess the answer to F1: {title}")
    window.unfold("Assess the answer")
    window.fill({"assess-1-text": "Seen: both pages agree with the ledger."})
    window.press("Close the finding")
    window.reads("Closed", "Seen: both pages agree with the ledger.")


def report(story: Story) -> None:
    window = story.window
    story.draft("Meters, invoices and transport records were recomputed.")
    window.reads("3.900752", "95.8503")
    window.press("Before submission")
    window.reads("The rules were asked: nothing stands in the way.")
    story.submit()
    story.review("Return to the team", "Say how the distance by road was checked.")
    story.draft("Recomputed; the 350 km by road were checked against the weighbridge and the map.")
    story.submit()
    story.review("Pass to the certifier", "Complete; the recalculation agrees.")


def issue(story: Story, worker: int) -> None:
    window = story.window
    story.decide()
    window.reads("The greenhouse gas intensity is 3.900752 g CO2eq/MJ", "温室气体排放强度为 3.900752 g CO2eq/MJ")
    with at_rest(worker):
        window.press("Approve issuance")
        window.reads("The document is being made")
    window.reads("Signed, not yet public")
    story.publish(NUMBER)


@contextmanager
def at_rest(group: int) -> Iterator[None]:
    """The worker and its children do nothing meanwhile."""
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


def check(window: Window) -> None:
    """What the QR code leads to, for somebody without an account."""
    picture = window.main.get_by_alt_text("QR code that leads to").get_attribute("alt") or ""
    address = search(r"http\S+/c/\w{26}", picture)
    assert address is not None, picture
    window.seat(None)
    window.page.goto(address[0])
    window.reads("Genuine and valid", NUMBER, "3.900752", "95.8503", "赤峰绿氨")
    with window.page.expect_download() as download:
        window.main.get_by_role("link", name="Download the PDF").click()
    pdf = Path(download.value.path()).read_bytes()
    found = aside(lambda: verify(pdf, trust=Trust.at(settings.STATEMENT_SIGNING_DIR)))
    assert found.genuine, found.reason
    window.reads(sha256(pdf).hexdigest())
    window.attach("held.pdf", pdf)
    window.press("Check this PDF")
    window.reads("Your PDF is genuine and unchanged")


class TestGreenAmmonia:
    @pytest.mark.timeout(300)
    def test_becomes_a_certificate_that_a_stranger_can_check(self, window: Window, served: Programs) -> None:
        story = Story.begun(window, "Chifeng green ammonia")
        confirm("iscc_eu")
        place = {"title_zh": "赤峰绿氨", "country": "CN", "site": "Yuanbaoshan", "technology": "Electrolysis"}
        story.apply("ISCC EU", AMMONIA, "2026-09-01", "2026-09-30", **place)
        window.reads("Waiting for the coordinator", "25,000,000\xa0kg")
        take_on(story)
        gather(story)
        find(story)
        report(story)
        issue(story, served.running["worker"].pid)
        check(window)


class TestTooMuchGrid:
    def test_is_stopped_at_submission_with_its_clause(self, window: Window) -> None:
        case, _draft = drafted(particulars=TOO_MUCH_GRID)
        window.seat(case[Role.LEAD])
        window.follow("Draft and submit the report")
        window.press("Submit for review")
        window.reads("The scheme's rules hold this report back.", "RED Art. 29a(1)", "Nothing was changed.")
        assert case.fresh().stage == "under_way"
