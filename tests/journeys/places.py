"""Where every page of the product can be seen: cases at each stage, who looks at one, and the address."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from projects import arriving
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.appoint import appoint
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.pin_comment import pin_comment
from projects.use_cases.return_evidence import return_evidence
from reports.models import Decision
from reports.use_cases.ask_rules import ask_rules
from reports.use_cases.decide import decide
from reports.use_cases.pass_report import pass_report
from reports.use_cases.withdraw_statement import withdraw_statement
from tests.factories import confirmations
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.people import staff
from tests.factories.projects import NOW, Case
from tests.factories.worked import TOO_MUCH_GRID
from tests.journeys import series_places
from tests.projects.web import files
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate
from verifier.trail.sealing import seal_trail

REPORT, CASE = "reports:report", "projects:case"


class Place(NamedTuple):
    """`role` looks, of the case at `stage`, or nobody who is known; the address names `thing`, which may be nothing."""

    stage: str
    role: Role | None
    url: str
    thing: str = "case"
    status: int = 200


PLACES = {
    "welcome": Place("draft", None, "home", ""),
    "sign in": Place("draft", None, "account_login", ""),
    "home": Place("draft", Role.LEAD, "home", ""),
    "second factor": Place("draft", Role.LEAD, "mfa_index", ""),
    "sessions": Place("draft", Role.DEVELOPER, "usersessions_list", ""),
    "applications": Place("draft", Role.DEVELOPER, "projects:applications", ""),
    "choice of a scheme": Place("draft", Role.DEVELOPER, "projects:apply", ""),
    "form of a scheme": Place("draft", Role.DEVELOPER, "projects:apply_scheme", "scheme"),
    "calculator": Place("draft", Role.DEVELOPER, "projects:calculators", ""),
    "calculator of a scheme": Place("draft", Role.LEAD, "projects:calculator", "scheme"),
    "application": Place("enquiry", Role.COORDINATOR, "projects:application", "application"),
    "cases": Place("draft", Role.LEAD, "projects:cases", ""),
    "case, to be accepted": Place("enquiry", Role.COORDINATOR, CASE),
    "people": Place("accepted", Role.COORDINATOR, "projects:people"),
    "appointment": Place("accepted", Role.VERIFIER, "projects:appointment", "offer"),
    "standing down": Place("accepted", Role.VERIFIER, "projects:stand_down", "offer"),
    "case, under way": Place("draft", Role.LEAD, CASE),
    "particulars": Place("draft", Role.LEAD, "projects:particulars"),
    "correction": Place("draft", Role.LEAD, "projects:correct"),
    "field work": Place("draft", Role.LEAD, "projects:field_work"),
    "field work, being recorded": Place("draft", Role.LEAD, "projects:record_field_work"),
    "evidence": Place("draft", Role.LEAD, "projects:evidence"),
    "evidence, owed": Place("draft", Role.DEVELOPER, "projects:evidence"),
    "request, to be judged": Place("draft", Role.LEAD, "projects:asked", "judged"),
    "request, sent back": Place("draft", Role.DEVELOPER, "projects:asked", "returned"),
    "held file": Place("draft", Role.LEAD, "projects:held", "held"),
    "preview of a paper": Place("draft", Role.LEAD, "projects:preview", "paper"),
    "preview of a table": Place("draft", Role.LEAD, "projects:preview", "file"),
    "preview of a picture": Place("draft", Role.DEVELOPER, "projects:preview", "photo"),
    "sending": Place("draft", Role.DEVELOPER, "projects:send", "request"),
    "refusal": Place("draft", Role.OBSERVER, "projects:send", "request", 403),
    "receipt": Place("draft", Role.DEVELOPER, "projects:receipt", "file"),
    "series": Place("draft", Role.LEAD, "projects:series", "series"),
    "series, to be confirmed": Place("draft", Role.DEVELOPER, "projects:series", "unconfirmed"),
    "series, being read": Place("draft", Role.LEAD, "projects:series", "being_read"),
    "series, what the file is": Place("draft", Role.LEAD, "projects:map_series", "unconfirmed"),
    "series, as tables": Place("draft", Role.OBSERVER, "projects:series_tables", "series"),
    "series, corrections": Place("draft", Role.LEAD, "projects:substitutions", "unconfirmed"),
    "meters": Place("draft", Role.LEAD, "projects:meters"),
    "recalculation": Place("draft", Role.LEAD, "projects:recalculation"),
    "misstatement, being recorded": Place("draft", Role.LEAD, "projects:record_misstatement"),
    "findings, to be answered": Place("found", Role.DEVELOPER, "projects:findings"),
    "findings, to be assessed": Place("draft", Role.LEAD, "projects:findings"),
    "report, drafted": Place("draft", Role.LEAD, REPORT),
    "report, to be reviewed": Place("submitted", Role.REVIEWER, REPORT),
    "report, to be decided": Place("passed", Role.CERTIFIER, REPORT),
    "approval": Place("decided", Role.CERTIFIER, "reports:approve", "report"),
    "report, published": Place("published", Role.CERTIFIER, REPORT),
    "report, withdrawn": Place("withdrawn", Role.OBSERVER, REPORT),
    "figures": Place("draft", Role.LEAD, "confirmations:schemes", ""),
    "figures of a scheme": Place("draft", Role.LEAD, "confirmations:scheme", "scheme"),
    "figures, being read": Place("draft", Role.VERIFIER, "confirmations:read", "unread"),
    "figure, to be countersigned": Place("draft", Role.REVIEWER, "confirmations:confirmation", "waiting"),
    "figure, countersigned": Place("draft", Role.LEAD, "confirmations:confirmation", "countersigned"),
    "report, held back by figures": Place("held", Role.CERTIFIER, REPORT),
    "approval, held back by figures": Place("held", Role.CERTIFIER, "reports:approve", "report"),
    "register": Place("published", None, "reports:register", ""),
    "statement, valid": Place("published", None, "reports:verify", "public_id"),
    "statement, withdrawn": Place("withdrawn", None, "reports:verify", "public_id"),
    "statement, unknown": Place("draft", None, "reports:verify", "public_id", 404),
    "seals": Place("draft", None, "reports:seals", ""),
}


@dataclass
class World:
    """`cases` by stage; `things`, by stage, that addresses name."""

    cases: dict[str, Case] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, stage: str, case: Case, **things: object) -> Case:
        self.cases[stage], self.things[stage] = case, {"case": case.engagement.pk, **things}
        return case

    def reader(self, place: Place) -> User | None:
        return self.cases[place.stage][place.role] if place.role else None

    def address(self, place: Place) -> str:
        return reverse(place.url, args=[self.things[place.stage][place.thing]] if place.thing else [])


def build() -> World:
    """By the use cases, documents and all."""
    world = World()
    case = made.opened()
    world.add("enquiry", case, application=made.application(title="Another plant").pk)
    _offered(world, made.accepted())
    made.found(world.add("found", made.staffed(scheme="vcs")))
    _draft(world, made.evidenced(examined=True, particulars=TOO_MUCH_GRID))
    world.add("submitted", written.submitted()[0])
    world.add("passed", written.passed()[0])
    case, report = written.submitted(scheme="vcs")
    pass_report(report_id=report.pk, text="Complete and sound.", by=case[Role.REVIEWER], at=NOW)
    decide(report_id=report.pk, verdict=Decision.Verdict.ISSUE, text="Issue.", by=case[Role.CERTIFIER], at=NOW)
    world.add("held", case, report=report.pk)
    case, report = written.decided()
    world.add("decided", case, report=report.pk)
    case, statement = written.published()
    world.add("published", case, public_id=statement.public_id)
    case, statement = written.published()
    world.add("withdrawn", case, public_id=statement.public_id)
    withdraw_statement(statement_id=statement.pk, reason="Issued in error.", by=case[Role.CERTIFIER], at=NOW)
    seal_trail(at=NOW)
    return world


def _offered(world: World, case: Case) -> None:
    case.people[Role.VERIFIER] = person = staff(Role.VERIFIER)
    offer = appoint(
        engagement_id=case.engagement.pk, person_id=person.pk, role=Role.VERIFIER, by=case[Role.COORDINATOR], at=NOW
    )
    world.add("accepted", case, offer=offer.pk)


def _draft(world: World, case: Case) -> None:
    """Nothing on its pages is empty: a correction, a request, an answer, rules that are breached."""
    meter = case.engagement.evidence.get(request__kind="meter_export")
    request = made.ask(case, "mass_balance")
    arriving.begin(request=request, name="ledger.csv", length=5_000_000, by=case[Role.DEVELOPER], at=timezone.now())
    answer_finding(
        finding_id=made.found(case).pk, text="Attached.", evidence_id=meter.pk, by=case[Role.DEVELOPER], at=NOW
    )
    made.found(case)
    correct_particulars(
        engagement_id=case.engagement.pk,
        particulars=case.fresh().particulars | {"methane_kg": "110"},
        reason="The analyser's log shows 110 kg.",
        by=case[Role.LEAD],
        at=NOW,
    )
    made.worked(
        case,
        misstatements=[
            {"reference": "M-1", "amount": "0.02", "subject": "", "source": "factual"},
            {"reference": "M-2", "amount": "-0.005", "subject": "", "corrected": True, "source": "projected"},
        ],
        limitations=[{"about": "The log of the nitrous oxide analyser for 3 September"}],
    )
    case.fresh()
    ask_rules(report_id=written.draft(case).pk, gate=Gate.SUBMIT, by=case[Role.LEAD], at=NOW)
    nobodys = "7kq2m4xn5r8tj3vwyb6hdz0pce"
    things = {"request": request.pk, "file": meter.pk, "series": meter.series.pk, "public_id": nobodys}
    things |= _looked_at(case) | series_places.things(case)
    world.add("draft", case, scheme="iscc_eu", **things, **_figures(case))


def _looked_at(case: Case) -> dict[str, object]:
    """Requests to be judged and sent back, a held file, pins on a paper and on a table."""
    lead = case[Role.LEAD]
    judged = case.engagement.requests.get(kind="single_line_diagram")
    returned = case.engagement.requests.get(kind="transport_records")
    discuss_request(request_id=judged.pk, text="变压器铭牌是否也要？", by=case[Role.DEVELOPER], at=NOW)
    return_evidence(request_id=returned.pk, text="September is missing.", by=lead, at=NOW)
    other = made.ask(case, "other")
    photo = made.received(case, other, files.photo(), "meter M-1.jpg")
    paper, meter = judged.evidence.get(), case.engagement.evidence.get(request__kind="meter_export")
    pin_comment(evidence_id=paper.pk, place={"page": 1}, text="The date is missing.", by=lead, at=NOW)
    cells = {"sheet": 1, "cells": "B2:C3"}
    pin_comment(evidence_id=meter.pk, place=cells, text="Typed in, not read?", by=lead, at=NOW)
    things = {"judged": judged, "returned": returned, "held": made.held(case, other), "paper": paper, "photo": photo}
    return {name: thing.pk for name, thing in things.items()}


def _figures(case: Case) -> dict[str, object]:
    """One confirmed, one refused, one that waits and lies ahead; and a scheme of which nothing was read."""
    read, by = confirmations.first("iscc_eu"), case[Role.LEAD]
    countersigned = confirmations.countersigned(confirmations.waiting("iscc_eu", read, by=by))
    refused = confirmations.waiting("iscc_eu", replace(read, value="1", since=date(2029, 1, 1)), by=by)
    refuse_confirmation(confirmation_id=refused.pk, reason="The table says 2.", by=case[Role.REVIEWER], at=NOW)
    waiting = confirmations.waiting("iscc_eu", replace(read, value="1.50", since=date(2030, 1, 1)), by=by)
    return {"countersigned": countersigned.pk, "waiting": waiting.pk, "unread": "vcs"}
