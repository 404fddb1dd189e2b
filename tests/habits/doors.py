"""Every address of the product, who may read it and who may act there. A new address is one more line."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from projects.models import Engagement
from projects.web.particulars import Sheet
from tests.factories.confirmations import first
from tests.factories.projects import PDF
from tests.factories.worked import AMMONIA
from tests.habits import evidence_doors, series_doors, upload_doors
from tests.habits.door import (
    ALL,
    BODY,
    CASE,
    CERTIFIER,
    CLIENT,
    COORDINATOR,
    COORDINATORS,
    LEAD,
    OFFICES,
    PUBLISHERS,
    REVIEWER,
    SECOND,
    SENDERS,
    SIGNED_IN,
    TEAM,
    Door,
    Form,
    says,
)
from tests.habits.world import World
from verifier.desk.forms import DayField
from verifier.rulebook.fieldwork import FieldWork
from verifier.schemes.iscc_eu.examples.base import AMMONIA as FACTS


def later() -> date:
    return timezone.localdate() + timedelta(days=7)


def paper(_world: World) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("paper.pdf", PDF + b"% by the matrix\n%%EOF\n", content_type="application/pdf")}


def corrected() -> dict[str, Any]:
    return AMMONIA | {"nitrous_oxide_kg": "51"}


def typed(shape: type, particulars: dict[str, Any], *, prefix: str = "particulars") -> dict[str, Any]:
    """Particulars as a browser sends the form of them."""

    def boxes(form: forms.Form) -> Iterator[tuple[str, str]]:
        for name, kind in form.fields.items():
            value = form[name].value()
            yield form[name].html_name + ("_day" if isinstance(kind, DayField) else ""), str(value or "")
        if hasattr(form, "sheets"):
            yield f"{form.prefix}-rows", str(len(form.sheets))

    return {name: text for form in Sheet(shape, prefix=prefix, initial=particulars).forms for name, text in boxes(form)}


def applied(world: World) -> dict[str, Any]:
    return {
        "title": "A new plant",
        "country": "CN",
        "site": "Chifeng",
        "technology": "Electrolysis",
        "disclosure": "none",
        "client": world.things["client"].pk,
        "client_id": world.things["client"].pk,
        "scheme": "iscc_eu",
        "period_from": "2026-09-01",
        "period_until": "2026-09-30",
    }


def applied_on_paper(world: World) -> dict[str, Any]:
    shape = world.things["under_way"].scheme.particulars
    days = {"period_from_day": "2026-09-01", "period_until_day": "2026-09-30"}
    return applied(world) | days | typed(shape, AMMONIA)


def calculated(world: World) -> dict[str, Any]:
    days = {"case-period_from_day": FACTS["period_from"], "case-period_until_day": FACTS["period_until"]}
    return days | typed(world.things["under_way"].scheme.particulars, AMMONIA)


def corrected_on_paper(world: World) -> dict[str, Any]:
    engagement = world.things["under_way"]
    reason = {"reason": "Read anew.", "seen": engagement.version}
    return typed(engagement.scheme.particulars, corrected()) | reason


def worked_on_paper(world: World) -> dict[str, Any]:
    return typed(FieldWork, WORK, prefix="work") | {"seen": world.things["under_way"].version}


def seen(thing: str, **form: Any) -> Form:
    """A form of a page, with the version of the case on it."""

    def fill(world: World) -> dict[str, Any]:
        subject = world.things[thing]
        case = Engagement.objects.get(pk=getattr(subject, "engagement", subject).pk)
        return {"seen": case.version, **form}

    return fill


def remark(thing: str, prefix: str) -> Form:
    return lambda world: {f"{prefix}-{world.things[thing].number}-text": "So it is."}


WORK = {"visits": [{"on": "2026-10-02", "kind": "physical", "place": "The meter room", "persons": 2}]}


def read_on_paper(world: World) -> dict[str, Any]:
    code = first("iscc_eu").figure
    figure = {"figure": code, f"{code}-value": "1", f"{code}-clause": "3.4", f"{code}-since_day": "2020-01-01"}
    return paper(world) | {"title": "A standard", "edition": "1", **figure}


def read(world: World) -> dict[str, Any]:
    figure = {"figure": first("iscc_eu").figure, "value": "1", "clause": "3.4", "since": "2020-01-01"}
    return paper(world) | {"title": "A standard", "edition": "1", "figures": json.dumps([figure])}


FINDING = {"grade": "minor", "title": "Page missing", "text": "Page 2 is missing.", "clause": "Art. 15"}
REVIEW = {"text": "Complete and sound."}

SHELL = {
    "home": Door(reads=ALL),
    "set_language": Door(acts=ALL, sends=says(language="zh-hans"), leaves=False),
    "livez": Door(reads=ALL),
    "readyz": Door(reads=ALL),
    "schema": Door(reads=SIGNED_IN),
    "api_docs": Door(reads=SIGNED_IN),
}

PAGES = {
    "projects:applications": Door(reads=SIGNED_IN),
    "projects:apply": Door(reads=SIGNED_IN),
    "projects:apply_scheme": Door("scheme", reads=SIGNED_IN, acts=CLIENT, sends=applied_on_paper),
    "projects:application": Door("filed", reads=CLIENT | COORDINATORS),
    "projects:open_project": Door("filed", acts=COORDINATORS),
    "projects:calculators": Door(reads=SIGNED_IN),
    "projects:calculator": Door("scheme", reads=SIGNED_IN, acts=SIGNED_IN, sends=calculated, leaves=False),
    "projects:cases": Door(reads=SIGNED_IN),
    "projects:case": Door("under_way", reads=CASE),
    "projects:accept": Door("enquiry", acts=COORDINATOR, sends=seen("enquiry")),
    "projects:decline": Door("enquiry", acts=COORDINATOR, sends=seen("enquiry", reason="Not ours.")),
    "projects:people": Door(
        "under_way",
        reads=CASE,
        acts=COORDINATOR,
        sends=lambda world: {"choice": f"verifier:{world.people['other verifier'].pk}"},
    ),
    "projects:appointment": Door("serving", reads=CASE),
    "projects:accept_appointment": Door("offer", acts=frozenset({"verifier"}), sends=says(declares_no_conflict="on")),
    "projects:decline_appointment": Door("offer", acts=frozenset({"verifier"}), sends=says(reason="No time.")),
    "projects:stand_down": Door("serving", reads=CASE, acts=COORDINATOR | {"verifier"}, sends=says(reason="On leave.")),
    "projects:particulars": Door("under_way", reads=CASE),
    "projects:correct": Door("under_way", reads=TEAM, acts=TEAM, sends=corrected_on_paper),
    "projects:field_work": Door("under_way", reads=BODY),
    "projects:record_field_work": Door("under_way", reads=TEAM, acts=TEAM, sends=worked_on_paper),
    "projects:evidence": Door("under_way", reads=CASE),
    "projects:request": Door(
        "under_way", acts=TEAM, sends=lambda _world: {"kind": "mass_balance", "due_on_day": later().isoformat()}
    ),
    "projects:send": Door("request", reads=SENDERS, acts=SENDERS, sends=lambda world: paper(world) | {"zone": "UTC"}),
    "projects:receipt": Door("evidence", reads=CASE),
    "projects:receipt_json": Door("evidence", reads=CASE),
    "projects:download": Door("evidence", reads=CASE),
    **evidence_doors.PAGES,
    **series_doors.PAGES,
    **upload_doors.PAGES,
    "projects:findings": Door("under_way", reads=CASE),
    "projects:raise": Door("under_way", acts=TEAM, sends=says(**FINDING)),
    "projects:answer": Door("found", acts=CLIENT, sends=remark("found", "answer")),
    "projects:return": Door("answered", acts=TEAM, sends=remark("answered", "assess")),
    "projects:close": Door("answered", acts=TEAM, sends=remark("answered", "assess")),
    "confirmations:schemes": Door(reads=OFFICES),
    "confirmations:scheme": Door("scheme", reads=OFFICES),
    "confirmations:read": Door("scheme", reads=OFFICES, acts=OFFICES, sends=read_on_paper),
    "confirmations:confirmation": Door("confirmation", reads=OFFICES),
    "confirmations:countersign": Door("confirmation", acts=SECOND),
    "confirmations:refuse": Door("confirmation", acts=SECOND, sends=says(reason="It does not say so.")),
    "confirmations:download": Door("confirmation", reads=OFFICES),
    "reports:report": Door("under_way", reads=CASE),
    "reports:draft": Door("under_way", acts=TEAM, sends=says(summary="All was examined.")),
    "reports:ask": Door("draft", acts=TEAM, sends=says(gate="submit")),
    "reports:submit": Door("drafted", acts=LEAD, sends=seen("drafted")),
    "reports:return": Door("submitted", acts=REVIEWER, sends=seen("submitted", **REVIEW)),
    "reports:pass": Door("submitted", acts=REVIEWER, sends=seen("submitted", **REVIEW)),
    "reports:decide": Door("passed", acts=CERTIFIER, sends=seen("passed", verdict="issue", text="Issue.")),
    "reports:approve": Door("decided", reads=CERTIFIER, acts=CERTIFIER, sends=seen("decided")),
    "reports:made": Door("signed", reads=CASE),
    "reports:document": Door("signed", reads=CASE),
    "reports:publish": Door("signed", acts=PUBLISHERS),
    "reports:withdraw": Door("published", acts=CERTIFIER, sends=says(reason="A meter was wrong.")),
    "reports:register": Door(reads=ALL),
    "reports:verify": Door("published.public_id", reads=ALL, acts=ALL, sends=paper, leaves=False),
    "reports:verify_pdf": Door("published.public_id", reads=ALL),
    "reports:verify_json": Door("published.public_id", reads=ALL),
    "reports:seals": Door(reads=ALL),
    "reports:seals_json": Door(reads=ALL),
}

PROGRAMS = {
    "projects_api:me": Door(reads=SIGNED_IN),
    "projects_api:schemes": Door(reads=SIGNED_IN),
    "projects_api:scheme": Door("scheme", reads=SIGNED_IN),
    "projects_api:assessment": Door("scheme", acts=SIGNED_IN, sends=says(**FACTS), leaves=False),
    "projects_api:applications": Door(
        reads=SIGNED_IN, acts=CLIENT, sends=lambda world: applied(world) | {"particulars": AMMONIA}
    ),
    "projects_api:application": Door("filed", reads=CLIENT | COORDINATORS),
    "projects_api:open_project": Door("filed", acts=COORDINATORS),
    "projects_api:engagements": Door(reads=SIGNED_IN),
    "projects_api:engagement": Door("under_way", reads=CASE),
    "projects_api:accept_engagement": Door("enquiry", acts=COORDINATOR),
    "projects_api:decline_engagement": Door("enquiry", acts=COORDINATOR, sends=says(reason="Not ours.")),
    "projects_api:particulars": Door(
        "under_way",
        acts=TEAM,
        method="PUT",
        sends=lambda _world: {"particulars": corrected(), "reason": "Read anew."},
    ),
    "projects_api:field_work": Door("under_way", reads=BODY, acts=TEAM, sends=says(work=WORK)),
    "projects_api:events": Door("under_way", reads=CASE),
    "projects_api:team": Door(
        "under_way",
        reads=CASE,
        acts=COORDINATOR,
        sends=lambda world: {"person_id": world.people["other verifier"].pk, "role": "verifier"},
    ),
    "projects_api:eligible": Door("under_way", reads=COORDINATOR),
    "projects_api:appointments": Door(reads=SIGNED_IN),
    "projects_api:accept_appointment": Door(
        "offer", acts=frozenset({"verifier"}), sends=says(declares_no_conflict=True)
    ),
    "projects_api:decline_appointment": Door("offer", acts=frozenset({"verifier"}), sends=says(reason="No time.")),
    "projects_api:end_appointment": Door("serving", acts=COORDINATOR | {"verifier"}, sends=says(reason="On leave.")),
    "projects_api:requests": Door(
        "under_way",
        reads=CASE,
        acts=TEAM,
        sends=lambda _world: {"kind": "mass_balance", "due_on": later().isoformat()},
    ),
    "projects_api:send_file": Door("request", acts=SENDERS, sends=paper),
    "projects_api:all_evidence": Door("under_way", reads=CASE),
    "projects_api:evidence": Door("evidence", reads=CASE),
    "projects_api:content": Door("evidence", reads=CASE),
    **evidence_doors.PROGRAMS,
    **series_doors.PROGRAMS,
    **upload_doors.PROGRAMS,
    "projects_api:findings": Door("under_way", reads=CASE, acts=TEAM, sends=says(**FINDING)),
    "projects_api:finding": Door("found", reads=CASE),
    "projects_api:answer_finding": Door("found", acts=CLIENT, sends=says(text="Here it is.")),
    "projects_api:return_answer": Door("answered", acts=TEAM, sends=says(text="Not yet.")),
    "projects_api:close_finding": Door("answered", acts=TEAM, sends=says(text="Seen.")),
    "confirmations_api:schemes": Door(reads=OFFICES),
    "confirmations_api:figures": Door("scheme", reads=OFFICES),
    "confirmations_api:confirmations": Door("scheme", reads=OFFICES, acts=OFFICES, sends=read),
    "confirmations_api:confirmation": Door("confirmation", reads=OFFICES),
    "confirmations_api:content": Door("confirmation", reads=OFFICES),
    "confirmations_api:countersign": Door("confirmation", acts=SECOND),
    "confirmations_api:refuse": Door("confirmation", acts=SECOND, sends=says(reason="It does not say so.")),
    "reports_api:case_report": Door(
        "under_way", reads=BODY, acts=TEAM, method="PUT", sends=says(summary="All was examined.")
    ),
    "reports_api:report": Door("draft", reads=BODY),
    "reports_api:checks": Door("draft", reads=BODY, acts=TEAM, sends=says(gate="submit")),
    "reports_api:submission": Door("drafted", acts=LEAD),
    "reports_api:review": Door("submitted", acts=REVIEWER, sends=says(verdict="passed", **REVIEW)),
    "reports_api:decision": Door("passed", acts=CERTIFIER, sends=says(verdict="issue", text="Issue.")),
    "reports_api:issuance": Door("decided", acts=CERTIFIER),
    "reports_api:statement": Door("signed", reads=CASE),
    "reports_api:document": Door("signed", reads=CASE),
    "reports_api:publication": Door("signed", acts=PUBLISHERS),
    "reports_api:withdrawal": Door("published", acts=CERTIFIER, sends=says(reason="A meter was wrong.")),
    "reports_api:register": Door(reads=ALL),
    "reports_api:entry": Door("published.public_id", reads=ALL),
    "reports_api:seals": Door(reads=ALL),
}

TABLE = SHELL | PAGES | PROGRAMS

# Signing in, the second factor, sessions: allauth's own, one group.
GROUPS = ("accounts/",)

# Coordinators open every case, so they see every application (not the cases that others coordinate).
OFFICE_SEES = {"home", "projects:applications", "projects_api:applications", "projects_api:me"}
