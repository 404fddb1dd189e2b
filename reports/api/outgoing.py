"""What doors show of reports, statements, the register and the seals of the trail: these fields and no others."""

import json
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.api.outgoing_schemes import Answered, Calculation
from reports import models
from reports.queries import Standing
from verifier.desk.api.shapes import Row
from verifier.trail.models import Seal as TrailSeal


@extend_schema_field(OpenApiTypes.OBJECT)
class Body(serializers.Field[str, str, Any, Any]):
    """A statement's words, kept as text, shown as data."""

    def to_representation(self, value: str) -> Any:
        return json.loads(value)


@extend_schema_field(OpenApiTypes.STR)
class Hex(serializers.Field[bytes, str, str, Any]):
    def to_representation(self, value: bytes) -> str:
        return bytes(value).hex()


class Review(Row):
    class Meta:
        model = models.Review
        fields = ("verdict", "text", "dossier_sha256", "by", "at")


class Decision(Row):
    class Meta:
        model = models.Decision
        fields = ("verdict", "text", "dossier_sha256", "by", "at")


class Report(Row):
    """One version. `calculation` is what the scheme computed; `statement` is the key of the one given on it, if any."""

    calculation = Calculation()
    review = Review(allow_null=True)
    decision = Decision(allow_null=True)
    statement: serializers.PrimaryKeyRelatedField[Any] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )

    class Meta:
        model = models.Report
        fields = (
            "id",
            "engagement",
            "version",
            "stage",
            "summary",
            "calculation",
            "dossier_sha256",
            "drafted_by",
            "drafted_at",
            "submitted_by",
            "submitted_at",
            "review",
            "decision",
            "statement",
        )


class Check(Row):
    """What every rule of a gate said, kept whatever it was; `breached` counts the breaches."""

    gate = serializers.CharField()
    answers = Answered(many=True)

    class Meta:
        model = models.Check
        fields = ("id", "report", "gate", "answers", "breached", "asked_by", "asked_at")


class Document(Row):
    class Meta:
        model = models.Document
        fields = ("sha256", "size", "signer", "signed_at")


class Statement(Row):
    """`body` is the statement as data: its canonical form (RFC 8785) has the hash `sha256`."""

    scheme = serializers.CharField(source="scheme_code")
    body = Body(read_only=True)
    document = Document(allow_null=True)

    class Meta:
        model = models.Statement
        fields = (
            "id",
            "report",
            "scheme",
            "number",
            "public_id",
            "stage",
            "body",
            "sha256",
            "valid_from",
            "valid_until",
            "approved_by",
            "approved_at",
            "published_at",
            "withdrawn_at",
            "withdrawn_because",
            "document",
        )


class EntryInList(Row):
    """What the register tells everybody; `standing` is what the statement is worth today."""

    scheme = serializers.CharField(source="scheme_code")
    project = serializers.CharField(source="report.engagement.project.title")
    project_zh = serializers.CharField(source="report.engagement.project.title_zh")
    holder = serializers.CharField(source="report.engagement.project.client.name")
    standing = serializers.ChoiceField(choices=Standing.choices)
    document = Document(allow_null=True)

    class Meta:
        model = models.Statement
        fields: tuple[str, ...] = (
            "public_id",
            "number",
            "scheme",
            "project",
            "project_zh",
            "holder",
            "stage",
            "standing",
            "valid_from",
            "valid_until",
            "published_at",
            "withdrawn_at",
            "withdrawn_because",
            "sha256",
            "document",
        )


class Entry(EntryInList):
    """`body` is the statement as data: its canonical form (RFC 8785) has the hash `sha256`."""

    body = Body(read_only=True)

    class Meta(EntryInList.Meta):
        fields = (*EntryInList.Meta.fields, "body")


class Seal(Row):
    """A root over the trail. `hash` = SHA-256 of `previous`, `root` and `size` as eight bytes; in hexadecimal."""

    root = Hex(read_only=True)  # type: ignore[assignment]  # the field takes the name
    previous = Hex(read_only=True)
    hash = Hex(read_only=True)

    class Meta:
        model = TrailSeal
        fields = ("id", "at", "size", "root", "previous", "hash")
