"""What doors show of a scheme and of what it computes. Every number is text, exact."""

from rest_framework import serializers

from verifier.desk.api.shapes import Shape, Wording


class UsedFigure(Shape):
    """`value` is empty where it is unknown; `sure` says how it is known."""

    code = serializers.CharField()
    name = Wording()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    clause = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # the field takes the name
    sure = serializers.CharField()


class Figure(UsedFigure):
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


class Opinion(Shape):
    """`text` is the scheme's own word for it; where it `issues`, something may be issued on it."""

    kind = serializers.CharField()
    text = Wording()
    issues = serializers.BooleanField()
    clause = serializers.CharField()


class Weighed(Shape):
    """The misstatements of one subject against the threshold, in the unit of the claim and in per cent of the base."""

    subject = serializers.CharField(allow_blank=True)
    base = serializers.CharField()
    threshold = serializers.CharField()
    net = serializers.CharField()
    over = serializers.CharField()
    gross = serializers.CharField()
    largest = serializers.CharField()
    threshold_percent = serializers.CharField()
    net_percent = serializers.CharField()
    over_percent = serializers.CharField()
    gross_percent = serializers.CharField()
    largest_percent = serializers.CharField()
    material = serializers.BooleanField()
    reasons = Wording(many=True)
    warning = Wording(allow_null=True)


class Due(Shape):
    """A time limit; `on` is empty where the facts do not know the day it runs from."""

    code = serializers.CharField()
    title = Wording()
    on = serializers.DateField(allow_null=True)
    provisional = serializers.BooleanField()
    on_worked_weekends = serializers.DateField(allow_null=True)
    runs_from = Wording()
    in_principle = serializers.BooleanField()
    ours = serializers.BooleanField()
    clause = serializers.CharField()
    sure = serializers.CharField()


class Assessment(Calculation):
    """`breached` are codes of rules; `weighed` is empty where no misstatement is among the facts."""

    scheme = serializers.CharField()
    edition = serializers.CharField(allow_null=True)
    on = serializers.DateField()
    period = serializers.ListField(child=serializers.DateField())
    opinion = Opinion()
    weighed = Weighed(many=True)
    due = Due(many=True)
    answers = Answered(many=True)
    breached = serializers.ListField(child=serializers.CharField())
    figures = UsedFigure(many=True)
