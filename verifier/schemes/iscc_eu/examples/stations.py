"""Power stations: their age, aid, contract and zone."""

from typing import Any

from verifier.schemes.iscc_eu.examples.base import STATION, ammonia, filed, power

_AGE, _AID = "power_stations_are_new_enough", "contracted_stations_are_unaided"
_CONTRACT: dict[str, Any] = {"electricity": [power("contracted", "250000000")]}
_OLD: dict[str, Any] = {"route": "contracted", "operation_on": "2015-01-01"}
_2028: dict[str, Any] = {"period_from": "2028-03-01", "period_until": "2028-03-31"}
_2031: dict[str, Any] = {"period_from": "2029-03-01", "period_until": "2029-03-31"}


def _station(**changed: Any) -> dict[str, Any]:
    return {"plants": [{**STATION, **changed}]}


STATIONS = (
    # Direct connection: 36 months to the day, never spared.
    ammonia("Power station exactly 36 months older", **_station(operation_on="2022-07-16")),
    ammonia("Power station a day too old", _AGE, **_station(operation_on="2022-07-15")),
    ammonia("Power station younger than the fuel plant", **_station(operation_on="2025-12-01")),
    ammonia("A trial phase counts as the start", operation_on="2024-01-10", **_station(operation_on="2021-01-10")),
    ammonia(
        "The start of the second phase does not", _AGE, operation_on="2024-01-10", **_station(operation_on="2021-01-09")
    ),
    ammonia(
        "Old power station under contract, spared until 2038",
        **_CONTRACT,
        **_station(**_OLD, supported=True),
    ),
    ammonia("Old power station on a direct line, never spared", _AGE, **_station(operation_on="2015-01-01")),
    ammonia(
        "Old and aided power station under contract, plant of 2028",
        _AGE,
        _AID,
        case=_2028,
        operation_on="2028-01-01",
        **_CONTRACT,
        **_station(**_OLD, supported=True),
    ),
    ammonia(
        "The last plant that is spared",
        case=_2028,
        operation_on="2027-12-31",
        **_CONTRACT,
        **_station(**_OLD, supported=True),
    ),
    # Capacity that was added: within 36 months it shares the start of the plant.
    ammonia(
        "Added in the 36th month, station as old as for the first phase",
        case=filed("commissioning") | _2031,
        **_station(operation_on="2022-07-16", serves_capacity_of="2028-07-16"),
    ),
    ammonia(
        "Added a day later: the station is too old for it",
        _AGE,
        case=filed("commissioning") | _2031,
        **_station(operation_on="2022-07-16", serves_capacity_of="2028-07-17"),
    ),
    ammonia(
        "Added in 2028, contracted station not spared",
        _AGE,
        _AID,
        case=filed("commissioning") | _2028,
        operation_on="2024-12-31",
        **_CONTRACT,
        **_station(**_OLD, supported=True, serves_capacity_of="2028-01-02"),
    ),
    ammonia(
        "Added on 1 January 2028, spared",
        case=filed("commissioning") | _2028,
        operation_on="2024-12-31",
        **_CONTRACT,
        **_station(**_OLD, supported=True, serves_capacity_of="2028-01-01"),
    ),
    ammonia(
        "What is said of the added capacity is not shown",
        "what_makes_a_station_younger_is_documented",
        **_station(serves_capacity_of="2026-01-01"),
    ),
    # An earlier agreement that ended makes a contracted station young, and no other.
    ammonia(
        "Served another producer before",
        case=filed("commissioning") | _2028,
        operation_on="2028-01-01",
        **_CONTRACT,
        **_station(**_OLD, earlier_agreement_until="2028-02-29"),
    ),
    ammonia(
        "Still serves another producer",
        _AGE,
        case=filed("commissioning") | _2028,
        operation_on="2028-01-01",
        **_CONTRACT,
        **_station(**_OLD, earlier_agreement_until="2028-03-01"),
    ),
    ammonia(
        "Served another producer before, on a direct line",
        _AGE,
        case=filed("commissioning"),
        **_station(operation_on="2015-01-01", earlier_agreement_until="2025-01-31"),
    ),
    ammonia(
        "Repowered for more than 30 %",
        case=filed("commissioning"),
        **_station(operation_on="2005-01-01", repowered_on="2024-01-01", repowering_share="0.3001"),
    ),
    ammonia(
        "Repowered for 30 % exactly",
        _AGE,
        case=filed("commissioning"),
        **_station(operation_on="2005-01-01", repowered_on="2024-01-01", repowering_share="0.30"),
    ),
    ammonia("No power station named", "renewable_electricity_has_its_station", plants=[]),
    ammonia(
        "Bought from a retailer",
        "contracted_power_is_bought_from_its_producer",
        **_CONTRACT,
        **_station(route="contracted", supply="retail"),
    ),
    ammonia("An own station", **_CONTRACT, **_station(route="contracted", supply="own")),
    ammonia("An offshore zone", **_CONTRACT, **_station(route="contracted", zone="offshore")),
    ammonia(
        "Another zone",
        "contracted_stations_lie_where_they_may",
        **_CONTRACT,
        **_station(route="contracted", zone="other"),
    ),
    ammonia(
        "An interconnected zone without prices",
        "contracted_stations_lie_where_they_may",
        **_CONTRACT,
        **_station(route="contracted", zone="interconnected"),
    ),
)
