"""What is left for later is not lost when the queue is away."""

import pytest
from celery import shared_task
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from verifier.celery import Task, app


@shared_task
def ring() -> None:
    pass


class TestTask:
    def test_is_what_every_task_is_made_of(self) -> None:
        assert isinstance(app.tasks[ring.name], Task)

    @pytest.mark.django_db
    def test_lets_the_work_stand_when_redis_is_away(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        monkeypatch.setitem(app.conf, "task_always_eager", False)
        monkeypatch.setitem(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
        with django_capture_on_commit_callbacks(execute=True) as queued, transaction.atomic():
            ring.delay_on_commit()
        assert len(queued) == 1
