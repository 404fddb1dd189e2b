"""People of the body, of clients, and observers; offices and competences as traits."""

from datetime import date

import factory

from verifier import schemes
from verifier.people.models import Competence, Interest, Office, User
from verifier.people.roles import NEED_COMPETENCE, Role

SINCE = date(2020, 1, 1)
UNTIL = date(2030, 12, 31)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    full_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@body.example")
    password = factory.django.Password("correct horse battery")


class InterestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interest

    person = factory.SubFactory(UserFactory)
    kind = Interest.Kind.CONSULTANCY
    organisation = "Some client"
    since = SINCE


def staff(role: Role, *, name: str = "", schemes_known: tuple[str, ...] | None = None) -> User:
    """A person who holds an office and, where it takes competence, is competent for it under the schemes."""
    fields = {"full_name": name} if name else {}
    person: User = UserFactory.create(**fields)
    Office.objects.create(person=person, role=role, since=SINCE)
    if role in NEED_COMPETENCE:
        approver = UserFactory.create()
        Competence.objects.bulk_create(
            Competence(
                person=person,
                role=role,
                scheme=code,
                scope="1",
                since=SINCE,
                until=UNTIL,
                evidence="Witnessed audit",
                approved_by=approver,
            )
            for code in schemes_known or [scheme.code for scheme in schemes.all()]
        )
    return person
