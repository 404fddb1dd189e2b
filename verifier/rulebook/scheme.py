"""A scheme: everything that one set of rules asks, computes, allows and says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import localcontext
from enum import StrEnum
from typing import Any

from verifier.rulebook import facts as case_facts
from verifier.rulebook import particulars
from verifier.rulebook.facts import CaseFacts, ReportFacts
from verifier.rulebook.figures import Figure, FigureBook
from verifier.rulebook.quantities import CONTEXT, months_after
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Answer, Breach, Gate, Rule, breaches_in
from verifier.rulebook.wording import Text

NO_EDITION = Text(
    "No edition of the scheme was in force on this day; the first began on {since}.",
    "该日无生效的体系版本；首个版本自 {since} 起生效。",
)


class Product(StrEnum):
    """What the body gives its word in."""

    CERTIFICATE = "certificate"
    VERIFICATION_STATEMENT = "verification_statement"


@dataclass(frozen=True)
class Edition:
    """A dated version of the scheme's texts."""

    code: str
    title: Text
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Role:
    """The scheme's word for a role of the body; a required one must be filled before issue."""

    code: str
    title: Text
    required: bool = True


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of evidence; a required one must be on file before a report is submitted.

    A file of a kind that is a `series` is read as meter readings.
    """

    code: str
    title: Text
    required: bool
    series: bool = False


@dataclass(frozen=True)
class Grade:
    """A grade of finding. One that blocks must be closed before issue; `days` is the time given to close it."""

    code: str
    title: Text
    blocks: bool
    days: int | None
    clause: str


@dataclass(frozen=True)
class Paragraph:
    heading: Text
    text: Text


@dataclass(frozen=True)
class StatementWording:
    """What the document says in words. `materiality` is None where the scheme has no numeric threshold."""

    title: Text
    opinion: Text
    paragraphs: tuple[Paragraph, ...]
    assurance: Text
    materiality: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One set of rules, whole. `number_format` takes body, number and year; `validity_months` None is no expiry."""

    code: str
    title: Text
    owner: Text
    family: str
    kind: Product
    editions: tuple[Edition, ...]
    roles: tuple[Role, ...]
    evidence_kinds: tuple[EvidenceKind, ...]
    finding_grades: tuple[Grade, ...]
    number_format: str
    validity_months: int | None
    particulars: type
    figures: tuple[Figure, ...]
    rules: tuple[Rule, ...]
    computing: Callable[[ReportFacts], Calculation]
    worded: Callable[[ReportFacts], StatementWording]

    def read(self, data: object) -> Any:
        """The particulars from plain data. Raises Misfit."""
        return particulars.read(self.particulars, data)

    def dump(self, own: object) -> dict[str, Any]:
        """Particulars as plain data, exact; `read` takes them back."""
        return particulars.dump(own)

    def facts(self, data: object) -> ReportFacts:
        """A whole case from plain data, particulars under "particulars". Raises Misfit."""
        return case_facts.read(data, scheme=self.code, kind=self.kind, shape=self.particulars)

    def schema(self) -> dict[str, Any]:
        """The JSON schema of what `facts` takes."""
        shape = particulars.json_schema(CaseFacts)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title.en,
            **shape,
            "required": [*shape["required"], "particulars"],
            "properties": {**shape["properties"], "particulars": particulars.json_schema(self.particulars)},
        }

    def edition(self, on: date) -> Edition | None:
        """The edition in force on a day."""
        for edition in self.editions:
            if edition.since <= on and (edition.until is None or on <= edition.until):
                return edition
        return None

    def reads_series(self, kind: str) -> bool:
        """Whether a file of this kind of evidence is read as meter readings."""
        return any(known.code == kind and known.series for known in self.evidence_kinds)

    def figures_on(self, on: date) -> FigureBook:
        return FigureBook(self.figures, on=on)

    def compute(self, facts: ReportFacts) -> Calculation:
        """The figures of the report, from the facts alone, with the figures in force on the period's last day.

        Raises Misfit where no edition of the scheme was in force on that day.
        """
        if self.edition(facts.period_until) is None:
            raise particulars.Misfit({"period_until": NO_EDITION.format(since=self.editions[0].since.isoformat())})
        with localcontext(CONTEXT):
            return self.computing(replace(facts, figures=self.figures_on(facts.period_until)))

    def ask(self, facts: ReportFacts, gate: Gate | None, on: date) -> tuple[Answer, ...]:
        """Every rule in force on `on` at the gate (all gates when None), asked of facts computed anew."""
        facts = self._computed(facts)
        with localcontext(CONTEXT):
            return tuple(
                Answer(rule, rule.ask(facts))
                for rule in self.rules
                if rule.in_force(on) and (gate is None or gate in rule.gates)
            )

    def breaches(self, facts: ReportFacts, gate: Gate, on: date) -> tuple[Breach, ...]:
        """What the rules in force on `on` find wrong at the gate; empty is a pass."""
        return breaches_in(self.ask(facts, gate, on))

    def wording(self, facts: ReportFacts) -> StatementWording:
        """The words of the certificate or statement on these facts."""
        with localcontext(CONTEXT):
            return self.worded(self._computed(facts))

    def number(self, sequence: int, *, body: str, year: int) -> str:
        """The number of a document: `sequence` is gap-free per scheme, `body` the code its owner gave the body."""
        return self.number_format.format(body=body, number=sequence, year=year)

    def valid_until(self, valid_from: date) -> date | None:
        """The last day of validity; None where the document does not expire."""
        if self.validity_months is None:
            return None
        return months_after(valid_from, self.validity_months) - timedelta(days=1)

    def _computed(self, facts: ReportFacts) -> ReportFacts:
        return replace(facts, figures=self.figures_on(facts.period_until), calculation=self.compute(facts))
