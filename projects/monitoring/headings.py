"""Which column is what, from the words in a heading; English and Chinese."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from projects.monitoring.series import Unreadable
from verifier.rulebook.wording import Text

# kW for power; kWh for energy. 度 is the everyday word for kWh, 万 is ten thousand.
POWER = {"w": "0.001", "kw": "1", "mw": "1000", "gw": "1000000", "千瓦": "1", "兆瓦": "1000", "万千瓦": "10000"}
ENERGY = {
    "wh": "0.001", "kwh": "1", "mwh": "1000", "gwh": "1000000", "度": "1", "千瓦时": "1", "兆瓦时": "1000",
    "万度": "10000", "万kwh": "10000", "万千瓦时": "10000", "kw.h": "1", "mw.h": "1000", "kw·h": "1", "mw·h": "1000",
}  # fmt: skip
_UNITS = "|".join(sorted(map(re.escape, POWER | ENERGY), key=len, reverse=True))
# In brackets or set apart; a Latin unit may also follow a Chinese word. 温度 is a temperature, not a number of 度.
UNIT = re.compile(rf"(?:[(\[]\s*|[\s_/,:-]|(?<=[\u4e00-\u9fff])(?=[a-z]))({_UNITS})\s*[)\]]?$")

STAMP = {
    "timestamp", "time stamp", "date and time", "date/time", "datetime", "date time", "local time", "reading time",
    "日期时间", "时间戳", "采集时间", "数据时间", "统计时间", "记录时间", "采样时间",
}  # fmt: skip
STARTS = {"start", "start time", "period start", "interval start", "from", "开始时间", "起始时间", "时段开始"}
ENDS = {"end", "end time", "period end", "interval end", "time ending", "to", "结束时间", "截止时间", "时段结束"}
DATE = {"date", "day", "reading date", "日期", "数据日期", "统计日期"}
TIME = {"time", "clock", "hour", "时间", "时刻"}
METER = {
    "meter", "meter id", "meter no", "meter no.", "meter number", "meter name", "device", "device id", "device name",
    "turbine", "turbine id", "turbine name", "wtg", "inverter", "inverter id", "inverter name", "asset", "asset id",
    "alternative title", "title", "plant", "site", "mpan", "serial number",
    "设备", "设备名称", "设备编号", "电表", "电表编号", "电表号", "表号", "表计", "计量点", "计量点编号", "计量点名称",
    "风机", "风机编号", "风机名称", "机组", "机组编号", "逆变器", "逆变器编号", "电站", "电站名称", "场站", "测点",
}  # fmt: skip
QUANTITY = re.compile(r"power|energy|generation|production|export|import|功率|电量|发电|出力")
# Statistics and settings of the same unit that are not what was delivered.
BESIDE = re.compile(
    r"\b(?:min|max|minimum|maximum|std|stdev|standard deviation|reactive|apparent|rated|nominal|available|potential"
    r"|theoretical|set ?point|limit|forecast)\b|最小|最大|标准差|无功|视在|额定|理论|预测|限值"
)
COUNTER = re.compile(r"\b(?:cumulative|register|counter|totali[sz]er|lifetime|index)\b|累计|表底|示数|止码|起码|总电量")
ZONE = re.compile(r"\b(?:utc|gmt)\b\s*(?:([+-]\d{1,2})(?::?(\d{2}))?)?|(北京时间)")


class Columns(NamedTuple):
    """Column positions (from 0) and what the headings say. `clock` is None where date and time share a column."""

    day: int
    clock: int | None
    meters: tuple[int, ...]
    quantity: int
    kilo: Decimal  # kW or kWh in one unit of the column
    measures: Literal["power", "energy"]
    stamped: Literal["start", "end"] | None
    offset: timedelta | None  # from UTC, where a heading names it

    @property
    def time_places(self) -> tuple[int, ...]:
        return (self.day,) if self.clock is None else (self.day, self.clock)

    @property
    def places(self) -> list[int]:
        """Every position that is read."""
        return sorted({*self.time_places, *self.meters, self.quantity})


def header(head: list[list[str]]) -> int | None:
    """Position of the first row that names both a time and a quantity; None where there is none."""
    for position, row in enumerate(head):
        words = [_plain(cell) for cell in row]
        timed = any(_base(word) in STAMP | STARTS | ENDS | DATE | TIME for word in words)
        if timed and any(UNIT.search(word) or QUANTITY.search(word) for word in words):
            return position
    return None


def columns(row: list[str]) -> Columns:
    """What each column of the header row is. Raises Unreadable where more or less than one answer fits."""
    words = [_plain(cell) for cell in row]
    quantity, kilo, measures = _quantity(row, words)
    day, clock, stamped = _times(row, words)
    zones = [found for place in (day, clock) if place is not None and (found := ZONE.search(words[place]))]
    return Columns(
        day=day,
        clock=clock,
        meters=tuple(place for place, word in enumerate(words) if _base(word) in METER),
        quantity=quantity,
        kilo=kilo,
        measures=measures,
        stamped=stamped,
        offset=_offset(zones[0]) if zones else None,
    )


def _plain(cell: str) -> str:
    narrow = cell.translate(str.maketrans("（）［］【】：，", "()[][]:,"))
    return re.sub(r"\s+", " ", narrow).strip().lstrip("#").strip().lower()


def _base(word: str) -> str:
    """The heading without what stands in brackets and without its zone."""
    return ZONE.sub("", re.sub(r"[(\[].*?[)\]]", "", word)).strip(" -_/,:")


def _offset(zone: re.Match[str]) -> timedelta:
    if zone[3]:
        return timedelta(hours=8)
    hours = int(zone[1] or 0)
    minutes = int(zone[2] or 0)
    return timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes)


def _quantity(row: list[str], words: list[str]) -> tuple[int, Decimal, Literal["power", "energy"]]:
    with_unit = [
        (place, found[1])
        for place, word in enumerate(words)
        if (found := UNIT.search(word)) and not BESIDE.search(word)
    ]
    if not with_unit:
        named = ", ".join(row[place] for place, word in enumerate(words) if QUANTITY.search(word))
        raise Unreadable(
            "no-unit",
            Text("No column names its unit: {named}.", "没有任何列标明单位：{named}。").format(named=named),
            Text(
                "Write the unit into the heading, such as “Power (kW)” or “Energy (kWh)”.",
                "请在列标题中写明单位，例如“有功功率(kW)”或“电量(kWh)”。",
            ),
        )
    if len(with_unit) > 1:
        named = ", ".join(f"“{row[place]}”" for place, _ in with_unit)
        raise Unreadable(
            "many-quantities",
            Text("More than one column could be the quantity: {named}.", "有多列可能是所需数据：{named}。").format(
                named=named
            ),
            Text(
                "Keep one of them, with one row per meter and interval.", "请只保留其中一列，并按每表每时段一行排列。"
            ),
        )
    place, unit = with_unit[0]
    if COUNTER.search(words[place]):
        raise counter(row[place])
    if unit in POWER:
        return place, Decimal(POWER[unit]), "power"
    return place, Decimal(ENERGY[unit]), "energy"


def counter(heading: str) -> Unreadable:
    """The refusal of a running register: adding up its readings would count the same energy many times."""
    return Unreadable(
        "counter",
        Text(
            "“{heading}” is a running counter, not energy per interval.", "“{heading}”是累计示数，不是每个时段的电量。"
        ).format(heading=heading),
        Text("Export the energy of each interval, or its mean power.", "请导出每个时段的电量或平均功率。"),
    )


def _times(row: list[str], words: list[str]) -> tuple[int, int | None, Literal["start", "end"] | None]:
    bases = [_base(word) for word in words]

    def places(known: set[str]) -> list[int]:
        return [place for place, base in enumerate(bases) if base in known]

    starts, ends, stamps, days, clocks = map(places, (STARTS, ENDS, STAMP, DATE, TIME))
    found: list[tuple[int, int | None, Literal["start", "end"] | None]]
    if len(days) == 1 and len(starts) == 1 and not stamps:
        found = [(days[0], starts[0], "start")]
    elif len(days) == 1 and len(ends) == 1 and not stamps:
        found = [(days[0], ends[0], "end")]
    elif starts or ends:
        found = [(place, None, "start") for place in starts] or [(place, None, "end") for place in ends]
    elif stamps:
        found = [(place, None, None) for place in stamps]
    elif len(days) == 1 and len(clocks) == 1:
        found = [(days[0], clocks[0], None)]
    else:
        found = [(place, None, None) for place in days or clocks]
    if len(found) == 1 and len(days) <= 1:
        return found[0]
    named = ", ".join(f"“{row[place]}”" for place in sorted({*starts, *ends, *stamps, *days, *clocks}))
    raise Unreadable(
        "many-times",
        Text("More than one column could be the time: {named}.", "有多列可能是时间：{named}。").format(named=named),
        Text(
            "Keep one column of date and time, or one of date and one of time.",
            "请保留一列日期时间，或日期、时间各一列。",
        ),
    )
