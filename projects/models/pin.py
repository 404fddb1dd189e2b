"""A comment pinned to a place in a file: a page, cells, rows."""

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.engagement import Engagement
from projects.models.evidence import Evidence

if TYPE_CHECKING:
    from verifier.people.models import User


CELLS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")  # B4 or B4:C9


class PinQuerySet(models.QuerySet["Pin"]):
    def visible_to(self, user: "User") -> "PinQuerySet":
        """The team's own notes: who reads the report in the making reads them; the client does not."""
        return self.filter(evidence__engagement__in=Engagement.objects.granting(user, "read_report"))


class Pin(models.Model):
    """Names the content by its hash: under a later version of the file it stays a comment on this one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="pins")
    sha256 = models.CharField(max_length=64)
    place = models.JSONField(db_comment="{page} or {sheet, cells: 'B4:C9'} or {rows: [from, until]}, all from 1")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pinned comment")
        ordering = ("at", "id")
        db_table_comment = "Comments pinned to places in files; append-only"

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def case_key(self) -> str:
        return self.evidence.case_key

    @property
    def rows(self) -> tuple[int, int] | None:
        """The first and the last row it is about; None of a page."""
        if "cells" in self.place:
            return rows_of(self.place["cells"])
        return tuple(self.place["rows"]) if "rows" in self.place else None


def rows_of(cells: str) -> tuple[int, int]:
    """(4, 9) of "B4:C9". Raises ValueError for what names no cells."""
    if (found := CELLS.fullmatch(cells)) is None:
        raise ValueError(cells)
    return int(found[2]), int(found[4] or found[2])


def columns_of(cells: str) -> tuple[int, int]:
    """(2, 3) of "B4:C9". Raises ValueError for what names no cells."""
    if (found := CELLS.fullmatch(cells)) is None:
        raise ValueError(cells)
    return _number(found[1]), _number(found[3] or found[1])


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
