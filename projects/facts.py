"""Rows to plain facts, for the rule book and for independence. Nothing here writes."""

from dataclasses import replace
from datetime import date
from typing import Any

from projects import metering, meters
from projects.independence import Candidate, Tie
from projects.models import Appointment, Engagement, Series
from projects.models.appointment import COUNTS
from projects.models.series import SeriesQuerySet
from projects.stages import DONE, FindingStage
from verifier.confirmations import queries as confirmations
from verifier.people.models import Office, User
from verifier.people.roles import Role
from verifier.rulebook import shapes
from verifier.rulebook.facts import EvidenceFact, FindingFact, Interval, MemberFact, Metered, ReportFacts, Service
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.production import Production
from verifier.rulebook.scheme import Scheme


def of(engagement: Engagement, *, on: date) -> ReportFacts:
    """What the rules of the scheme are asked about, as it stands on a day."""
    begun = _begun(engagement)
    return replace(
        begun,
        metered=_metered(engagement),
        intervals=_intervals(engagement, begun.particulars),
        series_open=tuple(str(series) for series in _series(engagement).filter(confirmed_at=None)),
        signals_open=tuple(
            f"{signal.subject}: {signal.code}"
            for signal in engagement.signals.open().select_related("series__evidence", "engagement")
        ),
        comparison_due=not meters.is_compared(engagement),
        evidence=tuple(
            EvidenceFact(kind=item.request.kind, sha256=item.sha256, received_on=item.received_at.date())
            for item in engagement.evidence.on_file().exclude(request__kind="").select_related("request")
        ),
        requests_open=tuple(str(request) for request in engagement.requests.unanswered()),
        findings=tuple(
            FindingFact(number=str(finding), grade=finding.grade, open=finding.stage != FindingStage.CLOSED)
            for finding in engagement.findings.all()
        ),
        team=_team(engagement, on),
        **_field_work(engagement),
    )


def _begun(engagement: Engagement) -> ReportFacts:
    """The case as it was applied for, and who verified what before: what is asked before anybody works on it."""
    return ReportFacts(
        scheme=engagement.scheme_code,
        kind=engagement.scheme.kind,
        period_from=engagement.period_from,
        period_until=engagement.period_until,
        particulars=engagement.scheme.read(engagement.particulars),
        services=_services(engagement),
        confirmed=confirmations.figures(engagement.scheme_code),
    )


def of_application(scheme: Scheme, own: Any, period_from: date, period_until: date) -> ReportFacts:
    """What the rules are asked about before there is a case: the particulars and the period alone."""
    return ReportFacts(
        scheme=scheme.code,
        kind=scheme.kind,
        particulars=own,
        period_from=period_from,
        period_until=period_until,
        confirmed=confirmations.figures(scheme.code),
    )


def of_data(scheme: Scheme, data: object) -> ReportFacts:
    """A whole case from plain data, for the calculator. Raises Misfit."""
    return replace(scheme.facts(data), confirmed=confirmations.figures(scheme.code))


def _metered(engagement: Engagement) -> tuple[Metered, ...]:
    """What was read, with the substitutions that lie over it."""
    return tuple(
        Metered(year=year, exported_mwh=exported, imported_mwh=imported, generated_mwh=generated, source="meter series")
        for year, exported, imported, generated in metering.by_year(engagement)
    )


def _intervals(engagement: Engagement, own: object) -> tuple[Interval, ...]:
    """The hours of a plant that makes fuel from electricity, where it is said what flows through its meters."""
    return metering.intervals(metering.contents(engagement)) if isinstance(own, Production) else ()


def _series(engagement: Engagement) -> SeriesQuerySet:
    return Series.objects.current().filter(evidence__engagement=engagement).select_related("evidence")


def _team(engagement: Engagement, on: date) -> tuple[MemberFact, ...]:
    serving = engagement.appointments.serving().select_related("person").prefetch_related("person__competences")
    return tuple(
        MemberFact(
            role=appointment.role,
            name=appointment.person.full_name,
            key=str(appointment.person_id),
            competent=any(
                competence.scheme == engagement.scheme_code
                and competence.role == appointment.role
                and competence.since <= on <= competence.until
                for competence in appointment.person.competences.all()
            ),
        )
        for appointment in serving
    )


def _field_work(engagement: Engagement) -> dict[str, Any]:
    """The team's record of its work, field by field."""
    work = engagement.field_work.read()
    return {field.name: getattr(work, field.name) for field in shapes.fields(FieldWork)}


def _services(engagement: Engagement) -> tuple[Service, ...]:
    """Who verified what of this client under this scheme before, a row for each calendar year: what rotation counts."""
    held = (
        Appointment.objects.filter(
            engagement__project__client=engagement.project.client_id,
            engagement__scheme_code=engagement.scheme_code,
            engagement__stage__in=DONE,
            role__in=(Role.LEAD, Role.VERIFIER),
            accepted_at__isnull=False,
        )
        .exclude(engagement=engagement)
        .select_related("engagement", "person")
    )
    return tuple(
        Service(
            year=year,
            role=appointment.role,
            name=appointment.person.full_name,
            key=str(appointment.person_id),
            same_project=appointment.engagement.project_id == engagement.project_id,
        )
        for appointment in held
        for year in range(appointment.engagement.period_from.year, appointment.engagement.period_until.year + 1)
    )


def to_appoint(person: User, role: Role, engagement: Engagement, *, on: date) -> ReportFacts:
    """The case as it would be with this person alone on the team: what the scheme is asked before it appoints."""
    member = MemberFact(role=role, name=person.full_name, key=str(person.pk), competent=True)
    return replace(_begun(engagement), team=(member,))


def candidate(person: User, role: Role, engagement: Engagement, *, on: date) -> Candidate:
    """What independence asks about a person who is to serve in a role."""
    competence = person.competences.on(on).filter(scheme=engagement.scheme_code, role=role).order_by("-until").first()
    held = Appointment.objects.filter(COUNTS, engagement=engagement, person=person).values_list("role", flat=True)
    return Candidate(
        name=person.full_name,
        holds_office=Office.objects.filter(person=person, role=role, until=None).exists(),
        competent_until=competence.until if competence else None,
        ties=tuple(
            Tie(interest.register_number, interest.get_kind_display(), interest.since, interest.until)
            for interest in person.interests.all()
        ),
        served_as=frozenset(Role(value) for value in held),
        member_of_client=engagement.project.client.members.filter(pk=person.pk).exists(),
    )
