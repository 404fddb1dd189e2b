"""The command `assess`; no test here may touch the database, and none is marked to."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from verifier.schemes.iscc_eu.examples.base import AMMONIA
from verifier.schemes.vcs.examples import WIND


@pytest.fixture
def assess(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on facts (or raw text); gives exit status, output and errors."""

    def run(scheme: str, facts: object, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "facts.json"
        file.write_text(facts if isinstance(facts, str) else json.dumps(facts))
        with pytest.raises(SystemExit) as ended:
            call_command("assess", scheme, str(file), *options)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


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

    @pytest.mark.parametrize("number", ["NaN", "-Infinity", "-5", "1e999", '"12 t"', "25000"])
    def test_ends_with_two_and_names_each_bad_field(self, assess: Any, number: str) -> None:
        text = json.dumps(AMMONIA).replace('"fuel_kg": "25000000"', f'"fuel_kg": {number}')
        status, out, err = assess("iscc_eu", text)
        assert (status, out) == (2, "")
        assert err.startswith("particulars/fuel_kg: ")

    @pytest.mark.parametrize(
        "text", ["", "[1]", "null", "{", '{"a": 1, "a": 2}', "\udcff".encode("utf-8", "replace").decode()]
    )
    def test_ends_with_two_on_what_is_no_set_of_facts(self, assess: Any, text: str) -> None:
        status, _, err = assess("iscc_eu", text)
        assert status == 2
        assert err

    def test_ends_with_two_without_a_file(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        with pytest.raises(SystemExit) as ended:
            call_command("assess", "vcs", str(tmp_path / "none.json"))
        assert ended.value.code == 2
        assert "cannot be read" in capsys.readouterr().err

    def test_ends_with_two_on_a_period_before_the_scheme(self, assess: Any) -> None:
        status, _, err = assess("iscc_eu", {**AMMONIA, "period_from": "2020-03-01", "period_until": "2020-03-31"})
        assert status == 2
        assert err.startswith("period_until: ")
