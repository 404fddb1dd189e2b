"""The words of headings: units, times, meters, quantities; English and Chinese."""

import re
from decimal import Decimal

# kW for power; kWh for energy. 度 is the everyday word for kWh, 万 is ten thousand.
POWER = {"w": "0.001", "kw": "1", "mw": "1000", "gw": "1000000", "千瓦": "1", "兆瓦": "1000", "万千瓦": "10000"}
ENERGY = {
    "wh": "0.001", "kwh": "1", "mwh": "1000", "gwh": "1000000", "度": "1", "千瓦时": "1", "兆瓦时": "1000",
    "万度": "10000", "万kwh": "10000", "万千瓦时": "10000", "kw.h": "1", "mw.h": "1000", "kw·h": "1", "mw·h": "1000",
}  # fmt: skip
# Hydrogen and ammonia are weighed: a kilogram is kept as a kilowatt-hour. Only in brackets: a lone t is no unit.
MASS = {"kg": "1", "t": "1000", "千克": "1", "公斤": "1", "吨": "1000"}
_WEIGHTS = "|".join(MASS)
_UNITS = "|".join(sorted(map(re.escape, POWER | ENERGY), key=len, reverse=True))
# EUR/MWh in one unit of a price. Prices in other money are known only to be refused.
PRICE = {f"eur/{energy}": str(1000 / Decimal(kwh)) for energy, kwh in ENERGY.items()}
EURO = {"eur", "euro", "euros", "€", "欧元"}
MONEY = {
    "gbp", "£", "usd", "us$", "$", "chf", "sek", "nok", "dkk", "pln", "zł", "czk", "huf", "ron", "bgn", "rsd", "uah",
    "cny", "rmb", "¥", "￥", "元", "人民币", "jpy", "krw", "inr", "aud", "cad", "nzd", "zar", "brl", "clp", "mxn",
    "ct", "cent", "cents", "pence", "分",
}  # fmt: skip
PRICED = re.compile(r"price|preis|prix|电价|价格|出清价")
DAY_AHEAD = re.compile(r"day[- _]?ahead|日前")
_PER = r"[\s_]*(?:/|(?<![a-z])per(?![a-z]))[\s_]*"
_PRICE = re.compile(
    r"(?:^|[\s(\[_,:;|-]|(?<=[\u4e00-\u9fff])(?=[a-z€]))"
    rf"(?P<money>[^\s()\[\]/_,:;|\u4e00-\u9fff-]+|[\u4e00-\u9fff]+)"
    rf"(?:(?P<per>{_PER})|[\s_]+)(?P<energy>{_UNITS})(?![a-z])",
    re.IGNORECASE,
)
_MONIES = "|".join(sorted(map(re.escape, EURO | MONEY), key=len, reverse=True))
# In brackets, or last and set apart; a Latin unit may also follow a Chinese word.
# 温度 is a temperature, not a number of 度.
_UNIT = re.compile(
    rf"[(\[]\s*(?P<set>{_UNITS}|{_WEIGHTS})\s*[)\]]|(?:^|[\s_/,:-]|(?<=[\u4e00-\u9fff])(?=[a-z]))(?P<last>{_UNITS})$"
)
# A line above the headings: "单位：万千瓦时", "Unit: kWh".
_UNIT_LINE = re.compile(
    rf"(?:单位|\bunits?\b)\s*[:=]?\s*[(\[]?\s*((?:(?:{_MONIES}){_PER})?(?:{_UNITS}))\s*(?:[)\],;]|$)"
)

