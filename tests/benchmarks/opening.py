"""A large series made, read and opened on the product's own database; `series_page` brings the servers up for it."""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from django.urls import reverse

from projects import measuring
from projects.models import Series
from projects.stages import EvidenceStage
from tests.benchmarks.series import SLOTS, generate
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from tests.projects.web.readers import Reader
from verifier import store
from verifier.people.roles import Role

RUNS = 5


def opened(rows: int) -> dict[str, tuple[float, int]]:
    """What each address costs: processor time in ms, the least of some runs, and bytes sent."""
    case = made.staffed(scheme="vcs")
    series = _read(case, rows)
    say(f"{series.rows:,} readings of {len(series.meters):,} meters, {series.noticed.count()} signals")
    reader = Reader(case[Role.LEAD]).client
    window = reverse("projects_api:series_window", args=[series.pk])
    addresses = {
        "the page": reverse("projects:series", args=[series.pk]),
        "the window of the chart": f"{window}?points=800",
        "the heat map": reverse("projects:series_heat", args=[series.pk]),
        "the window of one meter": f"{window}?points=800&meter={series.meters[-1][0]}",
    }

    def ask(address: str) -> Callable[[], int]:
        return lambda: len(reader.get(address).content)

    return {name: _least(ask(address)) for name, address in addresses.items()}


def _least(work: Callable[[], int]) -> tuple[float, int]:
    found = []
    for _run in range(RUNS):
        begun = process_time()
        sent = work()
        found.append(((process_time() - begun) * 1000, sent))
    return min(found)


def _read(case: Case, rows: int) -> Series:
    """As if the file had been received and examined, without the time that takes."""
    request = made.ask(case, "meter_export")
    with TemporaryDirectory() as folder:
        export = Path(folder) / "export.csv"
        generate(export, meters=max(1, rows // SLOTS))
        say(f"{export.stat().st_size / 1e6:,.0f} MB of export")
        with export.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        evidence = request.evidence.create(
            engagement=case.engagement,
            name="export.csv",
            media="csv",
            size=export.stat().st_size,
            sha256=sha256,
            path=store.keep(export, sha256),
            stage=EvidenceStage.ON_FILE,
            received_by=case[Role.DEVELOPER],
            received_at=NOW,
            confirmed_at=NOW,
            digest={},
        )
    series = Series.objects.create(evidence=evidence, asked_by=case[Role.LEAD], asked_at=NOW)
    measuring.measure(series.pk, at=NOW)
    series.refresh_from_db()
    return series


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
