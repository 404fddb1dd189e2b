"""How doors answer: refusals as pages and as problem documents, and a part of the service that is away."""

import json
from typing import Any

import pytest
import redis.exceptions
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from verifier.errors import HeldBack, NotYours, Refused, Unfit
from verifier.http import OutageMiddleware, RefusalMiddleware, problem
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text

BREACH = Breach("E", Text("The saving is 62 %.", "减排比例为 62%。"), "Art. 29a(1)")


def answered(error: Exception, path: str = "/api/v1/x") -> Any:
    answer = problem(error, {"request": Request(RequestFactory().get(path))})
    assert answer is not None
    return answer


class TestProblem:
    def test_says_what_why_and_what_would_mend_it(self) -> None:
        answer = answered(HeldBack("Held back.", mend="Use less grid power.", reasons=[BREACH]))
        assert answer.status_code == 409
        assert answer.content_type == "application/problem+json"
        assert answer.data == {
            "type": "urn:verifier:held-back",
            "title": "Held back.",
            "status": 409,
            "instance": "/api/v1/x",
            "mend": "Use less grid power.",
            "reasons": [{"subject": "E", "detail": "The saving is 62 %.", "clause": "Art. 29a(1)"}],
        }

    def test_speaks_the_readers_language(self) -> None:
        with translation.override("zh-hans"):
            assert answered(HeldBack("x", reasons=[BREACH])).data["reasons"][0]["detail"] == "减排比例为 62%。"

    def test_points_at_each_field(self) -> None:
        answer = answered(Unfit("Unfit.", fields={"materials/0/kg": Text("Negative.", "为负。")}))
        assert answer.data["errors"] == [{"pointer": "#/materials/0/kg", "detail": "Negative."}]

    def test_points_into_nested_shapes(self) -> None:
        answer = answered(ValidationError({"rows": [{}, {"kg": ["Not a number."]}]}))
        assert answer.data["errors"] == [{"pointer": "#/rows/1/kg", "detail": "Not a number.", "code": "invalid"}]


@pytest.mark.django_db
class TestRefusalMiddleware:
    @pytest.mark.parametrize(
        ("refusal", "status"), [(NotYours(_("No.")), 403), (Unfit("No."), 422), (HeldBack("No."), 409)]
    )
    def test_answers_with_a_page(self, rf: RequestFactory, refusal: Refused, status: int) -> None:
        request = rf.get("/cases")
        request.user = AnonymousUser()
        answer = RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, refusal)
        assert answer is not None
        assert answer.status_code == status
        assert b"No." in answer.content

    def test_never_offers_a_way_back_to_another_site(self, rf: RequestFactory) -> None:
        request = rf.get("/cases", headers={"Referer": "https://elsewhere.example/trap"})
        request.user = AnonymousUser()
        answer = RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, NotYours("No."))
        assert answer is not None
        assert b"elsewhere" not in answer.content


class TestOutageMiddleware:
    @pytest.mark.parametrize("error", [OperationalError("gone"), redis.exceptions.ConnectionError("gone")])
    def test_says_that_a_part_is_away(self, rf: RequestFactory, error: Exception) -> None:
        def away(_request: HttpRequest) -> HttpResponse:
            raise error

        page = OutageMiddleware(away)(rf.get("/cases"))
        document = OutageMiddleware(away)(rf.get("/api/v1/engagements"))
        assert page.status_code == document.status_code == 503
        assert page["Retry-After"]
        assert b"Nothing is lost" in page.content
        assert json.loads(document.content)["type"] == "urn:verifier:outage"
