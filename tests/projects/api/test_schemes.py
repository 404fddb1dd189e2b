"""The schemes and the calculator, as a program uses them."""

import json
from typing import Any

import pytest

from projects.models import Engagement
from tests.api import Program
from tests.factories.people import UserFactory
from verifier import schemes
from verifier.schemes.iscc_eu.examples.base import AMMONIA
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program(UserFactory.create())


class TestSchemes:
    def test_are_shown_with_figures_and_how_sure_they_are(self, program: Program) -> None:
        assert [row["code"] for row in program.get("schemes").json()] == [scheme.code for scheme in schemes.all()]
        for scheme in schemes.all():
            shown = program.get(f"schemes/{scheme.code}").json()
            assert {figure["sure"] for figure in shown["figures"]}
            assert [rule["code"] for rule in shown["rules"]] == [rule.code for rule in scheme.rules]
            assert "particulars" in shown["schema"]["properties"]
        assert program.get("schemes/unheard_of").status_code == 404


class TestAssess:
    def test_computes_and_keeps_nothing(self, program: Program) -> None:
        answer = program.say("schemes/iscc_eu/assessment", json.dumps(AMMONIA))
        assert answer.status_code == 200
        shown = {result["code"]: result["shown"] for result in answer.json()["results"]}
        assert (shown["E"], shown["saving"]) == ("3.900752", "95.8503")
        assert answer.json()["steps"]
        assert {rule["code"] for rule in answer.json()["answers"]} == {
            rule.code for rule in schemes.get("iscc_eu").rules
        }
        assert not Event.objects.exists()
        assert not Engagement.objects.exists()

    def test_asks_one_gate_as_of_a_day(self, program: Program) -> None:
        answer = program.say("schemes/iscc_eu/assessment?gate=submit&on=2026-10-01", json.dumps(AMMONIA))
        assert answer.json()["answers"]
        assert all("submit" in rule["gates"] for rule in answer.json()["answers"])
        assert program.say("schemes/iscc_eu/assessment?gate=never", json.dumps(AMMONIA)).status_code == 400

    @pytest.mark.parametrize(
        ("facts", "pointer"), [({}, "#/period_from"), ({"particulars": {"fuel_kg": "a lot"}}, "#/particulars/fuel_kg")]
    )
    def test_names_every_fact_that_does_not_fit(self, program: Program, facts: Any, pointer: str) -> None:
        answer = program.say("schemes/iscc_eu/assessment", json.dumps(facts))
        assert answer.status_code == 422
        assert pointer in [error["pointer"] for error in answer.json()["errors"]]

    @pytest.mark.parametrize("body", ["[]", "null", '"x"', "3"])
    def test_refuses_what_is_no_object(self, program: Program, body: str) -> None:
        assert program.say("schemes/iscc_eu/assessment", body).status_code in (400, 422)
