"""The schemes that are there, and what each must have."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from verifier import schemes
from verifier.rulebook.examples import Example, varied
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Sureness
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.rules import Gate
from verifier.rulebook.scheme import Scheme

EACH = pytest.mark.parametrize("scheme", schemes.all(), ids=lambda scheme: scheme.code)
# The printed form of certificate numbers, as seen on real certificates.
ISCC_NUMBER = re.compile(r"^(EU-ISCC|ISCC-PLUS|ISCC-CORSIA)-Cert-[A-Z]{2}\d{3}-\d{7,11}$")


def first(scheme: Scheme) -> Example:
    return import_module(f"verifier.schemes.{scheme.code}.examples").EXAMPLES[0]


class TestSchemes:
    def test_are_found_by_their_folders(self) -> None:
        folders = sorted(path.parent.name for path in Path(schemes.__file__).parent.glob("*/__init__.py"))
        assert [scheme.code for scheme in schemes.all()] == folders
        assert schemes.get("vcs") in schemes.all()
        assert ("iscc_eu", "ISCC EU") in schemes.choices()

    def test_name_those_there_are_when_asked_for_another(self) -> None:
        with pytest.raises(LookupError, match=r"no scheme cdmm; there are .*vcs"):
            schemes.get("cdmm")


@EACH
class TestScheme:
    def test_words_its_statement_in_both_languages(self, scheme: Scheme) -> None:
        wording = scheme.wording(scheme.facts(first(scheme).facts))
        parts = [part for paragraph in wording.paragraphs for part in (paragraph.heading, paragraph.text)]
        for text in (wording.title, wording.opinion, scheme.assurance.label, *parts):
            assert text.en
            assert re.search("[\u4e00-\u9fff]", text.zh), text
            assert "{" not in text.en + text.zh

    def test_takes_its_particulars_back_exactly(self, scheme: Scheme) -> None:
        own = scheme.facts(first(scheme).facts).particulars
        dumped = json.loads(json.dumps(scheme.dump(own)))
        assert scheme.read(dumped) == own

    def test_has_a_schema_that_its_example_fits(self, scheme: Scheme) -> None:
        jsonschema.Draft202012Validator.check_schema(scheme.schema())
        jsonschema.validate(first(scheme).facts, scheme.schema())

    def test_gives_the_same_digits_whatever_the_callers_context(self, scheme: Scheme) -> None:
        facts = scheme.facts(first(scheme).facts)
        plain = scheme.compute(facts).dump()
        with localcontext(prec=6):
            assert scheme.compute(facts).dump() == plain

    def test_has_one_figure_of_a_code_on_every_day(self, scheme: Scheme) -> None:
        days = {figure.since for figure in scheme.figures} | {figure.until for figure in scheme.figures}
        for day in {date(2026, 1, 1), *(day for day in days if day)}:
            scheme.figures_on(day)

    def test_says_source_and_clause_of_every_figure(self, scheme: Scheme) -> None:
        for figure in scheme.figures:
            assert figure.clause, figure.code
            assert figure.source, figure.code
            assert figure.unit, figure.code


class TestIsccEu:
    def test_numbers_certificates_in_the_printed_form(self) -> None:
        assert ISCC_NUMBER.match(schemes.get("iscc_eu").number(1, body="XX000", year=2026))

    def test_stops_too_much_grid_power_at_submission_and_again_at_issue(self) -> None:
        scheme = schemes.get("iscc_eu")
        examples = import_module("verifier.schemes.iscc_eu.examples").EXAMPLES
        (too_much,) = (one for one in examples if one.name.startswith("D:"))
        facts = scheme.facts(too_much.facts)
        assert scheme.breaches(facts, Gate.ACCEPT, too_much.on) == ()
        for gate in (Gate.SUBMIT, Gate.ISSUE):
            (breach,) = scheme.breaches(facts, gate, too_much.on)
            assert breach.clause == "RED Art. 29a(1)"
            assert "62.2470" in breach.message.en
            assert "62.2470" in breach.message.zh


class TestBvRenewableAmmonia:
    def confirmed(self, kg_per_kg: str) -> ReportFacts:
        """The month with every figure that holds back issue confirmed, and this for a threshold."""
        scheme = schemes.get("bv_renewable_ammonia")
        facts = scheme.facts(first(scheme).facts)
        held = {breach.subject for breach in scheme.unconfirmed(facts)}
        assert held == {"ammonia.lhv", "threshold", "renewable_share_min"}
        found = [figure for figure in scheme.figures if figure.code in held]
        values = {"threshold": Decimal(kg_per_kg)}
        return replace(
            facts,
            confirmed=tuple(
                replace(figure, value=values.get(figure.code, figure.value), sure=Sureness.CONFIRMED)
                for figure in found
            ),
        )

    def test_may_be_submitted_and_decided_but_not_issued(self) -> None:
        scheme = schemes.get("bv_renewable_ammonia")
        example = first(scheme)
        facts = scheme.facts(example.facts)
        for gate in (Gate.ACCEPT, Gate.SUBMIT, Gate.DECIDE):
            assert scheme.breaches(facts, gate, example.on) == ()
        (held,) = scheme.breaches(facts, Gate.ISSUE, example.on)
        assert (held.subject, held.rule) == ("threshold", "emissions_are_within_the_threshold")
        assert "unknown" in held.message.en
        assert "not known" in scheme.wording(facts).paragraphs[-1].text.en

    @pytest.mark.parametrize("kg_per_kg", ["1", "0.0027141587616"])
    def test_is_issued_once_the_body_has_confirmed_its_figures(self, kg_per_kg: str) -> None:
        scheme, facts = schemes.get("bv_renewable_ammonia"), self.confirmed(kg_per_kg)
        assert scheme.unconfirmed(facts) == ()
        assert scheme.breaches(facts, Gate.ISSUE, first(scheme).on) == ()
        assert f"at most {kg_per_kg} kg CO2eq/kg" in scheme.wording(facts).paragraphs[-1].text.en

    def test_is_refused_above_a_confirmed_threshold(self) -> None:
        scheme, facts = schemes.get("bv_renewable_ammonia"), self.confirmed("0.0027141587615")
        (breach,) = scheme.breaches(facts, Gate.ISSUE, first(scheme).on)
        assert (breach.subject, breach.rule) == ("gate_g_per_kg", "emissions_are_within_the_threshold")


class TestVcs:
    def test_shows_how_sure_its_materiality_is(self) -> None:
        scheme = schemes.get("vcs")
        facts = scheme.facts(first(scheme).facts)
        assert "not yet verified" in scheme.compute(facts)["materiality"].name.en

    def test_takes_a_period_of_2021(self) -> None:
        scheme = schemes.get("vcs")
        facts = replace(
            scheme.facts(first(scheme).facts), period_from=date(2021, 1, 1), period_until=date(2021, 12, 31)
        )
        assert scheme.compute(facts)["ER"].value == 168982

    @pytest.mark.parametrize(
        ("lead", "reviewer", "certifier", "apart"),
        [
            (("A", ""), ("B", ""), ("B", ""), True),
            (("A", ""), ("A", ""), ("B", ""), False),
            (("A", ""), ("B", ""), ("A", ""), False),
            (("A", "1"), ("A", "2"), ("B", ""), True),
            (("A", "1"), ("A", ""), ("B", ""), False),
        ],
    )
    def test_has_its_work_judged_by_others(
        self, lead: tuple[str, str], reviewer: tuple[str, str], certifier: tuple[str, str], *, apart: bool
    ) -> None:
        scheme, roles = schemes.get("vcs"), ("lead", "reviewer", "certifier")
        team = [
            {"role": role, "name": name, "key": key, "competent": True}
            for role, (name, key) in zip(roles, (lead, reviewer, certifier), strict=True)
        ]
        facts = scheme.facts({**first(scheme).facts, "team": team})
        for gate in (Gate.SUBMIT, Gate.DECIDE, Gate.ISSUE):
            found = {breach.rule for breach in scheme.breaches(facts, gate, first(scheme).on)}
            assert found == (set() if apart else {"work_is_judged_by_others"})

    def test_refuses_a_deviation_without_its_mean(self) -> None:
        scheme = schemes.get("vcs")
        with pytest.raises(Misfit) as caught:
            scheme.facts(varied(first(scheme).facts, historical_deviation_mwh="12000"))
        assert list(caught.value.errors) == ["particulars/historical_mwh"]

    def test_is_no_surer_of_a_figure_than_its_source(self) -> None:
        sure = {figure.code: figure.sure for figure in schemes.get("vcs").figures}
        assert sure["crediting.renewable_years"] is sure["crediting.fixed_years"] is Sureness.MEMORY_MEDIUM
        assert sure["materiality"] is sure["rotation.years"] is Sureness.MEMORY_HIGH
