"""Files of every kind that can be previewed, small, and looked into as by the worker."""

import io
import zipfile
from decimal import Decimal

from projects import tasks
from projects.models import Evidence, EvidenceRequest
from tests.factories import projects as made
from tests.factories.projects import Case
from tests.projects.documents.papers import paper, photograph, with_camera
from tests.projects.monitoring.workbook import Rows, parts


def examined(case: Case, request: EvidenceRequest, content: bytes, name: str, **more: object) -> Evidence:
    evidence = made.received(case, request, content, name, **more)
    tasks.examine(evidence_id=str(evidence.pk))
    evidence.refresh_from_db()
    return evidence


def pdf(*pages: str) -> bytes:
    buffer = io.BytesIO()
    paper(*pages).save(buffer)
    return buffer.getvalue()


def workbook(rows: int = 450) -> bytes:
    """Readings with a sum under a formula, and a second sheet that is hidden."""
    readings: Rows = [["Meter", "kWh"], *(["M-1", Decimal(n)] for n in range(2, rows + 1))]
    members = parts({"Readings": readings, "Working": [["hidden note"]]})
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace('name="Working"', 'name="Working" state="hidden"')
    sheet = "xl/worksheets/sheet1.xml"
    summed = f'<row r="{rows + 1}"><c r="B{rows + 1}"><f>SUM(B2:B{rows})</f><v>12</v></c></row></sheetData>'
    members[sheet] = members[sheet].replace("</sheetData>", summed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def photo() -> bytes:
    return with_camera(photograph())


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made_:
        made_.writestr("2026/readings.csv", "time,kWh\n2026-09-01,1\n")
        made_.writestr("2026/diagram.txt", "A line\n")
    return buffer.getvalue()
