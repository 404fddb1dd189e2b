"""The story of the demo, told over the API: two applications become statements, a third is stopped by its rule, and
a fourth waits for its evidence.
"""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from verifier.local.papers import meter_export, paper
from verifier.local.programs import ROOT
from verifier.local.speaking import Refusal, Speaker
from verifier.schemes.iscc_eu.examples import base as ammonia
from verifier.schemes.vcs.examples import WIND

SHELF = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "demo"
EXTRACT = ROOT / "tests" / "projects" / "monitoring" / "extracts" / "kelmarsh-two-turbines.xlsx"
AMMONIA = "developer@ammonia.example"
MOORS = "developer@wind.example"
MADE_UP = "1"  # for a figure that nobody knows
TEAM = {
    "lead": "lead@body.example",
    "verifier": "verifier@body.example",
    "reviewer": "reviewer@body.example",
    "certifier": "certifier@body.example",
    "observer": "observer@regulator.example",
}


@dataclass
class Cast:
    """Everybody of the demo, each with a key of their own."""

    address: str
    people: dict[str, Speaker]

    @classmethod
    def gathered(cls, address: str) -> "Cast":
        keys = subprocess.run(
            [sys.executable, "manage.py", "load_demo", "--tokens"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return cls(
            address, {email: Speaker(f"{address}/api/v1", key) for email, key in json.loads(keys.stdout).items()}
        )

    def __getitem__(self, who: str) -> Speaker:
        return self.people[TEAM.get(who, who)]

    @property
    def coordinator(self) -> Speaker:
        return self.people["coordinator@body.example"]


def run(address: str) -> Path:
    """Tell the whole story; the path of the ammonia certificate."""
    cast = Cast.gathered(address)
    certificate = _ammonia(cast)
    _too_much_grid(cast)
    _wind(cast)
    _to_go_on_with(cast)
    return certificate


def _ammonia(cast: Cast) -> Path:
    """A month of renewable ammonia, from the application to the certificate in the register."""
    case = opened(cast, AMMONIA, ("lead", "verifier", "reviewer", "certifier", "observer"), **_month(9))
    _evidence(cast, AMMONIA, case, _ammonia_files(9))
    finding = cast["lead"].post(
        f"/engagements/{case}/findings",
        grade="minor",
        title="Invoice of potassium hydroxide is missing its page 2",
        text="The mass of 2,500 kg is on page 1; page 2 with the supplier's stamp was not sent.",
        clause="996 Art. 10",
    )["id"]
    cast[AMMONIA].post(
        f"/findings/{finding}/answers", text="第二页已随物料发票一并重新提交。 The page is in the invoices file."
    )
    cast["lead"].post(f"/findings/{finding}/closure", text="Seen: both pages agree with the ledger.")
    first = _submitted(cast, case, "Meters, invoices and transport records were examined on site and recomputed.")
    cast["reviewer"].post(
        f"/reports/{first}/review", verdict="returned", text="Say how the truck distance was checked."
    )
    second = _submitted(
        cast,
        case,
        "Meters, invoices and transport records were examined on site and recomputed; "
        "the road distance of 350 km was checked against the weighbridge tickets and the map.",
    )
    statement = _issued(cast, second)
    return _kept(cast, statement)


def _too_much_grid(cast: Cast) -> None:
    """The next month took a tenth of its electricity from the grid: the rule stops it, with its clause."""
    month = _month(10)
    month["particulars"] |= {"electricity": [ammonia.power("direct", "225000000"), ammonia.power("grid", "25000000")]}
    case = opened(cast, AMMONIA, ("lead", "reviewer", "certifier"), **month)
    _evidence(cast, AMMONIA, case, _ammonia_files(10))
    try:
        _submitted(cast, case, "The grid supplied 25 GWh of 250 GWh.")
    except Refusal as refusal:
        clauses = ", ".join(sorted({reason["clause"] for reason in refusal.problem["reasons"]}))
        print(f"October is held back, as it must be: {clauses}.", flush=True)
    else:
        raise AssertionError("A month at 62 % saving was let through.")


def _wind(cast: Cast) -> None:
    """A wind farm's statement; it is withdrawn in the end, for all to see."""
    statement = _issued(cast, wind_report(cast, title="Kelmarsh, two turbines"))
    _kept(cast, statement)
    cast["certifier"].post(f"/statements/{statement}/withdrawal", reason="Shown as an example of a withdrawal.")


def _to_go_on_with(cast: Cast) -> None:
    """A month of which everything on the scheme's list is asked for, and nothing was sent yet."""
    case = opened(cast, AMMONIA, ("lead", "verifier"), **_month(8))
    cast["lead"].post(f"/engagements/{case}/requests/listed", due_on=in_two_weeks())


def wind_report(cast: Cast, *, title: str) -> str:
    """A day of a wind farm from its own ten-minute export, up to the submitted report; the key of the report."""
    case = opened(cast, MOORS, ("lead", "reviewer", "certifier"), **wind_application(title))
    _evidence(
        cast,
        MOORS,
        case,
        {
            "meter_export": ("kelmarsh-two-turbines.xlsx", EXTRACT.read_bytes()),
            "monitoring_report": ("monitoring-report.pdf", paper("Monitoring report", "1 January 2021, two turbines")),
        },
        zone="Europe/London",
    )
    return _submitted(cast, case, "The ten-minute export was read anew and put into ACM0002.")


def wind_application(title: str) -> dict[str, Any]:
    own = {
        "capacity_mw": "4.1",
        "operating_margin": "0.45",
        "build_margin": "0.30",
        "yearly_t": "5000",
        "crediting_from": "2019-01-01",
        "crediting_until": "2025-12-31",
    }
    return {
        "scheme": "vcs",
        "title": title,
        "title_zh": "凯尔马什两台风机",
        "country": "GB",
        "site": "Kelmarsh, Northamptonshire",
        "technology": "Wind, 2 x 2.05 MW",
        "period_from": "2021-01-01",
        "period_until": "2021-01-01",
        "particulars": WIND["particulars"] | own,
    }


def _month(number: int) -> dict[str, Any]:
    first = date(2026, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return {
        "scheme": "iscc_eu",
        "title": "Chifeng green ammonia, phase 1",
        "title_zh": "赤峰绿氨一期",
        "country": "CN",
        "site": "Yuanbaoshan, Chifeng, Inner Mongolia",
        "technology": "Alkaline electrolysis on direct-line wind and solar; Haber-Bosch",
        "period_from": first.isoformat(),
        "period_until": last.isoformat(),
        "particulars": dict(ammonia.AMMONIA["particulars"]),
    }


def _ammonia_files(month: int) -> dict[str, tuple[str, bytes]]:
    first = datetime(2026, month, 1)  # noqa: DTZ001 - the plant's wall clock
    days = 30 if month == 9 else 31
    lines = (
        f"Period 2026-{month:02d}",
        "Potassium hydroxide 2,500 kg; sodium hydroxide 6,000 kg; hydrochloric acid 5,000 kg",
    )
    return {
        "meter_export": (f"并网点-{month:02d}月.csv", meter_export(first, days, total_kwh=249_000_000)),
        "chemical_invoices": ("物料发票.pdf", paper("Invoices of chemicals", *lines)),
        "transport_records": (
            "transport.pdf",
            paper("Transport records", lines[0], "25,000 t: 350 km by road, 1,200 km by sea"),
        ),
        "single_line_diagram": (
            "single-line.pdf",
            paper("Single-line diagram", lines[0], "One metered tie to the grid"),
        ),
    }


def confirm_figures(cast: Cast, scheme: str) -> None:
    """What holds issuing back under a scheme: read by one of the body's people, countersigned by another."""
    held = [figure for figure in cast["lead"].get(f"/figures/{scheme}") if figure["holds"]]
    if not held:
        return
    read = [
        {
            "figure": figure["code"],
            "value": figure["value"] or MADE_UP,
            "clause": figure["clause"],
            "since": figure["since"] or "2000-01-01",
        }
        for figure in held
    ]
    content = paper(
        "A stand-in, for this demonstration only",
        "It stands in for the scheme's own document, which was not at hand, and proves nothing.",
        "Its figures are those that the product ships from memory.",
        f"Where the product ships none, {MADE_UP} is made up.",
    )
    document = cast["lead"].send(
        f"/figures/{scheme}/confirmations",
        "stand-in.pdf",
        content,
        title="Stand-in for the scheme's document",
        edition="demonstration",
        figures=json.dumps(read),
    )
    for confirmation in document["confirmations"]:
        cast["reviewer"].post(f"/confirmations/{confirmation}/countersignature")


def opened(cast: Cast, developer: str, roles: tuple[str, ...], **asked: Any) -> str:
    """Confirm the scheme's figures, apply, open, accept, appoint, accept the appointments; the key of the case."""
    confirm_figures(cast, asked["scheme"])
    client = cast[developer].get("/me")["clients"][0]["id"]
    filed = cast[developer].post(
        "/applications", client_id=client, disclosure="No other scheme in five years.", **asked
    )
    case: str = cast.coordinator.post(f"/applications/{filed['id']}/open")["id"]
    cast.coordinator.post(f"/engagements/{case}/accept")
    for role in roles:
        person = cast[role].get("/me")["id"]
        offer = cast.coordinator.post(f"/engagements/{case}/appointments", person_id=person, role=role)
        cast[role].post(f"/appointments/{offer['id']}/accept", declares_no_conflict=True)
    return case


def _evidence(
    cast: Cast, developer: str, case: str, files: dict[str, tuple[str, bytes]], zone: str = "Asia/Shanghai"
) -> None:
    """Ask for each kind, send its file, wait until it was examined, settle its series, and accept it."""
    for kind, (name, content) in files.items():
        asked = cast["lead"].post(
            f"/engagements/{case}/requests", kind=kind, note="For the whole period.", due_on=in_two_weeks()
        )
        sent = cast[developer].send(f"/requests/{asked['id']}/evidence", name, content, zone=zone)
        receipt = cast[developer].wait_for(f"/evidence/{sent['id']}", "stage", "on_file", "held")
        if receipt["stage"] == "held":
            remark = "The same turbines, told once more under another title."
            receipt = cast["lead"].post(f"/evidence/{sent['id']}/release", remark=remark)
        if receipt["series"]:
            _series(cast, developer, case, receipt["series"])
        cast["lead"].post(f"/requests/{asked['id']}/acceptance", text="Seen, and it answers the request.")


def _series(cast: Cast, developer: str, case: str, series: str) -> None:
    """Once it was read, its sender confirms how it was understood; once the meters were compared, the lead says what
    became of each signal.
    """
    cast["lead"].wait_for(f"/series/{series}", "stage", "read")
    cast[developer].post(f"/series/{series}/confirmation")
    compared = cast["lead"].wait_for(f"/engagements/{case}/comparison", "is_compared")
    read = cast["lead"].get(f"/series/{series}")
    for signal in {one["id"]: one for one in [*read["noticed"], *compared["signals"]]}.values():
        if signal["severity"] != "info" and not signal["dispositions"]:
            cast["lead"].post(
                f"/signals/{signal['id']}/dispositions", verdict="explained", reason="Agrees with the operating log."
            )


def in_two_weeks() -> str:
    return (date.today() + timedelta(days=14)).isoformat()  # noqa: DTZ011 - a door: the story happens today


def _submitted(cast: Cast, case: str, summary: str) -> str:
    """Draft, ask the rules, submit; the key of the report."""
    report: str = cast["lead"].put(f"/engagements/{case}/report", summary=summary)["id"]
    cast["lead"].post(f"/reports/{report}/checks", gate="submit")
    cast["lead"].post(f"/reports/{report}/submission")
    return report


def _issued(cast: Cast, report: str) -> str:
    """Pass, decide, approve, wait for the seal, publish; the key of the statement."""
    statement = approved(cast, report)
    cast["certifier"].wait_for(f"/statements/{statement}", "stage", "signed")
    cast.coordinator.post(f"/statements/{statement}/publication")
    return statement


def approved(cast: Cast, report: str) -> str:
    """Pass, decide, approve; the key of the statement, whose document a worker makes now."""
    cast["reviewer"].post(f"/reports/{report}/review", verdict="passed", text="Complete; the recalculation agrees.")
    cast["certifier"].post(f"/reports/{report}/decision", verdict="issue", text="The evidence is sufficient.")
    statement: str = cast["certifier"].post(f"/reports/{report}/issuance")["id"]
    return statement


def _kept(cast: Cast, statement: str) -> Path:
    """The signed PDF, put on the shelf; its public page must answer as the QR code says."""
    told = cast["certifier"].get(f"/statements/{statement}")
    SHELF.mkdir(parents=True, exist_ok=True)
    path = SHELF / f"{told['number']}.pdf"
    path.write_bytes(cast["certifier"].fetch(f"/statements/{statement}/document"))
    with urllib.request.urlopen(f"{cast.address}/c/{told['public_id']}", timeout=30) as page:  # noqa: S310 - http, our own
        if told["number"] not in page.read().decode():
            raise AssertionError(f"The page of {told['number']} does not name it.")
    return path
