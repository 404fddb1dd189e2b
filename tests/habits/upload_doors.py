"""The addresses of files that come in piece by piece."""

from tests.habits.door import CASE, CLIENT, SENDERS, Door
from tests.habits.world import PIECE

TUS = {"Tus-Resumable": "1.0.0"}
NAMED = {"Upload-Length": "10", "Upload-Metadata": "filename YS5wZGY="}
KIND = "application/offset+octet-stream"

PAGES = {
    "projects:standing": Door("evidence", reads=CASE),
    "projects:give_up": Door("unwanted", acts=CLIENT),
}

PROGRAMS = {
    "projects_api:begin_upload": Door("request", acts=SENDERS, headers=TUS | NAMED),
    "projects_api:upload": Door(
        "upload",
        acts=CLIENT,
        method="PATCH",
        headers=TUS | {"Upload-Offset": "0", "Content-Type": KIND},
        body=PIECE,
    ),
    "projects_api:finish_upload": Door("arrived", acts=CLIENT),
}
