from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, Evidence, Pin
from projects.models.pin import columns_of, rows_of
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event

MOST_ROWS = 10**9  # of a text, whose lines nobody has counted; our own threshold


@transaction.atomic(durable=True)
def pin_comment(*, evidence_id: UUID, place: Mapping[str, Any], text: str, by: User, at: datetime) -> Pin:
    """Pin a comment to a place in a file: {page}, {sheet, cells}, {sheet, rows} or {rows}.

    Raises NotYours, OutOfOrder, or Unfit where the file has no such place.
    """
    engagement = Engagement.objects.locked().get(evidence=evidence_id)
    evidence = Evidence.objects.locked().get(pk=evidence_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not evidence.is_readable:
        raise OutOfOrder(_("This file cannot be read here."), mend=_("Wait until it was examined."))
    if not _lies_in(evidence.digest or {}, place):
        raise Unfit(
            _("There is no such place in the file."),
            mend=_("Name a page, rows such as 4-9, or cells such as B4:C9 that the file has."),
            fields={"place": _("There is no such place in the file.")},
        )
    pin = Pin.objects.create(evidence=evidence, sha256=evidence.sha256, place=dict(place), text=text, by=by, at=at)
    Event.record(Act.EVIDENCE_PINNED, on=evidence, by=by, at=at, sha256=evidence.sha256, place=dict(place))
    return pin


def _lies_in(digest: Mapping[str, Any], place: Mapping[str, Any]) -> bool:
    sheets = digest.get("sheets", [])
    match dict(place):
        case {"page": int(page), **other} if not other and not sheets:
            return 1 <= page <= max(1, int(digest.get("pages", 0)))
        case {"rows": [int(first), int(last)], **other} if not other and not sheets:
            return 1 <= first <= last <= MOST_ROWS
        case {"sheet": int(number), "rows": [int(first), int(last)], **other} if not other:
            return _has(sheets, number, rows=(first, last))
        case {"sheet": int(number), "cells": str(cells), **other} if not other:
            try:
                return _has(sheets, number, rows=rows_of(cells), columns=columns_of(cells))
            except ValueError:
                return False
    return False


def _has(
    sheets: list[dict[str, Any]], number: int, *, rows: tuple[int, int], columns: tuple[int, int] = (1, 1)
) -> bool:
    if not 1 <= number <= len(sheets):
        return False
    sheet = sheets[number - 1]
    return 1 <= rows[0] <= rows[1] <= (sheet["rows"] or MOST_ROWS) and columns[0] <= columns[1] <= sheet["columns"]
