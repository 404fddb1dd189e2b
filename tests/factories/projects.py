"""Clients, applications and cases. A case is brought to its state by the use cases, as in life."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import factory
from celery import current_app
from django.conf import settings
from django.db import transaction

from projects import comparing, measuring, quarantine
from projects.models import (
    Application,
    Client,
    Engagement,
    Evidence,
    EvidenceRequest,
    FieldWork,
    Finding,
    Likeness,
    Member,
    Reuse,
    Series,
)
from projects.stages import EvidenceStage, SeriesStage
from projects.use_cases.accept_appointment import accept_appointment
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.appoint import appoint
from projects.use_cases.close_finding import close_finding
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.dispose_of_signal import dispose_of_signal
from projects.use_cases.file_application import file_application
from projects.use_cases.map_series import map_series
from projects.use_cases.open_project import open_project
from projects.use_cases.raise_finding import raise_finding
from projects.use_cases.receive_evidence import receive_evidence
from projects.use_cases.record_field_work import record_field_work
from projects.use_cases.request_evidence import request_evidence
from tests.factories.people import UserFactory, staff
from tests.factories.worked import METER_EXPORT, PARTICULARS, PERIODS
from verifier import store
from verifier.local.papers import paper
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.store import Received

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class ClientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Client

    name = factory.Sequence(lambda n: f"客户{n}有限公司")
    name_latin = factory.Sequence(lambda n: f"Client {n} Ltd")
    register_number = factory.Sequence(lambda n: f"91150400MA0{n:07d}")
    address = "1 Plant Road, Chifeng"
    country = "CN"


@dataclass
class Case:
    """A case and its people, at whatever stage it was brought to."""

    engagement: Engagement
    people: dict[Role, User]
    client: Client

    def __getitem__(self, role: Role) -> User:
        return self.people[role]

    def fresh(self) -> Engagement:
        self.engagement.refresh_from_db()
        return self.engagement


def developer(client: Client | None = None) -> tuple[User, Client]:
    client = client or ClientFactory.create()
    person = UserFactory.create(email=factory.Sequence(lambda n: f"developer{n}@client.example"))
    Member.objects.create(client=client, person=person)
    return person, client


def application(
    *, scheme: str = "iscc_eu", by: User | None = None, client: Client | None = None, **changed: Any
) -> Application:
    """An application that waits to be opened."""
    if by is None:
        by, client = developer(client)
    first, last = PERIODS[scheme]
    asked: dict[str, Any] = {
        "scheme": scheme,
        "title": "Chifeng ammonia",
        "title_zh": "赤峰绿氨",
        "country": "CN",
        "site": "Chifeng, Inner Mongolia",
        "technology": "Electrolysis on wind and solar",
        "period_from": first,
        "period_until": last,
        "particulars": PARTICULARS[scheme],
        "disclosure": "None",
    }
    assert client is not None
    return file_application(client_id=client.pk, by=by, at=NOW, **(asked | changed))


def opened(*, scheme: str = "iscc_eu", **changed: Any) -> Case:
    """A case at the enquiry, with its coordinator and its developer."""
    coordinator = staff(Role.COORDINATOR)
    filed = application(scheme=scheme, **changed)
    engagement = open_project(application_id=filed.pk, by=coordinator, at=NOW)
    return Case(engagement, {Role.COORDINATOR: coordinator, Role.DEVELOPER: filed.filed_by}, filed.client)


def accepted(**changed: Any) -> Case:
    case = opened(**changed)
    accept_engagement(engagement_id=case.engagement.pk, by=case[Role.COORDINATOR], at=NOW)
    return case


def serve(case: Case, role: Role, person: User | None = None) -> User:
    """Appoint somebody fit, who accepts."""
    person = person or staff(role)
    offer = appoint(engagement_id=case.engagement.pk, person_id=person.pk, role=role, by=case[Role.COORDINATOR], at=NOW)
    accept_appointment(appointment_id=offer.pk, declares_no_conflict=True, by=person, at=NOW)
    case.people[role] = person
    return person


def staffed(**changed: Any) -> Case:
    """A case under way, with the six roles filled."""
    case = accepted(**changed)
    for role in (Role.LEAD, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER, Role.OBSERVER):
        serve(case, role)
    case.fresh()
    return case


def file(content: bytes, name: str) -> Received:
    """A file as the door hands it over."""
    path = Path(mkdtemp()) / "received"
    path.write_bytes(content)
    return Received(path=path, name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def ask(case: Case, kind: str, *, due_on: date | None = None) -> EvidenceRequest:
    return request_evidence(
        engagement_id=case.engagement.pk,
        kind=kind,
        note="The whole period, please.",
        due_on=due_on or (NOW + timedelta(days=14)).date(),
        by=case[Role.LEAD],
        at=NOW,
    )


def send(
    case: Case, request: EvidenceRequest, content: bytes | None = None, name: str = "evidence.pdf", **more: Any
) -> Evidence:
    """A file that came in and is on file."""
    with _left_to_a_worker():
        came = received(case, request, content, name, **more)
    return shelved(came)


@contextmanager
def _left_to_a_worker() -> Iterator[None]:
    """A task that is queued here is not run in this process: opening each file takes half a second."""
    current_app.conf.task_always_eager = False
    try:
        yield
    finally:
        current_app.conf.task_always_eager = settings.CELERY_TASK_ALWAYS_EAGER


def received(
    case: Case, request: EvidenceRequest, content: bytes | None = None, name: str = "evidence.pdf", **more: Any
) -> Evidence:
    """A file that came in and lies in quarantine, unless its worker has run already."""
    if content is None:
        content = paper("Evidence", f"{request.kind or request.title} of {case.engagement}")
    return receive_evidence(request_id=request.pk, file=file(content, name), by=case[Role.DEVELOPER], at=NOW, **more)


def meter_export(case: Case) -> bytes:
    """Of a meter that no other case has: the same file in two cases would be held."""
    return METER_EXPORT[case.engagement.scheme_code].replace(",M1,", f",{case.engagement},").encode()


def shelved(evidence: Evidence) -> Evidence:
    """As the worker leaves it, without the time that opening it takes. A worker that is at it already is waited for."""
    with transaction.atomic():
        evidence = Evidence.objects.locked().get(pk=evidence.pk)
        if evidence.stage == EvidenceStage.QUARANTINED:
            store.keep(store.quarantined(evidence.pk), evidence.sha256)
            media = evidence.name.rpartition(".")[2]
            evidence.shelve(EvidenceStage.ON_FILE, media=media, digest={}, scan="", at=NOW)
            quarantine.begin_series(evidence)
    store.discard(evidence.pk)
    return evidence


def held(case: Case, request: EvidenceRequest, *, other: Case | None = None) -> Evidence:
    """A file that has its content in common with one of another case, and waits for a look."""
    other = other or staffed()
    content = paper(f"Known to {other.engagement}")
    known = send(other, ask(other, "other"), content)
    evidence = received(case, request, content)
    evidence.refresh_from_db()
    if evidence.stage == EvidenceStage.QUARANTINED:
        Reuse.objects.create(evidence=evidence, other=known, kind=Likeness.CONTENT)
        store.keep(store.quarantined(evidence.pk), evidence.sha256)
        evidence.shelve(EvidenceStage.HELD, media="pdf", digest={}, scan="", at=NOW)
    return evidence


def _read(series: Series) -> None:
    """Read it. A worker that is at it already is waited for."""
    measuring.measure(series.pk, at=NOW)
    for _try in range(600):
        if not Series.objects.filter(pk=series.pk, stage=SeriesStage.WAITING).exists():
            return
        time.sleep(0.05)


def measured(case: Case, evidence: Evidence, **said: Any) -> Series:
    """The series of a file, read, confirmed, and its signals disposed of. `said` goes to map_series: meter, flow ..."""
    series = evidence.readings.get()
    _read(series)
    if said:
        asked = {"mapping": {}, "zone": series.zone} | said
        series = map_series(series_id=series.pk, by=case[Role.LEAD], at=NOW, **asked)
        _read(series)
    confirm_series(series_id=series.pk, by=case[Role.LEAD], at=NOW)
    comparing.compare(case.engagement.pk, at=NOW)
    for signal in case.engagement.signals.open():
        dispose_of_signal(signal_id=signal.pk, verdict="explained", reason="Seen on site.", by=case[Role.LEAD], at=NOW)
    series.refresh_from_db()
    return series


WORK: dict[str, Any] = {"visits": [{"on": "2026-10-05", "kind": "physical", "place": "The site", "persons": 2}]}


def worked(case: Case, **work: Any) -> FieldWork:
    """The team's record of its work: a visit by two, and whatever else."""
    return record_field_work(engagement_id=case.engagement.pk, work=WORK | work, by=case[Role.LEAD], at=NOW)


