"""What a test asks of a series that was worked through."""

from collections.abc import Callable
from decimal import Decimal

from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked

Read = Callable[..., Worked]
Refusal = Callable[..., Unreadable]


def of(worked: Worked, code: str) -> tuple[str, int] | None:
    return next(((one.severity, one.count) for one in worked.signals if one.code == code), None)


def energy(worked: Worked) -> tuple[Decimal, Decimal]:
    return sum(one.exported_mwh for one in worked.years), sum(one.imported_mwh for one in worked.years)  # type: ignore[return-value]
