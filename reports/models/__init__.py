"""The word: reports, what the rules answered, reviews, decisions, statements."""

from reports.models.report import Check, Decision, Report, Review
from reports.models.statement import Document, Statement

__all__ = ["Check", "Decision", "Document", "Report", "Review", "Statement"]
