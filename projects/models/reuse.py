"""What a file has in common with others: its marks, what was found elsewhere, and what may be shared."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.evidence import Evidence


class Likeness(models.TextChoices):
    CONTENT = "content", _("The same content")
    INVOICE = "invoice", _("An invoice that agrees in number, or in amount and day")
    METER = "meter", _("The serial number of a meter")
    CERTIFICATE = "certificate", _("A calibration certificate")
    PICTURE = "picture", _("A picture that looks the same")


class Mark(models.Model):
    """Something in a file by which it can be known again: an invoice, a meter, a certificate, a picture."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=20, choices=Likeness.choices)
    value = models.CharField(max_length=200, db_comment="normalised")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["evidence", "kind", "value"], name="one_mark_of_a_value"),)
        indexes = (models.Index(fields=["kind", "value"], name="marks_by_value"),)
        db_table_comment = "By what files can be known again; append-only"

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Reuse(models.Model):
    """The same thing found in another file, of whatever client, when this one arrived."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="reuses")
    other = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Likeness.choices)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["evidence", "other", "kind", "value"], name="one_reuse_of_a_pair"),
        )
        db_table_comment = "What files have in common; append-only"

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"

    @property
    def written(self) -> str:
        """The value for a reader: the parts of an invoice's apart from each other."""
        return self.value.replace("|", " · ")


class SharedDocument(models.Model):
    """A document that belongs in many cases, such as a published grid factor: its content is not held again."""

    sha256 = models.CharField(max_length=64, unique=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        db_table_comment = "Contents that many cases may share; append-only"

    def __str__(self) -> str:
        return self.sha256
