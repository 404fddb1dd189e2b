from django.urls import path

from projects.api.applications import Applications, OneApplication, OpenProject
from projects.api.appointments import (
    AcceptAppointment,
    Appointments,
    DeclineAppointment,
    Eligible,
    EndAppointment,
    Team,
)
from projects.api.engagements import (
    AcceptEngagement,
    DeclineEngagement,
    Engagements,
    Events,
    FieldWork,
    OneEngagement,
    Particulars,
)
from projects.api.evidence import AllEvidence, Content, OneEvidence, OneSeries, Requests, SendFile
from projects.api.findings import AnswerFinding, CloseFinding, Findings, OneFinding, ReturnAnswer
from projects.api.me import Me
from projects.api.schemes import Assess, OneScheme, Schemes

app_name = "projects_api"
urlpatterns = [
    path("me", Me.as_view(), name="me"),
    path("schemes", Schemes.as_view(), name="schemes"),
    path("schemes/<str:code>", OneScheme.as_view(), name="scheme"),
    path("schemes/<str:code>/assessment", Assess.as_view(), name="assessment"),
    path("applications", Applications.as_view(), name="applications"),
    path("applications/<uuid:pk>", OneApplication.as_view(), name="application"),
    path("applications/<uuid:pk>/open", OpenProject.as_view(), name="open_project"),
    path("engagements", Engagements.as_view(), name="engagements"),
    path("engagements/<uuid:pk>", OneEngagement.as_view(), name="engagement"),
    path("engagements/<uuid:pk>/accept", AcceptEngagement.as_view(), name="accept_engagement"),
    path("engagements/<uuid:pk>/decline", DeclineEngagement.as_view(), name="decline_engagement"),
    path("engagements/<uuid:pk>/particulars", Particulars.as_view(), name="particulars"),
    path("engagements/<uuid:pk>/field-work", FieldWork.as_view(), name="field_work"),
    path("engagements/<uuid:pk>/events", Events.as_view(), name="events"),
    path("engagements/<uuid:pk>/appointments", Team.as_view(), name="team"),
    path("engagements/<uuid:pk>/eligible", Eligible.as_view(), name="eligible"),
    path("appointments", Appointments.as_view(), name="appointments"),
    path("appointments/<uuid:pk>/accept", AcceptAppointment.as_view(), name="accept_appointment"),
    path("appointments/<uuid:pk>/decline", DeclineAppointment.as_view(), name="decline_appointment"),
    path("appointments/<uuid:pk>/end", EndAppointment.as_view(), name="end_appointment"),
    path("engagements/<uuid:pk>/requests", Requests.as_view(), name="requests"),
    path("requests/<uuid:pk>/evidence", SendFile.as_view(), name="send_file"),
    path("engagements/<uuid:pk>/evidence", AllEvidence.as_view(), name="all_evidence"),
    path("evidence/<uuid:pk>", OneEvidence.as_view(), name="evidence"),
    path("evidence/<uuid:pk>/content", Content.as_view(), name="content"),
    path("series/<uuid:pk>", OneSeries.as_view(), name="series"),
    path("engagements/<uuid:pk>/findings", Findings.as_view(), name="findings"),
    path("findings/<uuid:pk>", OneFinding.as_view(), name="finding"),
    path("findings/<uuid:pk>/answers", AnswerFinding.as_view(), name="answer_finding"),
    path("findings/<uuid:pk>/returns", ReturnAnswer.as_view(), name="return_answer"),
    path("findings/<uuid:pk>/closure", CloseFinding.as_view(), name="close_finding"),
]
