"""What was written: a version of the report, the answers of the rules, the review, the decision."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement
from reports.stages import REPORT_MOVES, ReportStage
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from verifier.people.models import User
    from verifier.rulebook.scheme import Scheme


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> "ReportQuerySet":
        """The client reads a report once it is decided on; the others of the case read it in the making, too."""
        closed = Q(stage__in=[ReportStage.DECIDED, ReportStage.REFUSED])
        return self.filter(
            Q(engagement__in=Engagement.objects.granting(user, "read_report"))
            | closed & Q(engagement__in=Engagement.objects.visible_to(user))
        )

    def locked(self) -> "ReportQuerySet":
        return self.select_for_update(of=("self",)).select_related("engagement__project__client")


class Report(models.Model):
    """One version. A returned version stays as it was; the work goes on in the next one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField(_("version"))
    stage = models.CharField(max_length=20, choices=ReportStage.choices, default=ReportStage.DRAFT)
    summary = models.TextField(_("summary of the work"), help_text=_("What was examined, how, and what it showed"))
    calculation = models.JSONField(db_comment="results and steps as the scheme computed them; decimals as text")
    dossier = models.JSONField(null=True, db_comment="what was before the reviewer: particulars, hashes, findings")
    dossier_sha256 = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ("engagement", "-version")
        constraints = (
            models.UniqueConstraint(fields=["engagement", "version"], name="one_report_of_a_version"),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=~Q(stage__in=[ReportStage.RETURNED, ReportStage.REFUSED]),
                name="one_live_report",
            ),
            models.CheckConstraint(
                condition=Q(stage=ReportStage.DRAFT) | Q(dossier_sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_submitted_report_has_its_dossier",
            ),
        )
        db_table_comment = "Versions of the verification report"

    def __str__(self) -> str:
        return f"{self.engagement} · v{self.version}"

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    @property
    def scheme(self) -> "Scheme":
        return self.engagement.scheme

    def move(self, to: ReportStage) -> None:
        if to not in REPORT_MOVES.get(ReportStage(self.stage), ()):
            raise OutOfOrder(
                _("The report is “%(stage)s”; this step is not open there.") % {"stage": self.get_stage_display()},
                mend=_("Look at the case page for the steps that are open now."),
            )
        self.stage = to
        self.save(update_fields=["stage"])

    def redraft(self, *, summary: str, calculation: dict[str, Any], by: "User", at: datetime) -> None:
        self.summary, self.calculation, self.drafted_by, self.drafted_at = summary, calculation, by, at
        self.save(update_fields=["summary", "calculation", "drafted_by", "drafted_at"])

    def submit(self, *, dossier: dict[str, Any], sha256: str, by: "User", at: datetime) -> None:
        self.dossier, self.dossier_sha256, self.submitted_by, self.submitted_at = dossier, sha256, by, at
        self.stage = ReportStage.SUBMITTED
        self.save(update_fields=["dossier", "dossier_sha256", "submitted_by", "submitted_at", "stage"])


class Check(models.Model):
    """The rules of the scheme, asked at a gate, with every answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="checks")
    gate = models.CharField(_("gate"), max_length=20)
    answers = models.JSONField(db_comment="[{code, clause, words, passed, breaches}], in the rules' order")
    breached = models.PositiveIntegerField(_("breached"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "id")
        db_table_comment = "Answers of the rules, kept whatever they were; append-only"

    def __str__(self) -> str:
        return f"{self.report} · {self.gate}"

    @property
    def case_key(self) -> str:
        return self.report.case_key


class Review(models.Model):
    """The independent review of a version (ISO/IEC 17029 9.6). The database refuses a reviewer from the team."""

    class Verdict(models.TextChoices):
        RETURNED = "returned", _("Returned")
        PASSED = "passed", _("Passed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="review")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    text = models.TextField(_("remarks"))
    dossier_sha256 = models.CharField(max_length=64, db_comment="what the reviewer had before them")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("review")
        db_table_comment = "Independent reviews; append-only"

    def __str__(self) -> str:
        return f"{self.report} · {self.get_verdict_display()}"


class Decision(models.Model):
    """The decision on a passed report (ISO/IEC 17029 9.7.1). The database refuses a decider from the team."""

    class Verdict(models.TextChoices):
        ISSUE = "issue", _("Issue")
        REFUSE = "refuse", _("Refuse")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    text = models.TextField(_("reasons"))
    dossier_sha256 = models.CharField(max_length=64, db_comment="what the decision is about")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision")
        db_table_comment = "Decisions; append-only"

    def __str__(self) -> str:
        return f"{self.report} · {self.get_verdict_display()}"
