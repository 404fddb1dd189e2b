"""What doors take: the shape of it and nothing more. Whether it may be is asked by the use cases."""

from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.models import Evidence
from projects.stages import Stage
from verifier import schemes
from verifier.desk.api.shapes import Shape
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate

if TYPE_CHECKING:
    Related = serializers.PrimaryKeyRelatedField[Any]
else:
    Related = serializers.PrimaryKeyRelatedField


@extend_schema_field(OpenApiTypes.UUID)
class Key(Related):
    """The key of something that is there to be named; use cases take the key."""

    def to_internal_value(self, data: Any) -> UUID:
        key: UUID = super().to_internal_value(data).pk
        return key


class EvidenceKey(Key):
    """The key of a file that came in for what is at hand, the case or the request."""

    def get_queryset(self) -> QuerySet[Evidence]:
        files: QuerySet[Evidence] = self.context["among"]
        return files


class Word(serializers.ChoiceField):
    """A word of an enumeration; use cases take the enumeration's member."""

    def __init__(self, words: type[Enum], **more: Any) -> None:
        self.words = words
        super().__init__(choices=[(str(word.value), getattr(word, "label", word.value)) for word in words], **more)

    def to_internal_value(self, data: Any) -> Any:
        return self.words(super().to_internal_value(data))


class FiledApplication(Shape):
    """`particulars`: the object that the scheme's JSON schema describes, decimals as text or as exact numbers."""

    client_id = serializers.UUIDField()
    scheme = serializers.ChoiceField(choices=schemes.choices())
    title = serializers.CharField(max_length=200)
    title_zh = serializers.CharField(max_length=200, allow_blank=True, default="")
    country = serializers.RegexField(r"^[A-Za-z]{2}\Z")
    site = serializers.CharField(max_length=300)
    technology = serializers.CharField(max_length=200)
    period_from = serializers.DateField()
    period_until = serializers.DateField()
    particulars = serializers.DictField()
    disclosure = serializers.CharField()


class CaseFilter(Shape):
    stage = Word(Stage, required=False)
    scheme = serializers.CharField(source="scheme_code", max_length=40, required=False)


class Reasoned(Shape):
    reason = serializers.CharField(max_length=300)


class Worded(Shape):
    text = serializers.CharField()


class Returned(Worded):
    """`due_on`: a new day by which it is owed; without one the day stays."""

    due_on = serializers.DateField(allow_null=True, default=None)


class OfferedAppointment(Shape):
    person_id = Key(queryset=User.objects.filter(is_active=True))
    role = Word(Role)


class Acceptance(Shape):
    declares_no_conflict = serializers.BooleanField()


class MadeRequest(Shape):
    """One of the scheme's kinds, or a title of the team's own."""

    kind = serializers.CharField(max_length=40, allow_blank=True, default="")
    title = serializers.CharField(max_length=200, allow_blank=True, default="")
    note = serializers.CharField(allow_blank=True, default="")
    due_on = serializers.DateField()


class ListedRequests(Shape):
    due_on = serializers.DateField()


class Accepted(Shape):
    text = serializers.CharField(allow_blank=True, default="")


class RefusedFile(Shape):
    """The client reads the remark."""

    remark = serializers.CharField()


class ReleasedFile(Shape):
    """`shared`: many cases may share this content; it is not held again."""

    remark = serializers.CharField()
    shared = serializers.BooleanField(default=False)


class Place(Shape):
    """`page`; or `sheet` with `cells` as B4:C9 or with `rows` as [4, 9]; or `rows` alone. All count from 1."""

    page = serializers.IntegerField(min_value=1, required=False)
    sheet = serializers.IntegerField(min_value=1, required=False)
    cells = serializers.CharField(max_length=40, required=False)
    rows = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=2, max_length=2, required=False
    )


class PinnedComment(Shape):
    place = Place()
    text = serializers.CharField()


class Described(Shape):
    """`zone`: the IANA time zone of the meter's clock. `replaces`: the file that this one corrects."""

    zone = serializers.CharField(default="UTC")
    replaces = EvidenceKey(allow_null=True, default=None)

    def validate_zone(self, zone: str) -> str:
        if zone not in available_timezones() or ("/" not in zone and zone != "UTC"):  # as "Factory": no place
            raise serializers.ValidationError(_("This is not an IANA time zone, such as Asia/Shanghai."))
        return zone


class SentFile(Described):
    file = serializers.FileField(allow_empty_file=True)


class FinishedUpload(Described):
    """`sha256`: what the sender's own machine found, in hexadecimal, to be compared with what arrived."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}\Z", allow_null=True, default=None, source="sender_sha256")


class CorrectedParticulars(Shape):
    particulars = serializers.DictField()
    reason = serializers.CharField()


class RecordedWork(Shape):
    """`work`: visits, misstatements, limitations and public notice, as the JSON schema of any scheme describes them."""

    work = serializers.DictField()


class RaisedFinding(Shape):
    grade = serializers.CharField(max_length=40)
    title = serializers.CharField(max_length=200)
    text = serializers.CharField()
    clause = serializers.CharField(max_length=120)


class Answer(Shape):
    text = serializers.CharField()
    evidence_id = EvidenceKey(allow_null=True, default=None)


class Assessed(Shape):
    """At which gate the rules are asked (all of them without one), and as of which day (today without one)."""

    gate = Word(Gate, allow_null=True, default=None)
    on = serializers.DateField(allow_null=True, default=None)
