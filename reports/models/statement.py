"""The word given: a statement with its number, the signed document, and whether it still stands."""

import hashlib
import json
from datetime import date, datetime
from secrets import choice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement
from reports.models.report import Report
from reports.stages import STATEMENT_MOVES, StatementStage
from verifier import schemes
from verifier.errors import OutOfOrder

if TYPE_CHECKING:
    from verifier.people.models import User
    from verifier.rulebook.scheme import Scheme

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: it may be read aloud or typed from paper
PUBLIC = (StatementStage.PUBLISHED, StatementStage.WITHDRAWN)


def new_public_id() -> str:
    """26 characters, 130 bits: cannot be guessed."""
    return "".join(choice(CROCKFORD) for _character in range(26))


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: "User") -> "StatementQuerySet":
        return self.filter(report__engagement__in=Engagement.objects.visible_to(user))

    def public(self) -> "StatementQuerySet":
        """What the register shows to everybody: statements once published, withdrawn ones among them."""
        return self.filter(published_at__isnull=False, stage__in=PUBLIC)

    def locked(self) -> "StatementQuerySet":
        return self.select_for_update(of=("self",)).select_related("report__engagement__project__client")

    def unmade(self, *, before: datetime) -> "StatementQuerySet":
        return self.filter(stage=StatementStage.APPROVED, approved_at__lt=before)


class Statement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="statement")
    scheme_code = models.CharField(_("scheme"), max_length=40, choices=schemes.choices)
    serial = models.PositiveBigIntegerField(db_comment="gap-free within the scheme")
    number = models.CharField(_("number"), max_length=60, unique=True)
    public_id = models.CharField(max_length=26, unique=True, default=new_public_id)
    stage = models.CharField(
        _("status"), max_length=20, choices=StatementStage.choices, default=StatementStage.APPROVED
    )
    body = models.TextField(db_comment="canonical JSON of the statement; what is rendered, attached and signed")
    sha256 = models.CharField(max_length=64, db_comment="of the body")
    valid_from = models.DateField(_("valid from"), null=True)
    valid_until = models.DateField(_("valid until"), null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    published_at = models.DateTimeField(_("published"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_because = models.TextField(_("reason"), blank=True)
    trouble = models.TextField(blank=True, db_comment="why the document cannot be made, until it is made")

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        ordering = ("-approved_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["scheme_code", "serial"], name="one_statement_of_a_serial"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="statement_validity_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="") & ~Q(stage=StatementStage.WITHDRAWN)
                | Q(withdrawn_at__isnull=False, stage=StatementStage.WITHDRAWN) & ~Q(withdrawn_because=""),
                name="a_withdrawal_has_its_reason",
            ),
        )
        indexes = (models.Index(fields=["-published_at", "id"], name="register_order"),)
        db_table_comment = "Statements and certificates given"

    def __str__(self) -> str:
        return self.number

    @property
    def case_key(self) -> str:
        return str(self.report.engagement_id)

    @property
    def scheme(self) -> "Scheme":
        return schemes.get(self.scheme_code)

    @classmethod
    def give(cls, *, report: Report, serial: int, by: "User", at: datetime) -> "Statement":
        """A new statement with its number and its validity. Its words follow with `write`, in the same transaction."""
        scheme, today, codes = report.scheme, at.date(), settings.BODY["codes"]
        ends = scheme.valid_until(today)
        return cls(
            report=report,
            scheme_code=scheme.code,
            serial=serial,
            number=scheme.number(
                serial,
                body=codes.get(scheme.code, codes["default"]),
                year=at.year,
                own=scheme.read(report.engagement.particulars),
            ),
            valid_from=today if ends else None,
            valid_until=ends,
            approved_by=by,
            approved_at=at,
        )

    def write(self, body: dict[str, Any]) -> None:
        """Put down the words, once, as canonical JSON (RFC 8785: every quantity in it is text)."""
        self.body = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.sha256 = hashlib.sha256(self.body.encode()).hexdigest()
        self.save(force_insert=True)

    def wait(self, trouble: str) -> None:
        """Note why the document cannot be made for now; it is tried again by the clock."""
        self.trouble = trouble
        self.save(update_fields=["trouble"])

    def stands_on(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        return self.stage == StatementStage.PUBLISHED and (self.valid_until is None or day <= self.valid_until)

    def move(self, to: StatementStage, **moment: object) -> None:
        if to not in STATEMENT_MOVES.get(StatementStage(self.stage), ()):
            raise OutOfOrder(
                _("The statement is “%(stage)s”; this step is not open there.") % {"stage": self.get_stage_display()},
                mend=_("Look at the statement's page for how it stands now."),
            )
        self.stage = to
        for name, value in moment.items():
            setattr(self, name, value)
        self.save(update_fields=["stage", *moment])


class Document(models.Model):
    """The signed PDF of a statement. One, made once."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="document", primary_key=True)
    path = models.CharField(max_length=200, db_comment="name in the statement store; made from the hash")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(db_comment="bytes")
    signer = models.CharField(_("signed by"), max_length=200, db_comment="subject of the signing certificate")
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("document")
        db_table_comment = "Signed PDFs; append-only"

    def __str__(self) -> str:
        return self.path
