"""manage.py messages update | compile | check"""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from verifier.desk import languages

CATALOGUE = settings.BASE_DIR / "verifier" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    help = "Keeps the catalogue of Chinese translations: brings it up to date, compiles it, names what is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("update", "compile", "check"))

    def handle(self, *, what: str, **_options: object) -> None:
        if what == "update":
            languages.update(CATALOGUE, settings.BASE_DIR)
        elif what == "compile":
            languages.compile_catalogue(CATALOGUE)
        elif faults := languages.faults(CATALOGUE, settings.BASE_DIR):
            raise CommandError("\n".join([*faults, f"{len(faults)} messages want a translator."]))
