"""What doors show: these fields and no others. People appear by key, and by name where one is to be recognised."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects import models, queries
from projects.permissions import May
from projects.stages import Move
from verifier.desk.api.shapes import Person, Row, Shape
from verifier.desk.worklist import worklist
from verifier.people.models import Office, User
from verifier.people.roles import Role
from verifier.trail.models import Event as TrailEvent


class Client(Row):
    class Meta:
        model = models.Client
        fields = ("id", "name", "name_latin", "register_number", "country")


class Project(Row):
    client = Client()

    class Meta:
        model = models.Project
        fields = ("id", "client", "title", "title_zh", "country", "site", "technology")


class ApplicationInList(Row):
    """`engagement` is the key of the case that was opened on it, if one was."""

    scheme = serializers.CharField()
    client = Client()
    engagement: serializers.PrimaryKeyRelatedField[Any] = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True
    )

    class Meta:
        model = models.Application
        fields: tuple[str, ...] = (
            "id",
            "client",
            "scheme",
            "title",
            "title_zh",
            "country",
            "site",
            "technology",
            "period_from",
            "period_until",
            "filed_by",
            "filed_at",
            "opened_at",
            "engagement",
        )


class Application(ApplicationInList):
    particulars = serializers.DictField()

    class Meta(ApplicationInList.Meta):
        fields = (*ApplicationInList.Meta.fields, "particulars", "disclosure")


class EngagementInList(Row):
    scheme = serializers.CharField(source="scheme_code")
    project = Project()

    class Meta:
        model = models.Engagement
        fields: tuple[str, ...] = (
            "id",
            "number",
            "application",
            "project",
            "scheme",
            "period_from",
            "period_until",
            "stage",
            "version",
            "opened_at",
        )


class Engagement(EngagementInList):
    """`moves` are open now to the reader, `rights` are the reader's; `version` is the number in the ETag."""

    particulars = serializers.DictField()
    moves = serializers.SerializerMethodField()
    rights = serializers.SerializerMethodField()

    class Meta(EngagementInList.Meta):
        fields = (*EngagementInList.Meta.fields, "particulars", "moves", "rights")

    @extend_schema_field(serializers.MultipleChoiceField(choices=Move.choices))
    def get_moves(self, engagement: models.Engagement) -> list[str]:
        return [str(move) for move in queries.lawful_moves(engagement, self.context["rights"])]

    @extend_schema_field(serializers.MultipleChoiceField(choices=May.choices))
    def get_rights(self, engagement: models.Engagement) -> list[str]:
        return sorted(self.context["rights"])


class FieldWork(Row):
    """What the team recorded; `work` is empty where nothing was."""

    work = serializers.DictField()

    class Meta:
        model = models.FieldWork
        fields = ("id", "engagement", "work", "by", "at")


class Appointment(Row):
    person = Person()

    class Meta:
        model = models.Appointment
        fields = (
            "id",
            "engagement",
            "person",
            "role",
            "offered_by",
            "offered_at",
            "accepted_at",
            "declined_at",
            "ended_at",
            "remark",
        )


class Eligible(Shape):
    role = serializers.ChoiceField(choices=Role.choices)
    people = Person(many=True)


class Remark(Row):
    class Meta:
        model = models.Remark
        fields = ("kind", "text", "evidence", "by", "at")


class Finding(Row):
    remarks = Remark(many=True)

    class Meta:
        model = models.Finding
        fields = (
            "id",
            "engagement",
            "number",
            "grade",
            "title",
            "text",
            "clause",
            "stage",
            "due_on",
            "raised_by",
            "raised_at",
            "closed_at",
            "remarks",
        )


class Event(Row):
    """One line of the trail; `actor` is the key of a person, empty where the product itself acted."""

    act = serializers.CharField()
    details = serializers.DictField()

    class Meta:
        model = TrailEvent
        fields = ("id", "at", "act", "subject", "actor", "details")


class HeldOffice(Row):
    class Meta:
        model = Office
        fields = ("role", "since", "until")


class Errand(Shape):
    """Something that waits for the reader; `url` is its page."""

    title = serializers.CharField()
    url = serializers.CharField()
    case = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    kind = serializers.CharField()
    note = serializers.CharField()


class Me(Row):
    offices = HeldOffice(many=True)
    clients = Client(many=True)
    worklist = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "email", "full_name", "name_latin", "language", "offices", "clients", "worklist")

    @extend_schema_field(Errand(many=True))
    def get_worklist(self, person: User) -> list[dict[str, Any]]:
        return list(Errand(worklist(person), many=True).data)
