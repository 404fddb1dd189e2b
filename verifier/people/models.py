"""Who works here or with us: accounts, the offices they hold, what they are competent for, what they are tied to."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from verifier import schemes
from verifier.people.roles import STAFF, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. One `full_name` as the person writes it; `name_latin` when that is not Latin."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    name_latin = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("full_name", "id")
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_per_email"),)
        db_table_comment = "Accounts of staff, clients and observers"

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def _held(self) -> list["Office"]:
        """Asked once of a person, who is somebody new at each request."""
        return list(self.offices.all())

    @property
    def roles(self) -> frozenset[Role]:
        """The offices that the person holds, for what is shown; a use case asks the database."""
        return frozenset(Role(office.role) for office in self._held if office.until is None)

    @property
    def is_staff(self) -> bool:
        """Works for the body: holds an office that takes part in its judgement. Needs a second factor."""
        return any(Role(office.role) in STAFF for office in self._held)


class Office(models.Model):
    """What a person may be asked to be. Being fit for a case is asked of `Competence` and independence."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("office")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until=None), name="one_open_office_per_role"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="office_ends_after_it_begins"
            ),
        )
        db_table_comment = "Roles a person may be appointed to"

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def on(self, day: date) -> "CompetenceQuerySet":
        return self.filter(since__lte=day, until__gte=day)


class Competence(models.Model):
    """Fit to serve in a role under a scheme, from a day until a day, on stated evidence (ISO 14066)."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competences")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    scheme = models.CharField(_("scheme"), max_length=40, choices=schemes.choices)
    scope = models.CharField(_("sectoral scope"), max_length=80)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    evidence = models.CharField(_("evidence"), max_length=300, help_text=_("Training, witnessed audits, examinations"))
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="competences_approved")

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence")
        ordering = ("person", "scheme", "role", "since")
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="competence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(approved_by=F("person")), name="competence_is_approved_by_another"),
        )
        indexes = (models.Index(fields=["scheme", "role", "until"], name="competent_for"),)
        db_table_comment = "What a person is competent for (ISO 14066)"

    def __str__(self) -> str:
        return f"{self.person} · {self.scheme} · {self.get_role_display()}"


class Interest(models.Model):
    """A tie of a person to an organisation that bars service there (ISO/IEC 17029 5.3)."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("Employment")
        CONSULTANCY = "consultancy", _("Consultancy")
        HOLDING = "holding", _("Shares or units held")
        FAMILY = "family", _("Family tie")
        OTHER = "other", _("Other tie")

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    organisation = models.CharField(_("organisation"), max_length=200)
    register_number = models.CharField(
        _("register number"), max_length=40, db_comment="unified social credit code or other register number"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("interest")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="interest_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=["register_number"], name="interest_in"),)
        db_table_comment = "Ties that bar a person from a case"

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"