STAMP = {
    "timestamp", "time stamp", "date and time", "date/time", "datetime", "date time", "local time", "reading time",
    "zeitstempel", "datum/uhrzeit", "datum/zeit",
    "日期时间", "时间戳", "采集时间", "数据时间", "统计时间", "记录时间", "采样时间", "抄表时间",
}  # fmt: skip
STARTS = {
    "mtu",  # market time unit, written from and to
    "datum von",
    "von",
    "beginn",
    "start",
    "start time",
    "period start",
    "interval start",
    "from",
    "开始时间",
    "起始时间",
    "时段开始",
}
ENDS = {
    "datum bis",
    "bis",
    "ende",
    "end",
    "end time",
    "period end",
    "interval end",
    "time ending",
    "to",
    "结束时间",
    "截止时间",
    "时段结束",
}
DATE = {
    "datum", "date", "day", "reading date", "settlement date", "trading date", "settlementdate",
    "delivery date", "deliverydate",
    "日期", "数据日期", "统计日期", "抄表日期", "结算日期", "交易日期",
}  # fmt: skip
# The number of an interval within its day, from 1.
PERIOD = {
    "settlement period", "settlementperiod", "trading period", "period", "sp", "hour ending", "he", "delivery hour",
    "deliveryhour", "时段", "时段号", "时段序号", "交易时段", "点数", "点号",
}  # fmt: skip
TIME = {"uhrzeit", "zeit", "time", "clock", "hour", "时间", "时刻"}
METER = {
    "zählpunkt", "messlokation", "melo", "marktlokation", "malo", "zählernummer", "zähler",
    "电能表资产号", "资产编号", "表资产号", "管理对象", "设备sn",
    "meter", "meter id", "meter no", "meter no.", "meter number", "meter name", "device", "device id", "device name",
    "facility", "facility name", "generator", "resource name",
    "turbine", "turbine id", "turbine name", "wtg", "inverter", "inverter id", "inverter name", "asset", "asset id",
    "alternative title", "title", "plant", "site", "mpan", "serial number",
    "设备", "设备名称", "设备编号", "电表", "电表编号", "电表号", "表号", "表计", "计量点", "计量点编号", "计量点名称",
    "风机", "风机编号", "风机名称", "机组", "机组编号", "逆变器", "逆变器编号", "电站", "电站名称", "场站", "测点",
}  # fmt: skip
MULTIPLIER = {"multiplier", "meter multiplier", "meter constant", "倍率", "综合倍率", "计量倍率"}
UNIT_OF_ROW = {"unit", "units", "uom", "unit of measure", "单位", "计量单位"}
CURRENCY = {"currency", "währung", "货币", "币种"}
# What one column of prices is of.
AREA = {"area", "bidding zone", "price area", "market area", "sequence", "竞价区", "节点", "节点名称"}
BIDDING_ZONE = re.compile(r"^bzn\|")
VALUE = {"value", "reading", "quantity", "amount", "price", "数值", "读数", "值"}
QUANTITY = re.compile(
    r"leistung|wirkarbeit|energie|einspeisung|lieferung|bezug|power|energy|generation|production|export|import|功率|电量|发电|出力|示数|表底"
)
# Statistics and settings of the same unit that are not what was delivered.
BESIDE = re.compile(
    r"\b(?:min|max|minimum|maximum|std|stdev|standard deviation|reactive|apparent|rated|nominal|available|potential"
    r"|multiplier|phase|theoretical|set ?point|limit|forecast|blindleistung|blindarbeit|peak|off-peak|valley|tariff)\b"
    r"|最小|最大|标准差|无功|视在|额定|倍率|序号|户号|[abc]相|理论|预测|限值|[尖峰平谷](?:段|时段)?(?:电?量|示数)"
)
COUNTER = re.compile(
    r"zählerstand|\b(?:cumulative|register|counter|totali[sz]er|lifetime|index|total yield)\b"
    r"|累计|表底|示数|止码|起码|总电量"
)
ZONE = re.compile(r"\b(?:utc|gmt)\b\s*(?:([+-]\d{1,2})(?::?(\d{2}))?)?|(北京时间)")
# Clocks that run an hour ahead in summer, by a place where they run.
CLOCK = re.compile(r"\b(?:(cet/cest|mez/mesz)|(wet/west)|(eet/eest))\b")
CLOCKS = ("Europe/Brussels", "Europe/Lisbon", "Europe/Helsinki")
SUM = re.compile(r"^(?:total|sum|合计|总计|小计)\b")
IMPORT = re.compile(r"\bbezug\b|\bimport(?:ed|s)?\b|下网|用网|购电|受电")
EXPORT = re.compile(r"\b(?:einspeisung|lieferung)\b|\bexport(?:ed|s)?\b|上网")
GROSS = re.compile(r"\bgenerat|\bproduction\b|发电")
FORWARD, REVERSE = re.compile(r"\bforward\b|正向"), re.compile(r"\breverse\b|反向")


def plain(cell: str) -> str:
    narrow = cell.translate(str.maketrans("（）［］【】：，", "()[][]:,"))
    return re.sub(r"\s+", " ", narrow).strip().lstrip("#").strip().lower()


def base(word: str) -> str:
    """The heading without what stands in brackets and without its zone."""
    return ZONE.sub("", re.sub(r"[(\[].*?[)\]]", "", word)).strip(" -_/,:")


def timed(word: str) -> bool:
    return base(word) in STAMP | STARTS | ENDS | DATE | TIME


def unit(word: str) -> str | None:
    """The unit a heading names; of a price with its currency, as in `PRICE`."""
    if price := _price(word):
        return price
    found = _UNIT.search(word)
    return (found["set"] or found["last"]) if found else None


def unit_line(row: list[str]) -> str | None:
    """The unit that a line above the headings names for the whole table."""
    found = _UNIT_LINE.search(" ".join(plain(cell) for cell in row if cell.strip()))
    return alone(found[1]) if found else None


def alone(said: str) -> str | None:
    """The unit that `said`, by itself, is; None where nothing is said."""
    word = plain(said)
    return _price(word) or word or None


def foreign(unit: str) -> bool:
    """Whether it is of a price in other money than euro, or per something else than energy."""
    return unit not in PRICE and "/" in unit and unit.rpartition("/")[2] in POWER | ENERGY


def _price(word: str) -> str | None:
    found = _PRICE.search(word)
    if found is None:
        return None
    if not (found["money"] in EURO or (found["per"] and found["money"] in MONEY) or PRICED.search(word)):
        return None  # “CT kWh” is a meter behind a transformer
    return f"{'eur' if found['money'] in EURO else found['money']}/{found['energy']}"


def zone(word: str) -> str | None:
    """IANA name of the zone whose clock, with its summer time, a heading names."""
    found = CLOCK.search(word)
    return next((zone for one, zone in zip(found.groups(), CLOCKS, strict=True) if one), None) if found else None


def kilo(unit: str) -> Decimal:
    """kW, kWh, kg or EUR/MWh in one `unit`."""
    return Decimal((POWER | ENERGY | MASS | PRICE)[unit])


def spelt(unit: str) -> str:
    """A unit as it is written: kW, MWh, EUR/MWh."""
    money, of, energy = unit.rpartition("/")
    if of:
        return f"{money.upper()}/{spelt(energy)}"
    return unit if unit in MASS else unit.replace("w", "W").replace("m", "M").replace("g", "G")


def nameless(heading: str) -> str:
    """A heading without its unit: what is left names the meter."""
    units = rf"(?:(?:{_MONIES}){_PER})?(?:{_UNITS})|{_WEIGHTS}"
    bare = re.sub(rf"[(\[（［【]\s*(?:{units})\s*[)\]）］】]", "", heading, flags=re.IGNORECASE).strip()
    bare = _PRICE.sub("", bare) if _price(plain(bare)) else bare
    found = _UNIT.search(plain(bare))
    return (bare[: -len(found["last"])] if found and found["last"] else bare).strip(" -_/,:：") or heading.strip()
