"""What the team found wrong or unclear, and the talk about it until it is closed."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.evidence import Evidence
from projects.stages import FindingStage
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from verifier.people.models import User


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: "User") -> "FindingQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def open(self) -> "FindingQuerySet":
        return self.exclude(stage=FindingStage.CLOSED)

    def locked(self) -> "FindingQuerySet":
        return self.select_for_update(of=("self",)).select_related("engagement")


class Finding(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    grade = models.CharField(_("grade"), max_length=40, db_comment="code from the scheme's grades")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what was found"))
    clause = models.CharField(_("requirement"), max_length=120)
    stage = models.CharField(max_length=20, choices=FindingStage.choices, default=FindingStage.OPEN)
    due_on = models.DateField(_("answer due on"), null=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering = ("engagement", "number")
        constraints = (models.UniqueConstraint(fields=["engagement", "number"], name="one_finding_of_a_number"),)
        db_table_comment = "Findings of a case"

    def __str__(self) -> str:
        return f"F{self.number}"

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    def turn(
        self, kind: "Remark.Kind", text: str, *, by: "User", at: datetime, evidence: Evidence | None = None
    ) -> None:
        """Add a remark and stand where it leads: an answer to ANSWERED, a return to OPEN, a conclusion to CLOSED."""
        start, end = TURNS[kind]
        if self.stage != start:
            raise OutOfOrder(
                _("Finding F%(number)s is %(stage)s.")
                % {"number": self.number, "stage": self.get_stage_display().lower()},
                mend=_("Look at the finding for how it stands now."),
            )
        Remark.objects.create(finding=self, kind=kind, text=text, by=by, at=at, evidence=evidence)
        self.stage = end
        self.closed_at = at if end == FindingStage.CLOSED else None
        self.save(update_fields=["stage", "closed_at"])


class Remark(models.Model):
    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        RETURN = "return", _("Sent back")
        CONCLUSION = "conclusion", _("Conclusion")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField(_("text"))
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        db_table_comment = "The talk about a finding; append-only"

    def __str__(self) -> str:
        return self.text[:60]


TURNS = {
    Remark.Kind.ANSWER: (FindingStage.OPEN, FindingStage.ANSWERED),
    Remark.Kind.RETURN: (FindingStage.ANSWERED, FindingStage.OPEN),
    Remark.Kind.CONCLUSION: (FindingStage.ANSWERED, FindingStage.CLOSED),
}
