"""The command `sample`; no test here may touch the database."""

import json
from typing import Any

import jsonschema
import pytest

from tests.verifier.commands import Terminal

SURVEY = {"method": "proportion", "population": 640, "expected_share": "0.5", "confidence": 90, "precision": 10}
DONE: dict[str, Any] = {
    "method": "achieved",
    "population": 10_000,
    "sampled": 68,
    "hits": 51,
    "confidence": 90,
    "precision": 10,
}


class TestSample:
    def test_prints_the_size_with_its_formula(self, run: Terminal) -> None:
        status, out, err = run("sample", "FILE", holds=SURVEY)
        assert (status, err) == (0, "")
        assert "Size of the sample: 191  [size; " in out
        assert "1.645² × 0.5 × (1 − 0.5) × 640 / ((640 − 1) × (10 % × 0.5)² + 1.645² × 0.5 × (1 − 0.5))" in out
        assert "= 190.397014" in out

    def test_prints_exact_json(self, run: Terminal) -> None:
        found = json.loads(run("sample", "FILE", "--json", holds=SURVEY)[1])
        assert found["steps"][0]["value"].startswith("190.397014080326")
        assert found["plan"]["population"] == 640
        assert (found["enough"], found["draw"]) == (None, None)

    def test_draws_what_can_be_drawn_again(self, run: Terminal) -> None:
        plan = {"method": "sites", "items": [f"S-{n}" for n in range(25)], "seed": "2026-05"}
        status, out, _ = run("sample", "-", "--json", piped=plan)
        draw = json.loads(out)["draw"]
        assert status == 0
        assert (len(draw["drawn"]), draw["seed"], draw["version"]) == (5, "2026-05", 1)
        again = json.loads(run("sample", "-", "--json", piped={**plan, "items": plan["items"][::-1]})[1])["draw"]
        assert again == draw
        out = run("sample", "-", piped=plan)[1]
        assert f"seed 2026-05; population, SHA-256 {draw['population_sha256']}; way of drawing 1" in out
        assert "\n".join(f"  {item}" for item in draw["drawn"]) in out

    def test_ends_with_one_where_a_survey_missed_its_precision(self, run: Terminal) -> None:
        status, out, _ = run("sample", "FILE", holds=DONE)
        assert status == 1
        assert "Relative precision reached: 11.56 %" in out
        assert "did NOT reach" in out
        status, out, _ = run("sample", "FILE", holds={**DONE, "precision": "11.57"})
        assert status == 0
        assert "reached the precision" in out

    def test_describes_the_plan_with_its_units(self, run: Terminal) -> None:
        status, out, _ = run("sample", "--shape")
        schema = json.loads(out)
        assert status == 0
        assert schema["properties"]["precision"]["unit"] == "%"
        jsonschema.validate(DONE, schema)

    @pytest.mark.parametrize(
        ("plan", "named"),
        [
            ({}, {"method"}),
            ({"method": "mean"}, {"population", "confidence", "precision", "variation"}),
            ({**SURVEY, "precision": "0.1", "expected_share": 80}, {"precision", "expected_share"}),
            ([], {"plan"}),
            ("{", {"plan"}),
            (json.dumps(SURVEY).replace("640", "NaN"), {"population"}),
        ],
    )
    def test_ends_with_two_and_names_each_bad_field(self, run: Terminal, plan: object, named: set[str]) -> None:
        status, out, err = run("sample", "FILE", holds=plan)
        assert (status, out) == (2, "")
        assert {line.split(":")[0] for line in err.splitlines()} == named
