"""Figures and confirmations as a program uses them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api import Program
from tests.factories import confirmations as made
from tests.factories.people import UserFactory, staff
from tests.factories.projects import PDF
from verifier import schemes
from verifier.confirmations.models import Confirmation, Document, Standing
from verifier.people.models import User
from verifier.people.roles import STAFF, Role

pytestmark = pytest.mark.django_db

READ = {"figure": "share", "value": "4.50", "clause": "3.4", "since": "2020-01-01"}


def send(person: User, figures: Any, **changed: Any) -> Any:
    file = SimpleUploadedFile("standard.pdf", PDF, content_type="application/pdf")
    said = {"file": file, "title": "VCS Standard", "edition": "v4.7", "figures": figures}
    return Program(person).send("figures/vcs/confirmations", **said | changed)


class TestFigures:
    def test_are_counted_by_scheme(self) -> None:
        made.waiting()
        rows = Program(staff(Role.LEAD)).get("figures").json()
        assert [row["scheme"] for row in rows] == [scheme.code for scheme in schemes.all()]
        vcs = next(row for row in rows if row["scheme"] == "vcs")
        counted = {name: vcs[name] for name in ("figures", "holding", "waiting", "confirmed")}
        assert counted == {"figures": 5, "holding": 3, "waiting": 1, "confirmed": 0}

    def test_are_shown_as_shipped_and_as_confirmed(self) -> None:
        confirmation = made.countersigned(made.waiting("vcs", made.reading("share", "4.50")))
        rows = {row["code"]: row for row in Program(staff(Role.LEAD)).get("figures/vcs").json()}
        share, yearly = rows["share"], rows["yearly"]
        assert (share["value"], share["sure"], share["holds"]) == ("5", "memory_high", False)
        assert (share["confirmed"]["id"], share["confirmed"]["value"]) == (str(confirmation.pk), "4.50")
        assert share["confirmed"]["document"]["sha256"] == confirmation.document.sha256
        assert (yearly["value"], yearly["holds"], yearly["confirmed"]) == (None, True, None)

    def test_are_kept_with_their_history(self) -> None:
        first = made.countersigned(made.waiting("vcs", made.reading("share", "4")))
        second = made.waiting("vcs", made.reading("share", "3"))
        rows = Program(staff(Role.LEAD)).get("figures/vcs/confirmations").json()["results"]
        assert {row["id"]: row["standing"] for row in rows} == {
            str(first.pk): "countersigned",
            str(second.pk): "waiting",
        }


class TestConfirmations:
    def test_are_read_from_one_document(self) -> None:
        person = staff(Role.VERIFIER)
        answer = send(person, json.dumps([READ, READ | {"figure": "yearly", "value": "300000"}]))
        assert answer.status_code == 201
        document = Document.objects.get()
        assert answer.json()["sha256"] == document.sha256
        keys = {str(key) for key in Confirmation.objects.values_list("pk", flat=True)}
        assert set(answer.json()["confirmations"]) == keys
        values = dict(Confirmation.objects.values_list("figure", "value"))
        assert values == {"share": "4.50", "yearly": "300000"}

    @pytest.mark.parametrize(
        ("figures", "status", "pointer"),
        [
            ([READ | {"value": "five"}], 422, "#/figures/0/value"),
            ([READ, READ | {"figure": "made-up"}], 422, "#/figures/1/figure"),
            ([], 422, "#/figures"),
            ([READ | {"since": "soon"}], 400, "#/figures/0/since"),
            ([READ | {"value": 4.5}], 400, "#/figures/0/value"),
            ([{}], 400, "#/figures/0/figure"),
            ({}, 400, "#/figures/non_field_errors"),
        ],
    )
    def test_name_each_fault(self, figures: Any, status: int, pointer: str) -> None:
        answer = send(staff(Role.LEAD), json.dumps(figures))
        assert answer.status_code == status
        assert pointer in [error["pointer"] for error in answer.json()["errors"]]
        assert not Document.objects.exists()

    @pytest.mark.parametrize("text", ["", "[", "[NaN]", '[{"figure": "a", "figure": "b"}]'])
    def test_are_refused_where_they_are_no_json(self, text: str) -> None:
        assert send(staff(Role.LEAD), text).status_code == 400
        assert not Document.objects.exists()

    def test_are_judged_by_a_second_person(self) -> None:
        reader, judge = staff(Role.REVIEWER), staff(Role.CERTIFIER)
        first = made.waiting("vcs", made.reading("share", "4"), by=reader)
        second = made.waiting("vcs", made.reading("years", "6"), by=reader)
        path = f"confirmations/{first.pk}/countersignature"
        assert Program(reader).post(path).status_code == 409
        assert Program(staff(Role.LEAD)).post(path).status_code == 403
        assert Program(judge).post(path).json()["standing"] == "countersigned"
        again = Program(judge).post(path)
        assert (again.status_code, again.json()["type"]) == (409, "urn:verifier:out-of-order")
        refused = Program(judge).post(f"confirmations/{second.pk}/refusal", reason="It says 5.")
        assert (refused.json()["standing"], refused.json()["reason"]) == ("refused", "It says 5.")
        assert Program(judge).post(f"confirmations/{second.pk}/refusal").status_code == 400

    def test_give_the_document_to_be_kept(self) -> None:
        confirmation = made.waiting()
        answer = Program(staff(Role.LEAD)).get(f"confirmations/{confirmation.pk}/document")
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("role", [role for role in Role if role not in STAFF])
    def test_are_not_there_for_who_holds_no_office(self, role: Role) -> None:
        confirmation = made.waiting()
        for person in (staff(role), UserFactory.create()):
            program = Program(person)
            for path in (
                "figures",
                "figures/vcs",
                "figures/vcs/confirmations",
                f"confirmations/{confirmation.pk}",
                f"confirmations/{confirmation.pk}/document",
            ):
                assert program.get(path).status_code == 404, path
            assert send(person, json.dumps([READ])).status_code == 404
            assert program.post(f"confirmations/{confirmation.pk}/countersignature").status_code == 404
            assert program.post(f"confirmations/{confirmation.pk}/refusal", reason="No").status_code == 404
        assert Confirmation.objects.get().standing is Standing.WAITING
