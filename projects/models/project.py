"""What is asked: an application, and the project it is about."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from babel.core import get_global
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.client import Client
from verifier import schemes
from verifier.people.roles import Role

if TYPE_CHECKING:
    from verifier.people.models import User


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: "User") -> "ApplicationQuerySet":
        """A client's people see their own; coordinators see all, since they open the cases."""
        if user.offices.filter(role=Role.COORDINATOR, until=None).exists():
            return self
        return self.filter(client__members=user)

    def locked(self) -> "ApplicationQuerySet":
        return self.select_for_update(of=("self",))


class Application(models.Model):
    """What a client asks for, as they filed it. Not changed after: the engagement carries the corrected particulars."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="applications")
    scheme = models.CharField(_("scheme"), max_length=40, choices=schemes.choices)
    title = models.CharField(_("project name"), max_length=200)
    title_zh = models.CharField(_("project name in Chinese"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2)
    site = models.CharField(_("site"), max_length=300)
    technology = models.CharField(_("technology"), max_length=200)
    period_from = models.DateField(_("period from"))
    period_until = models.DateField(_("period until"))
    particulars = models.JSONField(db_comment="the scheme's particulars; decimals as text")
    disclosure = models.TextField(
        _("disclosure"), help_text=_("Other schemes, verifiers and refusals of the last five years, or none")
    )
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        ordering = ("-filed_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="application_period_runs_forward"
            ),
            models.UniqueConstraint(
                fields=["client", "scheme", "title", "period_from", "period_until"],
                condition=Q(opened_at=None),
                name="one_waiting_application",
            ),
        )
        db_table_comment = "What clients asked for, as filed"

    def __str__(self) -> str:
        return self.title

    @property
    def case_key(self) -> str:
        return str(self.pk)

    def open(self, *, at: datetime) -> None:
        self.opened_at = at
        self.save(update_fields=["opened_at"])


class Project(models.Model):
    """The thing whose carbon is claimed: a plant, a farm, a forest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="projects")
    title = models.CharField(_("project name"), max_length=200)
    title_zh = models.CharField(_("project name in Chinese"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2)
    site = models.CharField(_("site"), max_length=300)
    technology = models.CharField(_("technology"), max_length=200)

    class Meta:
        verbose_name = _("project")
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["client", "title"], name="one_project_of_a_name"),)
        db_table_comment = "What is verified"

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> str:
        """The clock of its country, IANA; UTC where the country has many."""
        zones = get_global("territory_zones").get(self.country, ())
        return str(zones[0]) if len(zones) in (1, 2) else "UTC"

    @classmethod
    def of(cls, application: Application) -> "Project":
        """The client's project of that name, however its letters are cased, or a new one as the application says."""
        project, _made = cls.objects.get_or_create(
            client=application.client,
            title__iexact=application.title,
            defaults={
                "title": application.title,
                "title_zh": application.title_zh,
                "country": application.country,
                "site": application.site,
                "technology": application.technology,
            },
        )
        return project
