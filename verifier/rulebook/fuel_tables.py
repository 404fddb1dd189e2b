"""Tables of standard values for fuels made from renewable electricity: fuels, substances, transport, grids.

A table's rows are what the fields of a case may choose from; each value is a figure, with its clause.
"""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

ACT = "CDR (EU) 2023/1185"
SINCE = date(2023, 7, 10)  # entry into force of 2023/1184 and 2023/1185
TRANSCRIPT = "Transcription of the EUR-Lex text of CDR (EU) 2023/1185; to be compared with the Official Journal"
MIRROR = "Public mirror of IR (EU) 2022/996 as amended"
G_PER_MJ, _G_PER_KG = "g CO2eq/MJ", "g CO2eq/kg"

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

# Country: name, then g CO2eq/MJ of its grid in 2020 (2023/1185 Annex Part C, Table A, as far as it was read). The table
# holds Member States only: for any other country there is no default, and the factor must be shown.
GRIDS = {
    "DE": (Text("Germany", "德国"), "99.3"),
    "DK": (Text("Denmark", "丹麦"), "27.1"),
    "ES": (Text("Spain", "西班牙"), "54.1"),
    "FI": (Text("Finland", "芬兰"), "22.9"),
    "FR": (Text("France", "法国"), "19.6"),
    "IT": (Text("Italy", "意大利"), "92.3"),
    "NL": (Text("Netherlands", "荷兰"), "99.9"),
    "PL": (Text("Poland", "波兰"), "196.5"),
    "PT": (Text("Portugal", "葡萄牙"), "61.6"),
    "SE": (Text("Sweden", "瑞典"), "4.1"),
}

# The only warming potentials with which emissions are reckoned under the act: those of RED Annex V.C.4, in g CO2eq/g.
GWP = {"co2": ("CO2", "1"), "ch4": ("CH4", "25"), "n2o": ("N2O", "298")}


def act_figure(
    code: str,
    name: Text,
    value: str,
    unit: str,
    clause: str,
    *,
    source: str = TRANSCRIPT,
    sure: Sureness = Sureness.READ,
) -> Figure:
    return Figure(
        code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure, since=SINCE
    )


def _part_b() -> tuple[Figure, ...]:
    clause = f"{ACT} Annex Part B"
    columns = (Text("total", "合计"), Text("upstream", "上游"), Text("combustion", "燃烧"))
    fuels = (
        act_figure(
            f"{code}.{column.en}",
            Text("{fuel}, {column}", "{fuel}（{column}）").format(fuel=name, column=column),
            value,
            G_PER_MJ,
            clause,
        )
        for code, (name, *values) in FUELS.items()
        for column, value in zip(columns, values, strict=True)
    )
    return (*fuels, *(act_figure(code, name, value, _G_PER_KG, clause) for code, (name, value) in SUBSTANCES.items()))


def _transport() -> tuple[Figure, ...]:
    clause, source = "IR (EU) 2022/996 Annex IX", MIRROR
    return tuple(
        act_figure(
            f"{code}.{what}",
            Text("{mode}: {of}", "{mode}：{of}").format(mode=name, of=of),
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


def _grids() -> tuple[Figure, ...]:
    return tuple(
        act_figure(
            f"grid.{code}",
            Text("Grid of {country}, 2020", "{country}电网（2020 年）").format(country=name),
            value,
            G_PER_MJ,
            f"{ACT} Annex Part C, Table A",
        )
        for code, (name, value) in GRIDS.items()
    )


def _potentials() -> tuple[Figure, ...]:
    return tuple(
        act_figure(
            f"gwp.{code}",
            Text("Warming potential of {gas}", "{gas} 全球变暖潜势").format(gas=gas),
            value,
            "g CO2eq/g",
            f"{ACT} Annex Part A pt 14; RED Annex V.C.4",
        )
        for code, (gas, value) in GWP.items()
    )


STANDARD_VALUES: tuple[Figure, ...] = (*_part_b(), *_transport(), *_grids(), *_potentials())
