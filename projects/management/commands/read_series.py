"""`manage.py read_series`: what a meter export is understood to be, its totals and signals. Reads no database."""

from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from projects.monitoring.checking import check
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.reading import read
from projects.monitoring.series import Form, Reading, Signal, Unreadable, by_meter, by_month, totals
from verifier.desk.management.calculator import MISFIT, PASSED, Calculator
from verifier.rulebook import particulars
from verifier.rulebook.wording import Text


class Command(Calculator):
    help = (
        "Read a meter export: what was understood, totals by year and month, and every signal. "
        "Exit status: 0 it was read, 2 it cannot be read with certainty (why, on standard error). "
        "A signal is something to look at, never a verdict, and does not change the status."
    )
    given = "profile"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="XLSX, CSV, TSV, TXT or Parquet")
        parser.add_argument("--profile", metavar="P", help="JSON with what the file does not say; --shape prints it")
        parser.add_argument("--zone", default="UTC", metavar="Z", help="IANA zone of the plant (default: UTC)")
        super().add_arguments(parser)

    def schema(self, options: dict[str, Any]) -> dict[str, Any]:
        return particulars.json_schema(Profile)

    def calculate(self, options: dict[str, Any]) -> int:
        said = options["profile"]
        profile = particulars.read(Profile, self.load(said)) if said else NOTHING_SAID
        if options["file"] is None:
            raise particulars.Misfit({"file": NO_FILE})
        path = Path(options["file"])
        try:
            reading = read(path, name=path.name, zone=options["zone"], profile=profile)
        except OSError as error:
            no = Text("{path} cannot be read: {why}.", "无法读取 {path}：{why}。")
            raise particulars.Misfit({"file": no.format(path=path, why=error.strerror)}) from None
        except Unreadable as no:
            self.stderr.write(f"{path.name}: {self.said(no.message)} {self.said(no.mend)} [{no.code}]")
            return MISFIT
        found = check(reading, nameplate_kw=profile.nameplate_kw, technology=profile.technology)
        if options["json"]:
            self.print_json(dump(reading, found))
        else:
            self._print(reading, found)
        return PASSED

    def _print(self, reading: Reading, found: tuple[Signal, ...]) -> None:
        self.line(reading.name)
        for label, value in (*reading.understood, *_form(reading.form)):
            self.line(f"  {self.said(label)}: {self.said(value) if isinstance(value, Text) else value}")
        for title, sums in _totals(reading):
            self.head(title)
            for key, exported, imported in sums:
                self.line(f"  {key}: {exported:f} / {imported:f} MWh")
        self.head(SIGNALS)
        for one in found:
            said, basis = self.said(one.message), self.said(one.basis)
            self.line(f"  {one.code}  {one.severity}  {one.count:,}  {said}  [{basis}]")
            if one.rows:
                self.line(f"      {self.said(ROWS)}: {', '.join(map(str, one.rows))}")


def dump(reading: Reading, found: tuple[Signal, ...]) -> dict[str, Any]:
    """Everything as JSON; energy as text, every digit."""
    form = reading.form
    ends_at = pl.col("ends_at")
    first, last = reading.frame.select((ends_at.min() - reading.interval).alias("first"), ends_at.max()).row(0)
    return {
        "name": reading.name,
        "sheet": reading.sheet,
        "understood": {
            **form._asdict(),
            "plant_zone": reading.zone,
            "interval_seconds": int(reading.interval.total_seconds()),
            "first_at": first.isoformat(),
            "last_at": last.isoformat(),
            "meters": reading.frame["meter"].n_unique(),
            "readings": reading.frame.height,
        },
        "years": [{"year": t.year, **_energy(t.exported_mwh, t.imported_mwh)} for t in totals(reading)],
        "months": [
            {"year": t.year, "month": t.month, **_energy(t.exported_mwh, t.imported_mwh)} for t in by_month(reading)
        ],
        "by_meter": [{"meter": t.meter, **_energy(t.exported_mwh, t.imported_mwh)} for t in by_meter(reading)],
        "signals": [
            {
                "code": one.code,
                "severity": one.severity,
                "count": one.count,
                "rows": list(one.rows),
                "message": one.message._asdict(),
                "basis": one.basis._asdict(),
            }
            for one in found
        ],
    }


def _energy(exported: Decimal, imported: Decimal) -> dict[str, str]:
    return {"exported_mwh": f"{exported:f}", "imported_mwh": f"{imported:f}"}


def _form(form: Form) -> tuple[tuple[Text, Text | str], ...]:
    """What a program reads from the form and the understanding does not say."""
    return (
        (Text("Layout", "表格形式"), LAYOUTS[form.layout]),
        (Text("The quantity is", "数据含义"), MEASURES[form.measures]),
        (Text("12-hour clock", "12 小时制"), YES if form.half_clock else NO),
    )


def _totals(reading: Reading) -> tuple[tuple[Text, list[tuple[str, Decimal, Decimal]]], ...]:
    return (
        (YEARS, [(str(t.year), t.exported_mwh, t.imported_mwh) for t in totals(reading)]),
        (MONTHS, [(f"{t.year}-{t.month:02}", t.exported_mwh, t.imported_mwh) for t in by_month(reading)]),
        (METERS, [(t.meter, t.exported_mwh, t.imported_mwh) for t in by_meter(reading)]),
    )


LAYOUTS = {
    "long": Text("one row per meter and interval", "每表每时段一行"),
    "wide": Text("one column per meter", "每表一列"),
    "days": Text("one row per day", "每日一行"),
}
MEASURES = {
    "power": Text("mean power", "平均功率"),
    "energy": Text("energy per interval", "时段电量"),
    "counter": Text("running register", "累计示数"),
}
YES, NO = Text("yes", "是"), Text("no", "否")
NO_FILE = Text("Name a file of meter readings.", "请给出计量数据文件。")
YEARS = Text("By year (export / import)", "按年（上网 / 下网）")
MONTHS = Text("By month (export / import)", "按月（上网 / 下网）")
METERS = Text("By meter (export / import)", "按表计（上网 / 下网）")
SIGNALS, ROWS = Text("Signals (to look at, no verdict)", "提示（供查看，并非结论）"), Text("rows", "行")
