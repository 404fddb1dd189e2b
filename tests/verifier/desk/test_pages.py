"""The first page, the shell, signing in, and the pages that say that something is wrong."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from tests.factories.people import UserFactory
from verifier.desk.places import Place
from verifier.desk.worklist import Task, worklist
from verifier.people.models import User

LATE = Task("Answer the finding", "/findings/1", "VCS-7", date(2026, 11, 20), "Finding")
LATER = Task("Review the report", "/reports/1", "VCS-7", date(2026, 12, 1), "Review")
SOME_DAY = Task("Send evidence", "/evidence", "VCS-7", None, "Evidence")


def some(user: User) -> list[Task]:
    return [SOME_DAY, LATER]


def others(user: User) -> list[Task]:
    return [LATE]


def register(user: User) -> list[Place]:
    return [Place("Register", "/register")]


@pytest.fixture(autouse=True)
def sources() -> Iterator[None]:
    places, worklists = [f"{__name__}.register"], [f"{__name__}.some", f"{__name__}.others"]
    with override_settings(PLACES=places, WORKLISTS=worklists):
        yield


class TestWorklist:
    def test_puts_the_earliest_day_first_and_no_day_last(self) -> None:
        assert worklist(None) == [LATE, LATER, SOME_DAY]


@pytest.mark.django_db
class TestHome:
    def test_shows_what_waits(self, client: Client) -> None:
        client.force_login(UserFactory.create(full_name="Lin Wei"))
        page = client.get("/").content.decode()
        assert page.index(LATE.title) < page.index(LATER.title)
        assert "Lin Wei" in page

    def test_welcomes_a_visitor_and_shows_no_work(self, client: Client) -> None:
        page = client.get("/").content.decode()
        assert "/accounts/login/" in page
        assert 'href="/register"' in page
        assert LATE.title not in page

    def test_is_read_in_the_language_that_was_chosen(self, client: Client) -> None:
        assert '<html lang="en">' in client.get("/").content.decode()
        answer = client.post("/language", {"language": "zh-hans", "next": "/"}, follow=True)
        assert '<html lang="zh-hans">' in answer.content.decode()

    def test_gives_its_script_the_nonce_of_its_policy(self, client: Client) -> None:
        answer = client.get("/")
        nonce = answer.content.decode().split('nonce="')[1].split('"')[0]
        assert nonce
        assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]

    def test_has_no_inline_style(self, client: Client) -> None:
        assert " style=" not in client.get("/").content.decode()


@pytest.mark.django_db
class TestSignInRequired:
    ASKED = "/accounts/password/change/"

    def test_sends_a_page_to_the_sign_in_page(self, client: Client) -> None:
        assert client.get(self.ASKED)["Location"].startswith("/accounts/login/?next=")

    def test_answers_htmx_with_the_address_of_the_sign_in_page(self, client: Client) -> None:
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/7?tab=2"}
        answer = client.get(self.ASKED, headers=headers)
        assert answer.status_code == 401
        assert answer["HX-Redirect"] == "/accounts/login/?next=/cases/7%3Ftab%3D2"


class TestFailurePages:
    @pytest.mark.parametrize("name", ["400", "403_csrf", "500", "503"])
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_stand_without_database_session_or_request(self, name: str, language: str) -> None:
        with translation.override(language):
            page = get_template(f"{name}.html").render({})
        assert f'<html lang="{language}">' in page
        assert "<h1" in page
        assert "<script" not in page

    def test_a_refusal_says_why_and_what_would_mend_it(self, rf: RequestFactory) -> None:
        context = {
            "heading": "Held back",
            "reasons": [{"subject": "E", "detail": "The saving is too low.", "clause": "Art. 29a(1)"}],
            "mend": "Correct the figures.",
            "back": "/cases/7",
        }
        request = rf.get("/")
        request.user = AnonymousUser()
        page = get_template("refused.html").render(context, request)
        for said in ("Held back", "The saving is too low.", "Art. 29a(1)", "Correct the figures.", 'href="/cases/7"'):
            assert said in page
