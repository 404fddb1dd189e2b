"""The public address of a statement, as it is printed on it, and its QR code."""

import json

import segno

from reports.models import Statement


def address_of(statement: Statement) -> str:
    address: str = json.loads(statement.body)["verify_url"]
    return address


def picture_of(statement: Statement) -> str:
    """An SVG as a data address: the content policy admits no style of its own, and an image needs none."""
    return segno.make(address_of(statement), error="m", micro=False).svg_data_uri(scale=4, border=2)
