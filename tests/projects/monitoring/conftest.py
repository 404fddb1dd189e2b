"""A file read to its end, or refused."""

from pathlib import Path
from typing import Any

import pytest

from projects.monitoring.profile import NOTHING_SAID
from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked, work_through
from tests.projects.monitoring.told import Read, Refusal


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def through(content: str | bytes, name: str = "meter.csv", **said: Any) -> Worked:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        into = tmp_path / "into"
        into.mkdir(exist_ok=True)
        said = {"zone": "UTC", "profile": NOTHING_SAID} | said
        return work_through(path, name=name, into=into, **said)

    return through


@pytest.fixture
def refusal(read: Read) -> Refusal:
    def of(*args: Any, **said: Any) -> Unreadable:
        with pytest.raises(Unreadable) as caught:
            read(*args, **said)
        no = caught.value
        assert all(text for one in (no.message, no.mend) for text in one)
        assert all("{" not in text for one in (no.message, no.mend) for text in one)
        return no

    return of
