"""What every scheme asks of the work in the same way, each under its own clause: rules drawn from what it declares."""

from collections.abc import Callable, Iterator

from verifier.rulebook import evidence_rules, materiality
from verifier.rulebook.facts import MemberFact, ReportFacts, same_person
from verifier.rulebook.fieldwork import Limitation, Misstatement
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.materiality import Weighed
from verifier.rulebook.opinions import Ground
from verifier.rulebook.programme import Programme
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.rotation import Rotation, Whose, is_free
from verifier.rulebook.rules import DRAFTED, JUDGED, SERVING, Breach, Check, Gate, Rule
from verifier.rulebook.wording import Text


def rules(programme: Programme) -> tuple[Rule, ...]:
    """The rules that follow from a scheme's declarations."""
    return tuple(_rules(programme))


def _rules(programme: Programme) -> Iterator[Rule]:
    clauses = programme.clauses
    for code, clause, gates, words, check in (
        ("evidence_is_on_file", clauses.evidence, DRAFTED, evidence_rules.EVIDENCE, evidence_rules.evidence_on_file),
        ("requests_are_answered", clauses.evidence, DRAFTED, evidence_rules.REQUESTS, evidence_rules.requests_answered),
        ("series_are_confirmed", clauses.evidence, DRAFTED, evidence_rules.SERIES, evidence_rules.series_confirmed),
        (
            "signals_are_disposed_of",
            clauses.evidence,
            DRAFTED,
            evidence_rules.SIGNALS,
            evidence_rules.signals_disposed_of,
        ),
        ("meters_are_compared", clauses.evidence, DRAFTED, evidence_rules.COMPARED, evidence_rules.meters_compared),
        ("evidence_is_sufficient", clauses.sufficiency, DRAFTED, _SUFFICIENT, evidence_sufficient),
        ("findings_are_closed", clauses.findings, JUDGED, _FINDINGS, findings_closed),
        ("people_are_competent", clauses.people, JUDGED, _PEOPLE, people_competent),
        ("roles_are_filled", clauses.decision, (Gate.ISSUE,), _ROLES, roles_filled),
        ("work_is_judged_by_others", clauses.decision, JUDGED, _OTHERS, judged_by_others),
    ):
        yield Rule(code=code, clause=clause, gates=gates, words=words, check=_bound(check, programme))
    if any(grade.refuses for grade in programme.finding_grades):
        yield Rule(
            code="no_critical_finding_was_made",
            clause=clauses.findings,
            gates=(Gate.DECIDE, Gate.ISSUE),
            words=_NO_CURE,
            check=_bound(nothing_beyond_cure, programme),
        )
    if programme.materiality is not None:
        yield Rule(
            code="misstatements_are_immaterial",
            clause=programme.materiality.clause,
            gates=DRAFTED,
            words=_MATERIAL,
            check=_bound(misstatements_immaterial, programme),
        )
    if programme.rotations:
        yield Rule(
            code="rotation_is_kept",
            clause="; ".join(dict.fromkeys(one.clause for one in programme.rotations)),
            gates=SERVING,
            words=_ROTATION,
            check=_bound(rotation_kept, programme),
        )


def _bound(check: Callable[[ReportFacts, Programme], Iterator[Breach]], programme: Programme) -> Check:
    return lambda facts: check(facts, programme)


_SUFFICIENT = Text(
    "The evidence is sufficient: what could not be seen does not stand in the way of the opinion.",
    "证据充分：无法取得的证据不妨碍出具意见。",
)
_FINDINGS = Text("Every finding that blocks is closed first.", "所有阻止签发的发现项均已关闭。")
_PEOPLE = Text("Whoever serves is competent for it.", "承担职责的人员均具备相应能力。")
_ROLES = Text("Every role that must be filled has been filled.", "必需职责均已有人担任。")
_OTHERS = Text(
    "Whoever reviews or decides did no part of the work; one person may do both of these.",
    "复核人与决定人均未参与该项工作；复核与决定可由同一人承担。",
)
_NO_CURE = Text(
    "After a finding that has no cure nothing is issued, whether it was answered or not.",
    "存在不可补救的发现项的，不论是否已答复，均不予签发。",
)
_MATERIAL = Text(
    "Misstatements that are not corrected are not material, alone or together.", "未更正错报单独或合计均不重大。"
)
_ROTATION = Text("Nobody serves the same client for longer than is allowed.", "对同一客户的连续服务不超过允许期限。")


