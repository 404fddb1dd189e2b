"""Applying: the form drawn from the scheme, its faults, and the case opened on it."""

import re
from typing import Any

import pytest
from django.utils.html import escape

from projects.models import Application, Engagement
from projects.stages import Stage
from tests.factories import projects as made
from tests.factories.people import staff
from tests.factories.worked import PARTICULARS, PERIODS
from tests.projects.web.readers import Reader, day, text, typed
from verifier import schemes
from verifier.people.roles import Role
from verifier.rulebook.shapes import fields

pytestmark = pytest.mark.django_db


def asked(client: object, scheme: str = "iscc_eu", **changed: Any) -> dict[str, Any]:
    first, last = PERIODS[scheme]
    common = {
        "client": client,
        "title": "Chifeng ammonia",
        "title_zh": "赤峰绿氨",
        "country": "CN",
        "site": "Chifeng, Inner Mongolia",
        "technology": "Electrolysis",
        "disclosure": "None",
    }
    days = day("period_from", first.isoformat()) | day("period_until", last.isoformat())
    return common | days | typed(PARTICULARS[scheme]) | changed


class TestForm:
    @pytest.mark.parametrize("scheme", [scheme.code for scheme in schemes.all()])
    def test_asks_for_everything_the_scheme_declares(self, scheme: str) -> None:
        person, _client = made.developer()
        page = Reader(person).see("apply_scheme", scheme).content.decode()
        for field in fields(schemes.get(scheme).particulars):
            assert f'id="id_particulars-{field.name}' in page
            assert escape(field.label.en) in page

    @pytest.mark.parametrize("scheme", list(PARTICULARS))
    def test_files_what_was_typed_digit_for_digit(self, scheme: str) -> None:
        person, client = made.developer()
        answer = Reader(person).do("apply_scheme", scheme, **asked(client.pk, scheme))
        filed = Application.objects.get()
        assert answer.status_code == 302
        assert answer.url.endswith(str(filed.pk))
        known = schemes.get(scheme)
        assert filed.particulars == known.dump(known.read(PARTICULARS[scheme]))
        assert (filed.client, filed.filed_by, (filed.period_from, filed.period_until)) == (
            client,
            person,
            PERIODS[scheme],
        )

    def test_keeps_every_digit(self) -> None:
        person, client = made.developer()
        exact = "24999999.1234567890123456789"
        Reader(person).do("apply_scheme", "iscc_eu", **asked(client.pk, **{"particulars-fuel_kg": exact}))
        assert Application.objects.get().particulars["fuel_kg"] == exact

    def test_puts_every_fault_beside_its_field(self) -> None:
        """The second row of materials is left empty: the fault of the third stays in the third."""
        person, client = made.developer()
        wrong = {
            "title": "",
            "particulars-fuel_kg": "many",
            "particulars-materials-1-substance": "",
            "particulars-materials-1-kg": "",
            "particulars-materials-1-stage": "",
            "particulars-materials-2-kg": "-5",
            **day("particulars-operation_on", "2025-02-30"),
        }
        page = Reader(person).do("apply_scheme", "iscc_eu", **asked(client.pk, **wrong))
        assert page.status_code == 422
        for control in ("title", "particulars-fuel_kg", "particulars-materials-2-kg", "particulars-operation_on_day"):
            assert f'<a href="#id_{control}">' in page.content.decode()
        assert "#id_particulars-materials-1-kg" not in page.content.decode()
        assert "This may not be negative. (Materials bought in, row 3)" in text(page)
        assert not Application.objects.exists()

    def test_says_what_a_group_lacks(self) -> None:
        person, client = made.developer()
        nothing = {name: "" for name in typed(PARTICULARS["iscc_eu"]) if name.startswith("particulars-electricity-")}
        page = Reader(person).do("apply_scheme", "iscc_eu", **asked(client.pk, **nothing))
        assert '<a href="#id_particulars-electricity-rows">' in page.content.decode()
        assert page.status_code == 422

    def test_refuses_a_period_that_ends_before_it_begins(self) -> None:
        person, client = made.developer()
        page = Reader(person).do("apply_scheme", "iscc_eu", **asked(client.pk, **day("period_until", "2020-01-31")))
        assert page.status_code == 422
        assert '<a href="#id_period_until_day">' in page.content.decode()

    def test_refuses_the_same_application_again(self) -> None:
        person, client = made.developer()
        reader = Reader(person)
        reader.do("apply_scheme", "iscc_eu", **asked(client.pk))
        page = reader.do("apply_scheme", "iscc_eu", **asked(client.pk))
        assert page.status_code == 409
        assert "filed already" in text(page)
        assert Application.objects.count() == 1

    def test_offers_only_ones_own_organisations(self) -> None:
        person, _own = made.developer()
        other = made.ClientFactory.create()
        page = Reader(person).do("apply_scheme", "iscc_eu", **asked(other.pk))
        assert page.status_code == 422
        assert not Application.objects.exists()
        assert other.name not in text(page)

    def test_is_not_there_for_an_unknown_scheme(self) -> None:
        person, _client = made.developer()
        assert Reader(person).see("apply_scheme", "iscc_mars").status_code == 404


