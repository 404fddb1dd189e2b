"""One case for each rule of the audit and of the chain of custody, drawn from a case that breaches none."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from verifier.rulebook.examples import Example, varied

DELIVERY = {"number": "PoS-1", "batch": "B-1", "on": "2026-03-20", "kg": "1000000", "loading": "BL-7"}
VALIDITY = {"since": "2025-10-01", "until": "2026-09-30"}
# The first quarter: 25,000 in, 24,000 out, 950 there.
QUARTER = {
    "balance": "Ammonia",
    "since": "2026-01-01",
    "until": "2026-03-31",
    "received_kg": "25000",
    "dispatched_kg": "24000",
    "physical_kg": "950",
}
NEXT = {
    "balance": "Ammonia",
    "since": "2026-04-01",
    "until": "2026-06-30",
    "opening_kg": "950",
    "received_kg": "0",
    "dispatched_kg": "950",
    "physical_kg": "0",
}
VISIT = {"on": "2026-04-10", "kind": "physical", "place": "Plant", "persons": 2}
REMOTE = {"on": "2026-04-10", "kind": "virtual", "reason": "Storm"}
MAJOR = {"number": "F-1", "grade": "major", "open": False}


def certification_examples(case: Example, *, certificate: str) -> Iterator[Example]:
    """The cases; `certificate` is the number of a supplier's certificate under the system."""
    yield from _audit(case)
    yield from _custody(case, certificate)
    yield from _balance(case)


def _audit(case: Example) -> Iterator[Example]:
    for name, breached, own, more in (
        ("First audit, on site", "", {"audit": "first"}, {"visits": [VISIT]}),
        ("First audit, nobody there", "first_audit_is_on_site", {"audit": "first"}, {}),
        ("Audit of no kind named, remote", "first_audit_is_on_site", {}, {"visits": [REMOTE]}),
        ("Surveillance audit, remote", "", {"audit": "surveillance"}, {"visits": [REMOTE]}),
        (
            "Failed elsewhere, three years ago to the day",
            "operator_is_not_excluded",
            {"failed_audit_on": "2023-03-31"},
            {},
        ),
        ("Failed elsewhere, more than three years ago", "", {"failed_audit_on": "2023-03-30"}, {}),
        ("Excluded for fraud", "operator_is_not_excluded", {"fraud_found_on": "2022-01-01"}, {}),
        ("12 of 110 claims wrong", "wrong_claims_are_a_major_finding", {}, _sampled(110, 12)),
        ("12 of 110 claims wrong, a major finding closed", "", {}, {**_sampled(110, 12), "findings": [MAJOR]}),
        ("11 of 110 claims wrong", "", {}, _sampled(110, 11)),
    ):
        yield _drawn(case, name, breached, more, **own)
    for risk, sizes in (
        ("regular", {10: 4, 25: 5, 30: 6, 100: 10}),
        ("medium", {10: 5, 25: 8, 30: 9, 100: 15}),
        ("high", {10: 7, 25: 10, 30: 11, 100: 20}),
    ):
        for claims, size in sizes.items():
            enough = _drawn(case, f"Sample of {claims}, {risk} risk", "", _sampled(size, 0), risk=risk, claims=claims)
            yield replace(enough, figures={"sample_size": str(size)})
    yield _drawn(case, "Sample too small", "sample_is_large_enough", _sampled(9, 0), risk="regular", claims=100)


def _sampled(sampled: int, wrong: int) -> dict[str, Any]:
    return {"claims_sampled": sampled, "claims_wrong": wrong}


