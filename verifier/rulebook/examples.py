"""Worked cases: facts and what must come of them, run by one test for every scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

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


def varied(facts: Mapping[str, Any], **particulars: Any) -> dict[str, Any]:
    """The same facts with some particulars changed."""
    return {**facts, "particulars": {**facts["particulars"], **particulars}}
