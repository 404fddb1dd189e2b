"""What doors take: the shape of it and nothing more. Whether it may be is asked by the use cases."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from verifier.confirmations.reading import Reading
from verifier.desk.api.doors import exact
from verifier.desk.api.shapes import Shape


class ReadFigure(Shape):
    """`figure`: its code. `value`: the digits as they stand in the document, as text. `since`: from when it holds."""

    figure = serializers.CharField(max_length=80)
    value = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    since = serializers.DateField()

    def to_internal_value(self, data: Any) -> Reading:
        return Reading(**super().to_internal_value(data))


@extend_schema_field(ReadFigure(many=True))
class ReadFigures(serializers.Field[Any, str, Any, Any]):
    """A list in the part of a form: JSON, read as exactly as a body of JSON is."""

    def to_internal_value(self, data: str) -> list[Reading]:
        read = ReadFigure(data=exact(data), many=True)
        read.is_valid(raise_exception=True)
        return list(read.validated_data)


class ReadDocument(Shape):
    """A document and what was read in it. `figures` is a part of the media type application/json: a list."""

    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(max_length=200)
    edition = serializers.CharField(max_length=100)
    figures = ReadFigures()


class Refusal(Shape):
    reason = serializers.CharField(max_length=300)
