"""The command `materiality`; no test here may touch the database."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.verifier.commands import Terminal
from verifier import schemes
from verifier.rulebook.quantities import rounded
from verifier.schemes.vcs.examples import WIND


def rows(*amounts: str, **more: Any) -> dict[str, Any]:
    numbered = enumerate(amounts, start=1)
    return {"misstatements": [{"reference": f"M{place}", "amount": amount, **more} for place, amount in numbered]}


class TestByScheme:
    def test_takes_the_facts_and_the_schemes_own_threshold(self, run: Terminal) -> None:
        status, out, err = run("materiality", "vcs", "FILE", holds={**WIND, **rows("8449.1")})
        assert (status, err) == (0, "")
        assert "threshold: 8,449.1 t CO2eq (5.0000 %)" in out
        assert "What is not corrected stays within the threshold." in out
        status, out, _ = run("materiality", "vcs", "FILE", holds={**WIND, **rows("8449.2")})
        assert status == 1
        assert "MATERIAL" in out

    def test_says_where_nothing_is_left(self, run: Terminal) -> None:
        status, out, _ = run("materiality", "vcs", "FILE", holds={**WIND, **rows("9000", corrected=True)})
        assert status == 0
        assert "Nothing is left uncorrected." in out

    def test_names_each_fact_that_does_not_fit(self, run: Terminal) -> None:
        status, _, err = run("materiality", "vcs", "FILE", holds={**WIND, **rows("NaN")})
        assert status == 2
        assert err.startswith("misstatements/0/amount: ")

    def test_is_refused_where_the_scheme_has_none(self, run: Terminal) -> None:
        mute = next(scheme for scheme in schemes.all() if scheme.materiality is None)
        status, _, err = run("materiality", mute.code, "FILE", holds=schemes.example(mute.code).facts)
        assert status == 2
        assert err.startswith("scheme: This scheme does not say")

    def test_describes_the_facts(self, run: Terminal) -> None:
        assert json.loads(run("materiality", "vcs", "--shape")[1]) == schemes.get("vcs").schema()


class TestByThreshold:
    """250,000 t reported, 4,100 t of it corrected: 245,900 t stand."""

    OPEN = ("6200", "-900", "2300")

    @pytest.mark.parametrize(("percent", "status"), [("0.5", 1), ("1", 1), ("2", 1), ("5", 0), ("10", 0)])
    def test_is_compared_signed_and_together(self, run: Terminal, percent: str, status: int) -> None:
        options = ("--percent", percent, "--base", "245900", "--comparison", "at_least", "--over-only", "--together")
        ended, out, _ = run("materiality", "FILE", *options, "--json", holds=rows(*self.OPEN))
        (weighed,) = json.loads(out)["weighed"]
        assert ended == status
        assert (weighed["net"], weighed["over"], weighed["gross"]) == ("7600", "8500", "9400")
        percents = [rounded(Decimal(weighed[f"{name}_percent"]), 4) for name in ("net", "over", "gross")]
        assert percents == ["3.0907", "3.4567", "3.8227"]

    def test_finds_the_one_that_another_hides(self, run: Terminal) -> None:
        options = ("--percent", "2", "--base", "250000", "--comparison", "exceeds")
        status, out, _ = run("materiality", "FILE", *options, holds=rows("6000", "-5500"))
        assert status == 1
        assert "M1 alone: 6,000, with a threshold of 5,000." in out
        status, out, _ = run("materiality", "FILE", *options, "--together", holds=rows("6000", "-5500"))
        assert status == 0
        assert "hide those in its favour" in out

    @pytest.mark.parametrize(("comparison", "status"), [("at_least", 1), ("exceeds", 0)])
    def test_tells_equality_apart(self, run: Terminal, comparison: str, status: int) -> None:
        options = ("--percent", "2", "--base", "250000", "--comparison", comparison)
        assert run("materiality", "FILE", *options, holds=rows("5000"))[0] == status

    def test_lets_what_understates_pass_where_only_gains_count(self, run: Terminal) -> None:
        options = ("--percent", "2", "--base", "250000", "--comparison", "exceeds")
        assert run("materiality", "FILE", *options, holds=rows("-9000"))[0] == 1
        assert run("materiality", "FILE", *options, "--over-only", holds=rows("-9000"))[0] == 0

    def test_needs_no_threshold_where_anything_is_material(self, run: Terminal) -> None:
        assert run("materiality", "FILE", "--comparison", "any", holds=rows("0.001"))[0] == 1
        assert run("materiality", "FILE", "--comparison", "any", holds=rows("0"))[0] == 0

    def test_judges_each_subject_alone(self, run: Terminal) -> None:
        errors = [
            {"reference": "C", "amount": "-0.04488", "subject": "clinker"},
            {"reference": "H", "amount": "-0.07", "subject": "HRC"},
        ]
        options = ("--percent", "5", "--base", "clinker=0.88012", "--base", "HRC=1.91000", "--comparison", "exceeds")
        status, out, _ = run("materiality", "-", *options, "--json", piped={"misstatements": errors})
        clinker, coil = json.loads(out)["weighed"]
        assert status == 1
        assert (clinker["subject"], clinker["material"]) == ("clinker", True)
        assert (coil["subject"], coil["material"]) == ("HRC", False)

    def test_describes_the_rows(self, run: Terminal) -> None:
        status, out, _ = run("materiality", "--shape")
        assert status == 0
        assert list(json.loads(out)["properties"]) == ["misstatements"]


class TestRefusal:
    @pytest.mark.parametrize(
        ("options", "named"),
        [
            (("--percent", "2", "--base", "1"), {"comparison"}),
            (("--comparison", "exceeds"), {"percent", "base"}),
            (("--percent", "NaN", "--base", "x", "--comparison", "more"), {"percent", "base/0/amount", "comparison"}),
            (("--percent", "2", "--base", "a=1", "--comparison", "exceeds"), {"misstatements/0/subject"}),
            (("--percent", "2", "--base", "a=", "--comparison", "exceeds"), {"base/0/amount"}),
        ],
    )
    def test_names_the_option(self, run: Terminal, options: tuple[str, ...], named: set[str]) -> None:
        status, out, err = run("materiality", "FILE", *options, holds=rows("1"))
        assert (status, out) == (2, "")
        assert {line.split(":")[0] for line in err.splitlines()} == named

    def test_names_the_row(self, run: Terminal) -> None:
        options = ("--percent", "2", "--base", "1", "--comparison", "exceeds")
        status, _, err = run("materiality", "FILE", *options, holds='{"misstatements": [{"amount": NaN}]}')
        assert status == 2
        assert {line.split(":")[0] for line in err.splitlines()} == {
            "misstatements/0/amount",
            "misstatements/0/reference",
        }

    def test_wants_a_scheme_or_a_threshold(self, run: Terminal) -> None:
        assert run("materiality", "vcs", "FILE", "--comparison", "any", holds=rows("1"))[2].startswith("scheme: ")
        assert run("materiality", "FILE", holds=rows("1"))[0] == 2
        assert run("materiality")[0] == 2
