"""Figures that every scheme for fuels made from renewable electricity takes from the same acts.

GWPs are those of RED Annex V.C.4 (CH4 25, N2O 298), to which the annex of 2023/1185 refers; AR5 belongs to other acts.
"""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_tables import ACT, G_PER_MJ, MIRROR, STANDARD_VALUES, act_figure
from verifier.rulebook.wording import Text

_ANNEX_IX = "IR (EU) 2022/996 Annex IX"
_BOOK = "Worked out from the atomic weights and the heating value of hydrogen"
_POWER = "CDR (EU) 2023/1184"
_POWER_TEXT = "Transcription of the EUR-Lex text of CDR (EU) 2023/1184"
_OURS = "Set by this body"

_INTENSITY: tuple[Figure, ...] = (
    act_figure(
        "comparator", Text("Fossil fuel comparator", "化石燃料比较值"), "94", G_PER_MJ, f"{ACT} Annex Part A pt 2"
    ),
    act_figure(
        "full_load_hours_factor",
        Text("Electricity once the full-load hours are exceeded", "满负荷小时数超限后的电力因子"),
        "183",
        G_PER_MJ,
        f"{ACT} Annex Part A pt 6(b)",
    ),
    act_figure(
        "claim_tolerance",
        Text("Difference between claimed and recomputed intensity that is rounding", "申报值与复算值的舍入容差"),
        "0.000001",
        G_PER_MJ,
        f"{ACT} Annex Part A pt 14",
        source=_OURS,
        sure=Sureness.DESIGN,
    ),
)

_HEATING_VALUES: tuple[Figure, ...] = (
    act_figure(
        "diesel.lhv", Text("Lower heating value of diesel", "柴油低位发热量"), "43.1", "MJ/kg", _ANNEX_IX, source=MIRROR
    ),
    act_figure("diesel.density", Text("Density of diesel", "柴油密度"), "0.832", "kg/l", _ANNEX_IX, source=MIRROR),
    act_figure(
        "heavy_fuel_oil.lhv",
        Text("Lower heating value of heavy fuel oil", "重燃料油低位发热量"),
        "40.5",
        "MJ/kg",
        _ANNEX_IX,
        source=MIRROR,
    ),
    act_figure(
        "hydrogen.lhv", Text("Lower heating value of hydrogen", "氢低位发热量"), "120", "MJ/kg", "RED Annex III"
    ),
    act_figure(
        "ammonia.lhv",
        Text("Lower heating value of ammonia", "氨低位发热量"),
        "18.6",
        "MJ/kg",
        "Reg. (EU) 2023/1805 Annex II",
        source="From memory; not found in RED Annex III",
        sure=Sureness.MEMORY_HIGH,
    ),
    act_figure(
        "lhv_tolerance",
        Text("Tolerance on the heating value", "发热量容差"),
        "0.005",
        "MJ/MJ",
        "IR (EU) 2022/996 Annex I.2(f)",
        source=_OURS,
        sure=Sureness.DESIGN,
    ),
)

_PLAUSIBILITY: tuple[Figure, ...] = (
    act_figure(
        "ammonia.hydrogen",
        Text("Hydrogen in ammonia by mass", "氨中氢的质量分数"),
        "0.17755",
        "kg/kg",
        "stoichiometry",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    act_figure(
        "hydrogen.least_kwh",
        Text("Least electricity for a kilogram of hydrogen", "每千克氢最低耗电"),
        "39.41",
        "kWh/kg",
        "thermodynamics (higher heating value)",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    act_figure(
        "ammonia.least_kwh",
        Text("Least electrolysis electricity for a kilogram of ammonia", "每千克氨最低电解耗电"),
        "6.997",
        "kWh/kg",
        "thermodynamics (higher heating value)",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    act_figure(
        "most_kwh_per_kg",
        Text("Electricity per kilogram of ammonia beyond which a slip is likely", "每千克氨耗电的可疑上限"),
        "15",
        "kWh/kg",
        "plausibility",
        source=_OURS,
        sure=Sureness.DESIGN,
    ),
    act_figure(
        "nameplate_margin",
        Text("Output over nameplate capacity that a power station may show", "电站出力与铭牌容量之比的上限"),
        "1.02",
        "MWh/MWh",
        "plausibility",
        source=_OURS,
        sure=Sureness.DESIGN,
    ),
    act_figure(
        "balance_tolerance",
        Text("Share of the load by which the meters may disagree", "各电表电量不平衡占负荷的上限"),
        "0.02",
        "MWh/MWh",
        "plausibility",
        source=_OURS,
        sure=Sureness.DESIGN,
    ),
)


def _power(code: str, name: Text, value: str, unit: str, article: str) -> Figure:
    return act_figure(code, name, value, unit, f"{_POWER} {article}", source=_POWER_TEXT)


_ELECTRICITY: tuple[Figure, ...] = (
    _power(
        "months_before",
        Text("Age limit of the renewable plant before the fuel plant", "可再生电站早于燃料装置的最长月数"),
        "36",
        "months",
        "Art. 3(b), 5(a)",
    ),
    _power(
        "months_of_additions",
        Text("Months within which added capacity shares the start of the plant", "新增产能沿用原投产日期的最长月数"),
        "36",
        "months",
        "Art. 3(b), 5(a)",
    ),
    _power(
        "repowering_min",
        Text("Share of the cost of a new plant that repowering must exceed", "改造投资占新建成本的比例下限"),
        "0.30",
        "EUR/EUR",
        "Art. 2(5)",
    ),
    _power(
        "zone_renewable_share",
        Text("Renewable share that a bidding zone must exceed", "竞价区可再生电力占比下限"),
        "0.90",
        "MWh/MWh",
        "Art. 4(1)",
    ),
    _power(
        "zone_intensity",
        Text("Emission intensity that a bidding zone must stay below", "竞价区排放强度上限"),
        "18",
        G_PER_MJ,
        "Art. 4(2)",
    ),
    _power(
        "zone_years",
        Text("Calendar years for which a zone keeps its standing", "竞价区资格保留的日历年数"),
        "5",
        "years",
        "Art. 4(1), 4(2)",
    ),
    _power(
        "cheap_price",
        Text("Day-ahead price at or below which electricity counts as correlated", "视为时间相关的日前电价上限"),
        "20",
        "EUR/MWh",
        "Art. 6",
    ),
    _power(
        "cheap_ratio",
        Text("Share of the allowance price below which electricity counts as correlated", "相对配额价格的比例上限"),
        "0.36",
        "t/MWh",
        "Art. 6",
    ),
)

RFNBO: tuple[Figure, ...] = (*STANDARD_VALUES, *_INTENSITY, *_HEATING_VALUES, *_PLAUSIBILITY, *_ELECTRICITY)

HOURS_OF_A_YEAR, HOURS_OF_A_LEAP_YEAR = Decimal(8760), Decimal(8784)  # CDR (EU) 2023/1184 Art. 4(1)
