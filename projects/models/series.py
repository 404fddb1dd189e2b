"""A meter series read from a file: what was understood, its totals, and what was put over its values."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.evidence import Evidence
from projects.models.meter import Meter
from projects.stages import EvidenceStage, SeriesStage
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from verifier.people.models import User


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, user: "User") -> "SeriesQuerySet":
        return self.filter(evidence__engagement__in=Engagement.objects.visible_to(user))

    def waiting(self, *, before: datetime) -> "SeriesQuerySet":
        return self.filter(stage=SeriesStage.WAITING, asked_at__lt=before, evidence__stage=EvidenceStage.ON_FILE)

    def locked(self) -> "SeriesQuerySet":
        return self.select_for_update(of=("self",)).select_related("evidence__engagement", "meter")

    def current(self) -> "SeriesQuerySet":
        """The last reading of each file that is on file."""
        return self.filter(replacement=None, evidence__in=Evidence.objects.on_file())

    def confirmed(self) -> "SeriesQuerySet":
        """Read, and a person confirmed how the file was understood."""
        return self.current().filter(stage=SeriesStage.READ, confirmed_at__isnull=False)

    def counting(self) -> "SeriesQuerySet":
        """Those whose figures count; what settlement and SCADA say of the same energy is only held against them."""
        return self.confirmed().filter(source=Series.Source.METER)


class Series(models.Model):
    """One reading of a file. Read with another mapping it is another series, which replaces this one."""

    class Source(models.TextChoices):
        METER = "meter", _("The meter itself")
        SETTLEMENT = "settlement", _("A settlement with the grid company")
        SCADA = "scada", _("The control system (SCADA)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="readings")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replacement")
    meter = models.ForeignKey(Meter, null=True, on_delete=models.PROTECT, related_name="series")
    flow = models.CharField(
        _("what flows through it"), max_length=20, blank=True, db_comment="code of monitoring.flows.Flow"
    )
    source = models.CharField(
        _("where the readings come from"), max_length=20, choices=Source.choices, default=Source.METER
    )
    zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", db_comment="IANA zone the file's clock runs in"
    )
    mapping = models.JSONField(default=dict, db_comment="monitoring.profile.Profile as plain data: what a person said")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=20, choices=SeriesStage.choices, default=SeriesStage.WAITING)
    percent = models.PositiveSmallIntegerField(default=0, db_comment="of the reading, while it goes on")
    rows = models.PositiveBigIntegerField(null=True)
    interval_seconds = models.PositiveIntegerField(null=True)
    first_at = models.DateTimeField(null=True, db_comment="UTC; start of the first interval")
    last_at = models.DateTimeField(null=True, db_comment="UTC; end of the last interval")
    measures = models.CharField(max_length=20, blank=True, db_comment="of monitoring.series.Form: energy, mass, price")
    understood = models.JSONField(
        default=list, db_comment="[[{en, zh}, text], ...]: what the reader took the file to be"
    )
    head = models.JSONField(
        default=dict, db_comment="{headings, rows, roles}: the file's first rows, and what each column was taken for"
    )
    meters = models.JSONField(default=list, db_comment="[[meter, exported MWh, imported MWh], ...]")
    path = models.CharField(max_length=200, blank=True, db_comment="Parquet in the store; named by its hash")
    sha256 = models.CharField(max_length=64, blank=True, db_comment="of the Parquet file")
    pictures = models.CharField(max_length=200, blank=True, db_comment="what its charts are drawn from, in the store")
    trouble = models.JSONField(null=True, db_comment="{en, zh, mend: {en, zh}}: why it could not be read")
    read_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, db_comment="a person said that the file was understood rightly")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("meter series")
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(stage=SeriesStage.READ), name="only_what_was_read_is_confirmed"
            ),
        )
        db_table_comment = "Meter series read from evidence"

    def __str__(self) -> str:
        return str(self.evidence)

    @property
    def case_key(self) -> str:
        return self.evidence.case_key

    @property
    def is_price(self) -> bool:
        """It has a value at each time, and comes to nothing."""
        return self.measures == "price"

    @property
    def unit(self) -> str:
        """Of what it comes to."""
        return "t" if self.measures == "mass" else "MWh"

    def settle(self, stage: SeriesStage, *, at: datetime, **found: Any) -> None:
        """Write down the outcome of reading, once."""
        self.stage, self.read_at = stage, at
        for name, value in found.items():
            setattr(self, name, value)
        self.save(update_fields=["stage", "read_at", *found])

    def confirm(self, *, meter: Meter | None, flow: str, source: str, by: "User", at: datetime) -> None:
        """Raises OutOfOrder unless it was read and nobody confirmed it yet."""
        if self.stage != SeriesStage.READ or self.confirmed_at is not None:
            raise OutOfOrder(
                _("This series does not wait to be confirmed."), mend=_("Open the page again to see where it stands.")
            )
        self.meter, self.flow, self.source = meter, flow, source
        self.confirmed_by, self.confirmed_at = by, at
        self.save(update_fields=["meter", "flow", "source", "confirmed_by", "confirmed_at"])


class MonthTotal(models.Model):
    """Energy of one calendar month of the series' zone, exact, as it was read."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="totals")
    year = models.PositiveIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    exported_mwh = models.DecimalField(_("exported"), max_digits=30, decimal_places=15)
    imported_mwh = models.DecimalField(_("imported"), max_digits=30, decimal_places=15)

    counts_exported_mwh = models.DecimalField(
        max_digits=30, decimal_places=15, db_comment="the part of it that is of the period of the case"
    )
    counts_imported_mwh = models.DecimalField(max_digits=30, decimal_places=15)

    class Meta:
        ordering = ("year", "month")
        constraints = (models.UniqueConstraint(fields=["series", "year", "month"], name="one_total_a_month"),)
        db_table_comment = "Energy per calendar month read from a series, MWh"

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}: {self.exported_mwh} MWh"


class Substitution(models.Model):
    """Values put over a span of a series, as a layer of its own: what was read stays as it is."""

    class Method(models.TextChoices):
        ZERO = "zero", _("Count as zero")
        VALUE = "value", _("Put one value in each interval")
        FACTOR = "factor", _("Multiply what was read")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="substitutions")
    meter = models.CharField(_("meter"), max_length=300)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    method = models.CharField(_("method"), max_length=20, choices=Method.choices)
    amount = models.DecimalField(
        _("amount"), max_digits=30, decimal_places=15, null=True, db_comment="kWh per interval, or the factor"
    )
    rule = models.CharField(_("rule"), max_length=200, help_text=_("The clause or procedure that provides for it"))
    reason = models.TextField(_("reason"))
    effect = models.JSONField(db_comment="[[year, month, change of exported MWh, of imported MWh], ...]")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="substitution_runs_forward"),
            models.CheckConstraint(
                condition=Q(method="zero", amount=None) | (~Q(method="zero") & Q(amount__isnull=False)),
                name="substitution_has_its_amount",
            ),
        )
        db_table_comment = "Values put over what was read, layer upon layer; append-only"

    def __str__(self) -> str:
        return f"{self.meter}: {self.method}"
