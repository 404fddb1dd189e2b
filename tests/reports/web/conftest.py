"""Readers of the pages: people of a case, signed in as far as their office asks, and visitors without an account."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from reports.models import Statement
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.publish_statement import publish_statement
from tests.factories import reports as written
from tests.factories.projects import Case
from verifier.people.models import User
from verifier.people.roles import Role

Made = Callable[..., tuple[Case, Statement]]
addresses = count(1)


def reader(person: User) -> Client:
    """Signed in, with the second factor that staff need."""
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account, from an address of their own: addresses are counted."""
    return Client(REMOTE_ADDR=f"10.0.0.{next(addresses) % 250}")


@pytest.fixture
def signed(db: None, django_capture_on_commit_callbacks: Callable[..., Any]) -> Made:
    """A statement approved `at` (now, by default) whose document is made and sealed, not yet public."""

    def make(*, at: datetime | None = None, **changed: Any) -> tuple[Case, Statement]:
        case, report = written.decided(**changed)
        with django_capture_on_commit_callbacks(execute=True):
            statement = approve_issuance(report_id=report.pk, by=case[Role.CERTIFIER], at=at or timezone.now())
        statement.refresh_from_db()
        return case, statement

    return make


@pytest.fixture
def published(signed: Made) -> Made:
    def make(*, at: datetime | None = None, **changed: Any) -> tuple[Case, Statement]:
        case, statement = signed(at=at, **changed)
        publish_statement(statement_id=statement.pk, by=case[Role.COORDINATOR], at=statement.approved_at)
        statement.refresh_from_db()
        return case, statement

    return make
