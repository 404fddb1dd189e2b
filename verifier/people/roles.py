"""The roles of a case, and on which side of it each stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    LEAD = "lead", _("Lead verifier")
    VERIFIER = "verifier", _("Verifier")
    REVIEWER = "reviewer", _("Independent reviewer")
    CERTIFIER = "certifier", _("Certifier")
    DEVELOPER = "developer", _("Project developer")
    OBSERVER = "observer", _("Observer")


class Side(models.TextChoices):
    """Nobody stands on two of these in one case (ISO/IEC 17029 9.6, 9.7.1: review and decision outside the team)."""

    TEAM = "team", _("Verification team")
    JUDGEMENT = "judgement", _("Review and decision")
    CLIENT = "client", _("Client")
    WATCH = "watch", _("Observer")


SIDES: dict[Role, Side] = {
    Role.LEAD: Side.TEAM,
    Role.VERIFIER: Side.TEAM,
    Role.REVIEWER: Side.JUDGEMENT,
    Role.CERTIFIER: Side.JUDGEMENT,
    Role.DEVELOPER: Side.CLIENT,
    Role.OBSERVER: Side.WATCH,
}

NEED_COMPETENCE = frozenset({Role.LEAD, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER})
STAFF = frozenset({Role.COORDINATOR, *NEED_COMPETENCE})
