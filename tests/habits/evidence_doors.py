"""The addresses of requests, held files, previews and pinned comments."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.habits.door import BODY, CASE, SENDERS, TEAM, Door, says
from tests.habits.world import World


def listed(_world: World) -> dict[str, Any]:
    return {"listed-due_on_day": later(), "due_on": later()}


def later() -> str:
    return (timezone.localdate() + timedelta(days=7)).isoformat()


PAGES = {
    "projects:request_listed": Door("staffed", acts=TEAM, sends=listed),
    "projects:asked": Door("judged", reads=CASE),
    "projects:discuss": Door("judged", acts=SENDERS, sends=says(**{"remark-text": "Which voltage?"})),
    "projects:accept_evidence": Door("judged", acts=TEAM),
    "projects:return_evidence": Door("judged", acts=TEAM, sends=says(**{"return-text": "Page 2 is missing."})),
    "projects:preview": Door("photo", reads=CASE),
    "projects:picture": Door("photo", reads=CASE),
    "projects:pin": Door("photo", acts=TEAM, sends=says(page="1", text="Whose meter?")),
    "projects:held": Door("held", reads=BODY),
    "projects:release": Door("held", acts=TEAM, sends=says(remark="Published.")),
    "projects:refuse": Door("held", acts=TEAM, sends=says(remark="It is another's.")),
}

PROGRAMS = {
    "projects_api:request_listed": Door("staffed", acts=TEAM, sends=listed),
    "projects_api:request": Door("judged", reads=CASE),
    "projects_api:discuss_request": Door("judged", acts=SENDERS, sends=says(text="Which voltage?")),
    "projects_api:accept_evidence": Door("judged", acts=TEAM),
    "projects_api:return_evidence": Door("judged", acts=TEAM, sends=says(text="Page 2 is missing.")),
    "projects_api:reuses": Door("held", reads=BODY),
    "projects_api:release_evidence": Door("held", acts=TEAM, sends=says(remark="Published.")),
    "projects_api:refuse_evidence": Door("held", acts=TEAM, sends=says(remark="It is another's.")),
    "projects_api:pins": Door(
        "photo", reads=BODY, acts=TEAM, sends=says(place={"page": 1}, text="Whose meter is this?")
    ),
}
