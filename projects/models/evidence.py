"""What was received: each file by its content's hash, never changed; and what it has in common with others."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.request import EvidenceRequest
from projects.stages import EvidenceStage, SeriesStage
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from projects.models.series import Series
    from verifier.people.models import User


READABLE = (EvidenceStage.HELD, EvidenceStage.ON_FILE)
STANDING = (EvidenceStage.QUARANTINED, *READABLE)


class Scan(models.TextChoices):
    """What the scanner for malware said. A file that it could not scan is not called clean."""

    NONE = "", _("Not scanned: no scanner is configured")
    CLEAN = "clean", _("Nothing found")
    TOO_BIG = "too_big", _("Not scanned: larger than the scanner takes")
    INFECTED = "infected", _("Malware found")


class Last(Func):
    """Whether no later file of its chain stands at one of these stages, whatever became of those between."""

    template = """NOT EXISTS (
        WITH RECURSIVE later AS (
            SELECT one.id, one.stage FROM projects_evidence AS one WHERE one.replaces_id = %(expressions)s
            UNION ALL
            SELECT one.id, one.stage FROM projects_evidence AS one JOIN later ON one.replaces_id = later.id
        ) SELECT FROM later WHERE later.stage IN (%(stages)s)
    )"""
    output_field = models.BooleanField()

    def __init__(self, *stages: EvidenceStage) -> None:
        super().__init__(F("pk"), stages=", ".join(f"'{stage}'" for stage in stages))


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User") -> "EvidenceQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def locked(self) -> "EvidenceQuerySet":
        return self.select_for_update(of=("self",), no_key=True).select_related("engagement", "request", "received_by")

    def standing(self) -> "EvidenceQuerySet":
        """Not refused, and not replaced by a file that was not refused, at whatever remove."""
        return self.filter(Last(*STANDING), stage__in=STANDING)

    def readable(self) -> "EvidenceQuerySet":
        """Those whose bytes are in the store, for who may see the case."""
        return self.filter(stage__in=READABLE)

    def on_file(self) -> "EvidenceQuerySet":
        """What counts: examined and safe, and not replaced by a file that was, at whatever remove."""
        return self.filter(Last(EvidenceStage.ON_FILE), stage=EvidenceStage.ON_FILE)

    def unfinished(self) -> "EvidenceQuerySet":
        """Standing files that are not settled: being examined, held for a look, or with a series still to be read."""
        unsettled = Q(stage__in=[EvidenceStage.QUARANTINED, EvidenceStage.HELD])
        return self.standing().filter(unsettled | Q(readings__stage=SeriesStage.WAITING)).distinct()

    def quarantined(self, *, before: datetime) -> "EvidenceQuerySet":
        return self.filter(stage=EvidenceStage.QUARANTINED, received_at__lt=before)


class Evidence(models.Model):
    """A file as it came in. The row stays, whatever became of the file; a corrected file is a new one that replaces it.

    Until it is examined its bytes lie in quarantine; those of a refused file are done away with.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="evidence")
    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(_("file name"), max_length=150)
    folder = models.CharField(max_length=300, blank=True, db_comment="where it lay in the folder that was sent")
    media = models.CharField(max_length=20, blank=True, db_comment="kind found by looking inside; empty till then")
    size = models.PositiveBigIntegerField(_("size"), db_comment="bytes")
    sha256 = models.CharField(max_length=64)
    compared = models.BooleanField(
        default=False, db_comment="the sender's own machine computed the hash too, and it agreed"
    )
    path = models.CharField(max_length=200, db_comment="name in the evidence store; made from the hash")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacements")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("received"))
    received_from = models.GenericIPAddressField(null=True, db_comment="network address of the sender")
    zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", db_comment="IANA zone of the clock in a meter export"
    )
    stage = models.CharField(max_length=20, choices=EvidenceStage.choices, default=EvidenceStage.QUARANTINED)
    examined_at = models.DateTimeField(null=True)
    scan = models.CharField(max_length=10, choices=Scan.choices, blank=True)
    refusal = models.JSONField(null=True, db_comment="{en, zh, mend: {en, zh}}: why it was refused")
    digest = models.JSONField(null=True, db_comment="what was seen inside: documents.Digest as plain data")
    confirmed_at = models.DateTimeField(null=True, db_comment="when the stored bytes were hashed again and agreed")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True, db_comment="what who looked at a held file said")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ("received_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["request", "sha256"],
                condition=~Q(stage=EvidenceStage.REFUSED),
                name="a_file_answers_a_request_once",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(stage=EvidenceStage.REFUSED), name="a_file_is_replaced_once"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_hash_is_sha256"),
            models.CheckConstraint(
                condition=Q(stage=EvidenceStage.REFUSED, refusal__isnull=False)
                | (~Q(stage=EvidenceStage.REFUSED) & Q(refusal=None)),
                name="a_refusal_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[EvidenceStage.QUARANTINED, EvidenceStage.REFUSED])
                | Q(confirmed_at__isnull=False),
                name="what_is_on_file_was_hashed_again",
            ),
        )
        indexes = (models.Index(fields=["sha256"], name="evidence_by_hash"),)
        db_table_comment = "Files received, by hash; what was received never changes"

    def __str__(self) -> str:
        return self.name

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    @property
    def replacement(self) -> "Evidence | None":
        """The file that took its place, if one did. Prefetch `replacements` where many are asked."""
        for one in self.replacements.all():
            if later := one if one.stage != EvidenceStage.REFUSED else one.replacement:
                return later
        return None

    @property
    def series(self) -> "Series | None":
        """The reading that counts, of a meter export. Prefetch `readings` where many are asked."""
        readings = list(self.readings.all())
        replaced = {reading.replaces_id for reading in readings}
        return next((reading for reading in readings if reading.pk not in replaced), None)

    @property
    def is_readable(self) -> bool:
        """Whether its bytes are in the store, for who may see the case."""
        return self.stage in READABLE

    def refuse(self, reason: Mapping[str, Any], *, at: datetime, scan: str = "") -> None:
        """`reason` is {en, zh, mend: {en, zh}}."""
        self._settle(EvidenceStage.REFUSED, examined_at=at, refusal=dict(reason), scan=scan)

    def shelve(self, stage: EvidenceStage, *, media: str, digest: Mapping[str, Any], scan: str, at: datetime) -> None:
        """The bytes are in the store now, and agree."""
        self._settle(stage, media=media, digest=dict(digest), scan=scan, examined_at=at, confirmed_at=at)

    def look(self, stage: EvidenceStage, remark: str, *, by: "User", at: datetime, **more: Any) -> None:
        """What a person made of a file that was held. Raises OutOfOrder when it is not held."""
        if self.stage != EvidenceStage.HELD:
            raise OutOfOrder(_("This file is not held."), mend=_("Open the page again to see where it stands."))
        self._settle(stage, looked_by=by, looked_at=at, remark=remark, **more)

    def _settle(self, stage: EvidenceStage, **found: Any) -> None:
        self.stage = stage
        for name, value in found.items():
            setattr(self, name, value)
        self.save(update_fields=["stage", *found])


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
