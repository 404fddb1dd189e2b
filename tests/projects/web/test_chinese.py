"""One English word for several things is in Chinese several words, each in its place."""

from datetime import date

import pytest
from django.conf import settings

from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.correct_particulars import correct_particulars
from tests.factories import projects as made
from tests.factories.projects import NOW, PDF, Case
from tests.projects import series as exports
from tests.projects.web.readers import Reader, text
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return made.staffed()


def chinese(person: User) -> Reader:
    reader = Reader(person)
    reader.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return reader


@pytest.fixture
def reader(case: Case) -> Reader:
    return chinese(case[Role.LEAD])


class TestChinese:
    def test_of_a_file_that_was_refused(self, case: Case, reader: Reader) -> None:
        request = made.ask(case, "other")
        made.received(case, request, PDF).refuse({"en": "", "zh": "", "mend": {"en": "", "zh": ""}}, at=NOW)
        page = text(reader.see("asked", request.pk))
        assert "已拒收" in page
        assert "签发" not in page

    def test_of_a_request_that_was_accepted(self, case: Case, reader: Reader) -> None:
        request = made.ask(case, "other")
        made.send(case, request)
        assert " 认可 " in text(reader.see("asked", request.pk))
        accept_evidence(request_id=request.pk, by=case[Role.LEAD], at=NOW)
        page = text(reader.see("evidence", case.engagement.pk))
        assert "已认可：1 / 1" in page
        assert page.count("已认可") == 3  # the bar, the group, the state
        assert "已接受" not in page

    def test_of_a_series_that_is_not_confirmed_and_of_its_sums(self, reader: Reader, case: Case) -> None:
        page = text(reader.see("series", exports.read(case).pk))
        assert "确认 尚未确认" in page
        assert "尚未使用" not in page
        assert "合计净额" not in page

    def test_of_a_misstatement_on_record(self) -> None:
        case = made.staffed(scheme="vcs", period_until=date(2026, 3, 15))
        made.measured(case, exports.sent(case))
        claimed = case.engagement.particulars | {"claimed_t": "1000"}
        correct_particulars(
            engagement_id=case.engagement.pk, particulars=claimed, reason="As filed.", by=case[Role.LEAD], at=NOW
        )
        lead = chinese(case[Role.LEAD])
        lead.do("put_down", case.engagement.pk, code="ER")
        assert " 已登记 " in text(lead.see("recalculation", case.engagement.pk))
