from collections.abc import Callable
from pathlib import Path

import pytest

from projects.documents.__main__ import main
from projects.documents.digest import Digest, Unsafe, read
from verifier.inspection import Kind

Examine = Callable[[Path, Kind], Digest]
Refusal = Callable[[Path, Kind], str]


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "seen"
    folder.mkdir()
    return folder


@pytest.fixture
def seen(into: Path) -> Examine:
    """What is seen in a file, in this process; its previews lie in `into`."""

    def look(path: Path, kind: Kind) -> Digest:
        main(path, kind, into)
        return read(into)

    return look


@pytest.fixture
def refusal(seen: Examine) -> Refusal:
    def code(path: Path, kind: Kind) -> str:
        with pytest.raises(Unsafe) as caught:
            seen(path, kind)
        for text in (caught.value.message, caught.value.mend):
            assert text.en
            assert text.zh
        assert caught.value.status == 422
        return caught.value.code

    return code
