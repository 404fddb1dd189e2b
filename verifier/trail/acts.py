"""Every thing that can happen, in one list: the words of the trail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    APPLICATION_FILED = "application.filed", _("Application filed")
    PROJECT_OPENED = "project.opened", _("Project opened")
    ENGAGEMENT_ACCEPTED = "engagement.accepted", _("Engagement accepted")
    ENGAGEMENT_DECLINED = "engagement.declined", _("Engagement declined")
    APPOINTMENT_OFFERED = "appointment.offered", _("Appointment offered")
    APPOINTMENT_ACCEPTED = "appointment.accepted", _("Appointment accepted")
    APPOINTMENT_DECLINED = "appointment.declined", _("Appointment declined")
    APPOINTMENT_ENDED = "appointment.ended", _("Stood down")
    EVIDENCE_REQUESTED = "evidence.requested", _("Evidence requested")
    EVIDENCE_RECEIVED = "evidence.received", _("Evidence received")
    PARTICULARS_CORRECTED = "particulars.corrected", _("Particulars corrected")
    FIELD_WORK_RECORDED = "field_work.recorded", _("Field work recorded")
    FINDING_RAISED = "finding.raised", _("Finding raised")
    FINDING_ANSWERED = "finding.answered", _("Finding answered")
    FINDING_REOPENED = "finding.reopened", _("Answer sent back")
    FINDING_CLOSED = "finding.closed", _("Finding closed")
    REPORT_DRAFTED = "report.drafted", _("Report drafted")
    RULES_ASKED = "rules.asked", _("Rules asked")
    REPORT_SUBMITTED = "report.submitted", _("Report submitted")
    REPORT_RETURNED = "report.returned", _("Report returned")
    REPORT_PASSED = "report.passed", _("Report passed")
    REPORT_DECIDED = "report.decided", _("Decision taken")
    STATEMENT_APPROVED = "statement.approved", _("Issuance approved")
    STATEMENT_SIGNED = "statement.signed", _("Statement signed")
    STATEMENT_PUBLISHED = "statement.published", _("Statement published")
    STATEMENT_WITHDRAWN = "statement.withdrawn", _("Statement withdrawn")
    FIGURES_READ = "figures.read", _("Figures read in a document")
    CONFIRMATION_COUNTERSIGNED = "confirmation.countersigned", _("Figure countersigned")
    CONFIRMATION_REFUSED = "confirmation.refused", _("Reading of a figure refused")
