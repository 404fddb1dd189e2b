"""Worked cases: facts and what must come of them, run by one test for every scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Example:
    """Facts as JSON would give them; the digits expected, as printed in the source; the rules that must be breached.

    `figures` is keyed by the code of a result or of a step. Every rule not named in `breached` must pass.
    """

    name: str
    facts: Mapping[str, Any]
    on: date
    figures: Mapping[str, str] = field(default_factory=dict)
    breached: frozenset[str] = frozenset()


def varied(facts: Mapping[str, Any], **particulars: Any) -> dict[str, Any]:
    """The same facts with some particulars changed."""
    return {**facts, "particulars": {**facts["particulars"], **particulars}}
