"""The trail: one row for each thing that happened, and the seals that close batches of them."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from verifier.trail.acts import Act


class Subject(Protocol):
    """What an event is about: a model with a key and a word for itself."""

    @property
    def pk(self) -> Any: ...

    @property
    def case_key(self) -> str: ...


class Event(models.Model):
    """Append-only: triggers refuse UPDATE, DELETE and TRUNCATE, and the application's role has no right to them.

    `txid` and `leaf` are written by the database; see migration `0002_events_and_seals`.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"), db_comment="UTC; the moment of the act, read at the door")
    act = models.CharField(_("act"), max_length=60, choices=Act.choices)
    subject = models.CharField(_("subject"), max_length=120, db_comment="model name and key, as text")
    case_key = models.CharField(max_length=40, blank=True, db_comment="key of the engagement or application, as text")
    actor = models.UUIDField(null=True, db_comment="key of the person; NULL when the product itself acted")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["case_key", "id"], name="event_of_a_case"),)
        db_table_comment = "What happened; append-only, sealed in Merkle batches"

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"

    @classmethod
    def record(cls, act: Act, *, on: Subject, by: Any, at: datetime, **details: object) -> "Event":
        """Write the one event of a use case. `details` are plain JSON values: never names or addresses of people."""
        return cls.objects.create(
            act=act,
            subject=f"{type(on).__name__.lower()}:{on.pk}",
            case_key=on.case_key,
            actor=by.pk if by is not None else None,
            at=at,
            details={key: str(value) if isinstance(value, UUID) else value for key, value in details.items()},
        )


class Seal(models.Model):
    """A Merkle root over the leaves of all events since the seal before, chained by hash. Append-only."""

    id = models.BigAutoField(primary_key=True)
    size = models.PositiveIntegerField(db_comment="number of events under this seal")
    horizon = models.CharField(max_length=20, db_comment="xid8: transactions below it are sealed")
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32, db_comment="sha256(previous || root || size as 8 bytes)")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        db_table_comment = "Merkle roots over the trail; append-only, published"

    def __str__(self) -> str:
        return f"seal {self.pk} over {self.size}"


class Leaf(models.Model):
    """That an event lies under a seal, and where. Append-only."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["seal", "position"], name="one_leaf_at_a_position"),)
        db_table_comment = "Which event lies where under which seal; append-only"

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.position}"
