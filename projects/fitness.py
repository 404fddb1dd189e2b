"""Who is fit to serve in a case: independence, and what the scheme says against it. Nothing here writes."""

from datetime import date

from projects import facts
from projects.independence import objections
from projects.models import Engagement
from verifier.people.models import User
from verifier.people.roles import NEED_COMPETENCE, Role
from verifier.rulebook.rules import Breach, Gate


def objections_to(person: User, role: Role, engagement: Engagement, *, on: date) -> tuple[Breach, ...]:
    """Everything that speaks against this person in this role on a day."""
    candidate = facts.candidate(person, role, engagement, on=on)
    own = objections(candidate, role, client=engagement.project.client.register_number, on=on)
    if role not in NEED_COMPETENCE:
        return own
    asked = facts.to_appoint(person, role, engagement, on=on)
    return (*own, *engagement.scheme.breaches(asked, gate=Gate.APPOINT, on=on))