class TestAddARow:
    def test_keeps_what_was_typed_and_blames_nobody(self) -> None:
        person, client = made.developer()
        form = asked(client.pk, title="", add="particulars-materials")
        page = Reader(person).do("apply_scheme", "iscc_eu", **form)
        assert page.status_code == 200
        body = page.content.decode()
        assert 'id="id_particulars-materials-3-kg"' in body
        assert 'value="2500"' in body
        assert "There is a problem" not in body
        assert not Application.objects.exists()

    def test_sends_only_the_group_to_htmx(self) -> None:
        person, client = made.developer()
        reader = Reader(person)
        reader.client.defaults["HTTP_HX_REQUEST"] = "true"
        body = reader.do("apply_scheme", "iscc_eu", **asked(client.pk, add="particulars-legs")).content.decode()
        assert body.lstrip().startswith("<fieldset")
        assert 'id="id_particulars-legs-2-km"' in body
        assert re.search(r'name="particulars-legs-2-mode"[^>]* autofocus', body)
        assert "particulars-materials" not in body


class TestApplication:
    def test_is_hidden_from_strangers(self) -> None:
        filed = made.application()
        stranger, _client = made.developer()
        assert Reader(stranger).see("application", filed.pk).status_code == 404
        assert Reader(stranger).do("open_project", filed.pk).status_code == 404
        assert filed.title not in text(Reader(stranger).see("applications"))

    def test_stands_in_the_list_with_its_scheme(self) -> None:
        filed = made.application()
        page = text(Reader(filed.filed_by).see("applications"))
        assert f"{filed.title} {filed.client} ISCC EU" in page

    def test_becomes_a_case_by_the_coordinator(self) -> None:
        filed, coordinator = made.application(), Reader(staff(Role.COORDINATOR))
        assert "Open a case" in text(coordinator.see("application", filed.pk))
        answer = coordinator.do("open_project", filed.pk)
        opened = Engagement.objects.get()
        assert answer.url.endswith(str(opened.pk))
        assert opened.stage == Stage.ENQUIRY
        assert "Open a case" not in text(coordinator.see("application", filed.pk))

    def test_is_not_opened_by_the_client(self) -> None:
        filed = made.application()
        reader = Reader(filed.filed_by)
        assert "Open a case" not in text(reader.see("application", filed.pk))
        assert reader.do("open_project", filed.pk).status_code == 403
        assert not Engagement.objects.exists()

    def test_is_opened_once(self) -> None:
        filed, coordinator = made.application(), Reader(staff(Role.COORDINATOR))
        coordinator.do("open_project", filed.pk)
        assert coordinator.do("open_project", filed.pk).status_code == 409
        assert Engagement.objects.count() == 1
