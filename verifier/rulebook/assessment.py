"""Everything that comes of one set of facts: the figures, the answers of the rules, and what follows from both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from verifier.rulebook.deadlines import DueDate, due_dates, trigger_days
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.materiality import Weighed
from verifier.rulebook.opinions import Meaning, Opinion
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Answer, Gate
from verifier.rulebook.scheme import Scheme

FIRM = frozenset({Sureness.READ, Sureness.COMPUTED, Sureness.DESIGN, Sureness.CONFIRMED})


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """`answers` are those of every rule that was asked; `weighed` is empty where no misstatement is on record."""

    scheme: Scheme
    facts: ReportFacts
    on: date
    calculation: Calculation
    answers: tuple[Answer, ...]
    opinion: Opinion
    weighed: tuple[Weighed, ...]

    @property
    def meaning(self) -> Meaning:
        """The scheme's own word for the opinion."""
        return self.scheme.opinions.meanings[self.opinion]

    @property
    def breached(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if not answer.passed)

    @property
    def of_the_claim(self) -> tuple[Answer, ...]:
        """The answers of the scheme's own rules, those that were breached first."""
        own = {rule.code for rule in self.scheme.rules}
        return tuple(sorted((one for one in self.answers if one.rule.code in own), key=lambda one: one.passed))

    @property
    def of_the_work(self) -> tuple[Answer, ...]:
        """The answers of the rules that every scheme asks of the work: evidence, findings, people."""
        own = {rule.code for rule in self.scheme.rules}
        return tuple(one for one in self.answers if one.rule.code not in own)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(self.scheme.figures_on(self.facts.period_until, self.facts.confirmed))

    @property
    def unverified(self) -> tuple[Figure, ...]:
        """The figures that nobody read in the scheme's text, computed, set or confirmed."""
        return tuple(figure for figure in self.figures if figure.sure not in FIRM)

    @property
    def due(self) -> tuple[DueDate, ...]:
        """The scheme's time limits, with their days as far as the facts know what they run from."""
        return tuple(due_dates(self.scheme.deadlines, trigger_days(self.facts.period_until, self.facts)))

    def dump(self) -> dict[str, Any]:
        """Plain data, every number a string, exact."""
        edition = self.scheme.edition(self.facts.period_until)
        return {
            "scheme": self.scheme.code,
            "edition": edition.code if edition else None,
            "on": self.on.isoformat(),
            "period": [self.facts.period_from.isoformat(), self.facts.period_until.isoformat()],
            **self.calculation.dump(),
            "opinion": {"kind": str(self.opinion), **self.meaning.dump()},
            "weighed": [one.dump() for one in self.weighed],
            "due": [one.dump() for one in self.due],
            "rules": [answer.dump() for answer in self.answers],
            "breached": [answer.rule.code for answer in self.breached],
            "figures": [figure.dump() for figure in self.figures],
        }


def assess(scheme: Scheme, facts: ReportFacts, *, on: date, gate: Gate | None = None) -> Assessment:
    """Compute, ask the rules in force on `on` (those of one gate, or all), and draw what follows.

    Raises Misfit where the facts cannot be computed.
    """
    answers = scheme.ask(facts, gate, on)
    return Assessment(
        scheme=scheme,
        facts=facts,
        on=on,
        calculation=scheme.compute(facts),
        answers=answers,
        opinion=scheme.opinion(facts, answers if gate in (None, Gate.SUBMIT) else None),
        weighed=scheme.weighed(facts) if facts.misstatements else (),
    )