def evidence_sufficient(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    """A limit stands in the way where the programme issues nothing on the opinion that it leads to."""
    for limit in facts.limitations:
        meaning = programme.opinions.meanings[programme.opinions.reached((_limit(limit),))]
        if not meaning.issues:
            yield Breach(
                limit.about,
                Text(
                    "This could not be seen, and the opinion would be: {opinion}. Obtain it, or refuse.",
                    "该证据无法取得，意见将为：{opinion}。请取得证据，或不予签发。",
                ).format(opinion=meaning.text),
            )


def findings_closed(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    """No finding is open whose grade blocks. A grade the scheme does not know blocks too."""
    for finding in facts.findings:
        grade = programme.grade(finding.grade)
        if not finding.open:
            continue
        if grade is None:
            yield Breach(
                finding.number,
                Text(
                    "Finding {number} is open, and the scheme has no grade {grade}. Grade it anew, then close it.",
                    "发现项 {number} 尚未关闭，且本体系无“{grade}”等级。请重新定级并关闭。",
                ).format(number=finding.number, grade=finding.grade),
            )
        elif grade.blocks:
            yield Breach(
                finding.number,
                Text(
                    "Finding {number} ({grade}) is still open. Answer it and close it first.",
                    "发现项 {number}（{grade}）尚未关闭。请先答复并关闭。",
                ).format(number=finding.number, grade=grade.title),
                clause=grade.clause,
            )


def nothing_beyond_cure(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    for finding in facts.findings:
        grade = programme.grade(finding.grade)
        if grade is not None and grade.refuses:
            yield Breach(
                finding.number,
                Text(
                    "Finding {number} ({grade}) has no cure. Nothing can be issued on this work.",
                    "发现项 {number}（{grade}）不可补救。不得据此签发。",
                ).format(number=finding.number, grade=grade.title),
            )


def roles_filled(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    serving = {member.role for member in facts.team}
    for role in programme.roles:
        if role.required and role.code not in serving:
            yield Breach(
                role.code,
                Text("Nobody serves as {role}. Appoint somebody.", "无人担任{role}。请予任命。").format(
                    role=role.title
                ),
            )


def judged_by_others(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    titles = {role.code: role.title for role in programme.roles}
    worked = [member for member in facts.team if member.role in _WORKING]
    for member in facts.team:
        if member.role in _JUDGING and any(same_person(other, member) for other in worked):
            yield Breach(
                member.name,
                Text(
                    "{name} did the work and serves as {role} too. Appoint somebody else as {role}.",
                    "{name} 参与了该项工作，又担任{role}。请另行任命{role}。",
                ).format(name=member.name, role=titles.get(member.role, member.role)),
            )


_WORKING, _JUDGING = ("lead", "verifier"), ("reviewer", "certifier")


def people_competent(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    titles = {role.code: role.title for role in programme.roles}
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


def misstatements_immaterial(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    judged = () if programme.materiality is None else tuple(programme.materiality.bases(facts))
    for weighed in weigh(facts, programme):
        if weighed.material and weighed.subject not in judged:
            yield Breach(weighed.subject or "misstatements", _NOT_JUDGED.format(subjects=", ".join(judged)))
            continue
        for ground in weighed.grounds:
            yield Breach(
                weighed.subject or "misstatements",
                Text("{ground} Correct the claim.", "{ground}请更正申报。").format(ground=ground),
            )


_NOT_JUDGED = Text(
    "An error is on record of nothing that is judged here. Give as what it concerns one of: {subjects}.",
    "所记错报未指明评判对象。请将所涉对象填为下列之一：{subjects}。",
)


def weigh(facts: ReportFacts, programme: Programme) -> tuple[Weighed, ...]:
    """The misstatements on record against the scheme's threshold, for the whole or for each subject alone."""
    return tuple(weighed for weighed, _ in _weighed(facts, programme))


def _weighed(facts: ReportFacts, programme: Programme) -> Iterator[tuple[Weighed, list[Misstatement]]]:
    """What is judged alone, with its errors. A claim judged as a whole takes them all, whatever they concern."""
    asked = programme.materiality
    if asked is None:
        return
    percent = None if asked.percent is None else facts.figures[asked.percent(facts)]
    bases = asked.bases(facts)
    rows: dict[str, list[Misstatement]] = {subject: [] for subject in bases}
    for row in facts.misstatements:
        rows.setdefault("" if set(bases) == {""} else row.subject, []).append(row)
    for subject, found in rows.items():
        base = bases.get(subject, ZERO)
        yield materiality.weigh(found, asked.test, base=base, percent=percent, subject=subject), found


def grounds(facts: ReportFacts, programme: Programme) -> Iterator[Ground]:
    """What speaks against an unmodified opinion: limits, material errors, open findings, and what is small."""
    for limit in facts.limitations:
        yield _limit(limit)
    for weighed, rows in _weighed(facts, programme):
        pervasive = any(row.pervasive and not row.corrected for row in rows)
        for ground in weighed.grounds:
            yield Ground(about=ground, grave=True, pervasive=pervasive)
        if weighed.gross and not weighed.material:
            yield Ground(about=Text("Immaterial misstatements remain.", "尚有不重大的错报。"))
    for finding in facts.findings:
        grade = programme.grade(finding.grade)
        beyond_cure = grade is not None and grade.refuses
        if finding.open or beyond_cure:
            yield Ground(about=_as_is(finding.number), grave=grade is None or grade.blocks or beyond_cure)


def _limit(limit: Limitation) -> Ground:
    return Ground(about=_as_is(limit.about), limits=True, pervasive=limit.pervasive)


def _as_is(said: str) -> Text:
    return Text(said, said)


def rotation_kept(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    for rotation in programme.rotations:
        for member in _counted(facts, rotation):
            yield from _rotation_objections(facts, rotation, member)


def _counted(facts: ReportFacts, rotation: Rotation) -> Iterator[MemberFact | None]:
    """Whose years are counted: the leader's, everybody's on the team, or the body's own (None)."""
    if rotation.whose is Whose.BODY:
        yield None
        return
    roles = ("lead",) if rotation.whose is Whose.LEAD else ("lead", "verifier")
    yield from (member for member in facts.team if member.role in roles)


def _rotation_objections(facts: ReportFacts, rotation: Rotation, member: MemberFact | None) -> Iterator[Breach]:
    """What the scheme says against one more verification by this person, or by the body where there is none."""
    most, rest = int(facts.figures[rotation.most]), _rest(facts.figures, rotation.rest)
    served = {
        service.year
        for service in facts.services
        if (
            member is None
            or (same_person(service, member) and (rotation.whose is Whose.TEAM or service.role == "lead"))
        )
        and (service.same_project or not rotation.of_project)
    }
    for year in range(facts.period_from.year, facts.period_until.year + 1):
        if not is_free(served, year, most=most, rest=rest, consecutive=rotation.consecutive):
            yield Breach(
                member.name if member else "services",
                Text(
                    "{who} verified this client for {most} years; for {year} somebody else must serve{rest}.",
                    "{who}对该客户的核查已达 {most} 年；{year} 年须由其他人员或机构承担{rest}。",
                ).format(
                    who=member.name if member else Text("This body", "本机构"),
                    most=most,
                    year=year,
                    rest=""
                    if rest is None
                    else Text(", until {rest} years are past", "，须间隔 {rest} 年").format(rest=rest),
                ),
                clause=rotation.clause,
            )
            return
        served |= {year}


def _rest(figures: FigureBook, code: str) -> int | None:
    value = figures.of(code).value
    return None if value is None else int(value)
