"""What comes of facts as a whole, and what of it is said first."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from verifier import schemes
from verifier.rulebook.assessment import Assessment, assess
from verifier.rulebook.figures import Sureness
from verifier.rulebook.rules import Gate
from verifier.schemes.vcs.examples import WIND

ON = date(2026, 5, 20)


def assessed(**changed: object) -> Assessment:
    scheme = schemes.get("vcs")
    return assess(scheme, scheme.facts({**WIND, **changed}), on=ON)


class TestAssessment:
    def test_sets_the_schemes_own_rules_apart_from_those_of_the_work(self) -> None:
        found = assessed()
        own, work = ([one.rule for one in part] for part in (found.of_the_claim, found.of_the_work))
        assert set(own) == {rule for rule in schemes.get("vcs").rules if rule.in_force(ON)}
        assert "evidence_is_on_file" in {rule.code for rule in work}
        assert set(own) | set(work) == {answer.rule for answer in found.answers}

    def test_says_first_what_is_breached(self) -> None:
        passed = [answer.passed for answer in assessed(metered=[]).of_the_claim]
        assert passed == sorted(passed)
        assert passed[0] is False

    def test_asks_the_rules_of_one_gate(self) -> None:
        scheme = schemes.get("vcs")
        found = assess(scheme, scheme.facts(WIND), on=ON, gate=Gate.APPLY)
        assert found.answers
        assert all(Gate.APPLY in answer.rule.gates for answer in found.answers)

    def test_takes_what_the_body_confirmed_for_verified(self) -> None:
        scheme = schemes.get("vcs")
        doubtful = assessed().unverified[0]
        firm = replace(doubtful, sure=Sureness.CONFIRMED, value=Decimal("0.7"))
        found = assess(scheme, replace(scheme.facts(WIND), confirmed=(firm,)), on=ON)
        assert doubtful.code not in {figure.code for figure in found.unverified}
        assert firm in found.figures

    def test_dumps_to_exact_plain_data(self) -> None:
        dumped = assessed(misstatements=[{"reference": "M-1", "amount": "1e-30"}]).dump()
        assert json.loads(json.dumps(dumped)) == dumped
        assert dumped["weighed"][0]["net"] == "0.000000000000000000000000000001"
        assert {"opinion", "weighed", "due", "rules", "breached", "figures", "results", "steps"} <= set(dumped)
