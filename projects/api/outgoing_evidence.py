"""What doors show of requests, of the files that answer them, and of what the team makes of both."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects import models
from projects.queries import Likenesses as CaseLikenesses
from verifier.desk.api.shapes import Row, Shape, Wording


class RequestRemark(Row):
    class Meta:
        model = models.RequestRemark
        fields = ("kind", "text", "by", "at")


class EvidenceRequest(Row):
    """`kind` is one of the scheme's kinds, or empty where the team asked under a `title` of its own."""

    remarks = RequestRemark(many=True)

    class Meta:
        model = models.EvidenceRequest
        fields = (
            "id",
            "engagement",
            "number",
            "kind",
            "title",
            "note",
            "due_on",
            "stage",
            "asked_by",
            "asked_at",
            "remarks",
        )


class WhyRefused(Wording):
    mend = Wording()


class Evidence(Row):
    """The receipt of a file, and where it stands. `series` is the key of what was read from it, if it was read.

    `compared`: the sender's own machine found the same hash. `refusal`: why it was refused, and what would mend it.
    """

    refusal = WhyRefused(allow_null=True)
    series = serializers.SerializerMethodField()

    class Meta:
        model = models.Evidence
        fields = (
            "id",
            "engagement",
            "request",
            "name",
            "folder",
            "media",
            "size",
            "sha256",
            "compared",
            "replaces",
            "series",
            "received_by",
            "received_at",
            "stage",
            "examined_at",
            "scan",
            "refusal",
            "confirmed_at",
        )

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_series(self, evidence: models.Evidence) -> str | None:
        return str(evidence.series.pk) if evidence.series else None


class Reuse(Row):
    class Meta:
        model = models.Reuse
        fields = ("kind", "value")


class Likenesses(Shape):
    """What a file has in common with those of one other case; its number only for who may see that case."""

    case = serializers.SerializerMethodField()
    same_client = serializers.BooleanField()
    found = Reuse(many=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_case(self, likenesses: CaseLikenesses) -> str | None:
        return likenesses.case.number if likenesses.case else None


class Pin(Row):
    """A comment of the team. `sha256` names the content that it was made on."""

    place: Any = serializers.DictField()

    class Meta:
        model = models.Pin
        fields = ("id", "evidence", "sha256", "place", "text", "by", "at")
