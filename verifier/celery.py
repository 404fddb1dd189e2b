"""The queue: what use cases leave for later, and what the clock asks."""

import os
from functools import partial
from typing import Any

import structlog
from celery import Celery
from celery.contrib.django.task import DjangoTask
from django.db import transaction
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verifier.settings.production")

log = structlog.get_logger(__name__)


class Task(DjangoTask):
    """A task that is queued once its reason is committed.

    When Redis is away just then, what was asked for is done all the same: the row is there that says what is still to
    be made, and the clock queues it again (see `schedule.py` of each app). The reader is not told that it failed.
    """

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        transaction.on_commit(partial(self._delay, *args, **kwargs))

    def _delay(self, *args: Any, **kwargs: Any) -> None:
        try:
            self.delay(*args, **kwargs)
        except OperationalError as error:
            log.error("task not queued", task=self.name, error=str(error))


app = Celery("verifier", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")
