"""What doors show of meter series, their signals and corrections, of meters, and of the recalculation."""

from typing import Any

from rest_framework import serializers

from projects import models
from projects.permissions import May
from verifier.desk.api.shapes import Row, Shape, Wording


class MonthTotal(Row):
    """Energy in MWh, as it was read."""

    class Meta:
        model = models.MonthTotal
        fields = ("year", "month", "exported_mwh", "imported_mwh")


class Disposition(Row):
    class Meta:
        model = models.Disposition
        fields = ("verdict", "reason", "by", "at")


class Signal(Row):
    """`spans`: pairs of moments, where to mark it on a chart.

    Of `dispositions` the last counts; they are told to who reads the report in the making.
    """

    message = Wording()
    basis = Wording()
    rows = serializers.ListField(child=serializers.IntegerField())
    spans = serializers.ListField(child=serializers.ListField(child=serializers.DateTimeField()))
    dispositions = Disposition(many=True, required=False)

    class Meta:
        model = models.Signal
        fields = ("id", "series", "code", "severity", "count", "rows", "message", "basis", "spans", "dispositions")

    def to_representation(self, signal: models.Signal) -> dict[str, Any]:
        """What the reader may do in the case is `held` in the context."""
        told: dict[str, Any] = super().to_representation(signal)
        if May.READ not in self.context.get("held", ()):
            del told["dispositions"]
        return told


class Series(Row):
    """`understood`: pairs of a label and what the reader took the file to be. `trouble`: why it could not be read.

    `replaces` is the reading whose place this one takes. Its figures count once `confirmed_at` is set.
    """

    understood = serializers.ListField(child=serializers.ListField())
    mapping = serializers.DictField()
    meters = serializers.ListField(child=serializers.ListField())
    trouble = serializers.DictField(allow_null=True)
    totals = MonthTotal(many=True)
    noticed = Signal(many=True)

    class Meta:
        model = models.Series
        fields = (
            "id",
            "evidence",
            "replaces",
            "meter",
            "source",
            "measures",
            "stage",
            "percent",
            "zone",
            "mapping",
            "rows",
            "interval_seconds",
            "first_at",
            "last_at",
            "understood",
            "meters",
            "sha256",
            "trouble",
            "totals",
            "noticed",
            "read_at",
            "confirmed_by",
            "confirmed_at",
        )


class Window(Shape):
    """Column by column: seconds since 1970 at which each step begins, and least, mean and most power in it.

    `marked`: from, until, severity and code of each signal that reaches into the window.
    """

    unit = serializers.CharField()
    at = serializers.ListField(child=serializers.IntegerField())
    least = serializers.ListField(child=serializers.FloatField())
    mean = serializers.ListField(child=serializers.FloatField())
    most = serializers.ListField(child=serializers.FloatField())
    marked = serializers.ListField(child=serializers.ListField())


class Substitution(Row):
    """`effect`: year, month, and what it changes of exported and imported MWh."""

    effect = serializers.ListField(child=serializers.ListField())

    class Meta:
        model = models.Substitution
        fields = (
            "id",
            "series",
            "meter",
            "starts_at",
            "ends_at",
            "method",
            "amount",
            "rule",
            "reason",
            "effect",
            "by",
            "at",
        )


class Calibration(Row):
    class Meta:
        model = models.Calibration
        fields = ("certificate", "valid_from", "valid_until", "error_percent", "class_percent", "evidence", "by", "at")


class Meter(Row):
    """`mappings`: by source how its export is read, with the headings by which its next one is known."""

    mappings = serializers.DictField()
    calibrations = Calibration(many=True)

    class Meta:
        model = models.Meter
        fields = ("id", "serial", "flow", "mappings", "calibrations")


class Comparison(Shape):
    """`is_compared`: nothing changed since. A signal without a series speaks of the meters together."""

    is_compared = serializers.BooleanField()
    signals = Signal(many=True)


class Difference(Shape):
    """What is claimed beside what the series give. `advantage` is 1 where the client gains by more of it, else -1."""

    code = serializers.CharField()
    label = Wording()  # type: ignore[assignment]  # the field takes the name
    unit = serializers.CharField()
    claimed = serializers.CharField()
    recalculated = serializers.CharField()
    difference = serializers.CharField()
    percent = serializers.CharField(allow_null=True)
    advantage = serializers.IntegerField()


class Metered(Shape):
    """A month, or a year where `month` is null; an amount for each of the columns."""

    year = serializers.IntegerField()
    month = serializers.IntegerField(allow_null=True)
    amounts = serializers.ListField(child=serializers.CharField())


class Column(Shape):
    label = Wording()  # type: ignore[assignment]  # the field takes the name
    unit = serializers.CharField()


class Recalculation(Shape):
    columns = Column(many=True)
    metered = Metered(many=True)
    differences = Difference(many=True)
