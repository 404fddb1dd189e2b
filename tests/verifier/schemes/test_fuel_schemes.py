"""The schemes for fuels: what each says, numbers and refuses of its own."""

import re
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from verifier import schemes
from verifier.rulebook.deadlines import due
from verifier.rulebook.examples import Example, varied
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Sureness
from verifier.rulebook.fuel_examples import STATION
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.rules import Gate
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

EU, PLUS = schemes.get("iscc_eu"), schemes.get("iscc_plus")
BOTH = pytest.mark.parametrize("scheme", [EU, PLUS], ids=lambda scheme: scheme.code)


def examples(scheme: Scheme) -> tuple[Example, ...]:
    found: tuple[Example, ...] = import_module(f"verifier.schemes.{scheme.code}.examples").EXAMPLES
    return found


def named(scheme: Scheme, start: str) -> ReportFacts:
    (one,) = (example for example in examples(scheme) if example.name.startswith(start))
    return scheme.facts(one.facts)


def said(scheme: Scheme, facts: ReportFacts) -> list[Text]:
    wording = scheme.wording(facts)
    parts = [part for paragraph in wording.paragraphs for part in (paragraph.heading, paragraph.text)]
    return [wording.title, wording.opinion, scheme.assurance.label, *parts]


@BOTH
class TestCertificate:
    def test_bears_a_number_of_the_printed_form(self, scheme: Scheme) -> None:
        number = scheme.number(7, body="DE105", year=2026)
        assert re.fullmatch(r"(EU-ISCC|ISCC-PLUS)-Cert-[A-Z]{2}\d{3}-\d{7,11}", number)
        assert number.startswith("EU-ISCC" if scheme is EU else "ISCC-PLUS")

    def test_is_valid_for_a_year_less_a_day(self, scheme: Scheme) -> None:
        assert scheme.valid_until(date(2024, 10, 15)) == date(2025, 10, 14)

    def test_is_due_where_its_figures_say(self, scheme: Scheme) -> None:
        figures = {figure.code: figure.value for figure in scheme.figures}
        limits = {limit.code: limit.way for limit in scheme.deadlines}
        for limit, figure in (
            ("correction", "days.correction"),
            ("package", "days.package"),
            ("suspension", "days.suspended"),
            ("minor", "months.minor"),
            ("validity", "validity_months"),
            ("balance", "months.balance"),
            ("listing", "months.listed"),
            ("records", "years.records"),
            ("surveillance", "months.surveillance"),
        ):
            assert limits[limit].number == figures[figure], limit
        assert due(date(2026, 4, 10), limits["correction"]).on == date(2026, 5, 20)
        assert due(date(2026, 4, 10), limits["package"]).on == date(2026, 6, 9)
        assert due(date(2024, 10, 15), limits["validity"]).on == date(2025, 10, 14)
        assert due(date(2026, 1, 1), limits["balance"]).on == date(2026, 3, 31)

    def test_rests_on_a_pause_that_nobody_knows_until_it_is_confirmed(self, scheme: Scheme) -> None:
        facts = scheme.facts(examples(scheme)[0].facts)
        assert "rotation.rest" in {breach.subject for breach in scheme.unconfirmed(facts)}

    def test_gives_critical_findings_no_time(self, scheme: Scheme) -> None:
        days = {grade.code: scheme.days_to_close(grade, date(2026, 3, 31)) for grade in scheme.finding_grades}
        assert days == {"critical": None, "major": 40, "minor": 40}
        assert [grade.refuses for grade in scheme.finding_grades] == [True, False, False]


