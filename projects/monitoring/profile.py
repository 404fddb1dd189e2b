"""What a person says about an export where the file itself does not: the columns that count, their unit, the plant."""

# ruff: noqa: RUF009 - what a field declares is not a default

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from verifier.rulebook import shapes
from verifier.rulebook.wording import Text

_MEASURES = {
    "power": Text("Mean power", "平均功率"),
    "energy": Text("Energy per interval", "时段电量"),
    "counter": Text("Running register", "累计示数"),
    "mass": Text("Mass per interval", "时段质量"),
    "price": Text("Price", "电价"),
}
_STAMPED = {"start": Text("Start of the interval", "时段起点"), "end": Text("End of the interval", "时段终点")}
_TECHNOLOGIES = {
    "solar": Text("Solar", "光伏"),
    "wind": Text("Wind", "风电"),
    "hydro": Text("Hydro", "水电"),
    "csp": Text("Solar thermal", "光热"),
    "other": Text("Other", "其他"),
}


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything may be left out; what is said overrules the headings."""

    sheet: str = shapes.text(
        Text("Sheet of the workbook", "工作表"),
        hint=Text(
            "Where several hold a series, or a hidden one is meant.", "有多个含数据的工作表或须读取隐藏工作表时填写。"
        ),
        default="",
    )
    quantities: tuple[str, ...] = shapes.texts(
        Text("Headings of the columns that count", "计入的列标题"),
        hint=Text("Exactly as in the file.", "须与文件一致。"),
    )
    unit: str = shapes.text(Text("Unit of these columns", "数据单位"), default="")
    measures: Literal["power", "energy", "counter", "mass", "price"] | None = shapes.choice(
        Text("What they measure", "数据含义"), _MEASURES, default=None
    )
    stamped: Literal["start", "end"] | None = shapes.choice(
        Text("Where in its interval a time stands", "时间标记位置"), _STAMPED, default=None
    )
    multiplier: Decimal = shapes.decimal(
        Text("Multiplier of the meter (ratio of its transformers)", "倍率"),
        unit="",
        window=("0.000001", "10000000"),
        default=Decimal(1),
    )
    nameplate_kw: Decimal | None = shapes.decimal(
        Text("Rated power behind one meter", "单个表计对应的额定功率"),
        unit="kW",
        window=("0.001", "100000000"),
        default=None,
    )
    technology: str | None = shapes.choice(Text("Technology", "发电类型"), _TECHNOLOGIES, default=None)


NOTHING_SAID = Profile()