def _custody(case: Example, certificate: str) -> Iterator[Example]:
    receipt = {
        "supplier": "Supplier",
        "certificate": certificate,
        "valid_from": "2026-03-10",
        "valid_until": "2027-03-09",
        "on": "2026-03-10",
        "kg": "1000",
    }
    other = DELIVERY | {"number": "PoS-2", "batch": "B-2", "loading": "BL-8"}
    for name, breached, own in (
        ("Two consignments", "", {"deliveries": [DELIVERY, other]}),
        (
            "One number on two declarations",
            "declarations_are_unique",
            {"deliveries": [DELIVERY, other | {"number": "PoS-1"}]},
        ),
        ("One load declared twice", "declarations_are_unique", {"deliveries": [DELIVERY, other | {"loading": "BL-7"}]}),
        (
            "One batch under two systems",
            "batch_goes_under_one_system",
            {"deliveries": [DELIVERY, other | {"batch": "B-1", "system": "Another"}]},
        ),
        ("All that was made", "", {"deliveries": [DELIVERY | {"kg": "25000000"}]}),
        ("A kilogram more", "no_more_is_delivered_than_there_is", {"deliveries": [DELIVERY | {"kg": "25000001"}]}),
        ("A kilogram more, from stock", "", {"deliveries": [DELIVERY | {"kg": "25000001"}], "opening_stock_kg": "1"}),
        ("Sent on the last valid day", "", {"deliveries": [DELIVERY | {"on": "2026-09-30"}]}),
        ("Sent the day after", "deliveries_fall_within_validity", {"deliveries": [DELIVERY | {"on": "2026-10-01"}]}),
        (
            "Sent while suspended",
            "deliveries_fall_within_validity",
            {
                "deliveries": [DELIVERY],
                "validities": [VALIDITY | {"until": "2026-03-01"}, VALIDITY | {"since": "2026-04-01"}],
            },
        ),
        ("Certified supply on the first day", "", {"receipts": [receipt]}),
        ("Certified supply a day too early", "supplies_are_certified", {"receipts": [receipt | {"on": "2026-03-09"}]}),
        ("Gathered three months early", "", {"receipts": [receipt | {"on": "2025-12-10", "gathers": True}]}),
        ("Gathered earlier", "supplies_are_certified", {"receipts": [receipt | {"on": "2025-12-09", "gathers": True}]}),
        ("A number of no such form", "supplies_are_certified", {"receipts": [receipt | {"certificate": "ISCC-1"}]}),
    ):
        yield _drawn(case, name, breached, {}, **{"validities": [VALIDITY], **own})


def _balance(case: Example) -> Iterator[Example]:
    carried = _drawn(case, "25,000 in, 24,000 out, 950 there", "", {}, mass_balance=[QUARTER, NEXT])
    yield replace(carried, figures={"book_1": "1000", "carried_1": "950", "written_off_1": "50", "written_off_2": "0"})
    for name, breached, rows in (
        (
            "More carried than is there",
            "no_more_is_carried_than_is_held",
            [QUARTER, NEXT | {"opening_kg": "1000", "dispatched_kg": "1000"}],
        ),
        ("Four months", "balance_periods_are_unbroken", [QUARTER | {"until": "2026-04-30"}]),
        (
            "A quarter left out",
            "balance_periods_are_unbroken",
            [QUARTER, NEXT | {"since": "2026-07-01", "until": "2026-09-30"}],
        ),
        (
            "An overlap",
            "balance_periods_are_unbroken",
            [QUARTER, NEXT | {"since": "2026-03-31", "until": "2026-06-30"}],
        ),
        ("A quarter of its own reckoning", "", [QUARTER | {"since": "2026-01-15", "until": "2026-04-14"}]),
        ("More out than in", "stock_is_never_negative", [QUARTER | {"dispatched_kg": "25000.1", "physical_kg": "0"}]),
        ("All out", "", [QUARTER | {"dispatched_kg": "25000", "physical_kg": "0"}]),
        ("Moved to another balance", "nothing_moves_between_balances", [QUARTER | {"transferred_kg": "10"}]),
        ("Two balances, each on its own", "", [QUARTER, NEXT, QUARTER | {"balance": "Hydrogen"}]),
    ):
        yield _drawn(case, name, breached, {}, mass_balance=rows)


def _drawn(case: Example, name: str, breached: str, more: dict[str, Any], **own: Any) -> Example:
    facts = {**varied(case.facts, **own), **more}
    return replace(case, name=name, facts=facts, figures={}, breached=frozenset({breached} if breached else ()))
