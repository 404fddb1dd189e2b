"""One piece of work: a project, a scheme, a period; and the grants that say who sees and does what in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from projects.models.project import Application, Project
from projects.stages import MOVES, VACANT, Move, Stage
from verifier import schemes
from verifier.errors import OutOfOrder, Stale

if TYPE_CHECKING:
    from verifier.people.models import User
    from verifier.rulebook.scheme import Scheme


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, user: "User") -> "EngagementQuerySet":
        """Those in which the person serves. Nothing else gives sight of a case."""
        return self.granting(user, "view_engagement")

    def granting(self, user: "User", codename: str) -> "EngagementQuerySet":
        """Those in which the person has this right."""
        granted = EngagementGroupPermission.objects.filter(group__user=user, permission__codename=codename)
        return self.filter(pk__in=granted.values("content_object_id"))

    def locked(self) -> "EngagementQuerySet":
        """Rows written meanwhile may point to it: a task that holds a series would wait for who waits for that."""
        return self.select_for_update(of=("self",), no_key=True).select_related("project__client")


class Engagement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="engagements")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="engagement")
    scheme_code = models.CharField(_("scheme"), max_length=40, choices=schemes.choices)
    period_from = models.DateField(_("period from"))
    period_until = models.DateField(_("period until"))
    particulars = models.JSONField(db_comment="the scheme's particulars as verified so far; decimals as text")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.ENQUIRY)
    version = models.PositiveIntegerField(
        default=1, db_comment="counts moves, corrections and records; guards stale forms"
    )
    opened_at = models.DateTimeField()

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        ordering = ("-opened_at", "id")
        # Codenames of projects.permissions.May; `view_engagement` is Django's own.
        default_permissions = ("view",)
        permissions = (
            ("accept_engagement", "Accept or decline the engagement"),
            ("appoint", "Appoint people and stand them down"),
            ("request_evidence", "Ask for evidence"),
            ("send_evidence", "Send evidence"),
            ("correct_particulars", "Correct the particulars"),
            ("record_field_work", "Record field work"),
            ("raise_finding", "Raise and close findings"),
            ("answer_finding", "Answer findings"),
            ("read_report", "Read the report before it is decided on"),
            ("draft_report", "Draft the report"),
            ("submit_report", "Submit the report"),
            ("review_report", "Review the report"),
            ("decide", "Decide on the report"),
            ("issue", "Approve issuance and withdraw"),
            ("publish", "Publish the statement"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="engagement_period_runs_forward"
            ),
            ExclusionConstraint(
                name="a_period_is_verified_once",
                expressions=[
                    ("project", RangeOperators.EQUAL),
                    ("scheme_code", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "period_from", "period_until", RangeBoundary(inclusive_lower=True, inclusive_upper=True)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(stage__in=VACANT),
            ),
        )
        db_table_comment = "Pieces of work of the body"

    def __str__(self) -> str:
        return self.number

    @property
    def case_key(self) -> str:
        return str(self.pk)

    @property
    def scheme(self) -> "Scheme":
        return schemes.get(self.scheme_code)

    def expect(self, seen: int | None) -> None:
        """Refuse when the page was opened before the last change. None: the caller did not look."""
        if seen is not None and seen != self.version:
            raise Stale(
                _("This case was changed after you opened the page."),
                mend=_("Open the page again, look at what changed, and repeat the step if it is still right."),
            )

    def require(self, *stages: Stage) -> None:
        """Refuse unless the case stands at one of these stages."""
        if self.stage not in stages:
            raise OutOfOrder(
                _("The case stands at “%(stage)s”; this step is not open there.") % {"stage": self.get_stage_display()},
                mend=_("Look at the case page for the steps that are open now."),
            )

    def move(self, move: Move) -> None:
        """Make a lawful move. Raises OutOfOrder when the case does not stand where the move begins."""
        start, end = MOVES[move]
        self.require(start)
        self.stage = end
        self.version += 1
        self.save(update_fields=["stage", "version"])

    def count(self) -> None:
        """Count a change that is kept elsewhere, so that forms opened before it are stale."""
        self.version += 1
        self.save(update_fields=["version"])

    def correct(self, particulars: Mapping[str, Any]) -> None:
        self.particulars = particulars
        self.version += 1
        self.save(update_fields=["particulars", "version"])

    @classmethod
    def begin(cls, *, application: Application, project: Project, number: str, at: datetime) -> "Engagement":
        return cls.objects.create(
            number=number,
            project=project,
            application=application,
            scheme_code=application.scheme,
            period_from=application.period_from,
            period_until=application.period_until,
            particulars=application.particulars,
            opened_at=at,
        )


class EngagementGroupPermission(GroupObjectPermissionBase):
    """guardian grants with a real foreign key, given to one group per engagement and role."""

    content_object = models.ForeignKey(Engagement, on_delete=models.PROTECT)

    class Meta(GroupObjectPermissionBase.Meta):
        db_table_comment = "What each role may do in each engagement"


class EngagementUserPermission(UserObjectPermissionBase):
    """Stays empty: grants go to groups. Present so that guardian never falls back to its generic table."""

    content_object = models.ForeignKey(Engagement, on_delete=models.PROTECT)

    class Meta(UserObjectPermissionBase.Meta):
        db_table_comment = "Empty by design: grants go to groups"
