"""Series at which a page of one can be seen: read with gaps and a layer over them, and one being read."""

from datetime import date, timedelta
from decimal import Decimal

from projects.models import Series
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.substitute import substitute
from tests.factories.projects import NOW, Case
from tests.projects import series as exports
from verifier.people.roles import Role

BEGINS = exports.BEGINS.replace(month=9, day=1)  # in the period of the case


def things(case: Case) -> dict[str, object]:
    """Of the first the certificate of one meter ran out; nobody has confirmed it."""
    gaps = exports.read(case, exports.export({"A": exports.STEADY, "B": exports.HOLED}, begins=BEGINS), "gaps.csv")
    assert gaps.first_at is not None
    substitute(
        series_id=gaps.pk,
        meter="B",
        starts_at=gaps.first_at + timedelta(hours=10),
        ends_at=gaps.first_at + timedelta(hours=13),
        method="value",
        amount=Decimal(100),
        rule="AVR Art. 18",
        reason="Down for repair.",
        by=case[Role.LEAD],
        at=NOW,
    )
    calibrate_meter(
        engagement_id=case.engagement.pk,
        serial="A",
        certificate="C-17",
        valid_from=date(2025, 1, 1),
        valid_until=BEGINS.date(),
        error_percent=Decimal("0.2"),
        by=case[Role.LEAD],
        at=NOW,
    )
    other = exports.read(case, exports.export({"C": exports.STEADY}, begins=BEGINS), "waiting.csv")
    waiting = Series.objects.create(
        evidence=other.evidence, replaces=other, percent=40, asked_by=case[Role.LEAD], asked_at=NOW
    )
    return {"unconfirmed": gaps.pk, "being_read": waiting.pk}
