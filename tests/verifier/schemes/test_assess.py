"""The command `assess`; no test here may touch the database, and none is marked to."""

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from tests.verifier.commands import Terminal
from verifier import schemes
from verifier.schemes.iscc_eu.examples.base import AMMONIA
from verifier.schemes.vcs.examples import WIND


@pytest.fixture
def assess(run: Terminal) -> Any:
    """Runs the command on facts (or raw text); gives exit status, output and errors."""

    def assessed(scheme: str, facts: object, *options: str) -> tuple[int, str, str]:
        return run("assess", scheme, "FILE", *options, holds=facts)

    return assessed


def misstated(*amounts: str) -> dict[str, Any]:
    rows = [{"reference": f"M-{place}", "amount": amount} for place, amount in enumerate(amounts, start=1)]
    return {**WIND, "misstatements": rows}


class TestAssess:
    def test_prints_figures_steps_and_every_rule(self, assess: Any) -> None:
        status, out, err = assess("iscc_eu", AMMONIA, "--on", "2026-05-20")
        assert (status, err) == (0, "")
        assert "3.900752 g CO2eq/MJ" in out
        assert "1,000,000 kWh × 3.6 MJ/kWh × 170.0 g/MJ = 612000000.00 g CO2eq" in out
        assert "RED Art. 29a(1)" in out

    def test_ends_with_one_when_a_rule_is_breached(self, assess: Any) -> None:
        status, out, _ = assess("vcs", {**WIND, "metered": []}, "--json")
        assert status == 1
        assert json.loads(out)["breached"] == ["every_vintage_is_metered"]

    def test_prints_exact_json(self, assess: Any) -> None:
        status, out, _ = assess("iscc_eu", AMMONIA, "--json", "--on", "2026-05-20")
        found = json.loads(out)
        assert status == 0
        assert (found["scheme"], found["edition"], found["on"]) == ("iscc_eu", "2024-12", "2026-05-20")
        assert found["results"][0]["value"].startswith("3.900752083956989247311827956989247")
        assert {rule["passed"] for rule in found["rules"]} == {True}

    def test_takes_json_numbers_exactly(self, assess: Any) -> None:
        text = json.dumps(AMMONIA).replace('"18.6"', "18.600000000000000000000000001")
        _, out, _ = assess("iscc_eu", text, "--json")
        assert '"465000000.000000000000000000025' in out

    def test_takes_facts_from_standard_input(self, run: Terminal) -> None:
        status, out, _ = run("assess", "vcs", "-", piped=WIND)
        assert status == 0
        assert "Emission reductions: 168982 t CO2eq" in out

    def test_takes_options_before_the_file(self, run: Terminal) -> None:
        status, out, _ = run("assess", "--on", "2026-05-20", "vcs", "--json", "FILE", holds=WIND)
        assert status == 0
        assert json.loads(out)["on"] == "2026-05-20"


class TestOpinion:
    def test_is_said_in_the_schemes_own_word(self, assess: Any) -> None:
        scheme = schemes.get("vcs")
        for facts, kind in ((WIND, "unmodified"), (misstated("9000"), "adverse")):
            _, out, _ = assess("vcs", facts)
            meaning = next(one for opinion, one in scheme.opinions.meanings.items() if opinion == kind)
            assert f"{meaning.text.en}; " in out
            assert f"[{kind}; " in out

    def test_says_whether_anything_may_be_issued_on_it(self, assess: Any) -> None:
        assert "may be issued" in assess("vcs", WIND)[1]
        assert "nothing is issued on it" in assess("vcs", misstated("9000"))[1]


class TestMisstatements:
    def test_are_weighed_against_the_threshold(self, assess: Any) -> None:
        status, out, _ = assess("vcs", misstated("9000", "-600"))
        assert status == 1
        for line in (
            "MATERIAL      the claim as a whole: 168,982 t CO2eq",
            "threshold: 8,449.1 t CO2eq (5.0000 %)",
            "net: 8,400 t CO2eq (4.9709 %)",
            "overstating only: 9,000 t CO2eq (5.3260 %)",
            "gross: 9,600 t CO2eq (5.6811 %)",
            "M-1 alone: 9,000, with a threshold of 8,449.1.",
        ):
            assert line in out

    def test_are_exact_in_json(self, assess: Any) -> None:
        (weighed,) = json.loads(assess("vcs", misstated("8449.1"), "--json")[1])["weighed"]
        assert (Decimal(weighed["threshold"]), weighed["net"]) == (Decimal("8449.1"), "8449.1")
        assert weighed["material"] is False
        assert weighed["reasons"][0]["en"] == "What is not corrected stays within the threshold."
        (weighed,) = json.loads(assess("vcs", misstated("8449.10000000000000000001"), "--json")[1])["weighed"]
        assert weighed["material"] is True

    def test_are_not_mentioned_where_there_are_none(self, assess: Any) -> None:
        assert "isstatements that are not corrected\n" not in assess("vcs", WIND)[1]
        assert json.loads(assess("vcs", WIND, "--json")[1])["weighed"] == []

    def test_are_said_not_to_be_weighed_where_the_scheme_has_no_threshold(self, assess: Any) -> None:
        mute = next(scheme for scheme in schemes.all() if scheme.materiality is None)
        facts = {**schemes.example(mute.code).facts, "misstatements": [{"reference": "M-1", "amount": "1"}]}
        assert "Misstatements: not weighed" in assess(mute.code, facts)[1]


