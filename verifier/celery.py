"""The queue: what use cases leave for later, and what the clock asks."""

import os
from typing import Any

from celery import Celery
from celery.app.task import Task
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verifier.settings.production")


class Later(Task):
    """A task whose queue may be away: what was committed stands, and the clock queues again what was left undone."""

    def delay_on_commit(self, **asked: Any) -> None:
        """Queue it when the transaction has committed; a queue that is away is logged and fails nothing."""

        def queue() -> None:
            self.delay(**asked)

        transaction.on_commit(queue, robust=True)


app = Celery("verifier", task_cls=Later)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="schedule")
