"""Comments that the team pins to places in files: the form, and how they are shown. The client sees none of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models import Evidence, Pin
from verifier.desk.formats import number

ROWS = re.compile(r"([1-9][0-9]{0,9})(?:\s*[-:]\s*([1-9][0-9]{0,9}))?")
DASHES = str.maketrans("\u2013\u2014\uff0d\uff1a", "---:")  # as they are typed


class PinForm(forms.Form):
    """`place` is the place in the shape of the model. A page is that which is seen; rows and cells are named."""

    use_required_attribute = False
    where = forms.CharField(
        label=_("Rows or cells"),
        help_text=_("Rows such as 4 or 4-9, cells such as B4 or B4:C9."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": _("Name the rows or cells.")},
    )
    text = forms.CharField(
        label=_("Comment"),
        help_text=_("For the team alone."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Write the comment.")},
    )

    def __init__(self, *args: Any, page: int = 0, sheet: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.page, self.sheet = page, sheet
        if page:
            del self.fields["where"]
        elif not sheet:
            self.fields["where"].label = _("Rows")
            self.fields["where"].help_text = _("By their numbers, such as 4 or 4-9.")

    def clean_where(self) -> dict[str, Any]:
        """Rows or cells as the model keeps them."""
        typed = self.cleaned_data["where"].strip().translate(DASHES).upper()
        if rows := ROWS.fullmatch(typed):
            place: dict[str, Any] = {"rows": [int(rows[1]), int(rows[2] or rows[1])]}
        elif self.sheet:
            place = {"cells": typed.replace(" ", "").replace("-", ":")}
        else:
            raise ValidationError(_("Name rows by their numbers, such as 4 or 4-9."))
        return {"sheet": self.sheet, **place} if self.sheet else place

    @property
    def place(self) -> dict[str, Any]:
        return {"page": self.page} if self.page else self.cleaned_data["where"]


@dataclass(frozen=True)
class Pinned:
    """A pin as the page shows it: where, the address of the place, and when its version was replaced."""

    pin: Pin
    where: str
    url: str
    replaced_at: datetime | None


def pinned(pins: Iterable[Pin], file: Evidence) -> Iterator[Pinned]:
    """The pins of a file and of the versions before it."""
    for pin in pins:
        later = pin.evidence.replacement if pin.evidence_id != file.pk else None
        yield Pinned(pin, where(pin), address(pin), later.received_at if later else None)


def where(pin: Pin) -> str:
    place: Mapping[str, Any] = pin.place
    if "page" in place:
        return gettext("Page %(page)s") % {"page": number(place["page"])}
    if "cells" in place:
        said = gettext("Cells %(cells)s") % {"cells": place["cells"]}
    else:
        first, last = place["rows"]
        said = gettext("Rows %(rows)s") % {"rows": str(first) if first == last else f"{first}-{last}"}
    sheets = (pin.evidence.digest or {}).get("sheets", [])
    name = sheets[place["sheet"] - 1]["name"] if "sheet" in place and place["sheet"] <= len(sheets) else ""
    return f"{name}: {said}" if name else said


def address(pin: Pin) -> str:
    """Where the place can be seen: on the version that the comment was made on."""
    page = reverse("projects:preview", args=[pin.evidence_id])
    if pin.rows is None:
        return f"{page}?{urlencode({'page': pin.place['page']})}#preview"
    first, _last = pin.rows
    asked = {name: pin.place[name] for name in ("sheet",) if name in pin.place} | {"row": first}
    return f"{page}?{urlencode(asked)}#row-{first}"
