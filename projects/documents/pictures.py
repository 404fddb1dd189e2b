"""A picture: drawn anew without what is hidden in it, and what its camera said."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base

from projects.documents.digest import Digest, Mark, damaged
from verifier.inspection import Kind
from verifier.rulebook.wording import Text

LARGEST = 2_000
THUMBNAIL = 320
QUALITY = 80
STEP = 3  # shades, of 256
STEPS = 24  # of 64 fields that differ by so much from the next: fewer is an empty page, or a clear sky
PICTURE = Text("The picture", "该图片")
SAID = {"make": Base.Make, "model": Base.Model, "software": Base.Software}
SAID_OF_SHOT = {"serial": Base.BodySerialNumber, "offset": Base.OffsetTimeOriginal}


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    Image.MAX_IMAGE_PIXELS = None  # the inspection has weighed them
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            facts: dict[str, object] = {"width": picture.width, "height": picture.height} | _facts(picture.getexif())
            picture.draft("RGB", (LARGEST, LARGEST))
            picture.thumbnail((LARGEST, LARGEST), reducing_gap=2.0)
            shown = ImageOps.exif_transpose(picture)
            shown = shown.convert("RGBA" if shown.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError) as fault:  # Pillow's own: a broken PNG is a SyntaxError
        raise damaged(PICTURE) from fault
    shown.save(into / "picture.webp", quality=QUALITY)
    small = shown.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    small.save(into / "thumbnail.webp", quality=QUALITY)
    return Digest(kind=kind, facts=facts, marks=tuple(_marks(shown, facts)))


def look(picture: Image.Image) -> str | None:
    """How a picture looks, in 64 bits: whether each of 8 by 8 fields is lighter than that to its right (dHash).

    It stays nearly the same after scaling, saving again or a change of light. None where the picture is flat.
    """
    fields = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    shades = fields.tobytes()
    steps = [shades[row * 9 + place] - shades[row * 9 + place + 1] for row in range(8) for place in range(8)]
    if sum(abs(step) >= STEP for step in steps) < STEPS:
        return None
    return f"{int(''.join('1' if step > 0 else '0' for step in steps), 2):016x}"


def _marks(picture: Image.Image, facts: dict[str, object]) -> Iterator[Mark]:
    if hash_ := look(picture):
        yield Mark("picture", hash_)
    camera = " ".join(str(facts[name]) for name in ("make", "model") if name in facts)
    if camera and "taken_at" in facts:
        yield Mark("picture", f"camera|{camera}|{facts.get('serial', '')}|{facts['taken_at']}"[:200])


def _facts(exif: Image.Exif) -> dict[str, object]:
    shot, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    said = {name: exif.get(tag) for name, tag in SAID.items()} | {
        name: shot.get(tag) for name, tag in SAID_OF_SHOT.items()
    }
    facts: dict[str, object] = {
        name: text for name, value in said.items() if value and (text := str(value).strip("\0 ")[:100])
    }
    if taken := _moment(shot.get(Base.DateTimeOriginal), shot.get(Base.SubsecTimeOriginal)):
        facts["taken_at"] = taken
    try:
        facts["gps"] = [
            _degrees(place[GPS.GPSLatitude], negative=place.get(GPS.GPSLatitudeRef) == "S"),
            _degrees(place[GPS.GPSLongitude], negative=place.get(GPS.GPSLongitudeRef) == "W"),
        ]
        facts["altitude"] = f"{float(place[GPS.GPSAltitude]):.1f}"
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        pass
    return facts


def _moment(stamp: object, part: object) -> str | None:
    """EXIF writes 2026:01:31 10:11:12, and the part of the second by itself."""
    said = str(stamp or "").strip("\0 ")
    if len(said) != 19 or not said[:4].isdigit() or said.startswith("0000"):
        return None
    second = str(part or "").strip("\0 ")
    return f"{said[:10].replace(':', '-')}T{said[11:]}" + (f".{second}" if second.isdigit() else "")


def _degrees(parts: tuple[float, float, float], *, negative: bool) -> str:
    degrees, minutes, seconds = (float(part) for part in parts)
    return f"{'-' if negative else ''}{degrees + minutes / 60 + seconds / 3600:.6f}"
