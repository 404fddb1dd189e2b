"""A scheme is one folder: it is laid beside the others, and is everywhere without a migration or a mention."""

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from projects.models import Application
from reports import facts as report_facts
from tests.api import Program
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories import worked
from tests.factories.people import UserFactory
from tests.projects.web.readers import Reader, day, text, typed
from tests.verifier.commands import Terminal
from verifier import schemes
from verifier.rulebook.scheme import Scheme

FOLDER = Path(__file__).parent / "made_up"
PARTICULARS = {"heat_mwh": "1000.5"}
PERIOD = (date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def scheme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scheme]:
    """The folder laid beside those that are there, and taken away again."""
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    monkeypatch.setattr(schemes, "__path__", [*schemes.__path__, str(tmp_path)])
    monkeypatch.setitem(worked.PARTICULARS, FOLDER.name, PARTICULARS)
    monkeypatch.setitem(worked.PERIODS, FOLDER.name, PERIOD)
    schemes.found.cache_clear()
    yield schemes.get(FOLDER.name)
    schemes.found.cache_clear()
    for name in [name for name in sys.modules if name.startswith(f"{schemes.__name__}.{FOLDER.name}")]:
        del sys.modules[name]
    vars(schemes).pop(FOLDER.name, None)


def facts() -> Any:
    return schemes.example(FOLDER.name).facts


class TestFolder:
    def test_is_found_while_it_is_there(self, scheme: Scheme) -> None:
        assert scheme in schemes.all()
        assert ("made_up", "Waste Heat Standard") in schemes.choices()

    def test_is_gone_when_it_is_not(self) -> None:
        with pytest.raises(LookupError):
            schemes.get(FOLDER.name)


class TestCommand:
    def test_computes_and_asks(self, run: Terminal, scheme: Scheme) -> None:
        status, out, _ = run("assess", scheme.code, "FILE", holds=facts())
        assert status == 0
        assert "Emissions saved by the heat: 250.125 t CO2eq" in out
        wrong = {**facts(), "particulars": {**PARTICULARS, "waste_gas": False}}
        status, out, _ = run("assess", scheme.code, "FILE", holds=wrong)
        assert status == 1
        assert "This heat is not of waste gas. Leave it out." in out

    def test_describes_its_facts(self, run: Terminal, scheme: Scheme) -> None:
        shape = json.loads(run("assess", scheme.code, "--shape")[1])
        assert shape["properties"]["particulars"]["properties"]["heat_mwh"]["unit"] == "MWh"


@pytest.mark.django_db
class TestDoors:
    def test_need_no_migration(self, scheme: Scheme) -> None:
        told = StringIO()
        try:
            call_command("makemigrations", check=True, dry_run=True, stdout=told)
        except SystemExit:
            pytest.fail(told.getvalue())

    def test_take_an_application_under_it(self, scheme: Scheme) -> None:
        person, client = made.developer()
        reader = Reader(person)
        assert "Apply under Waste Heat Standard" in text(reader.see("apply"))
        assert "Heat delivered (MWh)" in text(reader.see("apply_scheme", scheme.code))
        asked = {
            "client": client.pk,
            "title": "Kiln 3",
            "country": "CN",
            "site": "Baotou",
            "technology": "Boiler",
            "disclosure": "None",
            **day("period_from", "2026-01-01"),
            **day("period_until", "2026-06-30"),
            **typed(PARTICULARS),
        }
        assert reader.do("apply_scheme", scheme.code, **asked).status_code == 302
        filed = Application.objects.get()
        assert (filed.scheme, filed.particulars["heat_mwh"]) == ("made_up", "1000.5")

    def test_calculate_by_it(self, scheme: Scheme) -> None:
        reader = Reader(UserFactory.create())
        assert "Waste Heat Standard" in text(reader.see("calculators"))
        case = {name: facts()[name] for name in ("period_from", "period_until")}
        form = {**typed(case, "case"), **typed(PARTICULARS), "particulars-waste_gas": "false"}
        page = text(reader.do("calculator", scheme.code, **form)).replace("\xa0", " ")
        assert "Emissions saved by the heat 250.125 t CO2eq" in page
        assert "The scheme's own rules 1 breach" in page

    def test_assess_by_it_for_a_program(self, scheme: Scheme) -> None:
        program = Program(UserFactory.create())
        assert scheme.code in [row["code"] for row in program.get("schemes").json()]
        answer = program.say(f"schemes/{scheme.code}/assessment", json.dumps(facts())).json()
        assert (answer["results"][0]["shown"], answer["breached"]) == ("250.125", [])


@pytest.mark.django_db
class TestStatement:
    def test_says_what_the_folder_says(self, scheme: Scheme) -> None:
        _case, statement = written.approved(scheme=scheme.code)
        body = report_facts.statement_body(
            statement, report_facts.of(statement.report, on=statement.approved_at.date())
        )
        assert statement.number == "HEAT-001"
        assert body["scheme"]["title"] == {"en": "Waste Heat Standard", "zh": "余热标准"}
        assert body["wording"]["title"]["zh"] == "余热声明"
        assert body["wording"]["opinion"]["en"] == "The heat saved 250.125 t CO2eq."
        assert body["wording"]["paragraphs"][0]["text"]["en"] == "Heat of one plant."
        assert body["results"][0]["value"] == "250.125"
