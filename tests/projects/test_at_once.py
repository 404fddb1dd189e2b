"""What two do at the same moment, each on a connection of their own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from pytest_django import Settings

from projects import arriving
from projects.models import Comparison, Engagement, EvidenceRequest, Upload
from projects.stages import Move
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.pin_comment import pin_comment
from projects.use_cases.refuse_evidence import refuse_evidence
from projects.use_cases.release_evidence import release_evidence
from projects.use_cases.return_evidence import return_evidence
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from verifier.people.roles import Role
from verifier.trail.models import Event


class TestStepsOfACaseThatIsSubmitted:
    """While the case is moved on another connection, uncommitted yet, they wait for it."""

    def test_wait(self, committed: None) -> None:
        case = made.staffed()
        lead, request = case[Role.LEAD], made.ask(case, "mass_balance")
        sent, stopped = made.send(case, request), made.held(case, made.ask(case, "other"))
        told: dict[str, Any] = {"by": lead, "at": NOW}
        steps = [
            partial(accept_evidence, request_id=request.pk, **told),
            partial(return_evidence, request_id=request.pk, text="No.", **told),
            partial(discuss_request, request_id=request.pk, text="Well?", **told),
            partial(pin_comment, evidence_id=sent.pk, place={"page": 1}, text="Why?", **told),
            partial(release_evidence, evidence_id=stopped.pk, remark="Seen.", **told),
            partial(refuse_evidence, evidence_id=stopped.pk, remark="No.", **told),
        ]
        events = Event.objects.count()
        with ThreadPoolExecutor(1) as elsewhere:
            with transaction.atomic():
                Engagement.objects.locked().get(pk=case.engagement.pk).move(Move.SUBMIT)
                waited = [elsewhere.submit(waits, step).result() for step in steps]
            elsewhere.submit(connections.close_all).result()
        assert waited == [True] * len(steps)
        assert Event.objects.count() == events

    def test_do_not_stop_a_task_that_points_to_it(self, committed: None) -> None:
        engagement = made.staffed().engagement
        point = partial(Comparison.objects.create, engagement=engagement, compared="0" * 64, at=NOW)
        with ThreadPoolExecutor(1) as elsewhere:
            with transaction.atomic():
                Engagement.objects.locked().get(pk=engagement.pk)
                waited = elsewhere.submit(waits, point).result()
            elsewhere.submit(connections.close_all).result()
        assert not waited
        assert Comparison.objects.exists()


def waits(step: Callable[[], object]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    try:
        step()
    except OperationalError:
        return True
    return False


class TestUploads:
    def test_of_one_person_in_two_cases_count_together(self, committed: None, settings: Settings) -> None:
        settings.MAX_OPEN_BYTES = 150
        first = made.staffed(scheme="vcs")
        second = made.staffed(by=first[Role.DEVELOPER], client=first.client)
        asked = [made.ask(case, "other") for case in (first, second)]
        with ThreadPoolExecutor(1) as elsewhere:
            with transaction.atomic():
                begin(first, asked[0])
                later = elsewhere.submit(begin, second, asked[1])
                while not later.done() and not somebody_waits():
                    time.sleep(0.02)
            with pytest.raises(arriving.NoRoom, match="began"):
                later.result()
            elsewhere.submit(connections.close_all).result()
        assert Upload.objects.count() == 1


def begin(case: Case, asked: EvidenceRequest) -> Upload:
    return arriving.begin(request=asked, name="diagram.pdf", length=100, by=case[Role.DEVELOPER], at=NOW)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None
