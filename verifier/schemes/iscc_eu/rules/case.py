"""What the rules of several documents need to know of the case."""

from datetime import date

from verifier.rulebook.facts import ReportFacts
from verifier.schemes.iscc_eu.origin import Origin

HOURLY_FROM = date(2030, 1, 1)  # CDR (EU) 2023/1184 Art. 6


def renewable_fuel(facts: ReportFacts) -> Origin | None:
    """The production, where the case is about a fuel from renewable electricity."""
    own: Origin = facts.particulars
    return own if own.is_reckoned else None


def is_hourly(facts: ReportFacts) -> bool:
    """Whether electricity is matched by the hour: from 2030, or earlier where the Member State asks for it."""
    own: Origin = facts.particulars
    return facts.period_until >= min(HOURLY_FROM, own.hourly_since or HOURLY_FROM)
