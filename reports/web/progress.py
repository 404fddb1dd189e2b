"""The way of a report as its page shows it: from the draft to the published word."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.stages import Stage
from reports.models import Statement
from reports.stages import StatementStage

WAY = (_("Draft"), _("Review"), _("Decision"), _("Issue"), _("Published"))
DRAFT, REVIEW, DECISION, ISSUE, PUBLISHED = range(len(WAY))
AT = {
    Stage.IN_REVIEW: REVIEW,
    Stage.FOR_DECISION: DECISION,
    Stage.REFUSED: DECISION,
    Stage.DECIDED: ISSUE,
    Stage.CLOSED: ISSUE,
    Stage.WITHDRAWN: PUBLISHED,
}
ENDS = {Stage.REFUSED: _("Refused"), Stage.WITHDRAWN: _("Withdrawn")}


@dataclass(frozen=True)
class Milestone:
    """One step of the way: behind us, here, or still ahead. A bad end takes the step's place."""

    title: str | Promise
    done: bool
    here: bool
    bad: bool


def milestones(stage: Stage, statement: Statement | None) -> list[Milestone]:
    present = AT.get(stage, DRAFT)
    if statement is not None and statement.stage == StatementStage.PUBLISHED:
        present = PUBLISHED
    return [
        Milestone(
            title=ENDS[stage] if stage in ENDS and place == present else title,
            done=place < present,
            here=place == present,
            bad=stage in ENDS and place == present,
        )
        for place, title in enumerate(WAY)
    ]
