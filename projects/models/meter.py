"""A meter of a project: what its exports mean, and until when it is calibrated."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.evidence import Evidence
from projects.models.project import Project

if TYPE_CHECKING:
    from verifier.people.models import User


class MeterQuerySet(models.QuerySet["Meter"]):
    def visible_to(self, user: "User") -> "MeterQuerySet":
        return self.filter(project__in=Engagement.objects.visible_to(user).values("project"))


class Meter(models.Model):
    """What a series is a series of. For each source it keeps the mapping of the export that was confirmed last."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="meters")
    serial = models.CharField(_("serial number"), max_length=100)
    flow = models.CharField(
        _("what flows through it"), max_length=20, blank=True, db_comment="as its last export was confirmed; Flow"
    )
    mappings = models.JSONField(
        default=dict,
        db_comment="{source: Profile as plain data, zone, headings}: of the export confirmed last",
    )

    objects = MeterQuerySet.as_manager()

    class Meta:
        verbose_name = _("meter")
        ordering = ("serial",)
        constraints = (models.UniqueConstraint(fields=["project", "serial"], name="one_meter_of_a_serial"),)
        db_table_comment = "Meters of projects, with the mapping of their exports"

    def __str__(self) -> str:
        return self.serial

    @classmethod
    def of(cls, project: Project, serial: str) -> "Meter":
        """The project's meter of that serial number; one not known yet is put down."""
        return cls.objects.get_or_create(project=project, serial=serial)[0]

    def remember(self, mapping: Mapping[str, Any], *, flow: str, source: str, headings: Sequence[str]) -> None:
        """Keep what a person confirmed of an export, for the next that has the same headings."""
        self.mappings = self.mappings | {source: {**mapping, "headings": list(headings)}}
        self.flow = flow or self.flow
        self.save(update_fields=["mappings", "flow"])


class Calibration(models.Model):
    """A certificate says how true the meter was, from a day until a day."""

    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="calibrations")
    certificate = models.CharField(_("certificate"), max_length=100)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    error_percent = models.DecimalField(_("error found"), max_digits=8, decimal_places=4, help_text=_("In per cent"))
    class_percent = models.DecimalField(
        _("greatest error of its class"), max_digits=8, decimal_places=4, null=True, help_text=_("In per cent")
    )
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="calibration_runs_forward"),
            models.UniqueConstraint(fields=["meter", "certificate"], name="a_certificate_is_recorded_once"),
        )
        db_table_comment = "Calibrations of meters; append-only"

    def __str__(self) -> str:
        return self.certificate
