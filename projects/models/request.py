"""What the team asks the client for, and the talk about it until it is accepted."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.models.engagement import Engagement
from projects.stages import EvidenceStage, RequestStage
from verifier.rulebook.wording import Text

if TYPE_CHECKING:
    from verifier.people.models import User
    from verifier.rulebook.scheme import Scheme


class EvidenceRequestQuerySet(models.QuerySet["EvidenceRequest"]):
    def visible_to(self, user: "User") -> "EvidenceRequestQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))

    def locked(self) -> "EvidenceRequestQuerySet":
        return self.select_for_update(of=("self",))

    def unanswered(self) -> "EvidenceRequestQuerySet":
        """Those that were sent back, or that no file on file answers."""
        return self.filter(Q(stage=RequestStage.RETURNED) | ~Q(evidence__stage=EvidenceStage.ON_FILE))

    def with_reason(self) -> "EvidenceRequestQuerySet":
        """Each with `reason`: why it was last sent back, None where it never was."""
        returns = RequestRemark.objects.filter(request=OuterRef("pk"), kind=RequestRemark.Kind.RETURN)
        return self.annotate(reason=Subquery(returns.order_by("-at", "-id").values("text")[:1]))

    def owed(self) -> "EvidenceRequestQuerySet":
        """Those that wait for the client: a file that is being examined owes nothing."""
        standing = [stage for stage in EvidenceStage if stage != EvidenceStage.REFUSED]
        return self.filter(Q(stage=RequestStage.RETURNED) | ~Q(evidence__stage__in=standing))


class EvidenceRequest(models.Model):
    """One thing the team asks for: a kind on the scheme's list, or something of its own with a title."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField()
    kind = models.CharField(
        _("kind"), max_length=40, blank=True, db_comment="code from the scheme's evidence kinds; empty: the team's own"
    )
    title = models.CharField(_("title"), max_length=200, blank=True, db_comment="of the team's own request")
    note = models.TextField(_("what is needed"), blank=True)
    due_on = models.DateField(_("due on"))
    stage = models.CharField(max_length=20, choices=RequestStage.choices, default=RequestStage.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence request")
        ordering = ("engagement", "number")
        constraints = (
            models.UniqueConstraint(fields=["engagement", "number"], name="one_request_of_a_number"),
            models.UniqueConstraint(fields=["engagement", "kind"], condition=~Q(kind=""), name="one_request_of_a_kind"),
            models.CheckConstraint(condition=Q(kind="") ^ Q(title=""), name="a_request_has_a_kind_or_a_title"),
        )
        db_table_comment = "What the team asked the client for"

    def __str__(self) -> str:
        return f"R{self.number}"

    @property
    def case_key(self) -> str:
        return str(self.engagement_id)

    def wording(self, scheme: "Scheme") -> Text:
        """What it asks for: the words of its case's scheme, or the team's own title."""
        if not self.kind:
            return Text(self.title, self.title)
        return next(kind.title for kind in scheme.evidence_kinds if kind.code == self.kind)

    def turn(self, stage: RequestStage, *, due_on: date | None = None) -> None:
        """`due_on` is a new day; without one the day stays."""
        self.stage, self.due_on = stage, due_on or self.due_on
        self.save(update_fields=["stage", "due_on"])

    def owe_again(self) -> None:
        """A file was refused: what was sent back before it came is owed again, if nothing else came since."""
        returned = self.remarks.filter(kind=RequestRemark.Kind.RETURN).last()
        if returned and not self.evidence.standing().filter(received_at__gt=returned.at).exists():
            self.turn(RequestStage.RETURNED)


class RequestRemark(models.Model):
    """Something said about a request, by either side; a return and an acceptance are said, too."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message")
        RETURN = "return", _("Sent back")
        ACCEPTANCE = "acceptance", pgettext_lazy("of a request", "Accepted")

    request = models.ForeignKey(EvidenceRequest, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        db_table_comment = "The talk about a request; append-only"

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def say(
        cls, kind: "RequestRemark.Kind", text: str, *, on: EvidenceRequest, by: "User", at: datetime
    ) -> "RequestRemark":
        return cls.objects.create(request=on, kind=kind, text=text, by=by, at=at)
