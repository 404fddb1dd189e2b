"""A file on its way in, piece by piece: how much has arrived, and until when the rest is waited for."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.request import EvidenceRequest

if TYPE_CHECKING:
    from verifier.people.models import User


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: "User") -> "UploadQuerySet":
        """One's own, while one serves in the case."""
        return self.filter(by=user, request__engagement__in=Engagement.objects.visible_to(user))

    def expired(self, *, at: datetime) -> "UploadQuerySet":
        return self.filter(expires_at__lte=at)


class Upload(models.Model):
    """The row goes when the file has come in whole, and the evidence bears its id; or when it was given up."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=300)
    folder = models.CharField(max_length=300, blank=True)
    length = models.PositiveBigIntegerField(db_comment="bytes in all")
    offset = models.PositiveBigIntegerField(default=0, db_comment="bytes that arrived and are on disk")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        ordering = ("begun_at", "id")
        constraints = (models.CheckConstraint(condition=Q(offset__lte=F("length")), name="no_more_than_announced"),)
        db_table_comment = "Files on their way in"

    def __str__(self) -> str:
        return self.name
