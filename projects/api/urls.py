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
from projects.api.evidence import AllEvidence, Content, OneEvidence, SendFile
from projects.api.findings import AnswerFinding, CloseFinding, Findings, OneFinding, ReturnAnswer
from projects.api.me import Me
from projects.api.pins import Pins, RefuseEvidence, ReleaseEvidence, Reuses
from projects.api.requests import (
    AcceptEvidence,
    DiscussRequest,
    OneRequest,
    RequestListed,
    Requests,
    ReturnEvidence,
)
from projects.api.schemes import Assess, OneScheme, Schemes
from projects.api.series import (
    Compared,
    ConfirmSeries,
    Dispositions,
    MapSeries,
    Meters,
    Misstatements,
    OneSeries,
    Readings,
    Recalculated,
    SeriesWindow,
    StopSeries,
    Substitutions,
)
from projects.api.uploads import BeginUpload, FinishUpload, OneUpload

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
    path("engagements/<uuid:pk>/requests/listed", RequestListed.as_view(), name="request_listed"),
    path("requests/<uuid:pk>", OneRequest.as_view(), name="request"),
    path("requests/<uuid:pk>/remarks", DiscussRequest.as_view(), name="discuss_request"),
    path("requests/<uuid:pk>/acceptance", AcceptEvidence.as_view(), name="accept_evidence"),
    path("requests/<uuid:pk>/return", ReturnEvidence.as_view(), name="return_evidence"),
    path("requests/<uuid:pk>/evidence", SendFile.as_view(), name="send_file"),
    path("requests/<uuid:pk>/uploads", BeginUpload.as_view(), name="begin_upload"),
    path("uploads/<uuid:pk>", OneUpload.as_view(), name="upload"),
    path("uploads/<uuid:pk>/finish", FinishUpload.as_view(), name="finish_upload"),
    path("engagements/<uuid:pk>/evidence", AllEvidence.as_view(), name="all_evidence"),
    path("evidence/<uuid:pk>", OneEvidence.as_view(), name="evidence"),
    path("evidence/<uuid:pk>/content", Content.as_view(), name="content"),
    path("evidence/<uuid:pk>/reuses", Reuses.as_view(), name="reuses"),
    path("evidence/<uuid:pk>/release", ReleaseEvidence.as_view(), name="release_evidence"),
    path("evidence/<uuid:pk>/refusal", RefuseEvidence.as_view(), name="refuse_evidence"),
    path("evidence/<uuid:pk>/pins", Pins.as_view(), name="pins"),
    path("series/<uuid:pk>", OneSeries.as_view(), name="series"),
    path("series/<uuid:pk>/window", SeriesWindow.as_view(), name="series_window"),
    path("series/<uuid:pk>/readings", Readings.as_view(), name="readings"),
    path("series/<uuid:pk>/confirmation", ConfirmSeries.as_view(), name="confirm_series"),
    path("series/<uuid:pk>/mapping", MapSeries.as_view(), name="map_series"),
    path("series/<uuid:pk>/stop", StopSeries.as_view(), name="stop_series"),
    path("series/<uuid:pk>/substitutions", Substitutions.as_view(), name="substitutions"),
    path("signals/<int:pk>/dispositions", Dispositions.as_view(), name="dispositions"),
    path("engagements/<uuid:pk>/meters", Meters.as_view(), name="meters"),
    path("engagements/<uuid:pk>/comparison", Compared.as_view(), name="comparison"),
    path("engagements/<uuid:pk>/recalculation", Recalculated.as_view(), name="recalculation"),
    path("engagements/<uuid:pk>/misstatements", Misstatements.as_view(), name="misstatements"),
    path("engagements/<uuid:pk>/findings", Findings.as_view(), name="findings"),
    path("findings/<uuid:pk>", OneFinding.as_view(), name="finding"),
    path("findings/<uuid:pk>/answers", AnswerFinding.as_view(), name="answer_finding"),
    path("findings/<uuid:pk>/returns", ReturnAnswer.as_view(), name="return_answer"),
    path("findings/<uuid:pk>/closure", CloseFinding.as_view(), name="close_finding"),
]
