"""Figures that every scheme for fuels made from renewable electricity takes from the same acts.

GWPs are those of RED Annex V.C.4 (CH4 25, N2O 298), to which the annex of 2023/1185 refers; AR5 belongs to other acts.
"""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

_ACT = "CDR (EU) 2023/1185"
_TRANSCRIPT = "Transcription of the EUR-Lex text of CDR (EU) 2023/1185; to be compared with the Official Journal"
_SINCE = date(2023, 7, 10)  # entry into force of 2023/1184 and 2023/1185
_G_MJ, _G_KG = "g CO2eq/MJ", "g CO2eq/kg"

# Fuel: name, then total, upstream and combustion in g CO2eq/MJ (2023/1185 Annex Part B).
FUELS = {
    "natural_gas": (Text("Natural gas", "天然气"), "66.0", "9.7", "56.2"),
    "diesel": (Text("Diesel", "柴油"), "95.1", "21.9", "73.2"),
    "gasoline": (Text("Petrol", "汽油"), "93.3", "19.9", "73.4"),
    "heavy_fuel_oil": (Text("Heavy fuel oil", "重燃料油"), "94.2", "13.6", "80.6"),
    "methanol": (Text("Methanol", "甲醇"), "97.1", "28.2", "68.9"),
    "hard_coal": (Text("Hard coal", "硬煤"), "112.3", "16.2", "96.1"),
    "lignite": (Text("Lignite", "褐煤"), "116.7", "1.7", "115.0"),
}

# Substance: name, then g CO2eq/kg (2023/1185 Annex Part B).
SUBSTANCES = {
    "ammonia": (Text("Ammonia (fossil, bought in)", "外购化石氨"), "2351.3"),
    "nitrogen": (Text("Nitrogen (bought in)", "外购氮气"), "56.4"),
    "hydrochloric_acid": (Text("Hydrochloric acid", "盐酸"), "1061.1"),
    "lubricants": (Text("Lubricants", "润滑油"), "947.0"),
    "sodium_chloride": (Text("Sodium chloride", "氯化钠"), "13.3"),
    "sulphur_dioxide": (Text("Sulphur dioxide", "二氧化硫"), "53.3"),
    "calcium_chloride": (Text("Calcium chloride", "氯化钙"), "38.8"),
    "sodium_hydroxide": (Text("Sodium hydroxide", "氢氧化钠"), "529.7"),
    "potassium_hydroxide": (Text("Potassium hydroxide", "氢氧化钾"), "419.1"),
    "sulphuric_acid": (Text("Sulphuric acid", "硫酸"), "217.5"),
    "quicklime": (Text("Calcium oxide", "氧化钙"), "1193.2"),
    "sodium_carbonate": (Text("Sodium carbonate", "碳酸钠"), "1245.1"),
    "phosphoric_acid": (Text("Phosphoric acid", "磷酸"), "3124.7"),
    "urea": (Text("Urea", "尿素"), "1846.6"),
}

# Mode: name, fuel, MJ of it per tonne-kilometre, then g CH4 and g N2O per tonne-kilometre (IR 2022/996 Annex IX).
MODES = {
    "truck": (Text("Lorry, 40 t, liquids", "40 吨液体货车"), "diesel", "0.87", "0.004", "0.0016"),
    "tanker_22560": (Text("Product tanker, 22.56 kt", "2.256 万吨成品油轮"), "heavy_fuel_oil", "0.10", "0", "0"),
    "tanker_12600": (Text("Product tanker, 12.6 kt", "1.26 万吨成品油轮"), "heavy_fuel_oil", "0.12", "0", "0"),
    "inland_ship": (Text("Inland ship, 1.2 kt", "1200 吨内河船"), "diesel", "0.50", "0.030", "0"),
    "rail_diesel": (Text("Diesel train", "内燃机车铁路运输"), "diesel", "0.25", "0.005", "0.0010"),
}


def _figure(
    code: str,
    name: Text,
    value: str,
    unit: str,
    clause: str,
    *,
    source: str = _TRANSCRIPT,
    sure: Sureness = Sureness.READ,
) -> Figure:
    return Figure(
        code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure, since=_SINCE
    )


def _part_b() -> tuple[Figure, ...]:
    clause = f"{_ACT} Annex Part B"
    columns = (Text("total", "合计"), Text("upstream", "上游"), Text("combustion", "燃烧"))
    fuels = (
        _figure(
            f"{code}.{column.en}",
            Text("{fuel}, {column}", "{fuel}({column})").format(fuel=name, column=column),
            value,
            _G_MJ,
            clause,
        )
        for code, (name, *values) in FUELS.items()
        for column, value in zip(columns, values, strict=True)
    )
    return (*fuels, *(_figure(code, name, value, _G_KG, clause) for code, (name, value) in SUBSTANCES.items()))


