"""`manage.py issue_token EMAIL`: a key for a program that works for a person. It is shown this once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from knox.models import AuthToken

from verifier.people.models import User


class Command(BaseCommand):
    help = "Print a token for the API that acts for the person with this e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody who may sign in has the address {options['email']}.")
        _kept, token = AuthToken.objects.create(user=person)
        self.stdout.write(token)
