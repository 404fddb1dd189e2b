from django.urls import path

from reports.api.reports import (
    CaseReport,
    Checks,
    DecisionDoor,
    Issuance,
    OneReport,
    ReviewDoor,
    Submission,
)
from reports.api.statements import (
    Entry,
    OneStatement,
    Publication,
    Register,
    Seals,
    StatementDocument,
    WithdrawalDoor,
)

app_name = "reports_api"
urlpatterns = [
    path("engagements/<uuid:pk>/report", CaseReport.as_view(), name="case_report"),
    path("reports/<uuid:pk>", OneReport.as_view(), name="report"),
    path("reports/<uuid:pk>/checks", Checks.as_view(), name="checks"),
    path("reports/<uuid:pk>/submission", Submission.as_view(), name="submission"),
    path("reports/<uuid:pk>/review", ReviewDoor.as_view(), name="review"),
    path("reports/<uuid:pk>/decision", DecisionDoor.as_view(), name="decision"),
    path("reports/<uuid:pk>/issuance", Issuance.as_view(), name="issuance"),
    path("statements/<uuid:pk>", OneStatement.as_view(), name="statement"),
    path("statements/<uuid:pk>/document", StatementDocument.as_view(), name="document"),
    path("statements/<uuid:pk>/publication", Publication.as_view(), name="publication"),
    path("statements/<uuid:pk>/withdrawal", WithdrawalDoor.as_view(), name="withdrawal"),
    path("register", Register.as_view(), name="register"),
    path("register/<str:public_id>", Entry.as_view(), name="entry"),
    path("seals", Seals.as_view(), name="seals"),
]
