"""Pictures: their size, read from the first bytes before anything makes room for their pixels."""

from pathlib import Path
from typing import BinaryIO

from verifier.inspection.kinds import SAVE_AGAIN, Kind, Unacceptable
from verifier.rulebook.wording import Text

MOST_PIXELS = 120_000_000  # our own threshold: the largest telephone cameras, and 480 MB once unpacked
MOST_SEGMENTS = 1_000
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU-T T.81, table B.1: the markers that begin a frame


def look_at_picture(path: Path, claimed: Kind) -> None:
    """Refuse a picture that does not say its size, or would unpack into too many pixels."""
    with path.open("rb") as file:
        size = _png_size(file) if claimed is Kind.PNG else _jpg_size(file)
    if size is None or 0 in size:
        message = Text("The picture is damaged: it does not say its size.", "图片已损坏：未注明尺寸。")
        raise Unacceptable("picture-broken", message, SAVE_AGAIN)
    width, height = size
    if width * height > MOST_PIXELS:
        message = Text(
            "The picture has {width} by {height} pixels; at most {most} million are taken.",
            "图片为 {width}×{height} 像素；最多接收 {most} 百万像素。",
        ).format(width=f"{width:,}", height=f"{height:,}", most=MOST_PIXELS // 1_000_000)
        raise Unacceptable("picture-size", message, Text("Send it at a lower resolution.", "请降低分辨率后再上传。"))


def _png_size(file: BinaryIO) -> tuple[int, int] | None:
    head = file.read(24)
    if len(head) < 24 or head[12:16] != b"IHDR":
        return None
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def _jpg_size(file: BinaryIO) -> tuple[int, int] | None:
    file.seek(2)
    for _ in range(MOST_SEGMENTS):
        marker = file.read(2)
        while marker == b"\xff\xff":  # fill bytes
            marker = marker[1:] + file.read(1)
        length = int.from_bytes(file.read(2))
        if len(marker) < 2 or marker[0] != 0xFF or length < 2:
            return None
        if marker[1] in FRAMES:
            frame = file.read(5)
            return int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3])
        file.seek(length - 2, 1)
    return None
