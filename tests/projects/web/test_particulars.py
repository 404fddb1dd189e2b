"""Particulars as claimed and as they stand, and correcting them."""

from typing import Any

import pytest

from projects.models import Correction
from tests.factories import projects as made
from tests.factories.worked import AMMONIA
from tests.projects.web.readers import Reader, text, typed
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> made.Case:
    return made.staffed()


def correct(case: made.Case, role: Role = Role.LEAD, **changed: Any) -> Any:
    form = {"seen": case.engagement.version, "reason": "Weighbridge records."} | typed(case.engagement.particulars)
    return Reader(case[role]).do("correct", case.engagement.pk, **form | changed)


class TestCorrect:
    def test_opens_with_what_stands(self, case: made.Case) -> None:
        page = Reader(case[Role.LEAD]).see("correct", case.engagement.pk).content.decode()
        assert 'value="25000000"' in page
        for name, value in typed(case.engagement.particulars).items():
            assert f'name="{name}"' in page
            shown = value.lstrip("0") if name.endswith(("_day", "_month")) else value
            assert f'value="{shown}"' in page or not shown, name

    def test_puts_each_changed_value_on_record(self, case: made.Case) -> None:
        answer = correct(case, **{"particulars-fuel_kg": "24999000.5", "particulars-electricity-1-kwh": "1000500"})
        assert answer.status_code == 302
        page = text(Reader(case[Role.DEVELOPER]).see("particulars", case.engagement.pk))
        assert "Fuel produced in the period 25,000,000 kg 24,999,000.5 kg" in page.replace("\xa0", " ")
        assert "Electricity used, row 2, Electricity 1,000,000 kWh 1,000,500 kWh" in page.replace("\xa0", " ")
        assert "Weighbridge records." in page
        assert set(Correction.objects.values_list("field", flat=True)) == {"fuel_kg", "electricity"}

    def test_takes_out_a_row_that_was_emptied(self, case: made.Case) -> None:
        rows = {name: "" for name in typed(case.engagement.particulars) if name.startswith("particulars-materials-0-")}
        correct(case, **rows)
        assert [row["substance"] for row in case.fresh().particulars["materials"]] == [
            row["substance"] for row in AMMONIA["materials"][1:]
        ]

    def test_is_refused_from_a_page_that_is_old(self, case: made.Case) -> None:
        old = case.engagement.version
        correct(case, **{"particulars-fuel_kg": "24999000"})
        case.fresh()
        assert correct(case, seen=old, **{"particulars-fuel_kg": "24998000"}).status_code == 409
        assert case.fresh().particulars["fuel_kg"] == "24999000"

    def test_is_refused_where_nothing_differs(self, case: made.Case) -> None:
        page = correct(case)
        assert page.status_code == 409
        assert "Nothing differs" in text(page)

    def test_names_the_fault_and_keeps_what_was_typed(self, case: made.Case) -> None:
        page = correct(case, reason="", **{"particulars-legs-0-km": "350 km"})
        assert page.status_code == 422
        assert '<a href="#id_particulars-legs-0-km">' in page.content.decode()
        assert '<a href="#id_reason">' in page.content.decode()
        assert 'value="350 km"' in page.content.decode()
        assert not Correction.objects.exists()

    @pytest.mark.parametrize("role", [Role.DEVELOPER, Role.REVIEWER, Role.OBSERVER, Role.COORDINATOR])
    def test_is_refused_to_who_may_not(self, case: made.Case, role: Role) -> None:
        assert Reader(case[role]).see("correct", case.engagement.pk).status_code == 403
        assert correct(case, role, **{"particulars-fuel_kg": "1000"}).status_code == 403
        assert not Correction.objects.exists()

    def test_is_not_there_for_strangers(self, case: made.Case) -> None:
        other, _client = made.developer()
        assert Reader(other).see("correct", case.engagement.pk).status_code == 404

    def test_is_not_open_before_the_work_began(self) -> None:
        case = made.accepted()
        page = Reader(case[Role.COORDINATOR]).see("correct", case.engagement.pk)
        assert page.status_code == 403
