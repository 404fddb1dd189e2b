"""The figures this scheme rests on, beside those of the acts on renewable fuels."""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.wording import Text

_RED = "Transcription of Directive (EU) 2018/2001 as amended by (EU) 2023/2413"
_MEMORY = "From memory; to be read in the directive"
_MIRROR = "Public mirror of IR (EU) 2022/996 as amended"

# Start of operation on or before which the lower threshold holds, oldest first: RED Art. 29(10)(a) to (c).
BIOFUEL_STARTS = ((date(2015, 10, 5), "biofuel.saving_until_2015"), (date(2020, 12, 31), "biofuel.saving_until_2020"))
BIOFUEL_NOW = "biofuel.saving_from_2021"


def _biofuel(code: str, value: str, letter: str, en: str, zh: str) -> Figure:
    return Figure(
        code=code,
        name=Text(f"Least saving of a biofuel, plant in operation {en}", f"生物燃料最低减排率（{zh}投产）"),
        value=Decimal(value),
        unit="g/g",
        clause=f"RED Art. 29(10)({letter})",
        source=_MEMORY,
        sure=Sureness.MEMORY_HIGH,
    )


FIGURES: tuple[Figure, ...] = (
    *RFNBO,
    Figure(
        code="saving_min",
        name=Text("Least saving of a renewable fuel of non-biological origin", "非生物来源可再生燃料最低减排率"),
        value=Decimal("0.70"),
        unit="g/g",
        clause="RED Art. 29a(1)",
        source=_RED,
        sure=Sureness.READ,
    ),
    _biofuel("biofuel.saving_until_2015", "0.50", "a", "on or before 5 October 2015", "2015 年 10 月 5 日及以前"),
    _biofuel("biofuel.saving_until_2020", "0.60", "b", "from 6 October 2015 to 2020", "2015 年 10 月 6 日至 2020 年"),
    _biofuel("biofuel.saving_from_2021", "0.65", "c", "from 1 January 2021", "2021 年 1 月 1 日起"),
    Figure(
        code="soil_carbon_max",
        name=Text("Most soil carbon accumulation that may be counted", "土壤碳累积计入上限"),
        value=Decimal(25),
        unit="g CO2eq/MJ",
        clause="IR (EU) 2022/996 Annex V",
        source=_MIRROR,
        sure=Sureness.READ,
    ),
    Figure(
        code="most_kwh_per_kg",
        name=Text("Electricity per kilogram of ammonia beyond which a slip is likely", "每千克氨耗电的可疑上限"),
        value=Decimal(15),
        unit="kWh/kg",
        clause="plausibility",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
    Figure(
        code="claim_tolerance",
        name=Text("Difference between claimed and recomputed intensity that is rounding", "申报值与复算值的舍入容差"),
        value=Decimal("0.000001"),
        unit="g CO2eq/MJ",
        clause="CDR (EU) 2023/1185 Annex Part A pt 14",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
    Figure(
        code="validity_months",
        name=Text("Validity of a certificate", "证书有效期"),
        value=Decimal(12),
        unit="months",
        clause="ISCC EU, certification process",
        source="Published questions and answers of the scheme",
        sure=Sureness.SECONDARY,
    ),
    Figure(
        code="days.correction",
        name=Text("Days for corrective measures before issue", "发证前纠正措施期限"),
        value=Decimal(40),
        unit="days",
        clause="ISCC, certification process",
        source="Public page of the scheme on its certification process",
        sure=Sureness.READ,
    ),
    Figure(
        code="days.suspended",
        name=Text("Days to remedy a major non-conformity after suspension", "暂停后补救主要不符合的期限"),
        value=Decimal(90),
        unit="days",
        clause="IR (EU) 2022/996 Art. 10",
        source=_MIRROR,
        sure=Sureness.READ,
    ),
    Figure(
        code="months.minor",
        name=Text("Months within which a minor non-conformity is closed", "关闭次要不符合的最长月数"),
        value=Decimal(12),
        unit="months",
        clause="IR (EU) 2022/996 Art. 10",
        source=_MIRROR,
        sure=Sureness.READ,
    ),
)
