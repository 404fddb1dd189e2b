"""Comments pinned beside the preview."""

from typing import Any

import pytest

from projects.models import Evidence, Pin
from projects.stages import EvidenceStage
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

SHEET = {"name": "Data", "visible": True, "rows": 900, "columns": 3, "formulas": 0, "rows_shown": 900}
TABLE = {"sheets": [SHEET | {"columns_shown": 3, "pages": 5}]}
PAPER = {"pages": 3, "pages_shown": 3}


@pytest.fixture
def case() -> Case:
    return made.staffed()


def file(case: Case, digest: dict[str, Any]) -> Evidence:
    evidence = made.received(case, made.ask(case, "other"))
    evidence.shelve(EvidenceStage.ON_FILE, media="pdf", digest=digest, scan="", at=NOW)
    return evidence


class TestPin:
    def test_is_made_on_the_page_that_is_seen(self, case: Case) -> None:
        evidence, reader = file(case, PAPER), Reader(case[Role.VERIFIER])
        answer = reader.do("pin", evidence.pk, page="2", text="The date is missing.")
        assert answer.url == f"/evidence/{evidence.pk}/preview?page=2#preview"
        pin = Pin.objects.get()
        assert (pin.place, pin.sha256) == ({"page": 2}, evidence.sha256)
        page = text(reader.see("preview", evidence.pk))
        assert "The comment is pinned." in page
        assert "Page 2 The date is missing." in page
        assert evidence.sha256[:12] in page

    @pytest.mark.parametrize(
        ("where", "place", "url"),
        [
            ("4", {"sheet": 1, "rows": [4, 4]}, "sheet=1&row=4#row-4"),
            ("401 – 409", {"sheet": 1, "rows": [401, 409]}, "sheet=1&row=401#row-401"),
            ("b4:c9", {"sheet": 1, "cells": "B4:C9"}, "sheet=1&row=4#row-4"),
            ("B4-C9", {"sheet": 1, "cells": "B4:C9"}, "sheet=1&row=4#row-4"),
        ],
    )
    def test_takes_rows_and_cells_as_they_are_typed(
        self, case: Case, where: str, place: dict[str, Any], url: str
    ) -> None:
        evidence = file(case, TABLE)
        answer = Reader(case[Role.LEAD]).do("pin", evidence.pk, sheet="1", row="1", where=where, text="Why?")
        assert Pin.objects.get().place == place
        assert answer.url == f"/evidence/{evidence.pk}/preview?{url}"

    @pytest.mark.parametrize(
        "wrong", [{"where": "D4"}, {"where": "901"}, {"where": "9-4"}, {"where": "all"}, {"where": ""}, {"text": ""}]
    )
    def test_names_the_fault_and_stays_where_it_was(self, case: Case, wrong: dict[str, str]) -> None:
        evidence = file(case, TABLE)
        form = {"sheet": "1", "row": "401", "where": "4", "text": "Why?"} | wrong
        page = Reader(case[Role.LEAD]).do("pin", evidence.pk, **form)
        assert page.status_code == 422
        assert "There is a problem" in text(page)
        assert 'name="row" value="401"' in page.content.decode()
        assert not Pin.objects.exists()

    def test_takes_no_cells_of_a_text(self, case: Case) -> None:
        evidence = file(case, {})
        page = Reader(case[Role.LEAD]).do("pin", evidence.pk, where="B4", text="Why?")
        assert (page.status_code, Pin.objects.count()) == (422, 0)

    def test_is_never_shown_to_the_client(self, case: Case) -> None:
        evidence = file(case, PAPER)
        Reader(case[Role.LEAD]).do("pin", evidence.pk, page="1", text="We doubt this.")
        client = Reader(case[Role.DEVELOPER])
        for page in (client.see("preview", evidence.pk), client.see("case", case.engagement.pk)):
            assert page.status_code == 200
            assert "We doubt this." not in text(page)
            assert "inned" not in text(page)
        assert client.do("pin", evidence.pk, page="1", text="x").status_code == 403
        assert "We doubt this." in text(Reader(case[Role.REVIEWER]).see("preview", evidence.pk))

    def test_is_shown_on_the_later_version_as_of_the_earlier(self, case: Case) -> None:
        evidence, reader = file(case, PAPER), Reader(case[Role.LEAD])
        reader.do("pin", evidence.pk, page="2", text="The date is missing.")
        later = made.send(case, evidence.request, PDF + b"% 2\n%%EOF\n", replaces=evidence.pk)
        page = reader.see("preview", later.pk)
        assert "on the version replaced on 2 Nov 2026" in text(page)
        assert f"/evidence/{evidence.pk}/preview?page=2" in page.content.decode()
        assert "This version was replaced on 2 Nov 2026." in text(reader.see("preview", evidence.pk))
