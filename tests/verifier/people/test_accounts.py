"""Signing in: the language on record, and the codes of the demo."""

import re
import time
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories.people import UserFactory, staff
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def signed_in(person: User, client: Client) -> str:
    """The first page, as a browser gets it that would rather have English."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": person.email, "password": "correct horse battery"})
    page = client.get("/", headers={"Accept-Language": "en-GB"})
    assert page.context["user"] == person
    return page.content.decode()


class TestLanguage:
    def test_is_that_on_record(self) -> None:
        assert '<html lang="zh-hans"' in signed_in(UserFactory.create(language="zh-hans"), Client())

    def test_is_the_one_that_was_chosen_on_this_machine(self) -> None:
        client = Client()
        client.post(reverse("set_language"), {"language": "en"})
        assert '<html lang="en"' in signed_in(UserFactory.create(language="zh-hans"), client)

    def test_can_be_changed_afterwards(self) -> None:
        client = Client()
        signed_in(UserFactory.create(language="zh-hans"), client)
        client.post(reverse("set_language"), {"language": "en"})
        assert '<html lang="en"' in client.get("/").content.decode()


class TestDemoCode:
    def test_is_printed_for_each_account_with_the_time_it_lasts(self) -> None:
        people = [staff(Role.LEAD), staff(Role.REVIEWER)]
        for person in people:
            TOTP.activate(person, SECRET)
        said = StringIO()
        call_command("demo_code", stdout=said)
        *lines, last = said.getvalue().splitlines()
        steps = (int(time.time()) // 30 - 1, int(time.time()) // 30)  # one of them, where the clock went on meanwhile
        codes = {format_hotp_value(hotp_value(SECRET, step)) for step in steps}
        assert [line.split()[0] for line in lines] == [person.email for person in people]
        assert {line.split()[1] for line in lines} <= codes
        seconds = re.search(r"another (\d+) s", last)
        assert seconds
        assert 1 <= int(seconds[1]) <= 30

    def test_is_not_there_without_accounts(self) -> None:
        with pytest.raises(CommandError, match="no demo accounts"):
            call_command("demo_code")
