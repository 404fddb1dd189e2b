"""Worked cases: a host and a user of outcomes over two years, averaging over ten, a ceiling, and one for each rule."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied

ON = date(2029, 3, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Leader", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Certifier", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2029-03-01"}
    for kind in ("annual_information", "authorisation", "inventory")
]
LETTER: dict[str, Any] = {
    "identifier": "LoA-1",
    "party": "GHA",
    "approach": "CA0001",
    "on": "2026-06-01",
    "quantity_t": "1000000",
    "vintage_from": 2021,
    "vintage_until": 2030,
    "sectors": ["Energy"],
    "purposes": "NDC",
    "signed_by_notified": True,
    "published": True,
}
HOST: dict[str, Any] = {
    "party": "GHA",
    "method": "multi_year",
    "ndc_from": 2021,
    "ndc_until": 2030,
    "initial_report_on": "2026-06-01",
}
USER = {**HOST, "party": "CHE"}


def emitted(party: str, year: int, t: str) -> dict[str, Any]:
    return {"party": party, "year": year, "t": t}


def _action(kind: str, on: str, party: str, t: str, vintage: int, first_id: int = 0, **more: Any) -> dict[str, Any]:
    """One action; with serials from `first_id` on where that is given."""
    serials = {"first_id": first_id, "last_id": first_id + int(t) - 1} if first_id else {}
    row = {"kind": kind, "on": on, "authorisation": "LoA-1", "party": party, "t": t, "vintage": vintage}
    return {**row, **serials, **more}


def first(on: str, t: str, vintage: int, first_id: int = 0, **more: Any) -> dict[str, Any]:
    return {**_action("first_transfer", on, "GHA", t, vintage, first_id), **more}


def use(on: str, t: str, vintage: int, year: int, first_id: int = 0, **more: Any) -> dict[str, Any]:
    return _action("use", on, "CHE", t, vintage, first_id, **{"year_of_use": year, "use": "NDC", **more})


ACTIONS = [
    first("2028-02-01", "500000", 2027, 1),
    _action("acquisition", "2028-02-01", "CHE", "500000", 2027, 1),
    use("2028-02-20", "300000", 2027, 2027, 1),
    first("2029-02-01", "200000", 2028, 500001),
    _action("acquisition", "2029-02-01", "CHE", "200000", 2028, 500001),
    use("2029-02-20", "200000", 2027, 2028, 300001),
    use("2029-02-20", "200000", 2028, 2028, 500001),
]
# The same without serials, and without acquisitions.
PLAIN = [
    first("2028-02-01", "500000", 2027),
    first("2029-02-01", "200000", 2028),
    use("2028-02-20", "300000", 2027, 2027),
    use("2029-02-20", "400000", 2028, 2028),
]

TWO_PARTIES: dict[str, Any] = {
    "period_from": "2027-01-01",
    "period_until": "2028-12-31",
    "particulars": {
        "approach": "CA0001",
        "sector": "Energy",
        "participants": [HOST, USER],
        "emissions": [
            emitted("GHA", 2027, "100000000"),
            emitted("GHA", 2028, "99000000"),
            emitted("CHE", 2027, "50000000"),
            emitted("CHE", 2028, "49500000"),
        ],
        "authorisations": [LETTER],
        "actions": ACTIONS,
    },
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}
BALANCES = {
    "balance_GHA_2027": "100.500",
    "balance_GHA_2028": "99.200",
    "balance_CHE_2027": "49.700",
    "balance_CHE_2028": "49.100",
    "unadjusted": "298.500",
    "adjusted": "298.500",
}


def _case(name: str, *breached: str, figures: dict[str, str] | None = None, **changed: Any) -> Example:
    """The two Parties with some particulars changed."""
    return Example(
        name=name,
        facts=varied(TWO_PARTIES, **changed),
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )


def _letter(name: str, *breached: str, figures: dict[str, str] | None = None, **changed: Any) -> Example:
    return _case(name, *breached, figures=figures, authorisations=[{**LETTER, **changed}])


def _ceiling(name: str, *breached: str, quantities: tuple[str, ...], **figures: str) -> Example:
    """First transfers one after the other under a letter for 500,000 t."""
    return _case(
        name,
        *breached,
        figures=figures,
        authorisations=[{**LETTER, "quantity_t": "500000"}],
        actions=[first(f"2028-0{month}-01", t, 2027) for month, t in enumerate(quantities, start=1)],
    )


_AVERAGING = Example(
    name="G8b: averaging, five and ten years elapsed",
    facts={
        **varied(
            TWO_PARTIES,
            participants=[{**HOST, "method": "averaging", "initial_report_on": "2021-12-01"}],
            emissions=[emitted("GHA", 2025, "100000000"), emitted("GHA", 2030, "90000000")],
            authorisations=[{**LETTER, "on": "2021-12-01", "quantity_t": "3000000"}],
            actions=[
                first("2023-01-10", "600000", 2021),
                first("2026-01-10", "400000", 2025),
                first("2031-01-10", "1400000", 2030),
            ],
        ),
        "period_from": "2030-01-01",
        "period_until": "2030-12-31",
    },
    on=date(2031, 3, 20),
    figures={
        "average_added_GHA_2025": "0.2",
        "average_added_GHA_2030": "0.24",
        "balance_GHA_2025": "100.2",
        "balance_GHA_2030": "90.24",
    },
)

_OTHER_PURPOSES: dict[str, Any] = {"purposes": "NDC_AND_OIMP", "oimp_first_transfer": "USE_OR_CANCELLATION"}

EXAMPLES = (
    _case("G8: two Parties, two years; what was acquired is no term", figures={**BALANCES, "surplus": "0"}),
    _case("G8: the same without serials and acquisitions", figures=BALANCES, actions=PLAIN),
    _case("A multi-year target is cumulated", figures={"cumulative_GHA": "199.700", "cumulative_CHE": "98.800"}),
    _case(
        "A part is not used yet: the sum is higher by it",
        actions=PLAIN[:3],
        figures={"adjusted": "298.900", "surplus": "0.400"},
    ),
    _case(
        "Double counting: the sum is lower than before",
        "no_more_is_used_than_was_first_transferred",
        actions=[PLAIN[0], *PLAIN[2:]],
        figures={"adjusted": "298.300", "surplus": "-0.200"},
    ),
    _AVERAGING,
    _ceiling("G18: 390,000 of 500,000 t", quantities=("180000", "210000"), drawn_1="390000", left_1="110000"),
    _ceiling("G18: the whole of it", quantities=("180000", "210000", "110000"), left_1="0", excess_1="0"),
    _ceiling(
        "G18: 5,000 t beyond the ceiling",
        "authorised_quantity_is_kept",
        quantities=("180000", "210000", "115000"),
        drawn_1="505000",
        excess_1="5000",
    ),
    _case(
        "No letter for it",
        "authorisation_is_on_record",
        actions=[*ACTIONS, first("2029-02-01", "100", 2028, authorisation="LoA-9")],
    ),
    _letter("Signed by somebody else", "authorisation_is_signed_by_the_notified", signed_by_notified=False),
    _letter("Not published", "authorisation_is_published", published=False),
    _letter("A letter for another approach", "authorisation_names_the_activity", approach="CA0002"),
    _letter("A letter for other sectors", "sector_is_authorised", sectors=["Waste", "Transport"]),
    _letter("The time frame to the year", vintage_from=2027, vintage_until=2028),
    _letter("A vintage before the time frame", "vintages_lie_in_the_time_frame", vintage_from=2028),
    _letter("A vintage after it", "vintages_lie_in_the_time_frame", vintage_until=2027),
    _letter(
        "Used towards a contribution, authorised for others",
        "use_is_authorised",
        **{**_OTHER_PURPOSES, "purposes": "OIMP"},
    ),
    _letter("Authorised for both", **_OTHER_PURPOSES),
    _letter("First transfer not defined", "first_transfer_is_defined", purposes="NDC_AND_OIMP"),
    _case(
        "Used for other purposes: nothing is subtracted",
        authorisations=[{**LETTER, **_OTHER_PURPOSES}],
        actions=[*PLAIN[:3], use("2029-02-20", "400000", 2028, 2028, use="OIMP")],
        figures={"balance_CHE_2028": "49.500", "balance_GHA_2028": "99.200"},
    ),
    _letter("Revoked after both first transfers", revoked_on="2029-02-02"),
    _letter("Revoked on the day of the second", "authorisation_stands", revoked_on="2029-02-01"),
    _letter(
        "Revoked later, and the terms reach back", "authorisation_stands", revoked_on="2029-02-02", reaches_back=True
    ),
    _letter("Given after the first transfer", "authorisation_stands", on="2028-02-02"),
    _letter("Given on the day of the first transfer", on="2028-02-01"),
    _case(
        "An initial report after the letter",
        "initial_report_is_no_later_than_the_authorisation",
        participants=[{**HOST, "initial_report_on": "2026-06-02"}, USER],
    ),
    _case(
        "No initial report",
        "initial_report_is_no_later_than_the_authorisation",
        participants=[{**HOST, "initial_report_on": None}, USER],
    ),
    _case(
        "First transferred by another Party",
        "first_transfer_is_by_the_authorising_party",
        actions=[*ACTIONS, first("2029-02-01", "100", 2028, party="CHE")],
    ),
    _case(
        "A year without emissions",
        "every_adjustment_has_its_balance",
        emissions=TWO_PARTIES["particulars"]["emissions"][:3],
    ),
    _case(
        "A Party without a balance",
        "every_party_has_a_balance",
        participants=[HOST, USER, {**HOST, "party": "NOR"}],
    ),
    _case(
        "No Party is named",
        "every_party_has_a_balance",
        participants=[],
        emissions=[],
        authorisations=[],
        actions=[],
        figures={"adjusted": "0"},
    ),
    _case(
        "Cancelled and used: together more than was first transferred",
        "no_more_is_used_than_was_first_transferred",
        actions=[*PLAIN, _action("cancellation", "2029-02-20", "CHE", "0.01", 2028)],
        figures={"surplus": "0"},
    ),
    _case(
        "Cancelled instead of used",
        actions=[*PLAIN[:3], _action("voluntary_cancellation", "2029-02-20", "CHE", "400000", 2028)],
        figures={"balance_CHE_2028": "49.500", "surplus": "0.400"},
    ),
    _case(
        "A unit first transferred twice",
        "nothing_is_first_transferred_twice",
        actions=[*ACTIONS, first("2029-02-03", "100", 2027, 499950)],
    ),
    _case(
        "What remains of a block is not first transferred yet",
        "nothing_moves_before_its_first_transfer",
        actions=[*ACTIONS, _action("transfer", "2029-02-21", "GHA", "100", 2028, 700001)],
    ),
    _case(
        "Half of what moves was first transferred",
        "nothing_moves_before_its_first_transfer",
        actions=[first("2028-02-01", "100", 2027, 1), _action("transfer", "2028-02-02", "CHE", "100", 2027, 51)],
    ),
    _case(
        "The vintage changed on the way",
        "nothing_moves_before_its_first_transfer",
        actions=[first("2028-02-01", "100", 2027, 1), _action("transfer", "2028-02-02", "CHE", "100", 2026, 1)],
    ),
    _case(
        "Two parts of one block move together",
        actions=[
            first("2028-02-01", "60", 2027, 1),
            first("2028-02-01", "40", 2027, 61),
            _action("transfer", "2028-02-02", "CHE", "100", 2027, 1),
        ],
    ),
    _case(
        "Moved after its use",
        "nothing_moves_after_its_use",
        actions=[*ACTIONS, _action("transfer", "2029-02-21", "CHE", "100", 2027, 1)],
    ),
    _case(
        "Used twice",
        "nothing_moves_after_its_use",
        "no_more_is_used_than_was_first_transferred",
        actions=[*ACTIONS, use("2029-02-21", "100", 2027, 2028, 1)],
    ),
)
