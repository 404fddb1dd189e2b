"""Small files of each kind, honest and hostile."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.projects.monitoring.workbook import parts
from verifier.inspection import Unacceptable, inspect

Put = Callable[[bytes], Path]
Members = dict[str, str | bytes]


def drawn(form: str, size: tuple[int, int] = (32, 24)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, form)
    return buffer.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = drawn("PNG")
JPG = drawn("JPEG")
PARQUET = b"PAR1" + b"\x00" * 20 + b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512
TYPES = "<Types/>"
WORKBOOK: Members = dict(parts({"Sheet1": [["Time", "Power (kW)"]]}))
LETTER: Members = {"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"}


def packed(members: Members, *, change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            archive.writestr(entry, content)
    return buffer.getvalue()


class _Pipe(io.BytesIO):
    """What cannot be gone back in, as a download: an archiver writes each size behind the content."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def streamed(members: Members, *, stored: bool = False) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return pipe.getvalue()


def refused(path: Path, name: str) -> str:
    """The code of the refusal, which says in both languages what is the matter and what would mend it."""
    with pytest.raises(Unacceptable) as caught:
        inspect(path, name)
    for text in (caught.value.message, caught.value.mend):
        assert text.en
        assert text.zh
    assert caught.value.status == 422
    return caught.value.code
