"""A scheme: everything that one set of rules asks, computes, allows and says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import localcontext
from functools import cached_property
from typing import Any

from verifier.rulebook import conduct, particulars
from verifier.rulebook import facts as case_facts
from verifier.rulebook.facts import CaseFacts, ReportFacts
from verifier.rulebook.figures import Figure, FigureBook
from verifier.rulebook.materiality import Weighed
from verifier.rulebook.opinions import Ground, Opinion
from verifier.rulebook.programme import Edition, Grade, Product, Programme, StatementWording
from verifier.rulebook.quantities import CONTEXT, last_day
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Answer, Breach, Gate, Rule, breaches_in
from verifier.rulebook.wording import Text

UNCONFIRMED = Text(
    "{name}: {sure}. Two people of this body must confirm it from its document before anything is issued.",
    "{name}：{sure}。须由本机构两人依据原始文件确认后方可签发。",
)
NO_EDITION = Text(
    "No edition of the scheme was in force on this day; the first began on {since}.",
    "该日无生效的体系版本；首个版本自 {since} 起生效。",
)


@dataclass(frozen=True, kw_only=True)
class Scheme(Programme):
    """One set of rules, whole. `number_format` takes body, number, year and own (the particulars).

    `rules` are the scheme's own; `all_rules` has those besides that follow from what it declares of the work.
    """

    code: str
    title: Text
    owner: Text
    family: str
    kind: Product
    editions: tuple[Edition, ...]
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

    def figures_on(self, on: date, confirmed: tuple[Figure, ...] = ()) -> FigureBook:
        """The figures in force on a day, those that the body confirmed in the place of those shipped."""
        return FigureBook(self.figures, on=on, confirmed=confirmed)

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        return (*self.rules, *conduct.rules(self))

    def days_to_close(self, grade: Grade, on: date, confirmed: tuple[Figure, ...] = ()) -> int | None:
        """The days that a finding of this grade may take, None where there is no limit or it is not known."""
        value = self.figures_on(on, confirmed).of(grade.days).value if grade.days else None
        return None if value is None else int(value)

    def unconfirmed(self, facts: ReportFacts) -> tuple[Breach, ...]:
        """The figures on which nothing is issued until the body has confirmed them: from memory, or unknown."""
        return tuple(
            Breach(
                figure.code,
                UNCONFIRMED.format(name=figure.name, sure=figure.sure.label),
                clause=figure.clause,
            )
            for figure in self.figures_on(facts.period_until, facts.confirmed)
            if figure.sure.holds
        )

    def compute(self, facts: ReportFacts) -> Calculation:
        """The figures of the report, from the facts alone, with the figures in force on the period's last day.

        Raises Misfit where no edition of the scheme was in force on that day.
        """
        return self._computed(facts).calculation

    def ask(self, facts: ReportFacts, gate: Gate | None, on: date) -> tuple[Answer, ...]:
        """Every rule in force on `on` at the gate (all gates when None), asked of facts computed anew."""
        facts = self._computed(facts)
        with localcontext(CONTEXT):
            return tuple(
                Answer(rule, rule.ask(facts))
                for rule in self.all_rules
                if rule.in_force(on) and (gate is None or gate in rule.gates)
            )

    def breaches(self, facts: ReportFacts, gate: Gate, on: date) -> tuple[Breach, ...]:
        """What the rules in force on `on` find wrong at the gate; empty is a pass."""
        return breaches_in(self.ask(facts, gate, on))

    def wording(self, facts: ReportFacts) -> StatementWording:
        """The words of the certificate or statement on these facts."""
        facts = self._computed(facts)
        with localcontext(CONTEXT):
            return self.worded(replace(facts, opinion=self._reached(facts)))

    def number(self, sequence: int, *, body: str, year: int, own: object = None) -> str:
        """The number of a document: `sequence` is gap-free per scheme, `body` the code its owner gave the body.

        `own` are the particulars of the case, for schemes that number by what they say.
        """
        return self.number_format.format(body=body, number=sequence, year=year, own=own)

    def valid_until(self, valid_from: date) -> date | None:
        """The last day of validity; None where the document does not expire."""
        if self.validity_months is None:
            return None
        return last_day(valid_from, self.validity_months)

    def opinion(self, facts: ReportFacts, asked: tuple[Answer, ...] | None = None) -> Opinion:
        """The opinion to which the facts lead; `opinions.meanings` has the scheme's own word for it.

        What breaches a rule of the scheme's own at submission is a grave matter. `asked` are the answers of those rules
        where they are at hand; else the rules in force on the period's last day are asked.
        """
        facts = self._computed(facts)
        with localcontext(CONTEXT):
            return self._reached(facts, asked)

    def weighed(self, facts: ReportFacts) -> tuple[Weighed, ...]:
        """The misstatements on record against the scheme's threshold."""
        with localcontext(CONTEXT):
            return conduct.weigh(self._computed(facts), self)

    def _computed(self, facts: ReportFacts) -> ReportFacts:
        """The facts with the figures in force and what follows. Raises Misfit where no edition was in force."""
        if self.edition(facts.period_until) is None:
            raise particulars.Misfit({"period_until": NO_EDITION.format(since=self.editions[0].since.isoformat())})
        facts = replace(facts, figures=self.figures_on(facts.period_until, facts.confirmed))
        with localcontext(CONTEXT):
            return replace(facts, calculation=self.computing(facts))

    def _reached(self, facts: ReportFacts, asked: tuple[Answer, ...] | None = None) -> Opinion:
        own = {one.code: one for one in self.rules if Gate.SUBMIT in one.gates}
        if asked is None:
            asked = tuple(Answer(one, one.ask(facts)) for one in own.values() if one.in_force(facts.period_until))
        breached = (
            Ground(about=answer.rule.words, grave=True)
            for answer in asked
            if answer.rule.code in own and not answer.passed
        )
        return self.opinions.reached((*conduct.grounds(facts, self), *breached))
