"""`manage.py read_series`: what a meter export is understood to be, its totals and signals. Reads no database."""

from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.series import Form, MeterTotal, MonthTotal, Unreadable, YearTotal
from projects.monitoring.work import Worked, work_through
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
            path.stat()  # that there is no such file is said before its name is judged
            with TemporaryDirectory() as folder:
                worked = work_through(path, name=path.name, zone=options["zone"], profile=profile, into=Path(folder))
        except OSError as error:
            no = Text("{path} cannot be read: {why}.", "无法读取 {path}：{why}。")
            raise particulars.Misfit({"file": no.format(path=path, why=error.strerror)}) from None
        except Unreadable as no:
            self.stderr.write(f"{path.name}: {self.said(no.message)} {self.said(no.mend)} [{no.code}]")
            return MISFIT
        if options["json"]:
            self.print_json(dump(worked))
        else:
            self._print(worked)
        return PASSED

    def _print(self, worked: Worked) -> None:
        self.line(worked.name)
        for label, value in (*worked.understood, *_form(worked.form)):
            self.line(f"  {self.said(label)}: {self.said(value) if isinstance(value, Text) else value}")
        for title, sums in _totals(worked):
            self.head(title)
            for key, exported, imported in sums:
                self.line(f"  {key}: {exported:f} / {imported:f} MWh")
        self.head(SIGNALS)
        for one in worked.signals:
            said, basis = self.said(one.message), self.said(one.basis)
            self.line(f"  {one.code}  {one.severity}  {one.count:,}  {said}  [{basis}]")
            if one.rows:
                self.line(f"      {self.said(ROWS)}: {', '.join(map(str, one.rows[:FIRST]))}")


def dump(worked: Worked) -> dict[str, Any]:
    """Everything as JSON; energy as text, every digit."""
    years, months, meters = _sums(worked)
    return {
        "name": worked.name,
        "sheet": worked.sheet,
        "understood": {
            **worked.form._asdict(),
            "plant_zone": worked.zone,
            "interval_seconds": int(worked.interval.total_seconds()),
            "first_at": worked.first_at.isoformat(),
            "last_at": worked.last_at.isoformat(),
            "meters": len(worked.meters),
            "readings": worked.rows,
        },
        "years": [{"year": t.year, **_energy(t.exported_mwh, t.imported_mwh)} for t in years],
        "months": [{"year": t.year, "month": t.month, **_energy(t.exported_mwh, t.imported_mwh)} for t in months],
        "by_meter": [{"meter": t.meter, **_energy(t.exported_mwh, t.imported_mwh)} for t in meters],
        "signals": [
            {
                "code": one.code,
                "severity": one.severity,
                "count": one.count,
                "rows": list(one.rows),
                "message": one.message._asdict(),
                "basis": one.basis._asdict(),
            }
            for one in worked.signals
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


def _sums(worked: Worked) -> tuple[tuple[YearTotal, ...], tuple[MonthTotal, ...], tuple[MeterTotal, ...]]:
    """By year, month and meter; prices do not add up."""
    return ((), (), ()) if worked.form.measures == "price" else (worked.years, worked.months, worked.meters)


def _totals(worked: Worked) -> tuple[tuple[Text, list[tuple[str, Decimal, Decimal]]], ...]:
    years, months, meters = _sums(worked)
    found = (
        (YEARS, [(str(t.year), t.exported_mwh, t.imported_mwh) for t in years]),
        (MONTHS, [(f"{t.year}-{t.month:02}", t.exported_mwh, t.imported_mwh) for t in months]),
        (METERS, [(t.meter, t.exported_mwh, t.imported_mwh) for t in meters]),
    )
    return tuple((title, sums) for title, sums in found if sums)


LAYOUTS = {
    "long": Text("one row per meter and interval", "每表每时段一行"),
    "wide": Text("one column per meter", "每表一列"),
    "days": Text("one row per day", "每日一行"),
}
MEASURES = {
    "power": Text("mean power", "平均功率"),
    "energy": Text("energy per interval", "时段电量"),
    "counter": Text("running register", "累计示数"),
    "mass": Text("mass per interval (totals in tonnes)", "时段质量（合计为吨）"),
    "price": Text("price in EUR/MWh (no totals)", "电价，EUR/MWh（不合计）"),
}
YES, NO = Text("yes", "是"), Text("no", "否")
NO_FILE = Text("Name a file of meter readings.", "请给出计量数据文件。")
YEARS = Text("By year (export / import)", "按年（上网 / 下网）")
MONTHS = Text("By month (export / import)", "按月（上网 / 下网）")
METERS = Text("By meter (export / import)", "按表计（上网 / 下网）")
FIRST = 10  # rows of a signal that are printed
SIGNALS, ROWS = Text("Signals (to look at, no verdict)", "提示（供查看，并非结论）"), Text("rows", "行")
