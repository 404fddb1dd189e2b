"""`manage.py demo_code`: the six digits that each account of the demo is asked for now."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PERIOD = 30  # seconds a code lasts


class Command(BaseCommand):
    help = "Print the present code of each demo account, and how long it lasts."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: settings.DEMO is off.")
        factors = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("pk")
        if not factors:
            raise CommandError("There are no demo accounts yet: run `make demo` first.")
        step, gone = divmod(int(time.time()), PERIOD)
        for factor in factors:
            code = format_hotp_value(hotp_value(decrypt(factor.data["secret"]), step))
            self.stdout.write(f"{factor.user.email:28} {code}")
        self.stdout.write(f"Good for another {PERIOD - gone} s. The other accounts are asked for no code.")
