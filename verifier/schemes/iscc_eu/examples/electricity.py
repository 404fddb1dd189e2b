"""Electricity by the other routes: zones, redispatch, storage, and the grid with a standard value."""

from typing import Any

from verifier.schemes.iscc_eu.examples.base import ammonia, filed, power

_MOSTLY = power("direct", "200000000")
_RENEWABLE: dict[str, Any] = {
    "electricity": [_MOSTLY, power("renewable_zone", "50000000")],
    "zone_renewable_share": "0.92",
    "zone_hours": "8059.2",
}
_LOW: dict[str, Any] = {
    "electricity": [power("low_emission_zone", "250000000")],
    "plants": [{"name": "Wind", "route": "low_emission_zone", "operation_on": "2001-01-01", "capacity_mw": "1430"}],
    "zone_g_per_mj": "17.99",
}
_LEAP: dict[str, Any] = {"period_from": "2028-03-01", "period_until": "2028-03-31"}
_ZONE, _HOURS = "renewable_zone_is_above_90_percent", "renewable_zone_hours_are_within_its_share"
_GRAMS = "low_emission_zone_is_below_18_grams"


def _swedish(kwh: str) -> dict[str, Any]:
    return {"route": "grid", "kwh": kwh, "stage": "electrolysis", "heating_value": True, "grid": "SE"}


ELECTRICITY = (
    # Q24 of the Commission's answers: half fully renewable, half grid at 40 % renewable.
    ammonia(
        "Half by direct line, half from a grid that is 40 % renewable",
        electricity=[power("direct", "125000000"), _swedish("125000000")],
        grid_renewable_share="0.40",
        figures={
            "renewable_share": "0.7",
            "e_i.electricity.2": "1845000000",
            "kwh_direct": "125000000",
            "kwh_renewable_zone": "0",
            "kwh_low_emission_zone": "0",
            "kwh_redispatch": "0",
            "kwh_contracted": "0",
            "kwh_grid": "125000000",
            "kwh_grid_renewable": "50000000",
            "fuel_renewable_kg": "17500000",
            "fuel_other_kg": "7500000",
        },
    ),
    ammonia(
        "Cooled in Rotterdam",
        handling=[{"place": "Rotterdam", "kwh": "200000", "grid": "NL"}],
        figures={"e_td.handling.1": "71928000"},
    ),
    ammonia(
        "Imports not metered",
        "direct_line_takes_nothing_from_the_grid_unseen",
        grid_connection="unmetered",
    ),
    ammonia(
        "Said to be off the grid, and takes from it",
        "direct_line_takes_nothing_from_the_grid_unseen",
        grid_connection="none",
    ),
    ammonia("Zone at 92 %, its hours used up", **_RENEWABLE),
    ammonia("A tenth of an hour more", _HOURS, **_RENEWABLE | {"zone_hours": "8059.3"}),
    ammonia("A leap year has more hours", case=_LEAP, **_RENEWABLE | {"zone_hours": "8081.28"}),
    ammonia("Hours not given", _HOURS, **_RENEWABLE | {"zone_hours": None}),
    ammonia("Zone at 90 % exactly", _ZONE, **_RENEWABLE | {"zone_renewable_share": "0.90", "zone_hours": "700"}),
    ammonia("Share not given", _ZONE, _HOURS, **_RENEWABLE | {"zone_renewable_share": None}),
    ammonia(
        "Above 90 % five years ago",
        **_RENEWABLE | {"zone_renewable_share": "0.80", "zone_renewable_year": 2021, "zone_hours": "700"},
    ),
    ammonia(
        "Above 90 % six years ago",
        _ZONE,
        **_RENEWABLE | {"zone_renewable_share": "0.80", "zone_renewable_year": 2020, "zone_hours": "700"},
    ),
    ammonia("Zone below 18 g/MJ, stations of any age", **_LOW),
    ammonia("Zone at 18 g/MJ", _GRAMS, **_LOW | {"zone_g_per_mj": "18"}),
    ammonia("Below 18 g/MJ last year but three", **_LOW | {"zone_g_per_mj": "20", "zone_low_year": 2023}),
    ammonia("Intensity of the zone not given", _GRAMS, **_LOW | {"zone_g_per_mj": None}),
    ammonia(
        "Redispatched, evidenced",
        case=filed("redispatch"),
        electricity=[_MOSTLY, power("redispatch", "50000000")],
    ),
    ammonia(
        "Redispatched, nothing on file",
        "redispatch_is_evidenced",
        electricity=[_MOSTLY, power("redispatch", "50000000")],
    ),
    ammonia(
        "Green certificates not cancelled",
        "energy_certificates_are_not_used_elsewhere",
        energy_certificates="open",
    ),
    ammonia("Green certificates cancelled", energy_certificates="cancelled"),
    ammonia("Another method earlier this year", "one_method_is_kept_through_the_year", method_before="marginal"),
    ammonia("The same method earlier this year", method_before="average"),
    ammonia("Averaged over two months", "average_is_within_one_month", case={"period_until": "2026-04-30"}),
    ammonia(
        "The Member State asks for hours",
        "average_is_hourly_from_2030",
        case={"period_from": "2027-07-01", "period_until": "2027-07-31"},
        hourly_since="2027-07-31",
    ),
    ammonia(
        "It asks for them from the next day",
        case={"period_from": "2027-07-01", "period_until": "2027-07-31"},
        hourly_since="2027-08-01",
    ),
)
