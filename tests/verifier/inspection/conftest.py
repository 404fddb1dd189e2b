from pathlib import Path

import pytest

from tests.verifier.inspection.files import Put


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(content: bytes) -> Path:
        path = tmp_path / "received"
        path.write_bytes(content)
        return path

    return write
