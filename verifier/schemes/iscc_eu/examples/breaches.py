"""What remains: the assignment, the evidence, the findings and the people."""

from verifier.rulebook.examples import Example
from verifier.schemes.iscc_eu.examples.base import AMMONIA, CHEMICALS, FILES, ON, PEOPLE, PORT, ammonia

BREACHES = (
    Example(
        name="Particulars alone: what is not on file is a breach",
        facts={key: AMMONIA[key] for key in ("period_from", "period_until", "particulars")},
        on=ON,
        breached=frozenset({"evidence_is_on_file", "roles_are_filled"}),
    ),
    ammonia(
        "Pre-certification of a project", "pre_certification_ends_in_no_certificate", assignment="pre_certification"
    ),
    ammonia("Burned, grounds given", end_use="combustion", end_use_basis="Engine test report 7, N2O below detection"),
    ammonia("Warming potentials as they must be", methane_potential="25", nitrous_oxide_potential="298"),
    ammonia("A file is missing", "evidence_is_on_file", case={"evidence": FILES[1:]}),
    ammonia("A request is open", "requests_are_answered", case={"requests_open": ["E-3"]}),
    ammonia(
        "A minor finding is open",
        "findings_are_closed",
        case={"findings": [{"number": "F-1", "grade": "minor", "open": True}]},
    ),
    ammonia(
        "A major finding is closed",
        case={"findings": [{"number": "F-1", "grade": "major", "open": False}]},
    ),
    ammonia(
        "A critical finding, answered",
        "no_critical_finding_was_made",
        case={"findings": [{"number": "F-1", "grade": "critical", "open": False}]},
    ),
    ammonia(
        "The lead auditor's competence has run out",
        "people_are_competent",
        case={"team": [{**PEOPLE[0], "competent": False}, *PEOPLE[1:]]},
    ),
    ammonia("Nobody reviewed", "roles_are_filled", case={"team": [PEOPLE[0], PEOPLE[2]]}),
    ammonia(
        "Two audits in a row by the same auditor",
        case={"services": [{"year": year, "role": "lead", "name": "L. Auditor"} for year in (2024, 2025)]},
    ),
    ammonia(
        "Three audits in a row by the same auditor",
        "rotation_is_kept",
        case={"services": [{"year": year, "role": "lead", "name": "L. Auditor"} for year in (2023, 2024, 2025)]},
    ),
    ammonia(
        "Materials and transport with factors of their own, sourced",
        materials=[
            *CHEMICALS,
            {
                "substance": "other",
                "kg": "100",
                "stage": "synthesis",
                "factor_g_per_kg": "500",
                "factor_source": "ecoinvent 3.10",
            },
        ],
        legs=[
            {
                "mode": "other",
                "tonnes": "25000",
                "km": "10",
                "factor_g_per_tkm": "5",
                "factor_source": "Bunker notes",
            }
        ],
        handling=[PORT],
    ),
)
