"""What doors show of figures and of what was read of them: these fields and no others."""

from decimal import Decimal

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from verifier.confirmations import models
from verifier.desk.api.shapes import Row, Shape, Wording


@extend_schema_field(OpenApiTypes.STR)
class Digits(serializers.Field[Decimal, str, str, Decimal]):
    """An exact decimal as plain digits."""

    def to_representation(self, value: Decimal) -> str:
        return format(value, "f")


class SchemeDocument(Row):
    class Meta:
        model = models.Document
        fields: tuple[str, ...] = (
            "id",
            "title",
            "edition",
            "name",
            "media",
            "size",
            "sha256",
            "received_by",
            "received_at",
        )


class Confirmation(Row):
    """A figure as it was read. `value` is exact; `standing` says whether a second person judged it, and how."""

    scheme = serializers.CharField(source="scheme_code")
    standing = serializers.ChoiceField(choices=models.Standing.choices)
    document = SchemeDocument()

    class Meta:
        model = models.Confirmation
        fields = (
            "id",
            "scheme",
            "figure",
            "value",
            "unit",
            "clause",
            "since",
            "standing",
            "document",
            "read_by",
            "read_at",
            "countersigned_by",
            "countersigned_at",
            "refused_by",
            "refused_at",
            "reason",
        )


class DocumentRead(SchemeDocument):
    """The document that came in, and the keys of what was read in it."""

    confirmations: serializers.PrimaryKeyRelatedField[models.Confirmation] = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True
    )

    class Meta(SchemeDocument.Meta):
        fields = (*SchemeDocument.Meta.fields, "confirmations")


class Overview(Shape):
    """A scheme in numbers: its figures, those on which nothing is issued, those that wait, those confirmed."""

    scheme = serializers.CharField(source="scheme.code")
    title = Wording(source="scheme.title")
    figures = serializers.IntegerField()
    holding = serializers.IntegerField()
    waiting = serializers.IntegerField()
    confirmed = serializers.IntegerField()


class KnownFigure(Shape):
    """A figure of a scheme today. `value` is the shipped one, empty where it is unknown; `confirmed` is in its place,
    `coming` will be from a later day, `waiting` waits for a second person. Nothing is issued on one that `holds`.
    """

    code = serializers.CharField(source="shipped.code")
    name = Wording(source="shipped.name")
    value = Digits(source="shipped.value", allow_null=True, read_only=True)
    unit = serializers.CharField(source="shipped.unit")
    clause = serializers.CharField(source="shipped.clause")
    origin = serializers.CharField(source="shipped.source")
    sure = serializers.CharField(source="shipped.sure")
    since = serializers.DateField(source="shipped.since", allow_null=True)
    until = serializers.DateField(source="shipped.until", allow_null=True)
    holds = serializers.BooleanField()
    confirmed = Confirmation(allow_null=True)
    coming = Confirmation(many=True)
    waiting = Confirmation(many=True)
