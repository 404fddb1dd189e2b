"""Files that the people of the demo send: small, plain, and what they say they are."""

from datetime import datetime, timedelta

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def paper(title: str, *lines: str) -> bytes:
    """A one-page PDF with a title and some lines, in ASCII."""
    shown = [f"BT /F1 {size} Tf 60 {y} Td ({_plain(text)}) Tj ET" for text, size, y in _placed(title, lines)]
    content = "\n".join(shown).encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        FONT,
        b"<< /Font << /F1 5 0 R >> >>",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _placed(title: str, lines: tuple[str, ...]) -> list[tuple[str, int, int]]:
    return [(title, 18, 770), *((line, 11, 730 - 18 * number) for number, line in enumerate(lines))]


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def meter_export(first: datetime, days: int, *, total_kwh: int) -> bytes:
    """An hourly export of a plant's generation in kW, wind and sun by turns, that adds up to exactly `total_kwh`."""
    hours = days * 24
    weights = [100 + 40 * (hour % 24 in range(8, 18)) + 25 * ((hour // 9) % 3) for hour in range(hours)]
    kilowatts = [total_kwh * weight // sum(weights) for weight in weights]
    kilowatts[-1] += total_kwh - sum(kilowatts)
    rows = ["时间,设备,有功功率 (kW)"]
    rows += [f"{first + timedelta(hours=hour):%Y-%m-%d %H:%M},RES-01,{power}" for hour, power in enumerate(kilowatts)]
    return ("\n".join(rows) + "\n").encode()
