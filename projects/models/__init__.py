"""The work: clients, projects, engagements, who serves, what was received, what was found."""

from projects.models.appointment import Appointment
from projects.models.client import Client, Member
from projects.models.counter import Counter
from projects.models.engagement import Engagement, EngagementGroupPermission, EngagementUserPermission
from projects.models.evidence import Correction, Evidence, Scan
from projects.models.field_work import FieldWork
from projects.models.finding import Finding, Remark
from projects.models.meter import Calibration, Meter
from projects.models.pin import Pin
from projects.models.project import Application, Project
from projects.models.request import EvidenceRequest, RequestRemark
from projects.models.reuse import Likeness, Mark, Reuse, SharedDocument
from projects.models.series import MonthTotal, Series, Substitution
from projects.models.signal import Comparison, Disposition, Signal
from projects.models.upload import Upload

__all__ = [
    "Application",
    "Appointment",
    "Calibration",
    "Client",
    "Comparison",
    "Correction",
    "Counter",
    "Disposition",
    "Engagement",
    "EngagementGroupPermission",
    "EngagementUserPermission",
    "Evidence",
    "EvidenceRequest",
    "FieldWork",
    "Finding",
    "Likeness",
    "Mark",
    "Member",
    "Meter",
    "MonthTotal",
    "Pin",
    "Project",
    "Remark",
    "RequestRemark",
    "Reuse",
    "Scan",
    "Series",
    "SharedDocument",
    "Signal",
    "Substitution",
    "Upload",
]
