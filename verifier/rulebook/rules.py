"""A rule is a generator over facts: it yields what is wrong, and silence is a pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.wording import Text

Check = Callable[[ReportFacts], Iterator["Breach"]]


class Gate(StrEnum):
    """The steps of a case at which rules are asked."""

    APPLY = "apply"
    ACCEPT = "accept"
    APPOINT = "appoint"
    SUBMIT = "submit"
    DECIDE = "decide"
    ISSUE = "issue"
    TRANSFER = "transfer"


# At which steps a rule is asked depends on which facts it needs: those of the application, of the people, of the draft,
# or of what was judged.
INTAKE = (Gate.APPLY, Gate.ACCEPT, Gate.SUBMIT, Gate.ISSUE)
THROUGHOUT = (Gate.ACCEPT, Gate.SUBMIT, Gate.ISSUE)
SERVING = (Gate.ACCEPT, Gate.APPOINT, Gate.SUBMIT, Gate.ISSUE)
DRAFTED = (Gate.SUBMIT, Gate.ISSUE)
JUDGED = (Gate.SUBMIT, Gate.DECIDE, Gate.ISSUE)


@dataclass(frozen=True)
class Breach:
    """One thing that is wrong: what it is about, the matter and what would mend it.

    `clause` and `rule` (the rule's code) are filled in when the rule is asked.
    """

    subject: str
    message: Text
    clause: str = ""
    rule: str = ""

    def dump(self) -> dict[str, object]:
        return {
            "subject": self.subject,
            "message": self.message._asdict(),
            "clause": self.clause,
            "rule": self.rule,
        }


@dataclass(frozen=True)
class Rule:
    """One clause: when it holds, at which gates it is asked, its plain words, and the check itself."""

    code: str
    clause: str
    gates: tuple[Gate, ...]
    words: Text
    check: Check
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def ask(self, facts: ReportFacts) -> tuple[Breach, ...]:
        """Everything this rule finds wrong, each breach bearing the rule's clause and code."""
        return tuple(
            replace(breach, clause=breach.clause or self.clause, rule=self.code) for breach in self.check(facts)
        )


@dataclass(frozen=True)
class Answer:
    """What a rule said when it was asked."""

    rule: Rule
    breaches: tuple[Breach, ...]

    @property
    def passed(self) -> bool:
        return not self.breaches

    def dump(self) -> dict[str, object]:
        return {
            "code": self.rule.code,
            "clause": self.rule.clause,
            "gates": [str(gate) for gate in self.rule.gates],
            "words": self.rule.words._asdict(),
            "passed": self.passed,
            "breaches": [breach.dump() for breach in self.breaches],
        }


def rule(
    clause: str,
    *,
    gate: Gate | tuple[Gate, ...],
    zh: str,
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Check], Rule]:
    """Turn a generator function into a Rule: its name is the code, its docstring the clause in plain English words."""
    gates = gate if isinstance(gate, tuple) else (gate,)

    def declare(check: Check) -> Rule:
        name, words = getattr(check, "__name__", ""), check.__doc__
        if not words:
            raise TypeError(f"The rule {name} needs a docstring: its clause in plain words.")
        plain = " ".join(words.split())
        return Rule(code=name, clause=clause, gates=gates, words=Text(plain, zh), check=check, since=since, until=until)

    return declare


def rules_of(namespace: Mapping[str, object]) -> tuple[Rule, ...]:
    """The rules of a module, in the order in which they are written: `rules_of(vars(rules))`."""
    return tuple(thing for thing in namespace.values() if isinstance(thing, Rule))


def breaches_in(answers: Iterable[Answer]) -> tuple[Breach, ...]:
    """All breaches of `answers`, in order."""
    return tuple(breach for answer in answers for breach in answer.breaches)
