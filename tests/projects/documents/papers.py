"""Documents as they come in, made small."""

import io
import zipfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paper(*texts: str, size: tuple[int, int] = (595, 842)) -> Pdf:
    """A PDF with a page for each text, a line of it under the other."""
    document = pikepdf.new()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in texts:
        lines = "".join(f"({line}) ' " for line in text.splitlines())
        page = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, *size],
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=document.make_stream(f"BT /F1 12 Tf 14 TL 50 {size[1] - 50} Td {lines}ET".encode()),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    return document


def acting() -> Pdf:
    """A PDF that would run a script when it is opened and start a program when its page is."""
    document = paper("Nothing to see")
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    document.pages[0].obj.AA = Dictionary(O=document.make_indirect(launch))
    return document


def signed() -> Pdf:
    """A PDF with a signature field and what stands for a signature in it."""
    document = paper("Signed")
    signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), Contents=b"x")
    field = Dictionary(FT=Name.Sig, T=String("S"), V=document.make_indirect(signature))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]), SigFlags=3)
    return document


def letter(path: Path, paragraphs: list[str], *, more: str = "") -> Path:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}{more}</w:body></w:document>")
        archive.writestr(
            "docProps/core.xml",
            '<p:coreProperties xmlns:p="p" xmlns:dc="d" xmlns:t="t"><dc:creator>王工</dc:creator>'
            "<t:modified>2026-01-31T02:03:04Z</t:modified></p:coreProperties>",
        )
    return path


def photograph(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Something with light and shade in it."""
    fields = Image.frombytes("L", (8, 6), bytes((n * 89 + n * n * 37) % 256 for n in range(48)))
    return fields.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def with_camera(picture: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[271], exif[272] = "DJI", "M3E"
    exif.get_ifd(0x8769).update({36867: "2026:01:31 10:11:12", 37521: "34", 36881: "+08:00", 42033: "SN123"})
    exif.get_ifd(0x8825).update({1: "S", 2: (40.0, 30.0, 36.0), 3: "E", 4: (116.0, 23.0, 30.0), 6: 55.2})
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif, quality=90)
    return buffer.getvalue()
