"""Rows to plain data: what goes before the rules, into the dossier and into the statement. Nothing here writes."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from projects import facts as case_facts
from projects.models import Engagement, Evidence, Finding, Series
from reports.models import Report, Statement
from verifier.errors import HeldBack
from verifier.people.roles import Role
from verifier.rulebook import checklist, particulars, shapes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.programme import StatementWording
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Breach
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.trail.models import Seal

ROLE_WORDS = {
    Role.LEAD: Text("Lead verifier", "核查组长"),
    Role.VERIFIER: Text("Verifier", "核查员"),
    Role.REVIEWER: Text("Independent reviewer", "技术复核人"),
    Role.CERTIFIER: Text("Certifier", "认证决定人"),
}


def of(report: Report, *, on: date) -> ReportFacts:
    """What the rules are asked about a report, as it stands on a day."""
    return case_facts.of(report.engagement, on=on)


def calculation(engagement: Engagement, *, on: date) -> Calculation:
    """What the scheme computes from the case as it stands; nothing is typed in."""
    return engagement.scheme.compute(case_facts.of(engagement, on=on))


def dossier(report: Report) -> dict[str, Any]:
    """All that the review and the decision rest on, as plain data: keys and hashes, no names."""
    engagement = report.engagement
    return {
        "engagement": str(engagement.pk),
        "report": str(report.pk),
        "scheme": engagement.scheme_code,
        "period": [engagement.period_from.isoformat(), engagement.period_until.isoformat()],
        "parties": hash_of(_parties(engagement)),
        "particulars": engagement.particulars,
        "field_work": particulars.dump(engagement.field_work.read()),
        "evidence": sorted([item.request.kind, item.sha256] for item in _evidence(engagement)),
        "series": _series(engagement),
        "signals": _signals(engagement),
        "findings": [[finding.number, finding.grade, finding.stage] for finding in engagement.findings.all()],
        "calculation": report.calculation,
        "summary": report.summary,
    }


def hash_of(data: dict[str, Any]) -> str:
    """SHA-256 over the data as JSON with sorted keys, in hexadecimal."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def departures(report: Report, found: ReportFacts) -> Iterator[Breach]:
    """Where the case, of which `found` are the facts, no longer is what was reviewed and decided on."""
    if hash_of(dossier(report)) != report.dossier_sha256:
        yield Breach(
            str(report),
            Text(
                "The case is no longer what was decided on: its dossier has another hash. It must be reviewed again.",
                "项目内容与作出决定时不一致：档案哈希已改变，须重新复核。",
            ),
            "ISO/IEC 17029 9.7.1",
        )
    # A figure that the body has confirmed since is read in another clause: the same numbers are the same figures.
    if report.scheme.compute(found).numbers != Calculation.load(report.calculation).numbers:
        yield Breach(
            str(report),
            Text(
                "The figures computed now are not those that were decided on. They must be reviewed again.",
                "现在计算的数值与作出决定时不一致，须重新复核。",
            ),
            "ISO/IEC 17029 9.7.1",
        )


def statement_body(statement: Statement, found: ReportFacts) -> dict[str, Any]:
    """The statement as plain data: what is rendered, attached, signed and shown (ISO 14064-3, ISO/IEC 17029 9.7.2)."""
    report, at = statement.report, statement.approved_at
    engagement = report.engagement
    scheme = engagement.scheme
    edition = scheme.edition(engagement.period_until)
    return {
        "format": "verifier.statement/1",
        "number": statement.number,
        "revision": 1,
        "kind": str(scheme.kind),
        "scheme": {
            "code": scheme.code,
            "title": scheme.title._asdict(),
            "edition": edition.title.en if edition else "",
            "owner": scheme.owner.en,
        },
        "body": {name: settings.BODY[name] for name in ("name", "address", "accreditation")},
        **_parties(engagement),
        "period": {"from": engagement.period_from.isoformat(), "until": engagement.period_until.isoformat()},
        "validity": _validity(statement),
        **said(scheme, found),
        **report.calculation,
        "rules": _rules(scheme, found, at.date()),
        "evidence": [_file(scheme, item) for item in _evidence(engagement)],
        "findings": [_finding(scheme, finding) for finding in engagement.findings.all()],
        "people": _people(report),
        "review": {"by": report.review.by.full_name, "at": report.review.at.isoformat(timespec="seconds")},
        "decision": {"by": report.decision.by.full_name, "at": report.decision.at.isoformat(timespec="seconds")},
        "issued": {
            "by": statement.approved_by.full_name,
            "at": at.isoformat(timespec="seconds"),
            "on": at.date().isoformat(),
        },
        "figures": [_figure(figure) for figure in scheme.figures_on(engagement.period_until, found.confirmed)],
        "dossier_sha256": report.dossier_sha256,
        "trail": _trail(),
        "verify_url": f"{settings.PUBLIC_ADDRESS}/c/{statement.public_id}",
    }


def complete(scheme: Scheme, body: dict[str, Any]) -> dict[str, Any]:
    """The body, if it says all that a statement under the scheme must. Raises HeldBack, naming what it does not."""
    if missing := tuple(checklist.missing(scheme.checklist, body)):
        reasons = tuple(Breach(item.code, _NOT_SAID.format(item=item.title), item.clause) for item in missing)
        raise HeldBack(
            _("The statement does not say all it must."), mend=_("Record what is named first."), reasons=reasons
        )
    return body


_NOT_SAID = Text("The statement would not say: {item}.", "声明将缺少：{item}。")


