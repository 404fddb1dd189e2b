"""The figures this scheme rests on; the weights of the margins by version of the methodology."""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import PLAUSIBILITY, figure
from verifier.rulebook.wording import Text

MEASURES = "温室气体自愿减排交易管理办法（试行）"
PROCEDURE = "温室气体自愿减排项目审定与减排量核查实施规则"
CERTIFICATES = "国能综通新能〔2024〕124号"
OFFSETTING = "碳排放权交易管理办法（试行） Art. 29"
OFFSHORE_WIND, SOLAR_THERMAL = "CCER-01-002-V01", "CCER-01-001-V01"

NOTICE_DAYS, REPORT_DAYS, REGISTRATION_DAYS, YEARS_BACK, RECALIBRATION_DAYS = 20, 100, 15, 5, 30
# Measures Art. 10, 17: construction and production lie after these days, which are not themselves included.
BUILT_AFTER, PRODUCED_AFTER = date(2012, 11, 8), date(2020, 9, 22)
# Two years from 11 September 2024: the last day on which the choice between certificate and credit is known to hold.
LAST_DAY_OF_CHOICE, FIRST_DAY_AFTER = date(2026, 9, 10), date(2026, 9, 11)

_ORDER = "Public copy of Order No. 31 of the Ministry of Ecology and Environment"
_METHODS = "Public copies of CCER-01-001-V01 and CCER-01-002-V01; their tables are images"
_NOTICE = "Public copy of the notice of 11 September 2024, first clause"
_COMMENTARY = "Commentary by a body and trade press on the implementing rules; their text was not seen"


def _read(code: str, name: Text, value: str, unit: str, clause: str, source: str) -> Figure:
    return figure(code, name, value, unit, clause, Sureness.READ, source)


def _by_commentary(code: str, name: Text, value: str, unit: str) -> Figure:
    return figure(code, name, value, unit, PROCEDURE, Sureness.SECONDARY, _COMMENTARY)


def _weight(methodology: str) -> Figure:
    return figure(
        f"weight_om.{methodology}",
        Text(f"Weight of the operating margin, {methodology}", f"电量边际权重（{methodology}）"),
        "0.5",
        "t/t",
        f"{methodology}, combined margin",
        Sureness.MEMORY_MEDIUM,
        "From memory; the table is an image in the copy that was read",
    )


_TIMES: tuple[Figure, ...] = (
    _read(
        "notice.days",
        Text("Working days of public notice, first and last included", "公示期（工作日，含首末日）"),
        str(NOTICE_DAYS),
        "working days",
        f"{MEASURES} Art. 12, 19",
        f"{_ORDER}; counted on a public notice of 2026",
    ),
    _by_commentary(
        "report.days",
        Text("Days from the start of the notice to the report, in principle", "自公示之日起出具报告的期限（原则上）"),
        str(REPORT_DAYS),
        "days",
    ),
    _read(
        "registration.days",
        Text("Working days of the registry", "登记机构办理期限"),
        str(REGISTRATION_DAYS),
        "working days",
        f"{MEASURES} Art. 15, 22",
        _ORDER,
    ),
    _read(
        "years_back",
        Text("Years before the application within which reductions were produced", "减排量产生于申请之日前的年限"),
        str(YEARS_BACK),
        "years",
        f"{MEASURES} Art. 17",
        _ORDER,
    ),
    _read(
        "recalibration.days",
        Text("Days within which a faulty meter is recalibrated", "故障电表重新校准期限"),
        str(RECALIBRATION_DAYS),
        "days",
        "CCER-01-001-V01, CCER-01-002-V01 7.3.2.2",
        _METHODS,
    ),
    _read(
        "calibration.months",
        Text("Months between calibrations", "校准周期"),
        "12",
        "months",
        "CCER-01-001-V01, CCER-01-002-V01 7.3.2.1",
        _METHODS,
    ),
    _read(
        "crediting.fixed_years",
        Text("Longest crediting period", "计入期最长年限"),
        "10",
        "years",
        "CCER-01-001-V01, CCER-01-002-V01 5.2.2",
        _METHODS,
    ),
    _read(
        "years.owner",
        Text("Years that the owner keeps its records", "项目业主保存年限"),
        "10",
        "years",
        f"{MEASURES} Art. 11, 18",
        _ORDER,
    ),
    _by_commentary(
        "years.validation", Text("Years that the body keeps a validation", "审定记录保存年限"), "10", "years"
    ),
    _by_commentary(
        "years.verification", Text("Years that the body keeps a verification", "核查记录保存年限"), "10", "years"
    ),
    figure(
        "days.finding",
        Text("Days to meet a corrective requirement", "完成整改的期限"),
        "30",
        "days",
        "set by this body",
        Sureness.DESIGN,
    ),
)

_SITES: tuple[Figure, ...] = (
    _read(
        "offshore.km",
        Text("Distance from the shore that must be exceeded", "离岸距离下限（不含）"),
        "30",
        "km",
        f"{OFFSHORE_WIND}, applicability",
        _METHODS,
    ),
    _read(
        "offshore.depth_m",
        Text("Depth of water that must be exceeded", "水深下限（不含）"),
        "30",
        "m",
        f"{OFFSHORE_WIND}, applicability",
        _METHODS,
    ),
    _read(
        "corner.decimals",
        Text("Decimals of a corner point in degrees, at least", "拐点坐标（度）的最少小数位"),
        "6",
        "decimals",
        f"{OFFSHORE_WIND} 8.2",
        _METHODS,
    ),
)

_USES: tuple[Figure, ...] = (
    figure(
        "offset.percent",
        Text("Share of the allowances due that may be offset", "可抵销比例（占应清缴配额）"),
        "5",
        "%",
        OFFSETTING,
    ),
    _read(
        "abroad.permitted",
        Text(
            "Whether a rule for trade and use across borders is in force; the one foreseen is pending",
            "跨境交易和使用的具体规定是否已施行（目前尚未制定）",
        ),
        "0",
        "1 = yes, 0 = no",
        f"{MEASURES} Art. 29",
        _ORDER,
    ),
    Figure(
        code="certificates.choice",
        name=Text(
            "Whether the owner chooses between green certificate and credit, never both",
            "项目业主是否须在绿证与核证自愿减排量之间择一",
        ),
        value=Decimal(1),
        unit="1 = yes, 0 = no",
        clause=CERTIFICATES,
        source=_NOTICE,
        sure=Sureness.READ,
        until=LAST_DAY_OF_CHOICE,
    ),
    Figure(
        code="certificates.choice",
        name=Text(
            "What follows the transition in which the owner chooses between green certificate and credit",
            "绿证与核证自愿减排量衔接过渡期届满后的规则",
        ),
        value=None,
        unit="1 = yes, 0 = no",
        clause=CERTIFICATES,
        source="The notice sets two years; what follows was not found",
        sure=Sureness.UNKNOWN,
        since=FIRST_DAY_AFTER,
    ),
)

# Of the family's, those of the two technologies that are admitted.
_ADMITTED = {"capacity_factor.wind", "capacity_factor.csp", "of_estimate.watch"}

FIGURES: tuple[Figure, ...] = (
    _weight(OFFSHORE_WIND),
    _weight(SOLAR_THERMAL),
    *(one for one in PLAUSIBILITY if one.code in _ADMITTED),
    *_TIMES,
    *_SITES,
    *_USES,
)
