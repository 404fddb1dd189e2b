"""The work: clients, projects, engagements, who serves, what was received, what was found."""

from projects.models.appointment import Appointment
from projects.models.client import Client, Member
from projects.models.counter import Counter
from projects.models.engagement import Engagement, EngagementGroupPermission, EngagementUserPermission
from projects.models.evidence import Correction, Evidence, EvidenceRequest
from projects.models.field_work import FieldWork
from projects.models.finding import Finding, Remark
from projects.models.project import Application, Project
from projects.models.series import Series, Signal, YearTotal

__all__ = [
    "Application",
    "Appointment",
    "Client",
    "Correction",
    "Counter",
    "Engagement",
    "EngagementGroupPermission",
    "EngagementUserPermission",
    "Evidence",
    "EvidenceRequest",
    "FieldWork",
    "Finding",
    "Member",
    "Project",
    "Remark",
    "Series",
    "Signal",
    "YearTotal",
]