class TestDue:
    def test_is_reckoned_from_the_days_of_the_facts(self, assess: Any) -> None:
        scheme = next(one for one in schemes.all() if any(limit.trigger == "period_end" for limit in one.deadlines))
        limit = next(one for one in scheme.deadlines if one.trigger == "period_end")
        facts = schemes.example(scheme.code).facts
        due = {one["code"]: one for one in json.loads(assess(scheme.code, facts, "--json")[1])["due"]}
        assert set(due) == {one.code for one in scheme.deadlines}
        assert due[limit.code]["on"] > facts["period_until"] or limit.way.number < 0
        assert f"{limit.title.en}: {due[limit.code]['on']}" in assess(scheme.code, facts)[1]

    def test_says_what_it_runs_from_where_the_facts_do_not_know_the_day(self, assess: Any) -> None:
        limits = [(scheme, limit) for scheme in schemes.all() for limit in scheme.deadlines]
        scheme, limit = next((scheme, limit) for scheme, limit in limits if limit.from_event)
        out = assess(scheme.code, schemes.example(scheme.code).facts)[1]
        assert f"{limit.title.en}: -; runs from: {limit.from_event.en}" in out


class TestShape:
    def test_describes_the_facts_with_their_units(self, run: Terminal) -> None:
        for scheme in schemes.all():
            status, out, _ = run("assess", scheme.code, "--shape")
            assert status == 0
            assert json.loads(out) == scheme.schema()
            jsonschema.validate(schemes.example(scheme.code).facts, json.loads(out))
        assert '"unit": "MWh"' in out

    def test_names_the_schemes_there_are_for_another(self, run: Terminal) -> None:
        status, _, err = run("assess", "cdmm", "--shape")
        assert status == 2
        assert err.startswith("scheme: There is no scheme “cdmm”; there are ")


class TestRefusal:
    @pytest.mark.parametrize(
        "number", ["NaN", "-Infinity", "-5", "1e999", "1e9999999999999999999999", "9" * 5000, '"12 t"', "25000", "true"]
    )
    def test_names_each_bad_field(self, assess: Any, number: str) -> None:
        text = json.dumps(AMMONIA).replace('"fuel_kg": "25000000"', f'"fuel_kg": {number}')
        status, out, err = assess("iscc_eu", text)
        assert (status, out) == (2, "")
        assert err.startswith("particulars/fuel_kg: ")
        assert "Binary fractions" not in err

    @pytest.mark.parametrize("day", ["2026-09", "2026-02-30", "20260930", "30.09.2026", "2026-9-30", "2026-W40-3"])
    def test_names_a_date_that_is_not_whole(self, assess: Any, day: str) -> None:
        status, _, err = assess("iscc_eu", {**AMMONIA, "period_until": day})
        assert status == 2
        assert err.startswith("period_until: Give a full date")

    def test_names_every_field_of_many(self, assess: Any) -> None:
        wrong = {**WIND, "period_from": "2025", "metered": [{"year": 2025}], "visits": [{"on": "2025-05-05"}], "x": 1}
        status, _, err = assess("vcs", {**wrong, "particulars": {**WIND["particulars"], "capacity_mw": "-1"}})
        assert status == 2
        assert {line.split(":")[0] for line in err.splitlines()} == {
            "period_from",
            "metered/0/exported_mwh",
            "metered/0/imported_mwh",
            "metered/0/source",
            "visits/0/kind",
            "x",
            "particulars/capacity_mw",
        }

    @pytest.mark.parametrize(
        "text",
        ["", "[1]", "null", "{", '{"a": 1, "a": 2}', "\udcff".encode("utf-8", "replace").decode(), "[" * 100_000],
    )
    def test_is_clear_of_what_is_no_set_of_facts(self, assess: Any, text: str) -> None:
        status, out, err = assess("iscc_eu", text)
        assert (status, out) == (2, "")
        assert err.startswith("facts: ")

    def test_is_clear_where_there_is_no_file(self, run: Terminal) -> None:
        status, _, err = run("assess", "vcs", "/nowhere/none.json")
        assert status == 2
        assert "cannot be read" in err
        status, _, err = run("assess", "vcs")
        assert status == 2
        assert err.startswith("facts: Name a file of JSON")

    def test_names_the_day_before_the_first_edition(self, assess: Any) -> None:
        status, _, err = assess("iscc_eu", {**AMMONIA, "period_from": "2020-03-01", "period_until": "2020-03-31"})
        assert status == 2
        assert err.startswith("period_until: ")

    @pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "2026-05"])
    def test_names_the_day_asked_for(self, assess: Any, day: str) -> None:
        status, out, err = assess("vcs", WIND, "--on", day)
        assert (status, out) == (2, "")
        assert err.startswith("on: Give a full date")

    def test_names_the_schemes_there_are(self, assess: Any) -> None:
        status, _, err = assess("cdmm", WIND)
        assert status == 2
        assert err.startswith("scheme: There is no scheme “cdmm”; there are ")
        assert "vcs" in err