def evidenced(*, examined: bool = False, **changed: Any) -> Case:
    """A case with everything the scheme requires received, the meter series read, the site visited.

    `examined`: each file was opened, too, where the test commits.
    """
    come = received if examined else send
    case = staffed(**changed)
    worked(case)
    case.fresh()
    for kind in case.engagement.scheme.evidence_kinds:
        if kind.required:
            request = ask(case, kind.code)
            if kind.series:
                measured(case, come(case, request, meter_export(case), "meter.csv"))
            else:
                come(case, request)
    return case


def found(case: Case, *, grade: str | None = None) -> Finding:
    return raise_finding(
        engagement_id=case.engagement.pk,
        grade=grade or next(grade.code for grade in case.engagement.scheme.finding_grades if grade.blocks),
        title="Invoice is missing",
        text="The invoice of 12 September is not among the documents.",
        clause="Art. 15",
        by=case[Role.LEAD],
        at=NOW,
    )


def settled(case: Case) -> Finding:
    """A finding raised, answered and closed."""
    finding = found(case)
    answer_finding(finding_id=finding.pk, text="It is attached now.", by=case[Role.DEVELOPER], at=NOW)
    return close_finding(finding_id=finding.pk, text="Seen and in order.", by=case[Role.LEAD], at=NOW)
