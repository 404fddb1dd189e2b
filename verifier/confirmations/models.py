"""What the body itself read in a scheme's document: the document, and each figure, read by one and countersigned by
another.
"""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from verifier import schemes
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from verifier.people.models import User
    from verifier.rulebook.scheme import Scheme


class Document(models.Model):
    """A document that figures were read in, as it came in. Row and bytes stay."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(_("title of the document"), max_length=200)
    edition = models.CharField(_("edition"), max_length=100)
    name = models.CharField(_("file name"), max_length=150)
    media = models.CharField(max_length=20, db_comment="kind found by looking inside, not what the browser said")
    size = models.PositiveBigIntegerField(_("size"), db_comment="bytes")
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200, db_comment="name in the store; made from the hash")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("document")
        ordering = ("received_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_hash_is_sha256"),
        )
        db_table_comment = "Documents of schemes in which figures were read; rows never change"

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"

    @property
    def case_key(self) -> str:
        """Of no case: what is read here holds in all of them."""
        return ""

    @property
    def source(self) -> str:
        """As the source of a figure."""
        return f"{self} (SHA-256 {self.sha256})"


class Standing(models.TextChoices):
    WAITING = "waiting", _("Waits for a second person")
    COUNTERSIGNED = "countersigned", _("Countersigned")
    REFUSED = "refused", _("Refused by the second person")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def waiting(self) -> "ConfirmationQuerySet":
        return self.filter(countersigned_at=None, refused_at=None)

    def unrefused(self) -> "ConfirmationQuerySet":
        """Those that hold or may come to hold, in the order in which they take one another's place."""
        return self.filter(refused_at=None).order_by("since", "countersigned_at", "id")

    def told(self) -> "ConfirmationQuerySet":
        """With everybody and everything that a page names."""
        return self.select_related("document__received_by", "read_by", "countersigned_by", "refused_by")

    def locked(self) -> "ConfirmationQuerySet":
        return self.select_for_update(of=("self",)).select_related("document")


class Confirmation(models.Model):
    """A figure of a scheme as one person read it in its document, and what a second person said to that.

    `value` is kept as the digits that were typed, in the unit that the scheme gives the figure. It holds from `since`
    until the day before another of the figure, once it is countersigned.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scheme_code = models.CharField(_("scheme"), max_length=40, choices=schemes.choices)
    figure = models.CharField(_("figure"), max_length=80, db_comment="code from the scheme's figures")
    value = models.CharField(_("value"), max_length=40, db_comment="exact decimal, the digits as they were typed")
    unit = models.CharField(_("unit"), max_length=40, db_comment="unit of the scheme's figure when it was read")
    clause = models.CharField(_("clause"), max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="confirmations")
    since = models.DateField(_("holds from"))
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("read"))
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, db_comment="why the second person refused")

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        ordering = ("-read_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(value__regex=r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"), name="value_is_an_exact_decimal"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("read_by")),
                name="figure_is_countersigned_by_another",
            ),
            models.CheckConstraint(
                condition=Q(refused_by=None) | ~Q(refused_by=F("read_by")), name="figure_is_refused_by_another"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_at=None) | Q(refused_at=None), name="figure_is_countersigned_or_refused"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True, countersigned_at__isnull=True)
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False),
                name="countersignature_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(refused_by__isnull=True, refused_at__isnull=True, reason="")
                | (Q(refused_by__isnull=False, refused_at__isnull=False) & ~Q(reason="")),
                name="refusal_has_its_reason",
            ),
            models.UniqueConstraint(
                fields=["scheme_code", "figure", "since"],
                condition=Q(countersigned_at=None, refused_at=None),
                name="one_reading_waits_for_a_day",
            ),
        )
        indexes = (models.Index(fields=["scheme_code", "-read_at"], name="confirmations_of_a_scheme"),)
        db_table_comment = "Figures read in a document by one person and countersigned by another; rows never change"

    def __str__(self) -> str:
        return f"{self.scheme_code} {self.figure}"

    @property
    def case_key(self) -> str:
        return self.document.case_key

    @property
    def scheme(self) -> "Scheme":
        return schemes.get(self.scheme_code)

    @property
    def places(self) -> int:
        """How many digits were typed after the point: all of them are shown."""
        return len(self.value.partition(".")[2])

    @property
    def standing(self) -> Standing:
        if self.refused_at is not None:
            return Standing.REFUSED
        return Standing.WAITING if self.countersigned_at is None else Standing.COUNTERSIGNED

    def countersign(self, *, by: "User", at: datetime) -> None:
        self._require_waiting()
        self.countersigned_by, self.countersigned_at = by, at
        self.save(update_fields=["countersigned_by", "countersigned_at"])

    def refuse(self, reason: str, *, by: "User", at: datetime) -> None:
        self._require_waiting()
        self.refused_by, self.refused_at, self.reason = by, at, reason
        self.save(update_fields=["refused_by", "refused_at", "reason"])

    def _require_waiting(self) -> None:
        if self.standing is not Standing.WAITING:
            raise OutOfOrder(
                _("A second person has judged this reading already."),
                mend=_("Look at it for how it stands now. If it is wrong, read the figure anew."),
            )
