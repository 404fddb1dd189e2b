"""Who may do what in an engagement: rights by role, written by appointments alone."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Appointment, Engagement, EngagementGroupPermission
from projects.stages import Move
from verifier.errors import NotYours
from verifier.people.roles import Role

if TYPE_CHECKING:
    from verifier.people.models import User


class May(models.TextChoices):
    VIEW = "view_engagement", _("see the case")
    ACCEPT = "accept_engagement", _("accept or decline the engagement")
    APPOINT = "appoint", _("appoint people")
    REQUEST = "request_evidence", _("ask for evidence")
    SEND = "send_evidence", _("send evidence")
    CORRECT = "correct_particulars", _("correct the particulars")
    RECORD = "record_field_work", _("record field work")
    RAISE = "raise_finding", _("raise and close findings")
    ANSWER = "answer_finding", _("answer findings")
    READ = "read_report", _("read the report before it is decided on")
    DRAFT = "draft_report", _("draft the report")
    SUBMIT = "submit_report", _("submit the report")
    REVIEW = "review_report", _("review the report")
    DECIDE = "decide", _("decide on the report")
    ISSUE = "issue", _("approve issuance")
    PUBLISH = "publish", _("publish the statement")


GRANTS: dict[Role, frozenset[May]] = {
    Role.COORDINATOR: frozenset({May.VIEW, May.READ, May.ACCEPT, May.APPOINT, May.PUBLISH}),
    Role.LEAD: frozenset(
        {May.VIEW, May.READ, May.REQUEST, May.SEND, May.CORRECT, May.RECORD, May.RAISE, May.DRAFT, May.SUBMIT}
    ),
    Role.VERIFIER: frozenset(
        {May.VIEW, May.READ, May.REQUEST, May.SEND, May.CORRECT, May.RECORD, May.RAISE, May.DRAFT}
    ),
    Role.REVIEWER: frozenset({May.VIEW, May.READ, May.REVIEW}),
    Role.CERTIFIER: frozenset({May.VIEW, May.READ, May.DECIDE, May.ISSUE, May.PUBLISH}),
    Role.DEVELOPER: frozenset({May.VIEW, May.SEND, May.ANSWER}),
    Role.OBSERVER: frozenset({May.VIEW, May.READ}),
}

NEEDED: dict[Move, May] = {
    Move.ACCEPT: May.ACCEPT,
    Move.DECLINE: May.ACCEPT,
    Move.SUBMIT: May.SUBMIT,
    Move.RETURN: May.REVIEW,
    Move.PASS: May.REVIEW,
    Move.DECIDE: May.DECIDE,
    Move.REFUSE: May.DECIDE,
    Move.ISSUE: May.ISSUE,
    Move.WITHDRAW: May.ISSUE,
}


def _group_name(engagement: Engagement, role: str) -> str:
    return f"engagement/{engagement.pk}/{role}"


def grant(appointment: Appointment) -> None:
    """Give the appointed what their role may do in this engagement."""
    group, made = Group.objects.get_or_create(name=_group_name(appointment.engagement, appointment.role))
    if made:
        permissions = Permission.objects.filter(
            codename__in=GRANTS[Role(appointment.role)],
            content_type__app_label="projects",
            content_type__model="engagement",
        )
        EngagementGroupPermission.objects.bulk_create(
            EngagementGroupPermission(group=group, permission=permission, content_object=appointment.engagement)
            for permission in permissions
        )
    appointment.person.groups.add(group)


def revoke(appointment: Appointment) -> None:
    """Take it back at once."""
    group = Group.objects.filter(name=_group_name(appointment.engagement, appointment.role)).first()
    if group is not None:
        appointment.person.groups.remove(group)


def rights(user: "User", engagement: Engagement) -> frozenset[May]:
    """All that a person may do in an engagement, in one query."""
    codenames = EngagementGroupPermission.objects.filter(content_object=engagement, group__user=user).values_list(
        "permission__codename", flat=True
    )
    return frozenset(May(codename) for codename in codenames)


def ensure(user: "User", may: May, *, on: Engagement) -> None:
    """Refuse unless the person may. Raises NotYours."""
    if may not in rights(user, on):
        raise NotYours(
            _("You may not do this here: it takes the right to %(right)s.") % {"right": may.label},
            mend=_("Ask the coordinator of the case who is appointed to it."),
        )


def ensure_office(user: "User", role: Role) -> None:
    """Refuse unless the person holds the office, for steps that come before any engagement. Raises NotYours."""
    if not user.offices.filter(role=role, until=None).exists():
        raise NotYours(
            _("This step is the %(role)s's.") % {"role": role.label.lower()},
            mend=_("Ask a colleague who holds that office."),
        )