def said(scheme: Scheme, found: ReportFacts) -> dict[str, Any]:
    """What the scheme has the statement say on these facts, and what the team recorded of its work."""
    reached = scheme.opinion(found)
    work = {field.name: particulars.plain(getattr(found, field.name)) for field in shapes.fields(FieldWork)}
    return {
        **_wording(scheme.wording(found)),
        "assurance": scheme.assurance.label._asdict(),
        "data_nature": scheme.data_nature._asdict(),
        "opinion_reached": {"kind": str(reached), "words": scheme.opinions.meanings[reached].text._asdict()},
        "visits": work["visits"],
        "misstatements": work["misstatements"],
        "limitations": work["limitations"],
        "sampling": {"claims": work["claims_sampled"], "wrong": work["claims_wrong"]},
        "notice": {
            "from": work["notice_from"],
            "until": work["notice_until"],
            "comments_answered": work["comments_answered"],
        },
    }


def _wording(wording: StatementWording) -> dict[str, Any]:
    return {
        "wording": {
            "title": wording.title._asdict(),
            "opinion": wording.opinion._asdict(),
            "paragraphs": [
                {"heading": part.heading._asdict(), "text": part.text._asdict()} for part in wording.paragraphs
            ],
        },
        "materiality": wording.materiality._asdict() if wording.materiality else None,
    }


def _validity(statement: Statement) -> dict[str, str] | None:
    if statement.valid_from is None or statement.valid_until is None:
        return None
    return {"from": statement.valid_from.isoformat(), "until": statement.valid_until.isoformat()}


def _parties(engagement: Engagement) -> dict[str, Any]:
    project, client = engagement.project, engagement.project.client
    return {
        "client": {
            "name": client.name,
            "name_latin": client.name_latin,
            "register_number": client.register_number,
            "address": client.address,
            "country": client.country,
        },
        "project": {
            "title": project.title,
            "title_zh": project.title_zh,
            "country": project.country,
            "site": project.site,
            "technology": project.technology,
        },
        "engagement": engagement.number,
    }


def _rules(scheme: Scheme, found: ReportFacts, on: date) -> list[dict[str, Any]]:
    return [
        {
            "code": answer.rule.code,
            "clause": answer.rule.clause,
            "words": answer.rule.words._asdict(),
            "passed": answer.passed,
        }
        for answer in scheme.ask(found, None, on)
    ]


def _evidence(engagement: Engagement) -> QuerySet[Evidence]:
    return engagement.evidence.on_file().select_related("request")


def _series(engagement: Engagement) -> list[dict[str, Any]]:
    """What was read and confirmed, by its hash, and each layer of values put over it."""
    rows = Series.objects.confirmed().filter(evidence__engagement=engagement).order_by("sha256", "pk")
    return [
        {
            "sha256": series.sha256,
            "mapping": series.mapping,
            "source": series.source,
            "substitutions": [
                [layer.meter, layer.starts_at.isoformat(), layer.ends_at.isoformat(), layer.method, str(layer.amount)]
                for layer in series.substitutions.all()
            ],
        }
        for series in rows.prefetch_related("substitutions")
    ]


def _signals(engagement: Engagement) -> list[list[str | None]]:
    """What was made of each signal in the series and between the meters."""
    rows = engagement.signals.current().order_by("pk").select_related("series").prefetch_related("dispositions")
    return [
        [one.series.sha256 if one.series else "", one.code, one.disposition.verdict if one.disposition else None]
        for one in rows
    ]


def _file(scheme: Scheme, item: Evidence) -> dict[str, Any]:
    return {
        "name": item.name,
        "kind": item.request.wording(scheme)._asdict(),
        "sha256": item.sha256,
        "size": str(item.size),
        "received_at": item.received_at.isoformat(timespec="seconds"),
    }


def _finding(scheme: Scheme, finding: Finding) -> dict[str, Any]:
    grade = next(grade.title for grade in scheme.finding_grades if grade.code == finding.grade)
    return {
        "number": str(finding),
        "grade": grade._asdict(),
        "title": finding.title,
        "raised_on": finding.raised_at.date().isoformat(),
        "closed_on": finding.closed_at.date().isoformat() if finding.closed_at else "",
    }


def _people(report: Report) -> list[dict[str, Any]]:
    """Who did the work, reviewed and decided: all who served on the team up to submission, whoever serves today."""
    team = report.engagement.appointments.filter(
        role__in=[Role.LEAD, Role.VERIFIER], accepted_at__lte=report.submitted_at
    ).select_related("person")
    served = [(Role(appointment.role), appointment.person) for appointment in team]
    judged = [(Role.REVIEWER, report.review.by), (Role.CERTIFIER, report.decision.by)]
    return [
        {"role": ROLE_WORDS[role]._asdict(), "name": person.full_name, "name_latin": person.name_latin}
        for role, person in (*served, *judged)
    ]


def _figure(figure: Any) -> dict[str, Any]:
    return {
        "name": figure.name._asdict(),
        "value": "" if figure.value is None else format(figure.value, "f"),
        "unit": figure.unit,
        "clause": figure.clause,
        "sure": figure.sure.label._asdict(),
    }


def _trail() -> dict[str, str] | None:
    """The newest published root of the trail: printed, it lets a stranger hold us to our history."""
    seal = Seal.objects.order_by("-pk").first()
    return {"root": bytes(seal.hash).hex(), "sealed_at": seal.at.isoformat(timespec="seconds")} if seal else None
