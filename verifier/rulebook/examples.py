"""Worked cases: facts and what must come of them, run by one test for every scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from verifier.rulebook import conduct
from verifier.rulebook.figures import Figure
from verifier.rulebook.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Example:
    """Facts as JSON would give them; the digits expected, as printed in the source; the rules that must be breached.

    `figures` is keyed by the code of a result or of a step. Every rule not named in `breached` must pass. `instead`
    holds figures that take the place of the scheme's own, for what would come of another value.
    """

    name: str
    facts: Mapping[str, Any]
    on: date
    figures: Mapping[str, str] = field(default_factory=dict)
    breached: frozenset[str] = frozenset()
    instead: tuple[Figure, ...] = ()

    def under(self, scheme: Scheme) -> Scheme:
        """The scheme with the figures of `instead`."""
        codes = {figure.code for figure in self.instead}
        kept = (figure for figure in scheme.figures if figure.code not in codes)
        return replace(scheme, figures=(*kept, *self.instead))


def conduct_examples(base: Example, scheme: Scheme) -> Iterator[Example]:
    """A case for each rule that follows from what a scheme declares of the work, drawn from one that breaches none."""
    facts = base.facts
    lead = next(member for member in facts["team"] if member["role"] == "lead")
    year = int(facts["period_from"][:4])
    changes: dict[str, dict[str, Any]] = {
        "evidence_is_on_file": {"evidence": []},
        "requests_are_answered": {"requests_open": ["E-1"]},
        "series_are_confirmed": {"series_open": ["meter.csv"]},
        "signals_are_disposed_of": {"signals_open": ["meter.csv: gap"]},
        "meters_are_compared": {"comparison_due": True},
        "evidence_is_sufficient": {"limitations": [{"about": "The meter room", "pervasive": True}]},
        "findings_are_closed": {"findings": [{"number": "F-1", "grade": "of no scheme", "open": True}]},
        "people_are_competent": {"team": [{**member, "competent": False} for member in facts["team"]]},
        "roles_are_filled": {"team": []},
        "work_is_judged_by_others": {"team": [{**member, "name": lead["name"]} for member in facts["team"]]},
        "no_critical_finding_was_made": {
            "findings": [
                {"number": "F-1", "grade": grade.code, "open": False}
                for grade in scheme.finding_grades
                if grade.refuses
            ]
        },
        "misstatements_are_immaterial": {
            "misstatements": [
                {"reference": "M-1", "amount": "1", "trigger": "fraud", "subject": _subject(base, scheme)}
            ]
        },
        "rotation_is_kept": {
            "services": [{"year": year - back, "role": "lead", "name": lead["name"]} for back in range(1, 30)]
        },
    }
    for rule in conduct.rules(scheme):
        yield replace(
            base,
            name=f"Breached: {rule.code}",
            facts={**facts, **changes[rule.code]},
            figures={},
            breached=frozenset({rule.code}),
        )


def _subject(base: Example, scheme: Scheme) -> str:
    """What the scheme judges alone, or nothing where it judges the claim as a whole."""
    if scheme.materiality is None:
        return ""
    facts = scheme.facts(base.facts)
    return next(iter(scheme.materiality.bases(replace(facts, calculation=scheme.compute(facts)))))


def varied(facts: Mapping[str, Any], **particulars: Any) -> dict[str, Any]:
    """The same facts with some particulars changed."""
    return {**facts, "particulars": {**facts["particulars"], **particulars}}
