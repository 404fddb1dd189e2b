"""What was asked for and what was received: each file by its content's hash, never changed."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.stages import SeriesStage

if TYPE_CHECKING:
    from verifier.people.models import User


class EvidenceRequestQuerySet(models.QuerySet["EvidenceRequest"]):
    def visible_to(self, user: "User") -> "EvidenceRequestQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def unanswered(self) -> "EvidenceRequestQuerySet":
        return self.filter(~models.Exists(Evidence.objects.filter(request=models.OuterRef("pk"))))


class EvidenceRequest(models.Model):
    """One thing the team asks the client for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=40, db_comment="code from the scheme's evidence kinds")
    note = models.TextField(_("what is needed"), blank=True)
    due_on = models.DateField(_("due on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence request")
        ordering = ("engagement", "number")
        constraints = (
            models.UniqueConstraint(fields=["engagement", "number"], name="one_request_of_a_number"),
            models.UniqueConstraint(fields=["engagement", "kind"], name="one_request_of_a_kind"),
        )
        db_table_comment = "What the team asked the client for"

    def __str__(self) -> str:
        return f"R{self.number}"

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User") -> "EvidenceQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def current(self) -> "EvidenceQuerySet":
        """Without those a later file replaced."""
        return self.filter(replacement=None)

    def unfinished(self) -> "EvidenceQuerySet":
        """Current files whose bytes were not confirmed yet, or whose series was not read yet."""
        return self.current().filter(Q(confirmed_at=None) | Q(series__stage=SeriesStage.WAITING))

    def unconfirmed(self, *, before: datetime) -> "EvidenceQuerySet":
        return self.filter(confirmed_at=None, received_at__lt=before)


class Evidence(models.Model):
    """A file as it came in. The row and the bytes stay; a corrected file is a new one that replaces the old."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="evidence")
    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(_("file name"), max_length=150)
    media = models.CharField(max_length=20, db_comment="kind found by looking inside, not what the browser said")
    size = models.PositiveBigIntegerField(_("size"), db_comment="bytes")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, db_comment="name in the evidence store; made from the hash")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacement")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("received"))
    confirmed_at = models.DateTimeField(null=True, db_comment="when the stored bytes were hashed again and agreed")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ("received_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["request", "sha256"], name="a_file_answers_a_request_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_hash_is_sha256"),
        )
        db_table_comment = "Files received, by hash; rows never change"

    def __str__(self) -> str:
        return self.name

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    def confirm(self, *, at: datetime) -> None:
        self.confirmed_at = at
        self.save(update_fields=["confirmed_at"])


class Correction(models.Model):
    """One particular that verification changed: what it was, what it became, why."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(_("field"), max_length=120)
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        db_table_comment = "Particulars changed by verification; append-only"

    def __str__(self) -> str:
        return f"{self.field}: {self.was} → {self.became}"
