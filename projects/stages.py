"""Where an engagement stands, and the one table of lawful moves (ISO/IEC 17029 clause 9, in order)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    ENQUIRY = "enquiry", _("Enquiry")
    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")
    UNDER_WAY = "under_way", _("Under way")
    IN_REVIEW = "in_review", _("In review")
    FOR_DECISION = "for_decision", _("For decision")
    DECIDED = "decided", _("Decided")
    REFUSED = "refused", _("Refused")
    CLOSED = "closed", _("Statement issued")
    WITHDRAWN = "withdrawn", _("Statement withdrawn")


class Move(models.TextChoices):
    ACCEPT = "accept", _("Accept the engagement")
    DECLINE = "decline", _("Decline the engagement")
    START = "start", _("Start the work")
    SUBMIT = "submit", _("Submit the report for review")
    RETURN = "return", _("Return the report")
    PASS = "pass", _("Pass the report")
    DECIDE = "decide", _("Decide to issue")
    REFUSE = "refuse", _("Decide to refuse")
    ISSUE = "issue", _("Approve issuance")
    WITHDRAW = "withdraw", _("Withdraw the statement")


MOVES: dict[Move, tuple[Stage, Stage]] = {
    Move.ACCEPT: (Stage.ENQUIRY, Stage.ACCEPTED),
    Move.DECLINE: (Stage.ENQUIRY, Stage.DECLINED),
    Move.START: (Stage.ACCEPTED, Stage.UNDER_WAY),
    Move.SUBMIT: (Stage.UNDER_WAY, Stage.IN_REVIEW),
    Move.RETURN: (Stage.IN_REVIEW, Stage.UNDER_WAY),
    Move.PASS: (Stage.IN_REVIEW, Stage.FOR_DECISION),
    Move.DECIDE: (Stage.FOR_DECISION, Stage.DECIDED),
    Move.REFUSE: (Stage.FOR_DECISION, Stage.REFUSED),
    Move.ISSUE: (Stage.DECIDED, Stage.CLOSED),
    Move.WITHDRAW: (Stage.CLOSED, Stage.WITHDRAWN),
}

# A period given up here may be verified again; in every other stage it is taken.
VACANT = (Stage.DECLINED, Stage.REFUSED, Stage.WITHDRAWN)
# The work was carried to its end: it counts as a verification, whatever became of the statement.
DONE = (Stage.DECIDED, Stage.REFUSED, Stage.CLOSED, Stage.WITHDRAWN)


def moves_from(stage: str) -> tuple[Move, ...]:
    """The moves that are lawful from a stage, in the table's order."""
    return tuple(move for move, (start, _end) in MOVES.items() if start == stage)


class FindingStage(models.TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class RequestStage(models.TextChoices):
    """What a verifier said of the files that answer a request."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", pgettext_lazy("of a request", "Accepted")
    RETURNED = "returned", _("Sent back")


class RequestState(models.TextChoices):
    """Where a request stands for who looks at it: what was said of its files, the files themselves, and the day."""

    OVERDUE = "overdue", _("Overdue")
    AWAITED = "awaited", _("Awaited")
    RETURNED = "returned", _("Sent back")
    HELD = "held", _("Held for a look")
    EXAMINED = "examined", _("Being examined")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", pgettext_lazy("of a request", "Accepted")


# What waits for the client. Of the rest, what is not accepted waits for the team.
OWED = (RequestState.OVERDUE, RequestState.RETURNED, RequestState.AWAITED)


class EvidenceStage(models.TextChoices):
    QUARANTINED = "quarantined", _("Being examined")
    HELD = "held", _("Held for a look")
    ON_FILE = "on_file", _("On file")
    REFUSED = "refused", pgettext_lazy("of a file", "Refused")


class SeriesStage(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")
    CANCELLED = "cancelled", _("Reading stopped")
