"""What the team recorded of its work: visits, misstatements, limits of the evidence, public notice."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from verifier.rulebook import fieldwork, particulars

if TYPE_CHECKING:
    from verifier.people.models import User


class FieldWorkQuerySet(models.QuerySet["FieldWork"]):
    def newest(self) -> "FieldWork | None":
        return self.order_by("-pk").first()

    def read(self) -> fieldwork.FieldWork:
        """What stands on record now; empty where nothing was recorded."""
        newest = self.newest()
        return newest.read() if newest else fieldwork.FieldWork()


class FieldWork(models.Model):
    """The whole record as it stood from a moment on; the newest counts, and the older ones stay."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="field_work")
    work = models.JSONField(db_comment="rulebook.fieldwork.FieldWork as plain data; decimals as text")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FieldWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("field work")
        ordering = ("-id",)
        db_table_comment = "What the team recorded of its work; append-only"

    def __str__(self) -> str:
        return f"{self.engagement_id} · {self.at}"

    def read(self) -> fieldwork.FieldWork:
        return particulars.read(fieldwork.FieldWork, self.work)

    @classmethod
    def record(cls, work: Mapping[str, Any], *, on: Engagement, by: "User", at: datetime) -> "FieldWork":
        """Put a new record on top of the case's, and count the change."""
        on.count()
        return cls.objects.create(engagement=on, work=work, by=by, at=at)
