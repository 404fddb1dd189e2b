"""Who serves in an engagement, as what, since when; and that they declared no conflict."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from verifier.errors import OutOfOrder
from verifier.people.roles import SIDES, Role

if TYPE_CHECKING:
    from verifier.people.models import User

# Declined offers, and offers taken back before they were accepted, leave no mark. Service that ended does.
COUNTS = Q(declined_at=None) & ~(Q(ended_at__isnull=False) & Q(accepted_at=None))
OPEN = Q(declined_at=None, ended_at=None)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, user: "User") -> "AppointmentQuerySet":
        """One's own offers, and everybody's in the cases one serves in."""
        return self.filter(Q(person=user) | Q(engagement__in=Engagement.objects.visible_to(user)))

    def open(self) -> "AppointmentQuerySet":
        return self.filter(OPEN)

    def serving(self) -> "AppointmentQuerySet":
        return self.filter(OPEN, accepted_at__isnull=False)

    def locked(self) -> "AppointmentQuerySet":
        return self.select_for_update(of=("self",)).select_related("engagement__project__client", "person")


class Appointment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    side = models.GeneratedField(
        expression=Case(
            *(When(role=role.value, then=Value(side.value)) for role, side in SIDES.items()),
            output_field=models.CharField(max_length=20),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    remark = models.CharField(_("reason"), max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        ordering = ("offered_at", "id")
        constraints = (
            # Review and decision stand outside the team (ISO/IEC 17029 9.6, 9.7.1), and no client on either.
            ExclusionConstraint(
                name="nobody_serves_on_two_sides",
                expressions=[
                    ("engagement", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("side", RangeOperators.NOT_EQUAL),
                ],
                condition=COUNTS,
            ),
            models.UniqueConstraint(
                fields=["engagement", "person", "role"], condition=OPEN, name="one_open_appointment"
            ),
            models.UniqueConstraint(
                fields=["engagement", "role"],
                condition=OPEN & Q(role__in=[Role.LEAD, Role.REVIEWER, Role.CERTIFIER]),
                name="one_lead_one_reviewer_one_certifier",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="appointment_is_accepted_or_declined"
            ),
        )
        db_table_comment = "Who serves in a case; the only source of grants"

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    @property
    def is_waiting(self) -> bool:
        return self.accepted_at is None and self.declined_at is None and self.ended_at is None

    @property
    def is_serving(self) -> bool:
        return self.accepted_at is not None and self.ended_at is None

    def _require_waiting(self) -> None:
        if not self.is_waiting:
            raise OutOfOrder(
                _("This appointment has been answered or taken back already."),
                mend=_("Look at the people of the case for how it stands now."),
            )

    def accept(self, *, at: datetime) -> None:
        self._require_waiting()
        self.accepted_at = at
        self.save(update_fields=["accepted_at"])

    def decline(self, *, reason: str, at: datetime) -> None:
        self._require_waiting()
        self.declined_at, self.remark = at, reason
        self.save(update_fields=["declined_at", "remark"])

    def end(self, *, reason: str, at: datetime) -> None:
        if self.declined_at or self.ended_at:
            raise OutOfOrder(_("This appointment has ended already."), mend=_("Nothing more is needed."))
        self.ended_at, self.remark = at, reason
        self.save(update_fields=["ended_at", "remark"])
