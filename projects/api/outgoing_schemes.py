"""What doors show of a scheme and of what it computes. Every number is text, exact."""

from rest_framework import serializers

from projects.api.outgoing import Shape, Wording


class Figure(Shape):
    """`value` is empty where it is unknown; `sure` says how it is known."""

    code = serializers.CharField()
    name = Wording()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    clause = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the field takes the name
    sure = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class Rule(Shape):
    code = serializers.CharField()
    clause = serializers.CharField()
    gates = serializers.ListField(child=serializers.CharField())
    words = Wording()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class SchemeInList(Shape):
    code = serializers.CharField()
    title = Wording()
    owner = Wording()
    family = serializers.CharField()
    gives = serializers.CharField(source="kind")


class EvidenceKind(Shape):
    code = serializers.CharField()
    title = Wording()
    required = serializers.BooleanField()  # type: ignore[assignment]
    series = serializers.BooleanField()


class Grade(Shape):
    """`days` and `months` are the codes of the figures with the time to close it; one that `blocks` is closed before
    issue, one that `refuses` has no cure, one that `carries` may be left to the next verification.
    """

    code = serializers.CharField()
    title = Wording()
    blocks = serializers.BooleanField()
    days = serializers.CharField()
    months = serializers.CharField()
    refuses = serializers.BooleanField()
    carries = serializers.BooleanField()
    clause = serializers.CharField()


class Scheme(SchemeInList):
    """`schema`: of the facts that an assessment takes; `particulars` in it is what an application takes."""

    evidence_kinds = EvidenceKind(many=True)
    finding_grades = Grade(many=True)
    figures = Figure(many=True)
    rules = Rule(many=True, source="all_rules")
    schema = serializers.DictField()


class Step(Shape):
    code = serializers.CharField()
    label = Wording()  # type: ignore[assignment]
    expression = serializers.CharField()
    value = serializers.CharField()
    shown = serializers.CharField()
    unit = serializers.CharField()
    clause = serializers.CharField()
    places = serializers.IntegerField()


class Result(Shape):
    """`value` unrounded, `shown` rounded for display; both exact decimals as text."""

    code = serializers.CharField()
    name = Wording()
    value = serializers.CharField()
    shown = serializers.CharField()
    unit = serializers.CharField()
    places = serializers.IntegerField()
    clause = serializers.CharField()
    headline = serializers.BooleanField()


class Calculation(Shape):
    results = Result(many=True)
    steps = Step(many=True)


class Breach(Shape):
    subject = serializers.CharField()
    message = Wording()
    clause = serializers.CharField()
    rule = serializers.CharField()


class Answered(Shape):
    """What a rule said; one without breaches passed."""

    code = serializers.CharField()
    clause = serializers.CharField()
    gates = serializers.ListField(child=serializers.CharField())
    words = Wording()
    passed = serializers.BooleanField()
    breaches = Breach(many=True)


class Assessment(Calculation):
    answers = Answered(many=True)
