"""What the body hands to the rules: plain facts of one case, the same shape for every scheme and every gate.

A fact that is not there yet is empty. What a gate needs and does not find is a breach, never a pass.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook import particulars, shapes
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.figures import NONE, Figure, FigureBook
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.results import Calculation
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Metered:
    """Energy read from meter series in one calendar year (a vintage)."""

    year: int = shapes.integer(Text("Year", "年份"), window=(1990, 2100))
    exported_mwh: Decimal = shapes.decimal(Text("Exported", "上网电量"), unit="MWh", window=("0", "1e9"))
    imported_mwh: Decimal = shapes.decimal(Text("Imported", "下网电量"), unit="MWh", window=("0", "1e9"))
    generated_mwh: Decimal | None = shapes.decimal(
        Text("Generated", "总发电量"), unit="MWh", window=("0", "1e9"), default=None
    )
    source: str = shapes.text(Text("Source", "来源"), hint=Text("Meter and file.", "电表与文件。"))


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One metering interval of a plant that makes fuel from electricity; energies in MWh, prices in EUR/MWh."""

    renewable_mwh: Decimal = shapes.decimal(Text("Renewable output", "可再生发电"), unit="MWh", window=("0", "1e5"))
    electrolyser_mwh: Decimal = shapes.decimal(Text("Electrolyser", "电解槽用电"), unit="MWh", window=("0", "1e5"))
    auxiliary_mwh: Decimal = shapes.decimal(Text("Other process load", "其他工艺用电"), unit="MWh", window=("0", "1e5"))
    imported_mwh: Decimal = shapes.decimal(Text("Grid import", "电网下网电量"), unit="MWh", window=("0", "1e5"))
    outside_mwh: Decimal = shapes.decimal(
        Text("Grid import for other than the process", "非工艺用下网电量"),
        unit="MWh",
        window=("0", "1e5"),
        hint=Text("Only what a sub-meter shows.", "仅限分表计量证明的部分。"),
        default=Decimal(0),
    )
    charged_mwh: Decimal = shapes.decimal(
        Text("Storage charged", "储能充电"), unit="MWh", window=("0", "1e5"), default=Decimal(0)
    )
    discharged_mwh: Decimal = shapes.decimal(
        Text("Storage discharged", "储能放电"), unit="MWh", window=("0", "1e5"), default=Decimal(0)
    )
    contracted_mwh: Decimal = shapes.decimal(
        Text("Contracted renewable output", "合同可再生发电"),
        unit="MWh",
        window=("0", "1e5"),
        hint=Text("Own plant or purchase agreement, zone test passed.", "自有电站或购电协议，且通过区域检验。"),
        default=Decimal(0),
    )
    exported_mwh: Decimal = shapes.decimal(
        Text("Export to the grid", "上网电量"), unit="MWh", window=("0", "1e5"), default=Decimal(0)
    )
    elsewhere_mwh: Decimal = shapes.decimal(
        Text("Contracted renewable output in an interconnected zone", "互联竞价区合同可再生发电"),
        unit="MWh",
        window=("0", "1e5"),
        hint=Text(
            "Counts while the price there is no lower than that of the electrolyser's zone.",
            "仅在该区电价不低于电解槽所在区电价时计入。",
        ),
        default=Decimal(0),
    )
    elsewhere_price: Decimal | None = shapes.decimal(
        Text("Day-ahead price there", "该区日前电价"), unit="EUR/MWh", window=("-10000", "10000"), default=None
    )
    price: Decimal | None = shapes.decimal(
        Text("Day-ahead price", "日前电价"), unit="EUR/MWh", window=("-10000", "10000"), default=None
    )
    allowance_price: Decimal | None = shapes.decimal(
        Text("Price of an emission allowance", "排放配额价格"), unit="EUR/t", window=("0", "10000"), default=None
    )


@dataclass(frozen=True, kw_only=True)
class EvidenceFact:
    """A file that was received; `kind` is the code of one of the scheme's kinds of evidence."""

    kind: str = shapes.text(Text("Kind of evidence", "证据种类"))
    sha256: str = shapes.text(Text("SHA-256", "SHA-256"))
    received_on: date = shapes.day(Text("Received on", "收到日期"))


@dataclass(frozen=True, kw_only=True)
class FindingFact:
    """A finding; `grade` is the code of one of the scheme's grades."""

    number: str = shapes.text(Text("Number", "编号"))
    grade: str = shapes.text(Text("Grade", "等级"))
    open: bool = shapes.boolean(Text("Still open", "尚未关闭"))
    of_registration: bool = shapes.boolean(
        Text("Concerns a requirement for registration", "涉及注册要求"), default=False
    )


