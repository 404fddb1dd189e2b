"""The schemes and the calculator, as a program uses them."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.models import Engagement
from tests.api import Program
from tests.factories.people import UserFactory
from verifier import schemes
from verifier.rulebook.assessment import assess
from verifier.schemes.iscc_eu.examples.base import AMMONIA
from verifier.schemes.vcs.examples import WIND
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
            assert [rule["code"] for rule in shown["rules"]] == [rule.code for rule in scheme.all_rules]
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
            rule.code for rule in schemes.get("iscc_eu").all_rules
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

    def test_says_opinion_misstatements_and_due_dates(self, program: Program) -> None:
        rows = [{"reference": "M-1", "amount": "9000"}, {"reference": "M-2", "amount": "-600"}]
        answer = program.say("schemes/vcs/assessment", json.dumps({**WIND, "misstatements": rows})).json()
        assert (answer["opinion"]["kind"], answer["opinion"]["issues"]) == ("adverse", False)
        (weighed,) = answer["weighed"]
        assert (weighed["net"], weighed["over"], weighed["gross"]) == ("8400", "9000", "9600")
        assert Decimal(weighed["threshold"]) == Decimal("8449.1")
        assert weighed["material"] is True
        assert "misstatements_are_immaterial" in answer["breached"]
        assert answer["period"] == ["2025-01-01", "2025-12-31"]
        assert {"scheme", "edition", "on", "due", "figures"} <= set(answer)

    def test_says_the_same_as_the_command(self, program: Program) -> None:
        scheme, on = schemes.get("vcs"), date(2026, 5, 20)
        answer = program.say("schemes/vcs/assessment?on=2026-05-20", json.dumps(WIND)).json()
        found = assess(scheme, scheme.facts(WIND), on=on).dump()
        assert answer == {**{name: found[name] for name in found if name != "rules"}, "answers": found["rules"]}

    def test_reads_a_number_as_it_was_written(self, program: Program) -> None:
        body = json.dumps(AMMONIA).replace('"18.6"', "18.600000000000000000000000001")
        assert body != json.dumps(AMMONIA)
        answer = program.say("schemes/iscc_eu/assessment", body)
        assert '"465000000.000000000000000000025' in answer.content.decode()

    def test_takes_no_number_that_is_none(self, program: Program) -> None:
        """NaN is not JSON, and as a text it is no number."""
        bare = json.dumps(AMMONIA).replace('"18.6"', "NaN")
        assert program.say("schemes/iscc_eu/assessment", bare).status_code == 400
        answer = program.say("schemes/iscc_eu/assessment", bare.replace("NaN", '"NaN"'))
        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"
        assert [error["pointer"] for error in answer.json()["errors"]] == ["#/particulars/lhv_mj_per_kg"]

    def test_names_the_day_on_which_no_edition_was_in_force(self, program: Program) -> None:
        early = {**WIND, "period_from": "2010-01-01", "period_until": "2010-12-31"}
        answer = program.say("schemes/vcs/assessment", json.dumps(early))
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == ["#/period_until"]

    @pytest.mark.parametrize("body", ["[]", "null", '"x"', "3"])
    def test_refuses_what_is_no_object(self, program: Program, body: str) -> None:
        assert program.say("schemes/iscc_eu/assessment", body).status_code in (400, 422)
