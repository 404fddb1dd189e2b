"""The pages of requests: the list, one request with its talk, held files."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Evidence, EvidenceRequest, RequestRemark, SharedDocument
from projects.stages import EvidenceStage, RequestStage
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.request_evidence import request_evidence
from projects.use_cases.return_evidence import return_evidence
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.projects import series as exports
from tests.projects.web.readers import Reader, day, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

SOON = (timezone.localdate() + timedelta(days=14)).isoformat()


@pytest.fixture
def case() -> Case:
    return made.staffed()


@pytest.fixture
def asked(case: Case) -> EvidenceRequest:
    return made.ask(case, "single_line_diagram")


class TestAsk:
    def ask(self, person: Any, case: Case, **changed: Any) -> Any:
        said = {"kind": "mass_balance", "note": "By month."} | day("due_on", SOON) | changed
        return Reader(person).do("request", case.engagement.pk, **said)

    def test_puts_the_request_before_the_client(self, case: Case) -> None:
        assert self.ask(case[Role.LEAD], case).status_code == 302
        page = text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        assert "R1 · Mass balance" in page
        assert "By month." in page
        assert "Accepted: 0 of 1" in page
        assert "Still owed: 1" in page
        assert "Send a file" in page

    def test_takes_a_title_of_the_teams_own(self, case: Case) -> None:
        assert self.ask(case[Role.LEAD], case, kind="", title="Roof drawings").status_code == 302
        assert "R1 · Roof drawings" in text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        assert "Awaited: Roof drawings" in text(Reader(case[Role.LEAD]).see("case", case.engagement.pk))

    def test_is_refused_to_the_client(self, case: Case) -> None:
        assert self.ask(case[Role.DEVELOPER], case).status_code == 403
        assert not EvidenceRequest.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            day("due_on", "2020-01-01"),
            day("due_on", "2026-13-01"),
            {"kind": "gossip"},
            {"kind": ""},
            {"title": "And something else"},
        ],
    )
    def test_names_the_fault(self, case: Case, wrong: dict[str, str]) -> None:
        page = self.ask(case[Role.LEAD], case, **wrong)
        assert page.status_code == 422
        assert "There is a problem" in text(page)
        assert not EvidenceRequest.objects.exists()

    def test_names_all_faults_at_once(self, case: Case) -> None:
        page = text(self.ask(case[Role.LEAD], case, kind="", **day("due_on", "2020-01-01")))
        assert "give a title of your own: one of the two." in page
        assert "Choose a day from today on." in page
        nothing = text(Reader(case[Role.LEAD]).do("request", case.engagement.pk))
        assert "give a title of your own: one of the two." in nothing
        assert "Enter the day by which it is needed." in nothing

    def test_calls_optional_only_what_is(self, case: Case) -> None:
        form = text(Reader(case[Role.LEAD]).see("evidence", case.engagement.pk)).partition("Ask for evidence")[2]
        assert "What is needed (optional)" in form
        assert form.count("(optional)") == 1

    def test_says_that_it_was_done(self, case: Case) -> None:
        self.ask(case[Role.LEAD], case)
        page = text(Reader(case[Role.LEAD]).see("evidence", case.engagement.pk))
        assert "The client is asked" not in page  # it was said to who asked
        reader = Reader(case[Role.LEAD])
        reader.do("request", case.engagement.pk, kind="", title="Roof drawings", **day("due_on", SOON))
        assert "The client is asked for R2 · Roof drawings." in text(reader.see("evidence", case.engagement.pk))

    def test_does_not_offer_what_was_asked_already(self, case: Case, asked: EvidenceRequest) -> None:
        page = Reader(case[Role.LEAD]).see("evidence", case.engagement.pk).content.decode()
        assert 'value="mass_balance"' in page
        assert 'value="single_line_diagram"' not in page


class TestAskListed:
    def test_asks_for_the_whole_list_at_once(self, case: Case) -> None:
        reader = Reader(case[Role.LEAD])
        assert "4 kinds that the scheme requires" in text(reader.see("evidence", case.engagement.pk))
        assert reader.do("request_listed", case.engagement.pk, **day("listed-due_on", SOON)).status_code == 302
        page = text(reader.see("evidence", case.engagement.pk))
        assert "4 requests were made." in page
        assert "Ask for all of them" not in page
        assert EvidenceRequest.objects.count() == 4

    @pytest.mark.parametrize("wrong", [{}, day("listed-due_on", "2020-01-01")])
    def test_names_the_fault(self, case: Case, wrong: dict[str, str]) -> None:
        page = Reader(case[Role.LEAD]).do("request_listed", case.engagement.pk, **wrong)
        assert (page.status_code, EvidenceRequest.objects.count()) == (422, 0)
        assert "There is a problem" in text(page)


class TestList:
    def test_puts_before_each_what_waits_for_them(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, made.ask(case, "mass_balance"))
        pages = {
            role: text(Reader(case[role]).see("evidence", case.engagement.pk)) for role in (Role.DEVELOPER, Role.LEAD)
        }
        assert pages[Role.DEVELOPER].index("Single-line diagram") < pages[Role.DEVELOPER].index("Mass balance")
        page = pages[Role.LEAD].partition("Ask for evidence")[0]
        assert page.index("Mass balance") < page.index("Single-line diagram")

    def test_keeps_to_the_numbers_where_nothing_else_tells_them_apart(self, case: Case) -> None:
        for number in range(9):
            due_on, lead = NOW.date() + timedelta(days=14), case[Role.LEAD]
            request_evidence(engagement_id=case.engagement.pk, title=f"{number}", due_on=due_on, by=lead, at=NOW)
        page = text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        places = [page.index(f"R{number} ·") for number in range(1, 10)]
        assert places == sorted(places)

    def test_says_why_a_file_was_refused(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = made.received(case, asked)
        evidence.refuse({"en": "It is a picture.", "zh": "图片。", "mend": {"en": "Send a PDF.", "zh": ""}}, at=NOW)
        page = text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        assert "It is a picture. Send a PDF." in page
        assert "Still owed: 1" in page

    def test_does_not_tell_the_client_what_a_held_file_has_in_common(self, case: Case, asked: EvidenceRequest) -> None:
        made.held(case, asked)
        client = text(Reader(case[Role.DEVELOPER]).see("evidence", case.engagement.pk))
        assert "Held for a look" in client
        assert "in common" not in client
        assert "in common" in text(Reader(case[Role.LEAD]).see("evidence", case.engagement.pk))

    def test_stays_short_and_as_cheap_with_sixty_requests_and_five_hundred_files(self, case: Case) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as made_:
                assert reader.see("evidence", case.engagement.pk).status_code == 200
            return len(made_)

        reader, client = Reader(case[Role.LEAD]), case[Role.DEVELOPER]
        made.send(case, made.ask(case, "other"))
        few = queries()
        requests = EvidenceRequest.objects.bulk_create(
            EvidenceRequest(
                engagement=case.engagement, number=2 + n, title=f"Own {n}", due_on=SOON, asked_by=client, asked_at=NOW
            )
            for n in range(60)
        )
        Evidence.objects.bulk_create(
            Evidence(
                engagement=case.engagement,
                request=requests[n % 6],
                name=f"{n}.pdf",
                size=1,
                sha256=f"{n:064x}",
                path=f"{n}",
                received_by=client,
                received_at=NOW,
                stage=EvidenceStage.ON_FILE,
                confirmed_at=NOW,
            )
            for n in range(500)
        )
        assert queries() == few
        page = reader.see("evidence", case.engagement.pk)
        assert page.content.count(b".pdf</a>") == 3 * 6 + 1
        assert "All 84 files" in text(page)
        assert reader.see("asked", requests[0].pk).content.count(b"app-receipt__name") == 25


class TestRequestPage:
    def test_has_the_talk_and_the_files_newest_first(self, case: Case, asked: EvidenceRequest) -> None:
        first = made.send(case, asked)
        reader = Reader(case[Role.DEVELOPER])
        reader.do("send", asked.pk, file=SimpleUploadedFile("better.pdf", PDF + b"% 2\n%%EOF\n"), replaces=first.pk)
        assert reader.do("discuss", asked.pk, **{"remark-text": "Which voltage?"}).status_code == 302
        page = text(reader.see("asked", asked.pk))
        assert page.index("better.pdf") < page.index("evidence.pdf")
        assert "Corrects evidence.pdf." in page
        assert "Replaced by better.pdf on" in page
        assert "Which voltage?" in page
        assert first.sha256 in page

    def test_lets_the_team_accept_and_send_back(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        reader = Reader(case[Role.LEAD])
        faulty = reader.do("return_evidence", asked.pk, **{"return-text": " "})
        assert faulty.status_code == 422
        assert "Say what is wrong or missing." in text(faulty)
        assert reader.do("return_evidence", asked.pk, **{"return-text": "Page 2 is missing."}).status_code == 302
        page = text(Reader(case[Role.DEVELOPER]).see("asked", asked.pk))
        assert "Sent back" in page
        assert "Page 2 is missing." in page
        made.send(case, asked, PDF + b"% 2\n%%EOF\n")
        assert reader.do("accept_evidence", asked.pk).status_code == 302
        asked.refresh_from_db()
        assert asked.stage == RequestStage.ACCEPTED
        assert "Your judgement" in text(reader.see("asked", asked.pk))

    def test_says_what_was_done_with_it(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        reader = Reader(case[Role.LEAD])
        reader.do("accept_evidence", asked.pk)
        assert "The request is accepted." in text(reader.see("asked", asked.pk))
        reader.do("return_evidence", asked.pk, **{"return-text": "Page 2 is missing."})
        assert "It is sent back, and the client reads why." in text(reader.see("asked", asked.pk))

    def test_says_why_it_was_sent_back_wherever_the_client_looks(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        return_evidence(request_id=asked.pk, text="Page 2 is missing.", by=case[Role.LEAD], at=NOW)
        reader = Reader(case[Role.DEVELOPER])
        for page in (
            reader.see("evidence", case.engagement.pk),
            reader.see("send", asked.pk),
            reader.client.get("/"),
        ):
            assert "Page 2 is missing." in text(page)
        asked.refresh_from_db()
        asked.turn(RequestStage.OPEN)
        assert "Page 2 is missing." not in text(reader.see("evidence", case.engagement.pk))
        assert "Page 2 is missing." not in text(reader.see("send", asked.pk))

    def test_sends_back_with_a_new_day(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        reader, why = Reader(case[Role.LEAD]), {"return-text": "Page 2 is missing."}
        past = reader.do("return_evidence", asked.pk, **why, **day("return-due_on", "2020-01-01"))
        assert past.status_code == 422
        assert "Choose a day from today on." in text(past)
        new = timezone.localdate() + timedelta(days=30)
        assert reader.do("return_evidence", asked.pk, **why, **day("return-due_on", new.isoformat())).status_code == 302
        asked.refresh_from_db()
        assert (asked.stage, asked.due_on) == (RequestStage.RETURNED, new)

    def test_warns_of_what_is_not_settled_and_still_lets_it_be_accepted(self, case: Case) -> None:
        series = exports.read(case)
        exports.read(case, b"no,meter\n1,2\n", "odd.csv")
        asked, reader = series.evidence.request, Reader(case[Role.LEAD])
        page = text(reader.see("asked", asked.pk))
        for said in (
            "1 meter series could not be read.",
            "1 meter series is not confirmed: its figures do not count.",
            "Of 1 signal nobody has said what became of it.",
        ):
            assert said in page
        assert "Not everything about it is settled" not in text(Reader(case[Role.OBSERVER]).see("asked", asked.pk))
        assert reader.do("accept_evidence", asked.pk).status_code == 302
        asked.refresh_from_db()
        assert asked.stage == RequestStage.ACCEPTED

    def test_does_not_warn_where_all_is_settled(self, case: Case) -> None:
        series = made.measured(case, exports.sent(case))
        page = text(Reader(case[Role.LEAD]).see("asked", series.evidence.request_id))
        assert "Your judgement" in page
        assert "Not everything about it is settled" not in page

    def test_offers_the_client_no_judgement(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        reader = Reader(case[Role.DEVELOPER])
        assert "Your judgement" not in text(reader.see("asked", asked.pk))
        assert reader.do("accept_evidence", asked.pk).status_code == 403
        assert reader.do("return_evidence", asked.pk, **{"return-text": "No."}).status_code == 403
        assert not RequestRemark.objects.exists()

    def test_is_not_there_for_strangers(self, asked: EvidenceRequest) -> None:
        reader = Reader(made.staffed()[Role.LEAD])
        assert reader.see("asked", asked.pk).status_code == 404
        for name in ("discuss", "accept_evidence", "return_evidence"):
            assert reader.do(name, asked.pk, **{"remark-text": "x", "return-text": "x"}).status_code == 404

    def test_offers_nothing_where_there_is_nothing_to_judge(self, case: Case, asked: EvidenceRequest) -> None:
        assert "Your judgement" not in text(Reader(case[Role.LEAD]).see("asked", asked.pk))
        made.send(case, asked)
        return_evidence(request_id=asked.pk, text="No.", by=case[Role.LEAD], at=NOW)
        assert "Your judgement" not in text(Reader(case[Role.LEAD]).see("asked", asked.pk))

    def test_still_lets_the_team_send_back_what_it_accepted(self, case: Case, asked: EvidenceRequest) -> None:
        made.send(case, asked)
        accept_evidence(request_id=asked.pk, by=case[Role.LEAD], at=NOW)
        page = Reader(case[Role.LEAD]).see("asked", asked.pk).content.decode()
        assert "return-text" in page
        assert "accept-text" not in page


class TestHeld:
    def test_shows_both_sides_and_nobodys_name(self, case: Case, asked: EvidenceRequest) -> None:
        other = made.staffed(title="Secret plant")
        evidence = made.held(case, asked, other=other)
        page = text(Reader(case[Role.LEAD]).see("held", evidence.pk))
        assert "A case of another client" in page
        assert "The same content" in page
        for secret in ("Secret plant", other.engagement.number, other.client.name_latin):
            assert secret not in page

    def test_names_the_case_to_who_serves_in_both(self, case: Case, asked: EvidenceRequest) -> None:
        other = made.staffed(title="Secret plant")
        evidence = made.held(case, asked, other=other)
        made.serve(case, Role.VERIFIER, other[Role.VERIFIER])
        page = text(Reader(other[Role.VERIFIER]).see("held", evidence.pk))
        assert other.engagement.number in page
        assert "Secret plant" not in page

    def test_is_nothing_for_the_client(self, case: Case, asked: EvidenceRequest) -> None:
        evidence, reader = made.held(case, asked), Reader(case[Role.DEVELOPER])
        assert reader.see("held", evidence.pk).status_code == 403
        assert reader.do("release", evidence.pk, remark="Mine.").status_code == 403
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.HELD

    def test_releases_with_a_reason(self, case: Case, asked: EvidenceRequest) -> None:
        evidence, reader = made.held(case, asked), Reader(case[Role.LEAD])
        faulty = reader.do("release", evidence.pk, remark="")
        assert faulty.status_code == 422
        assert "Say what you found." in text(faulty)
        assert reader.do("release", evidence.pk, remark="Published.", shared="on").status_code == 302
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE
        assert SharedDocument.objects.get().sha256 == evidence.sha256
        assert "Published." in text(reader.see("held", evidence.pk))

    def test_refuses_with_a_reason_that_the_client_reads(self, case: Case, asked: EvidenceRequest) -> None:
        evidence = made.held(case, asked)
        assert Reader(case[Role.LEAD]).do("refuse", evidence.pk, remark="It is another's.").status_code == 302
        reader = Reader(case[Role.DEVELOPER])
        assert "It is another's." in text(reader.see("asked", asked.pk))
        for name in ("preview", "download", "picture"):
            assert reader.see(name, evidence.pk).status_code == 404