class TestIsccEu:
    def test_words_each_kind_of_fuel_in_both_languages(self) -> None:
        for start in ("A: almost all", "Biofuel, plant of 2021"):
            for text in said(EU, named(EU, start)):
                assert re.search("[\u4e00-\u9fff]", text.zh), text
                assert "{" not in text.en + text.zh

    def test_states_every_term_and_route(self) -> None:
        words = " ".join(text.en for text in said(EU, named(EU, "A: almost all")))
        for part in ("(e_i) 1.356893", "(e_td) 2.438701", "249,000,000 kWh", "1,000,000 kWh", "since 2025-07-16"):
            assert part in words

    def test_asks_heating_value_and_averaging_when_somebody_applies(self) -> None:
        for start, rule in (
            ("Reckoned with the higher", "heating_value_is_the_lower_one"),
            ("Averaged over two months", "average_is_within_one_month"),
            ("The Member State asks for hours", "average_is_hourly_from_2030"),
        ):
            for gate in (Gate.APPLY, Gate.ACCEPT, Gate.SUBMIT, Gate.ISSUE):
                assert [breach.rule for breach in EU.breaches(named(EU, start), gate, date(2026, 5, 20))] == [rule]

    def test_decides_and_issues_nothing_on_a_pre_certification(self) -> None:
        facts = named(EU, "Pre-certification")
        for gate in (Gate.APPLY, Gate.ACCEPT, Gate.APPOINT, Gate.SUBMIT):
            assert EU.breaches(facts, gate, date(2026, 5, 20)) == ()
        for gate in (Gate.DECIDE, Gate.ISSUE):
            (breach,) = EU.breaches(facts, gate, date(2026, 5, 20))
            assert breach.rule == "pre_certification_ends_in_no_certificate"

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"methane_potential": "28"}, "methane_potential"),
            ({"fuel_kg": "25000"}, "fuel_kg"),
            ({"hourly_since": "2027-06-30"}, "hourly_since"),
            ({"zone_renewable_share": "92"}, "zone_renewable_share"),
            ({"plants": [STATION | {"serves_capacity_of": "2025-07-15"}]}, "plants/0/serves_capacity_of"),
            ({"plants": [STATION | {"repowered_on": "2026-01-01"}]}, "plants/0/repowering_share"),
            ({"plants": [STATION | {"repowering_share": "0.5"}]}, "plants/0/repowered_on"),
            (
                {"plants": [STATION | {"repowered_on": "2025-02-28", "repowering_share": "0.5"}]},
                "plants/0/repowered_on",
            ),
            ({"annex_v": [{}]}, "annex_v"),
        ],
    )
    def test_refuses_facts_naming_the_field(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            EU.facts(varied(examples(EU)[0].facts, **changed))
        assert list(caught.value.errors) == [f"particulars/{field}"]


class TestIsccPlus:
    def test_never_states_a_status_under_european_law(self) -> None:
        for start in ("A month with the add-on", "Without the add-on"):
            for text in said(PLUS, named(PLUS, start)):
                assert "RFNBO" not in text.en + text.zh
                assert "RED" not in text.en + text.zh
                assert re.search("[\u4e00-\u9fff]", text.zh), text

    def test_holds_its_value_against_no_limit(self) -> None:
        found = PLUS.compute(named(PLUS, "A tenth of the electricity"))
        assert found["E"].shown == "35.487849"
        assert "saving" not in found
        assert "break_even_kwh" not in found
        assert not {"comparator", "saving_min"} & {figure.code for figure in PLUS.figures}

    def test_asks_nothing_that_only_european_law_asks(self) -> None:
        asked = {rule.code for rule in PLUS.rules}
        for code in (
            "saving_is_at_least_70_percent",
            "average_is_within_one_month",
            "power_stations_are_new_enough",
            "renewable_zone_is_above_90_percent",
            "deliveries_agree_with_the_union_database",
        ):
            assert code in {rule.code for rule in EU.rules}
            assert code not in asked

    def test_blends_only_with_a_share(self) -> None:
        facts = examples(PLUS)[1].facts
        for changed in ({"chain_of_custody": "controlled_blending"}, {"certified_share": "0.5"}):
            with pytest.raises(Misfit) as caught:
                PLUS.facts(varied(facts, **changed))
            assert list(caught.value.errors) == ["particulars/certified_share"]

    def test_marks_what_it_has_adopted_as_from_memory(self) -> None:
        adopted = [figure for figure in PLUS.figures if "adopted" in figure.clause]
        assert adopted
        assert {figure.sure for figure in adopted} == {Sureness.MEMORY_MEDIUM}


@BOTH
class TestWrongClaims:
    @pytest.mark.parametrize(
        ("wrong", "sampled", "more"), [(1, 10, False), (2, 19, True), (0, 0, False), (3, 30, False)]
    )
    def test_are_a_major_finding_above_a_tenth_and_not_at_it(
        self, scheme: Scheme, wrong: int, sampled: int, *, more: bool
    ) -> None:
        example = next(one for one in examples(scheme) if not one.breached)
        facts = scheme.facts({**example.facts, "claims_sampled": sampled, "claims_wrong": wrong})
        breached = {breach.rule for breach in scheme.breaches(facts, Gate.SUBMIT, example.on)}
        assert ("wrong_claims_are_a_major_finding" in breached) is more