def _transport() -> tuple[Figure, ...]:
    clause, source = "IR (EU) 2022/996 Annex IX", "Public mirror of IR (EU) 2022/996 as amended"
    return tuple(
        _figure(
            f"{code}.{what}",
            Text("{mode}: {of}", "{mode}:{of}").format(mode=name, of=of),
            value,
            unit,
            clause,
            source=source,
        )
        for code, (name, _, *values) in MODES.items()
        for (what, of, unit), value in zip(
            (
                ("energy", Text("fuel use", "燃料消耗"), "MJ/(t km)"),
                ("ch4", Text("methane", "甲烷"), "g CH4/(t km)"),
                ("n2o", Text("nitrous oxide", "氧化亚氮"), "g N2O/(t km)"),
            ),
            values,
            strict=True,
        )
    )


_MIRROR = "Public mirror of IR (EU) 2022/996 as amended"
_BOOK = "Worked out from the atomic weights and the heating value of hydrogen"

RFNBO: tuple[Figure, ...] = (
    *_part_b(),
    *_transport(),
    _figure(
        "gwp.co2", Text("Warming potential of CO2", "CO2 全球变暖潜势"), "1", "g CO2eq/g", f"{_ACT} Annex Part A pt 14"
    ),
    _figure(
        "gwp.ch4",
        Text("Warming potential of CH4", "CH4 全球变暖潜势"),
        "25",
        "g CO2eq/g",
        f"{_ACT} Annex Part A pt 14; RED Annex V.C.4",
    ),
    _figure(
        "gwp.n2o",
        Text("Warming potential of N2O", "N2O 全球变暖潜势"),
        "298",
        "g CO2eq/g",
        f"{_ACT} Annex Part A pt 14; RED Annex V.C.4",
    ),
    _figure("comparator", Text("Fossil fuel comparator", "化石燃料比较值"), "94", _G_MJ, f"{_ACT} Annex Part A pt 2"),
    _figure(
        "full_load_hours_factor",
        Text("Electricity once the full-load hours are exceeded", "满负荷小时数超限后的电力因子"),
        "183",
        _G_MJ,
        f"{_ACT} Annex Part A pt 6(b)",
    ),
    _figure(
        "diesel.lhv",
        Text("Lower heating value of diesel", "柴油低位发热量"),
        "43.1",
        "MJ/kg",
        "IR (EU) 2022/996 Annex IX",
        source=_MIRROR,
    ),
    _figure(
        "diesel.density",
        Text("Density of diesel", "柴油密度"),
        "0.832",
        "kg/l",
        "IR (EU) 2022/996 Annex IX",
        source=_MIRROR,
    ),
    _figure(
        "heavy_fuel_oil.lhv",
        Text("Lower heating value of heavy fuel oil", "重燃料油低位发热量"),
        "40.5",
        "MJ/kg",
        "IR (EU) 2022/996 Annex IX",
        source=_MIRROR,
    ),
    _figure("hydrogen.lhv", Text("Lower heating value of hydrogen", "氢低位发热量"), "120", "MJ/kg", "RED Annex III"),
    _figure(
        "ammonia.lhv",
        Text("Lower heating value of ammonia", "氨低位发热量"),
        "18.6",
        "MJ/kg",
        "Reg. (EU) 2023/1805 Annex II",
        source="From memory; not found in RED Annex III",
        sure=Sureness.MEMORY_HIGH,
    ),
    _figure(
        "lhv_tolerance",
        Text("Tolerance on the heating value", "发热量容差"),
        "0.005",
        "MJ/MJ",
        "IR (EU) 2022/996 Annex I.2(f)",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
    _figure(
        "ammonia.hydrogen",
        Text("Hydrogen in ammonia by mass", "氨中氢的质量分数"),
        "0.17755",
        "kg/kg",
        "stoichiometry",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    _figure(
        "hydrogen.least_kwh",
        Text("Least electricity for a kilogram of hydrogen", "每千克氢最低耗电"),
        "39.41",
        "kWh/kg",
        "thermodynamics (higher heating value)",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    _figure(
        "ammonia.least_kwh",
        Text("Least electrolysis electricity for a kilogram of ammonia", "每千克氨最低电解耗电"),
        "6.997",
        "kWh/kg",
        "thermodynamics (higher heating value)",
        source=_BOOK,
        sure=Sureness.COMPUTED,
    ),
    _figure(
        "months_before",
        Text("Age limit of the renewable plant before the fuel plant", "可再生电站早于燃料装置的最长月数"),
        "36",
        "months",
        "CDR (EU) 2023/1184 Art. 3(b), 5(a)",
        source="Transcription of the EUR-Lex text of CDR (EU) 2023/1184",
    ),
    _figure(
        "cheap_price",
        Text("Day-ahead price at or below which electricity counts as correlated", "视为时间相关的日前电价上限"),
        "20",
        "EUR/MWh",
        "CDR (EU) 2023/1184 Art. 6",
        source="Transcription of the EUR-Lex text of CDR (EU) 2023/1184",
    ),
    _figure(
        "cheap_ratio",
        Text("Share of the allowance price below which electricity counts as correlated", "相对配额价格的比例上限"),
        "0.36",
        "t/MWh",
        "CDR (EU) 2023/1184 Art. 6",
        source="Transcription of the EUR-Lex text of CDR (EU) 2023/1184",
    ),
)
