"""Where a report and a statement stand, and the lawful moves of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStage(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    RETURNED = "returned", _("Returned")
    PASSED = "passed", _("Passed")
    DECIDED = "decided", _("Decided")
    REFUSED = "refused", _("Refused")


REPORT_MOVES: dict[ReportStage, tuple[ReportStage, ...]] = {
    ReportStage.DRAFT: (ReportStage.SUBMITTED,),
    ReportStage.SUBMITTED: (ReportStage.RETURNED, ReportStage.PASSED),
    ReportStage.PASSED: (ReportStage.DECIDED, ReportStage.REFUSED),
}


class StatementStage(models.TextChoices):
    APPROVED = "approved", _("Being made")
    SIGNED = "signed", _("Signed")
    PUBLISHED = "published", _("Valid")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATEMENT_MOVES: dict[StatementStage, tuple[StatementStage, ...]] = {
    # Withdrawn unmade: its words may hold what no document can be made of.
    StatementStage.APPROVED: (StatementStage.SIGNED, StatementStage.WITHDRAWN),
    StatementStage.SIGNED: (StatementStage.PUBLISHED, StatementStage.WITHDRAWN),
    StatementStage.PUBLISHED: (StatementStage.WITHDRAWN,),
}
