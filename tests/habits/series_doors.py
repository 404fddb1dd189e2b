"""The addresses of meter series, of meters, and of the recalculation."""

from tests.habits.door import BODY, CASE, SENDERS, TEAM, Door, says

CALIBRATION = {"serial": "M-9", "certificate": "C-1", "error_percent": "0.2"}
DAYS = {"valid_from": "2026-01-01", "valid_until": "2026-12-31"}
LAYER = {"meter": "M1", "method": "zero", "rule": "AVR Art. 18", "reason": "Down for repair."}
DISPOSED = {"verdict": "explained", "reason": "Seen on site."}
LINE = {"reference": "M-1", "amount": "0.02"}

PAGES = {
    "projects:series": Door("series", reads=CASE),
    "projects:confirm_series": Door("unconfirmed", acts=SENDERS),
    "projects:stop_series": Door("waiting", acts=SENDERS),
    "projects:map_series": Door("unconfirmed", reads=SENDERS, acts=SENDERS, sends=says(zone="UTC")),
    "projects:dispose": Door(
        "unconfirmed", acts=TEAM, sends=lambda world: DISPOSED | {"signal": world.things["signal"].pk}
    ),
    "projects:substitutions": Door(
        "unconfirmed",
        reads=CASE,
        acts=TEAM,
        sends=says(starts_at="2026-09-01 00:00", ends_at="2026-09-01 06:00", **LAYER),
    ),
    "projects:series_tables": Door("series", reads=CASE),
    "projects:series_csv": Door("series", reads=CASE),
    "projects:series_heat": Door("series", reads=CASE),
    "projects:meters": Door(
        "under_way",
        reads=CASE,
        acts=TEAM,
        sends=says(**CALIBRATION, **{f"{name}_day": day for name, day in DAYS.items()}),
    ),
    "projects:compare_meters": Door("under_way", acts=TEAM),
    "projects:dispose_of_comparison": Door(
        "under_way", acts=TEAM, sends=lambda world: DISPOSED | {"signal": world.things["apart"].pk}
    ),
    "projects:recalculation": Door("under_way", reads=BODY),
    "projects:put_down": Door("under_way", acts=TEAM, sends=says(code="product")),
    "projects:record_misstatement": Door(
        "under_way", reads=TEAM, acts=TEAM, sends=says(**{f"line-{name}": text for name, text in LINE.items()})
    ),
}

PROGRAMS = {
    "projects_api:series": Door("series", reads=CASE),
    "projects_api:series_window": Door("series", reads=CASE),
    "projects_api:readings": Door("series", reads=CASE),
    "projects_api:confirm_series": Door("unconfirmed", acts=SENDERS),
    "projects_api:map_series": Door("unconfirmed", acts=SENDERS),
    "projects_api:stop_series": Door("waiting", acts=SENDERS),
    "projects_api:substitutions": Door(
        "unconfirmed",
        reads=CASE,
        acts=TEAM,
        sends=says(starts_at="2026-09-01T00:00:00Z", ends_at="2026-09-01T06:00:00Z", **LAYER),
    ),
    "projects_api:dispositions": Door("signal", acts=TEAM, sends=says(**DISPOSED)),
    "projects_api:meters": Door("under_way", reads=CASE, acts=TEAM, sends=says(**CALIBRATION, **DAYS)),
    "projects_api:comparison": Door("under_way", reads=CASE, acts=TEAM),
    "projects_api:recalculation": Door("under_way", reads=BODY),
    "projects_api:misstatements": Door("under_way", acts=TEAM, sends=says(**LINE)),
}
