"""Staff reach nothing before they have set up a second factor; others are not asked for one."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.factories.people import UserFactory, staff
from tests.factories.projects import developer
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


class TestRequireSecondFactor:
    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEAD, Role.VERIFIER, Role.REVIEWER, Role.CERTIFIER])
    @pytest.mark.parametrize("path", ["/", "/cases", "/register", "/api/v1/me"])
    def test_sends_staff_to_set_one_up(self, role: Role, path: str) -> None:
        answer = signed_in(staff(role)).get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("mfa_activate_totp"))

    def test_lets_staff_in_who_have_one(self) -> None:
        person = staff(Role.LEAD)
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        assert signed_in(person).get("/").status_code == 200

    def test_does_not_ask_clients_or_observers(self) -> None:
        for person in (developer()[0], staff(Role.OBSERVER), UserFactory.create()):
            assert signed_in(person).get("/").status_code == 200

    def test_is_needed_to_sign_in_with_a_password(self) -> None:
        person = staff(Role.CERTIFIER)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        client = Client()
        answer = client.post(reverse("account_login"), {"login": person.email, "password": "correct horse battery"})
        assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
        assert client.get("/cases").status_code == 302


class TestAccounts:
    def test_are_given_and_not_taken(self) -> None:
        asked = {"email": "a@b.example", "password1": "long enough 1", "password2": "long enough 1"}
        answer = Client().post(reverse("account_signup"), asked)
        assert not User.objects.filter(email="a@b.example").exists()
        assert answer.status_code == 200
