"""A meter series read from a file: what was understood, its totals, and what was noticed in it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.evidence import Evidence
from projects.stages import SeriesStage

if TYPE_CHECKING:
    from verifier.people.models import User


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, user: "User") -> "SeriesQuerySet":
        return self.filter(evidence__engagement__in=Engagement.objects.visible_to(user))

    def waiting(self, *, before: datetime) -> "SeriesQuerySet":
        return self.filter(stage=SeriesStage.WAITING, evidence__received_at__lt=before)

    def locked(self) -> "SeriesQuerySet":
        return self.select_for_update(of=("self",)).select_related("evidence")


class Series(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="series")
    stage = models.CharField(max_length=20, choices=SeriesStage.choices, default=SeriesStage.WAITING)
    zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", db_comment="IANA zone the file's clock runs in"
    )
    rows = models.PositiveBigIntegerField(null=True)
    interval_seconds = models.PositiveIntegerField(null=True)
    first_at = models.DateTimeField(null=True, db_comment="UTC; start of the first interval")
    last_at = models.DateTimeField(null=True, db_comment="UTC; end of the last interval")
    understood = models.JSONField(
        default=list, db_comment="[[{en, zh}, text], ...]: what the reader took the file to be"
    )
    shape = models.JSONField(default=list, db_comment="[[UTC start, exported MWh, imported MWh], ...] for the chart")
    trouble = models.JSONField(null=True, db_comment="{en, zh, mend: {en, zh}}: why it could not be read")
    read_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("meter series")
        ordering = ("evidence__received_at",)
        db_table_comment = "Meter series read from evidence"

    def __str__(self) -> str:
        return str(self.evidence)

    @property
    def case_key(self) -> str:
        return self.evidence.case_key

    def settle(self, stage: SeriesStage, *, at: datetime, **found: Any) -> None:
        """Write down the outcome of reading, once."""
        self.stage, self.read_at = stage, at
        for name, value in found.items():
            setattr(self, name, value)
        self.save(update_fields=["stage", "read_at", *found])


class YearTotal(models.Model):
    """Energy of one calendar year (vintage) in a series, exact."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="totals")
    year = models.PositiveIntegerField(_("year"))
    exported_mwh = models.DecimalField(_("exported"), max_digits=30, decimal_places=15)
    imported_mwh = models.DecimalField(_("imported"), max_digits=30, decimal_places=15)

    class Meta:
        ordering = ("year",)
        constraints = (models.UniqueConstraint(fields=["series", "year"], name="one_total_a_year"),)
        db_table_comment = "Energy per calendar year read from a series, MWh"

    def __str__(self) -> str:
        return f"{self.year}: {self.exported_mwh} MWh"


class Signal(models.Model):
    """Something noticed in a series. Not a verdict."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="noticed")
    code = models.CharField(max_length=60)
    severity = models.CharField(_("severity"), max_length=10)
    count = models.PositiveBigIntegerField(_("rows"))
    rows = models.JSONField(default=list, db_comment="the first source rows it points to")
    message = models.JSONField(db_comment="{en, zh}")

    class Meta:
        ordering = ("id",)
        db_table_comment = "What was noticed in a series"

    def __str__(self) -> str:
        return self.code
