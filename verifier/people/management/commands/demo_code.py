"""`manage.py demo_code`: the six digits that the demo accounts ask for now."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PERIOD = 30  # seconds a code lasts


class Command(BaseCommand):
    help = "Print the present code of the demo accounts."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: settings.DEMO is off.")
        factor = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
        if factor is None:
            raise CommandError("There are no demo accounts yet: run `make demo` first.")
        code = hotp_value(decrypt(factor.data["secret"]), int(time.time()) // PERIOD)
        self.stdout.write(format_hotp_value(code))
