"""The pages of figures: who sees them, what they say, and each step without a script."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.factories import confirmations as made
from tests.factories.people import UserFactory, staff
from tests.factories.projects import NOW, PDF, developer
from tests.projects.web.readers import day, text
from verifier.confirmations.models import Confirmation, Standing
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.people.models import Office, User
from verifier.people.roles import STAFF, Role

pytestmark = pytest.mark.django_db

SECOND = (Role.REVIEWER, Role.CERTIFIER)


class Reader:
    def __init__(self, person: User, *, guarded: bool = False) -> None:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
        self.client = Client(enforce_csrf_checks=guarded)
        self.client.force_login(person)

    def see(self, name: str, *keys: object, **asked: Any) -> HttpResponse:
        return self.client.get(reverse(f"confirmations:{name}", args=keys), asked)

    def do(self, name: str, *keys: object, **form: Any) -> HttpResponse:
        return self.client.post(reverse(f"confirmations:{name}", args=keys), form)


def typed(*figures: tuple[str, str], since: str = "2020-01-01", **changed: Any) -> dict[str, Any]:
    """The form as a browser sends it: figures by code and value."""
    form: dict[str, Any] = {
        "title": "VCS Standard",
        "edition": "v4.7",
        "file": SimpleUploadedFile("标准.pdf", PDF, content_type="text/html"),
        "figure": [code for code, _value in figures],
    }
    for code, value in figures:
        form |= {f"{code}-value": value, f"{code}-clause": "3.4", **day(f"{code}-since", since)}
    return form | changed


@pytest.fixture
def reader() -> Reader:
    return Reader(staff(Role.VERIFIER))


def outsiders() -> Iterator[User]:
    yield UserFactory.create()
    yield developer()[0]
    yield staff(Role.OBSERVER)
    left = staff(Role.REVIEWER)
    Office.objects.filter(person=left).update(until=NOW.date())
    yield left


class TestDoors:
    def test_are_not_there_for_who_holds_no_office(self) -> None:
        key = made.waiting().pk
        for person in outsiders():
            outsider = Reader(person)
            for name, keys in (
                ("schemes", ()),
                ("scheme", ("vcs",)),
                ("read", ("vcs",)),
                ("confirmation", (key,)),
                ("download", (key,)),
            ):
                assert outsider.see(name, *keys).status_code == 404, (person, name)
            assert outsider.do("read", "vcs", **typed(("years", "6"))).status_code == 404
            assert outsider.do("countersign", key).status_code == 404
            assert outsider.do("refuse", key, reason="No").status_code == 404
            assert "/figures" not in outsider.client.get("/").content.decode()
        assert Confirmation.objects.get().standing is Standing.WAITING

    @pytest.mark.parametrize("role", sorted(STAFF))
    def test_are_open_to_every_office(self, role: Role) -> None:
        key = made.waiting().pk
        inside = Reader(staff(role))
        assert inside.see("schemes").status_code == 200
        assert inside.see("scheme", "vcs").status_code == 200
        assert inside.see("confirmation", key).status_code == 200
        assert 'href="/figures"' in inside.client.get("/").content.decode()

    def test_know_no_scheme_that_there_is_not(self, reader: Reader) -> None:
        assert reader.see("scheme", "horoscopes").status_code == 404
        assert reader.see("read", "horoscopes").status_code == 404


class TestSchemes:
    def test_are_counted(self, reader: Reader) -> None:
        made.waiting()
        page = text(reader.see("schemes"))
        assert "Verified Carbon Standard (VCS) 5 3" in page
        for title in ("ISCC EU", "Bureau Veritas"):
            assert title in page


class TestScheme:
    def test_shows_both_values_and_what_holds_first(self, reader: Reader) -> None:
        made.countersigned(made.waiting("vcs", made.reading("share", "4.50", since=date(2024, 1, 1))))
        page = text(reader.see("scheme", "vcs"))
        assert "2 figures hold issuing back" in page
        assert "5 % 4.50 % from 1 Jan 2024 3.4 VCS Standard, v4.7" in page
        assert "not known (t CO2eq/year)" in page
        assert page.index("The yearly") < page.index("The density")
        assert page.index("The years") < page.index("The share")
        assert "Periods that end before 1 Jan 2024 are held back." in page

    @pytest.mark.parametrize(
        ("state", "shown"),
        [
            ("", {"density", "share", "yearly", "days", "years"}),
            ("holding", {"yearly", "years"}),
            ("waiting", {"years"}),
            ("confirmed", {"share"}),
            ("nonsense", {"density", "share", "yearly", "days", "years"}),
        ],
    )
    def test_is_filtered_by_state(self, reader: Reader, state: str, shown: set[str]) -> None:
        made.countersigned(made.waiting())
        made.waiting("vcs", made.reading("years", "6"))
        page = reader.see("scheme", "vcs", state=state).content.decode()
        assert {code for code in ("density", "share", "yearly", "days", "years") if f'value="{code}"' in page} == shown

    def test_keeps_everything_that_was_read(self, reader: Reader) -> None:
        first = made.countersigned(made.waiting("vcs", made.reading("share", "4")))
        made.countersigned(made.waiting("vcs", made.reading("share", "3", since=date(2024, 1, 1))))
        third = made.waiting("vcs", made.reading("share", "9", since=date(2025, 1, 1)))
        refuse_confirmation(confirmation_id=third.pk, reason="It says 3.", by=staff(Role.REVIEWER), at=NOW)
        page = text(reader.see("scheme", "vcs"))
        assert "1 Jan 2000 – 31 Dec 2023" in page
        assert "from 1 Jan 2024" in page
        assert "It says 3." in page
        assert str(first.read_by) in page
        assert str(first.countersigned_by) in page

    def test_shows_its_history_page_by_page(self, reader: Reader) -> None:
        for year in range(1990, 2020):
            made.waiting("vcs", made.reading("share", "4", since=date(year, 1, 1)), at=NOW + timedelta(days=year))
        page = reader.see("scheme", "vcs").content.decode()
        assert page.count("/confirmations/") >= 25
        assert 'rel="next"' in page

    def test_says_when_a_value_lies_ahead(self, reader: Reader) -> None:
        ahead = timezone.localdate() + timedelta(days=400)
        made.countersigned(made.waiting("vcs", made.reading("share", "4", since=ahead)))
        page = text(reader.see("scheme", "vcs", state="holding"))
        assert f"4 % from {ahead.day} {ahead:%b %Y}" in page


class TestRead:
    def test_puts_what_was_typed_on_record(self, reader: Reader) -> None:
        answer = reader.do("read", "vcs", **typed(("share", "4.50"), ("yearly", "300000")))
        assert answer.status_code == 302
        assert answer.url == "/figures/vcs?state=waiting"
        page = text(reader.client.get(answer.url))
        assert "2 figures are on record." in page
        rows = {row.figure: row for row in Confirmation.objects.select_related("document")}
        assert {code: row.value for code, row in rows.items()} == {"share": "4.50", "yearly": "300000"}
        document = rows["share"].document
        assert (document.name, document.sha256) == ("标准.pdf", hashlib.sha256(PDF).hexdigest())

    def test_asks_for_what_was_chosen(self, reader: Reader) -> None:
        page = reader.client.get(
            "/figures/vcs/read?figure=days&figure=share&figure=days&figure=made-up"
        ).content.decode()
        assert page.count('name="figure"') == 2
        assert page.index("The days") < page.index("The share")
        assert "Shipped as 30\xa0days · 2.1" in page

    def test_asks_for_what_holds_and_was_not_read_without_a_choice(self, reader: Reader) -> None:
        made.waiting()
        page = reader.see("read", "vcs").content.decode()
        assert page.count('name="figure"') == 2
        assert "Shipped without a value · 2.1" in page

    def test_says_so_where_nothing_is_left(self, reader: Reader) -> None:
        made.confirm("vcs", {"yearly": "300000"})
        page = text(reader.see("read", "vcs"))
        assert "No figure holds issuing back." in page

    def test_leaves_out_what_was_left_empty(self, reader: Reader) -> None:
        form = typed(("share", "4"), ("years", "")) | {"years-clause": "", **day("years-since", "2020-01-01")}
        form |= {"years-since_year": "", "years-since_month": "", "years-since_day": ""}
        assert reader.do("read", "vcs", **form).status_code == 302
        assert Confirmation.objects.get().figure == "share"

    @pytest.mark.parametrize(
        ("wrong", "said", "link"),
        [
            ({"share-value": "five"}, "not a number", "#id_share-value"),
            ({"share-value": "1001"}, "outside what can be meant", "#id_share-value"),
            ({"share-value": ""}, "Enter the value.", "#id_share-value"),
            ({"share-clause": ""}, "Enter the clause.", "#id_share-clause"),
            ({"share-since_month": "13"}, "The month must be", "#id_share-since_day"),
            ({"title": ""}, "Enter the title.", "#id_title"),
            ({"edition": ""}, "Enter the edition.", "#id_edition"),
            ({"file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")}, "is a program", "#id_file"),
            ({"file": ""}, "Choose a file.", "#id_file"),
        ],
    )
    def test_names_the_fault_and_keeps_what_was_typed(
        self, reader: Reader, wrong: dict[str, Any], said: str, link: str
    ) -> None:
        page = reader.do("read", "vcs", **typed(("share", "4.50"), ("years", "6")) | wrong)
        assert page.status_code == 422
        assert said in text(page)
        assert f'href="{link}"' in page.content.decode()
        assert 'name="years-value" value="6"' in page.content.decode()
        assert not Confirmation.objects.exists()

    def test_names_every_fault_at_once_and_the_figure_it_is_about(self, reader: Reader) -> None:
        form = typed(("share", "five"), ("years", "6.5"), edition="", file="")
        page = text(reader.do("read", "vcs", **form))
        assert "The share · Value: This is not a number" in page
        assert "The years · Value: This must be a whole number" in page
        assert "Edition: Enter the edition." in page
        assert "File: Choose a file." in page

    def test_says_that_a_figure_must_be_named(self, reader: Reader) -> None:
        form = typed(("share", "")) | {"share-clause": ""}
        form |= {"share-since_year": "", "share-since_month": "", "share-since_day": ""}
        page = reader.do("read", "vcs", **form)
        assert page.status_code == 422
        assert "Name at least one figure that you read." in text(page)

    def test_says_that_a_day_lies_ahead(self, reader: Reader) -> None:
        ahead = timezone.localdate() + timedelta(days=400)
        answer = reader.do("read", "vcs", **typed(("share", "4"), since=ahead.isoformat()))
        assert "hold from their day only" in text(reader.client.get(answer.url))

    def test_lets_too_large_a_document_run_out(self, reader: Reader, settings: Settings) -> None:
        settings.MAX_EVIDENCE_BYTES = 10
        page = reader.do("read", "vcs", **typed(("share", "4")))
        assert page.status_code == 422
        assert "The file is larger than 10 B." in text(page)
        assert not Confirmation.objects.exists()

    def test_is_refused_to_a_forged_form(self) -> None:
        forged = Reader(staff(Role.LEAD), guarded=True).do("read", "vcs", **typed(("share", "4")))
        assert forged.status_code == 403
        assert not Confirmation.objects.exists()


class TestConfirmation:
    def test_shows_what_was_read_and_where(self, reader: Reader) -> None:
        confirmation = made.waiting("vcs", made.reading("share", "4.50"))
        page = text(reader.see("confirmation", confirmation.pk))
        for said in ("4.50 %", "5 % · from memory", "3.4", "1 Jan 2000", str(confirmation.read_by), "v4.7"):
            assert said in page
        assert confirmation.document.sha256 in page
        assert "Countersign" not in page

    @pytest.mark.parametrize("role", SECOND)
    def test_is_countersigned_and_leads_to_the_next(self, role: Role) -> None:
        document = made.document("vcs", made.reading("share", "4"), made.reading("years", "6"))
        first, second = (document.confirmations.get(figure=code) for code in ("share", "years"))
        judge = Reader(staff(role))
        assert "Countersign" in text(judge.see("confirmation", first.pk))
        assert judge.do("countersign", first.pk).url == f"/confirmations/{second.pk}"
        assert judge.do("countersign", second.pk).url == "/figures/vcs"
        assert {row.standing for row in Confirmation.objects.all()} == {Standing.COUNTERSIGNED}
        assert "Countersigned by" in text(judge.see("confirmation", first.pk))

    def test_is_refused_with_its_reason(self) -> None:
        confirmation, judge = made.waiting(), Reader(staff(Role.CERTIFIER))
        empty = judge.do("refuse", confirmation.pk, reason=" ")
        assert empty.status_code == 422
        assert "Say why. It stays on record." in text(empty)
        assert judge.do("refuse", confirmation.pk, reason="The table says 4 %.").url == "/figures/vcs"
        assert "The table says 4 %." in text(judge.see("confirmation", confirmation.pk))

    def test_offers_its_reader_no_judgement(self) -> None:
        person = staff(Role.REVIEWER)
        confirmation, reader = made.waiting(by=person), Reader(person)
        page = reader.see("confirmation", confirmation.pk)
        assert "You read this figure." in text(page)
        assert "/countersign" not in page.content.decode()
        assert reader.do("countersign", confirmation.pk).status_code == 409
        assert reader.do("refuse", confirmation.pk, reason="Mine").status_code == 409
        assert Confirmation.objects.get().standing is Standing.WAITING

    @pytest.mark.parametrize("role", sorted(STAFF - set(SECOND)))
    def test_is_judged_by_no_other_office(self, role: Role) -> None:
        confirmation, inside = made.waiting(), Reader(staff(role))
        assert inside.do("countersign", confirmation.pk).status_code == 403
        assert inside.do("refuse", confirmation.pk, reason="No").status_code == 403
        assert Confirmation.objects.get().standing is Standing.WAITING

    def test_says_when_it_lies_ahead(self, reader: Reader) -> None:
        ahead = timezone.localdate() + timedelta(days=400)
        confirmation = made.waiting("vcs", made.reading("share", "4", since=ahead))
        assert "This value holds only from" in text(reader.see("confirmation", confirmation.pk))

    def test_leads_from_the_first_page(self) -> None:
        confirmation = made.waiting()
        page = Reader(staff(Role.REVIEWER)).client.get("/").content.decode()
        assert f'href="/confirmations/{confirmation.pk}"' in page

    def test_is_not_there_under_another_key(self, reader: Reader) -> None:
        assert reader.see("confirmation", UUID(int=1)).status_code == 404


class TestDownload:
    def test_gives_the_bytes_to_be_kept_and_never_run(self, reader: Reader) -> None:
        content = PDF + bytes(1024) + b"<script>alert(1)</script>\n%%EOF\n"
        confirmation = made.waiting(content=content, name="标准.pdf")
        answer: Any = reader.see("download", confirmation.pk)
        assert b"".join(answer.streaming_content) == content
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