@dataclass(frozen=True, kw_only=True)
class MemberFact:
    """Somebody appointed: `role` is the code of one of the scheme's roles (reviewer and certifier included)."""

    role: str = shapes.text(Text("Role", "角色"))
    name: str = shapes.text(Text("Name", "姓名"))
    competent: bool = shapes.boolean(Text("Competent for scheme and scope", "具备本体系与领域能力"))
    key: str = shapes.text(
        Text("Key", "标识"), hint=Text("Where two people bear one name.", "用于区分同名人员。"), default=""
    )


@dataclass(frozen=True, kw_only=True)
class Service:
    """An earlier verification of this client by this body: the calendar year verified, and who did it as what."""

    year: int = shapes.integer(Text("Year verified", "核查年份"), window=(1990, 2100))
    role: str = shapes.text(Text("Role", "角色"))
    name: str = shapes.text(Text("Name", "姓名"))
    same_project: bool = shapes.boolean(Text("Of this project", "为同一项目"), default=True)
    key: str = shapes.text(
        Text("Key", "标识"), hint=Text("Where two people bear one name.", "用于区分同名人员。"), default=""
    )


def same_person(one: MemberFact | Service, other: MemberFact) -> bool:
    """Whether two rows are one person's. Where only one of them bears a key, the name decides."""
    return one.key == other.key if one.key and other.key else one.name == other.name


@dataclass(frozen=True, kw_only=True)
class CaseFacts(FieldWork):
    """What every case has, whatever its scheme; both days of the period are inclusive."""

    period_from: date = shapes.day(Text("Period from", "核查期起"))
    period_until: date = shapes.day(Text("Period until", "核查期止"))
    metered: tuple[Metered, ...] = shapes.rows(Metered, Text("Metered energy by year", "分年计量电量"))
    intervals: tuple[Interval, ...] = shapes.rows(Interval, Text("Metering intervals", "计量时段"))
    evidence: tuple[EvidenceFact, ...] = shapes.rows(EvidenceFact, Text("Evidence received", "已收证据"))
    requests_open: tuple[str, ...] = shapes.texts(Text("Requests for evidence still open", "尚未答复的证据要求"))
    series_open: tuple[str, ...] = shapes.texts(Text("Meter series not confirmed", "尚未确认的计量数据"))
    signals_open: tuple[str, ...] = shapes.texts(Text("Signals not disposed of", "尚未处理的数据信号"))
    comparison_due: bool = shapes.boolean(
        Text("Meters not compared as they stand now", "计量数据尚未按现状比对"), default=False
    )
    findings: tuple[FindingFact, ...] = shapes.rows(FindingFact, Text("Findings", "发现项"))
    team: tuple[MemberFact, ...] = shapes.rows(MemberFact, Text("People appointed", "已任命人员"))
    services: tuple[Service, ...] = shapes.rows(
        Service,
        Text("Earlier verifications by this body", "本机构此前核查"),
        hint=Text("One row for each year and person.", "每年每人一行。"),
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.period_until < self.period_from:
            yield "period_until", Text("The period ends before it begins.", "核查期的结束早于开始。")


@dataclass(frozen=True, kw_only=True)
class ReportFacts(CaseFacts):
    """One case as the rules see it. `particulars` is an instance of the scheme's own particulars.

    `confirmed` are the figures that the body has confirmed. The scheme fills in `figures` and `calculation` when it is
    asked, `opinion` when it words its statement.
    """

    scheme: str
    kind: str = ""
    particulars: Any
    confirmed: tuple[Figure, ...] = ()
    figures: FigureBook = NONE
    calculation: Calculation = Calculation()
    opinion: Opinion | None = None


def read(data: object, *, scheme: str, kind: str, shape: type) -> ReportFacts:
    """Facts from plain data, with particulars of `shape` under "particulars".

    Raises Misfit with every bad field, those of the particulars under "particulars/...".
    """
    if not isinstance(data, Mapping):
        raise particulars.Misfit({"": particulars.NOT_AN_OBJECT})
    errors: dict[str, Text] = {}
    own = _collect(errors, shape, data.get("particulars", {}), under="particulars")
    case = _collect(errors, CaseFacts, {name: value for name, value in data.items() if name != "particulars"})
    if errors or case is None:
        raise particulars.Misfit(errors)
    return ReportFacts(
        scheme=scheme,
        kind=kind,
        particulars=own,
        **{field.name: getattr(case, field.name) for field in shapes.fields(CaseFacts)},
    )


def _collect(errors: dict[str, Text], shape: type, data: object, under: str = "") -> object:
    try:
        return particulars.read(shape, data)
    except particulars.Misfit as misfit:
        errors |= {f"{under}/{path}".strip("/"): message for path, message in misfit.errors.items()}
        return None
