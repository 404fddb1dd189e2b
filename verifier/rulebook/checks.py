"""What the rules of several schemes ask in the same way; each rule cites its own scheme's clause for it."""

from collections.abc import Iterable, Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import Breach
from verifier.rulebook.scheme import EvidenceKind, Grade, Role
from verifier.rulebook.wording import Text


def evidence_on_file(facts: ReportFacts, kinds: Iterable[EvidenceKind]) -> Iterator[Breach]:
    """Every required kind of evidence has been received."""
    received = {item.kind for item in facts.evidence}
    for kind in kinds:
        if kind.required and kind.code not in received:
            yield Breach(
                kind.code,
                Text(
                    "No file of this kind is on record: {kind}. Request it and receive it.",
                    "未收到此类证据：{kind}。请要求并接收。",
                ).format(kind=kind.title),
            )


def requests_answered(facts: ReportFacts) -> Iterator[Breach]:
    """No request for evidence is left open."""
    for request in facts.requests_open:
        yield Breach(
            request,
            Text(
                "The request {request} has no answer yet. Receive the evidence or withdraw the request.",
                "证据要求 {request} 尚未答复。请接收证据或撤回要求。",
            ).format(request=request),
        )


def findings_closed(facts: ReportFacts, grades: Iterable[Grade]) -> Iterator[Breach]:
    """No finding is open whose grade blocks. A grade the scheme does not know blocks too."""
    known = {grade.code: grade for grade in grades}
    for finding in facts.findings:
        grade = known.get(finding.grade)
        if finding.open and (grade is None or grade.blocks):
            yield Breach(
                finding.number,
                Text(
                    "Finding {number} ({grade}) is still open. Answer it and close it first.",
                    "发现项 {number}({grade})尚未关闭。请先答复并关闭。",
                ).format(number=finding.number, grade=grade.title if grade else finding.grade),
                clause=grade.clause if grade else "",
            )


def roles_filled(facts: ReportFacts, roles: Iterable[Role]) -> Iterator[Breach]:
    """Each of the required roles is filled."""
    serving = {member.role for member in facts.team}
    for role in roles:
        if role.required and role.code not in serving:
            yield Breach(
                role.code,
                Text("Nobody serves as {role}. Appoint somebody.", "无人担任{role}。请予任命。").format(
                    role=role.title
                ),
            )


def people_competent(facts: ReportFacts, roles: Iterable[Role]) -> Iterator[Breach]:
    """Whoever serves in one of the scheme's roles is competent for it today."""
    titles = {role.code: role.title for role in roles}
    for member in facts.team:
        if member.role in titles and not member.competent:
            yield Breach(
                member.name,
                Text(
                    "{name} is not shown to be competent as {role} under this scheme. "
                    "Record the competence with its evidence, or appoint somebody else.",
                    "未能证明 {name} 具备本体系{role}的能力。请登记能力及其证据，或另行任命。",
                ).format(name=member.name, role=titles[member.role]),
            )
