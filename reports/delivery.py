"""From the words of a statement to the one signed document in the store."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from reports import rendering, signing
from reports.models import Document, Statement
from reports.stages import StatementStage
from verifier.trail.acts import Act
from verifier.trail.models import Event


def deliver(statement: Statement, *, at: datetime) -> Document:
    """Render, sign and keep the document of an approved statement, in the transaction that has it locked."""
    pdf = rendering.render(json.loads(statement.body), at=statement.approved_at, fonts=Path(settings.FONT_DIR))
    authority = signing.Authority.at(Path(settings.STATEMENT_SIGNING_DIR))
    signed = signing.sign(pdf, authority=authority, at=at)
    sha256 = hashlib.sha256(signed).hexdigest()
    path = storages["statements"].save(f"{statement.scheme_code}/{sha256}.pdf", ContentFile(signed))
    document = Document.objects.create(
        statement=statement, path=path, sha256=sha256, size=len(signed), signer=authority.signer, signed_at=at
    )
    statement.move(StatementStage.SIGNED)
    Event.record(Act.STATEMENT_SIGNED, on=statement, by=None, at=at, document=sha256)
    return document
