"""What was noticed in the meter series of a case, and what became of it."""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.series import Series
from projects.monitoring.series import Signal as Noticed

if TYPE_CHECKING:
    from verifier.people.models import User


class Comparison(models.Model):
    """The meters of a case held against one another, against other sources and their certificates, as they stood."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="comparisons")
    compared = models.CharField(max_length=64, db_comment="SHA-256 over everything that was compared")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        db_table_comment = "Comparisons of the meters of a case; append-only"

    def __str__(self) -> str:
        return f"{self.engagement}: {self.at:%Y-%m-%d %H:%M}"


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: "User") -> "SignalQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def current(self) -> "SignalQuerySet":
        """Those of the last reading of each file, and what the last comparison of the meters still found."""
        return self.filter(Q(series=None) | Q(series__in=Series.objects.current()), gone_in=None)

    def open(self) -> "SignalQuerySet":
        """Those of which nobody has said what became. What is only to note asks nothing of anybody."""
        return self.current().filter(dispositions=None).exclude(severity="info")


class Signal(models.Model):
    """Something noticed in a series, or between the meters of a case. Not a verdict."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="signals")
    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="noticed")
    found_in = models.ForeignKey(
        Comparison, null=True, on_delete=models.PROTECT, related_name="+", db_comment="none: in reading the series"
    )
    gone_in = models.ForeignKey(
        Comparison, null=True, on_delete=models.PROTECT, related_name="+", db_comment="which no longer found it"
    )
    code = models.CharField(max_length=60)
    severity = models.CharField(_("severity"), max_length=10, db_comment="as the scheme sets it")
    count = models.PositiveBigIntegerField(_("rows"))
    rows = models.JSONField(default=list, db_comment="the first source rows it points to")
    message = models.JSONField(db_comment="{en, zh}")
    basis = models.JSONField(db_comment="{en, zh}: the clause, or whose threshold it is")
    spans = models.JSONField(default=list, db_comment="[[UTC from, UTC until], ...]: where to mark it on a chart")

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(series__isnull=False) | Q(found_in__isnull=False), name="signal_was_found_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(gone_in=None) | Q(found_in__isnull=False), name="what_was_read_does_not_go"
            ),
        )
        db_table_comment = "What was noticed in a series, or between meters"

    def __str__(self) -> str:
        return self.code

    @classmethod
    def of(cls, noticed: Noticed, **where: Any) -> "Signal":
        """The row of what was noticed; `where`: in which case, series and comparison. It is not saved."""
        return cls(
            code=noticed.code,
            severity=noticed.severity,
            count=noticed.count,
            rows=list(noticed.rows),
            message=noticed.message._asdict(),
            basis=noticed.basis._asdict(),
            spans=[[one.isoformat() for one in span] for span in noticed.spans],
            **where,
        )

    @property
    def subject(self) -> str:
        """Of what it speaks: a file, or the meters of the case."""
        return str(self.series or self.engagement)

    @property
    def case_key(self) -> str:
        return self.engagement.case_key

    @property
    def content(self) -> tuple[object, ...]:
        """By which it is known again when the meters are compared once more."""
        said = (self.message, self.basis, self.spans)
        return (self.series_id, self.code, self.severity, self.count, json.dumps(said, sort_keys=True))

    def go(self, comparison: Comparison) -> None:
        """It is not found any more."""
        self.gone_in = comparison
        self.save(update_fields=["gone_in"])

    @property
    def disposition(self) -> "Disposition | None":
        """What was last made of it. Prefetch `dispositions` where many are asked."""
        return max(self.dispositions.all(), key=lambda one: one.pk, default=None)


class Disposition(models.Model):
    """What a person made of a signal; the last one counts, and the earlier ones stay."""

    class Verdict(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        CORRECTED = "corrected", _("Corrected")
        MISSTATEMENT = "misstatement", _("Misstatement")
        REFERRED = "referred", _("Referred")

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="dispositions")
    verdict = models.CharField(_("disposition"), max_length=20, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        db_table_comment = "What was made of signals; append-only"

    def __str__(self) -> str:
        return self.verdict
