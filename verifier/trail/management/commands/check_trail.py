"""`manage.py check_trail`: exit 0 when the trail is whole, 1 when anything in it was changed, removed or put in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from verifier.trail.models import Event, Seal
from verifier.trail.sealing import check_trail


class Command(BaseCommand):
    help = "Check every event and every seal of the trail."

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = list(check_trail())
        for fault in faults:
            self.stderr.write(f"{fault.where}: {fault.what}")
        if faults:
            raise CommandError(f"The trail is not whole: {len(faults)} faults.", returncode=1)
        self.stdout.write(f"The trail is whole: {Event.objects.count()} events, {Seal.objects.count()} seals.")
