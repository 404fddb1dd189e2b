from django.urls import path

from projects.web import applications, calculator, cases, corrections, evidence, field_work, findings, people, series

app_name = "projects"
urlpatterns = [
    path("applications", applications.applications, name="applications"),
    path("applications/new", applications.apply, name="apply"),
    path("applications/new/<str:scheme>", applications.apply_scheme, name="apply_scheme"),
    path("applications/<uuid:application_id>", applications.application, name="application"),
    path("applications/<uuid:application_id>/open", applications.open_case, name="open_project"),
    path("calculator", calculator.calculators, name="calculators"),
    path("calculator/<str:scheme>", calculator.calculator, name="calculator"),
    path("cases", cases.cases, name="cases"),
    path("cases/<uuid:engagement_id>", cases.case, name="case"),
    path("cases/<uuid:engagement_id>/accept", cases.accept, name="accept"),
    path("cases/<uuid:engagement_id>/decline", cases.decline, name="decline"),
    path("cases/<uuid:engagement_id>/people", people.people, name="people"),
    path("appointments/<uuid:appointment_id>", people.appointment, name="appointment"),
    path("appointments/<uuid:appointment_id>/accept", people.accept, name="accept_appointment"),
    path("appointments/<uuid:appointment_id>/decline", people.decline, name="decline_appointment"),
    path("appointments/<uuid:appointment_id>/stand-down", people.stand_down, name="stand_down"),
    path("cases/<uuid:engagement_id>/field-work", field_work.field_work, name="field_work"),
    path("cases/<uuid:engagement_id>/field-work/record", field_work.record, name="record_field_work"),
    path("cases/<uuid:engagement_id>/particulars", corrections.particulars, name="particulars"),
    path("cases/<uuid:engagement_id>/particulars/correct", corrections.correct, name="correct"),
    path("cases/<uuid:engagement_id>/evidence", evidence.evidence, name="evidence"),
    path("cases/<uuid:engagement_id>/evidence/request", evidence.ask, name="request"),
    path("requests/<uuid:request_id>/send", evidence.send, name="send"),
    path("evidence/<uuid:evidence_id>", evidence.receipt, name="receipt"),
    path("evidence/<uuid:evidence_id>/receipt.json", evidence.receipt_json, name="receipt_json"),
    path("evidence/<uuid:evidence_id>/file", evidence.download, name="download"),
    path("series/<uuid:series_id>", series.series, name="series"),
    path("cases/<uuid:engagement_id>/findings", findings.findings, name="findings"),
    path("cases/<uuid:engagement_id>/findings/raise", findings.raise_, name="raise"),
    path("findings/<uuid:finding_id>/answer", findings.answer, name="answer"),
    path("findings/<uuid:finding_id>/return", findings.return_, name="return"),
    path("findings/<uuid:finding_id>/close", findings.close, name="close"),
]
