"""What a scheme declares of the work itself: who serves, what is asked for, graded, kept, and said at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from verifier.rulebook.checklist import STATEMENT, Item
from verifier.rulebook.deadlines import Deadline
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Test
from verifier.rulebook.opinions import Meaning, Opinion, Opinions
from verifier.rulebook.rotation import Rotation
from verifier.rulebook.wording import Text

Severity = Literal["info", "minor", "major"]


class Product(StrEnum):
    """What the body gives its word in."""

    CERTIFICATE = "certificate"
    VERIFICATION_STATEMENT = "verification_statement"


class Assurance(StrEnum):
    """How far the body's word goes (ISO 14064-3): in the positive or only in the negative form."""

    REASONABLE = "reasonable"
    LIMITED = "limited"

    @property
    def label(self) -> Text:
        return _ASSURANCE[self]


_ASSURANCE = {
    Assurance.REASONABLE: Text("Reasonable assurance", "合理保证等级"),
    Assurance.LIMITED: Text("Limited assurance", "有限保证等级"),
}


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


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A grade of finding. One that blocks must be closed before issue; one that refuses has no cure.

    `days` is the code of the figure with the days given to close it before issue, `months` that of the cap in months,
    `suspended_days` that of the days a suspension may last; each is empty where there is none. One that `carries` may
    be left to the next verification.
    """

    code: str
    title: Text
    blocks: bool
    clause: str
    days: str = ""
    months: str = ""
    suspended_days: str = ""
    refuses: bool = False
    carries: bool = False


@dataclass(frozen=True, kw_only=True)
class Materiality:
    """What makes errors material. `percent` gives the code of the figure for a case, `bases` what it is a share of.

    `bases` is keyed by subject: "" where the claim is judged as a whole, else each good or part alone.
    Without `percent` there is no threshold: `test` then compares with zero.
    """

    test: Test
    bases: Callable[[ReportFacts], Mapping[str, Decimal]]
    base: Text
    unit: str
    clause: str
    percent: Callable[[ReportFacts], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long records are kept: `years` is the code of a figure; `after` the event from which they are reckoned.

    `open_ended`: the event may not come for long, so nothing is deleted until it has.
    """

    keeper: Text
    years: str
    after: Text
    clause: str
    open_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """Where the scheme asks for what every scheme asks for."""

    evidence: str
    findings: str
    people: str
    decision: str
    sufficiency: str = "ISO 14064-3 6.3.2"


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
    materiality: Text | None = None


def positive_only(clause: str, *, positive: Text | None = None, negative: Text | None = None) -> Opinions:
    """The opinions of a programme that issues on an unmodified opinion and on no other."""
    good = positive or Text("positive", "肯定结论")
    bad = negative or Text("negative", "否定结论")
    return Opinions(
        meanings={
            Opinion.UNMODIFIED: Meaning(good, issues=True, clause=clause),
            Opinion.MODIFIED: Meaning(
                Text("not issued: what limits the evidence is resolved first", "不签发：须先消除证据受限"),
                issues=False,
                clause=clause,
            ),
            Opinion.ADVERSE: Meaning(bad, issues=False, clause=clause),
            Opinion.DISCLAIMER: Meaning(
                Text("not issued: evidence could not be had", "不签发：证据无法取得"), issues=False, clause=clause
            ),
        }
    )


HISTORICAL = Text("historical", "历史数据")


@dataclass(frozen=True, kw_only=True)
class Programme:
    """How work under a scheme is done. `additions` are what its statement says beyond what every statement does.

    `signal_severities` weighs what is noticed in a meter series, by its code, where the scheme weighs it itself.
    """

    roles: tuple[Role, ...]
    evidence_kinds: tuple[EvidenceKind, ...]
    finding_grades: tuple[Grade, ...]
    clauses: Clauses
    assurance: Assurance = Assurance.REASONABLE
    data_nature: Text = HISTORICAL
    opinions: Opinions = field(default_factory=lambda: positive_only("ISO 14065; ISO 14064-3 6.3.2"))
    materiality: Materiality | None = None
    rotations: tuple[Rotation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    retentions: tuple[Retention, ...] = ()
    additions: tuple[Item, ...] = ()
    signal_severities: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def checklist(self) -> tuple[Item, ...]:
        """What a statement must say: ST01 to ST25 and the scheme's own additions, instead of those of a like code."""
        own = {item.code: item for item in self.additions}
        return (*(own.pop(item.code, item) for item in STATEMENT), *own.values())

    def grade(self, code: str) -> Grade | None:
        return next((grade for grade in self.finding_grades if grade.code == code), None)
