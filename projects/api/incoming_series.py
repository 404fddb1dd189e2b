"""What doors take for meter series and meters: the shape of it and nothing more. Whether it may be is asked below."""

from rest_framework import serializers

from projects import charts
from projects.api.incoming import EvidenceKey, SentFile
from projects.models import Disposition, Series, Substitution
from projects.monitoring.flows import Flow
from verifier.desk.api.shapes import Shape
from verifier.rulebook.fieldwork import SOURCES


class SeriesWindow(Shape):
    """What is left out is the whole: all the time, all meters together."""

    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)
    meter = serializers.CharField(required=False, max_length=300)
    points = serializers.IntegerField(required=False, min_value=10, max_value=charts.MOST_POINTS)


class ConfirmedSeries(Shape):
    """`meter`: the serial number of the meter; how its export is read is kept for it. `source`: who counted.

    What is left out is as the reading has it.
    """

    meter = serializers.CharField(max_length=100, allow_blank=True, required=False)
    flow = serializers.ChoiceField(
        choices=[(one.value, one.label.en) for one in Flow], allow_blank=True, required=False
    )
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the field takes the name
        choices=Series.Source.choices, required=False
    )


class MappedSeries(ConfirmedSeries):
    """`mapping`: what the file does not say or what was understood wrongly, as `read_series --shape` describes it."""

    mapping = serializers.DictField(required=False, default=dict)
    zone = serializers.CharField(default="UTC")

    validate_zone = SentFile.validate_zone


class Disposed(Shape):
    verdict = serializers.ChoiceField(choices=Disposition.Verdict.choices)
    reason = serializers.CharField(max_length=2000)


class Substituted(Shape):
    """`amount`: kWh in each interval (negative for import), or the factor; none where it counts as zero."""

    meter = serializers.CharField(max_length=300)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    method = serializers.ChoiceField(choices=Substitution.Method.choices)
    amount = serializers.DecimalField(max_digits=30, decimal_places=15, allow_null=True, default=None)
    rule = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=2000)


class Calibrated(Shape):
    """`evidence_id`: the certificate, a file of the case."""

    serial = serializers.CharField(max_length=100)
    certificate = serializers.CharField(max_length=100)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()
    error_percent = serializers.DecimalField(max_digits=8, decimal_places=4, min_value=-100, max_value=100)
    class_percent = serializers.DecimalField(
        max_digits=8, decimal_places=4, min_value=0, max_value=100, allow_null=True, default=None
    )
    evidence_id = EvidenceKey(allow_null=True, default=None)


class MisstatementLine(Shape):
    """`amount` in the scheme's own unit, positive where the claim gains by the error."""

    reference = serializers.CharField(max_length=200)
    amount = serializers.DecimalField(max_digits=40, decimal_places=20)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the field takes the name
        choices=[(code, label.en) for code, label in SOURCES.items()], default="factual"
    )
    subject = serializers.CharField(max_length=200, allow_blank=True, default="")
