"""Who asks: the organisation and the people who speak for it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Client(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_latin = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    register_number = models.CharField(
        _("register number"),
        max_length=40,
        unique=True,
        help_text=_("Unified social credit code or other register number"),
    )
    address = models.CharField(_("address"), max_length=300)
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, ISO 3166"))
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Member", related_name="clients")

    class Meta:
        verbose_name = _("client")
        ordering = ("name",)
        db_table_comment = "Organisations that ask for verification"

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person who may speak for a client."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["client", "person"], name="one_membership"),)
        db_table_comment = "Who may speak for a client"

    def __str__(self) -> str:
        return f"{self.person} · {self.client}"
