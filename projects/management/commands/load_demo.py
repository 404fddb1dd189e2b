"""`manage.py load_demo`: the people and clients of the demo body, so that each role can be tried. Safe to run again."""

import json
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from knox.models import get_token_model

from projects.models import Client, Member
from verifier import schemes
from verifier.people.models import Competence, Interest, Office, User
from verifier.people.roles import NEED_COMPETENCE, STAFF, Role

PASSWORD = "try-the-verifier"  # noqa: S105 - printed for everybody who starts the demo
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - the same: the second factor of every demo account
SINCE, UNTIL = date(2024, 1, 1), date(2029, 12, 31)


class Player(NamedTuple):
    email: str
    full_name: str
    name_latin: str
    language: str
    role: Role


PLAYERS = (
    Player("coordinator@body.example", "Marta Silva", "", "en", Role.COORDINATOR),
    Player("lead@body.example", "沈一鸣", "Shen Yiming", "zh-hans", Role.LEAD),
    Player("verifier@body.example", "Jonas Weber", "", "en", Role.VERIFIER),
    Player("reviewer@body.example", "Aoife Byrne", "", "en", Role.REVIEWER),
    Player("certifier@body.example", "Grace Tan", "", "en", Role.CERTIFIER),
    Player("developer@ammonia.example", "王芳", "Wang Fang", "zh-hans", Role.DEVELOPER),
    Player("developer@wind.example", "Tom Fletcher", "", "en", Role.DEVELOPER),
    Player("observer@regulator.example", "Kim Seo-yeon", "", "en", Role.OBSERVER),
)

CLIENTS = (
    {
        "name": "北原绿氨(赤峰)有限公司",
        "name_latin": "Beiyuan Green Ammonia (Chifeng) Co., Ltd.",
        "register_number": "91150400MA0Q000001",
        "address": "内蒙古赤峰市元宝山产业园一号 / No. 1 Yuanbaoshan Industrial Park, Chifeng, Inner Mongolia",
        "country": "CN",
    },
    {
        "name": "Northmoor Wind Ltd",
        "name_latin": "",
        "register_number": "GB09000001",
        "address": "2 Mill Lane, Kelmarsh, Northamptonshire",
        "country": "GB",
    },
)


class Command(BaseCommand):
    help = "Load the demo body's people and clients."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tokens", action="store_true", help="print a key for the API for each account, as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: settings.DEMO is off.")
        at = datetime.now(UTC)
        with transaction.atomic():
            people = {player.email: _person(player, at) for player in PLAYERS}
            _clients(people)
        if options["tokens"]:
            self.stdout.write(json.dumps({email: _key(person) for email, person in people.items()}))
            return
        self.stdout.write(f"Accounts   password of all: {PASSWORD}")
        for player in PLAYERS:
            code = "code by `make code`" if player.role in STAFF else "no code"
            name = player.name_latin or player.full_name
            self.stdout.write(f"           {player.email:28} {player.role.value:12} {name:14} {code}")


def _person(player: Player, at: datetime) -> User:
    person = User.objects.filter(email=player.email).first()
    if person is not None:
        return person
    person = User.objects.create_user(
        player.email,
        PASSWORD,
        full_name=player.full_name,
        name_latin=player.name_latin,
        language=player.language,
        joined_at=at,
    )
    EmailAddress.objects.create(user=person, email=player.email, primary=True, verified=True)
    if player.role is not Role.DEVELOPER:
        Office.objects.create(person=person, role=player.role, since=SINCE)
    if player.role in STAFF:
        TOTP.activate(person, SECRET)
    if player.role in NEED_COMPETENCE:
        approver = User.objects.get(email=PLAYERS[0].email)
        Competence.objects.bulk_create(
            Competence(
                person=person,
                role=player.role,
                scheme=scheme.code,
                scope="1 Energy industries",
                since=SINCE,
                until=UNTIL,
                evidence="Training 2024; witnessed audit 2024",
                approved_by=approver,
            )
            for scheme in schemes.all()
        )
    if player.role is Role.VERIFIER:
        # So that the demo shows a refusal: this verifier once advised the wind farm.
        Interest.objects.create(
            person=person,
            kind=Interest.Kind.CONSULTANCY,
            organisation=CLIENTS[1]["name"],
            register_number=CLIENTS[1]["register_number"],
            since=date(2025, 1, 1),
        )
    return person


def _clients(people: dict[str, User]) -> None:
    for wanted, email in zip(CLIENTS, ("developer@ammonia.example", "developer@wind.example"), strict=True):
        client, _made = Client.objects.get_or_create(register_number=wanted["register_number"], defaults=wanted)
        Member.objects.get_or_create(client=client, person=people[email])


def _key(person: User) -> str:
    _token, key = get_token_model().objects.create(user=person)
    return str(key)
