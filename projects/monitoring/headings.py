"""Which column is what, from the words over it and from what a profile says."""

from datetime import timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from projects.monitoring import clocks, words
from projects.monitoring.layouts import Block
from projects.monitoring.profile import Profile
from projects.monitoring.series import Unreadable
from projects.monitoring.words import BESIDE, COUNTER, METER, POWER, QUANTITY, ZONE
from verifier.rulebook.wording import Text

Measures = Literal["power", "energy", "counter", "mass", "price"]
UNITS = words.POWER | words.ENERGY | words.MASS | words.PRICE


class Quantity(NamedTuple):
    """One column of numbers. `label` names its meter where there are several, or its time of day."""

    place: int
    label: str
    unit: str
    kilo: Decimal  # kW, kWh, kg or EUR/MWh in one unit of the column
    imports: bool


class Columns(NamedTuple):
    """Column positions (from 0) and what the headings say. `clock` is None where date and time share a column."""

    day: int
    clock: int | None
    meters: tuple[int, ...]
    quantities: tuple[Quantity, ...]
    measures: Measures
    stamped: Literal["start", "end"] | None
    offset: timedelta | None  # from UTC, where a heading names it
    layout: Literal["long", "wide", "days"]
    by_direction: bool  # "forward" was taken for export and "reverse" for import
    by_number: bool = False  # `clock`, or the label of a column, is the number of an interval within its day
    multiplier: int | None = None  # the column of each row's multiplier
    unit_of_row: int | None = None  # the column of each row's unit; `quantities` then name none of theirs
    currency: int | None = None  # the column of each row's currency, beside prices
    zone: str | None = None  # IANA name, where a heading says whose clock it is
    whole: str | None = None  # the name of the only column, where the file itself says it

    @property
    def time_places(self) -> tuple[int, ...]:
        return (self.day,) if self.clock is None else (self.day, self.clock)

    @property
    def places(self) -> list[int]:
        """Every position that is read."""
        own = {place for place in (self.multiplier, self.unit_of_row, self.currency) if place is not None}
        return sorted({*self.time_places, *self.meters, *own, *(one.place for one in self.quantities)})


def columns(block: Block, profile: Profile) -> Columns:
    """What each column is. Raises Unreadable where more or less than one answer fits."""
    row, said = block.titles, [words.plain(title) for title in block.titles]
    day, clock, stamped = clocks.places(row, said)
    timed = [said[place] for place in (day, clock) if place is not None]
    zones = [zone for word in timed if (zone := ZONE.search(word))]
    taken = {day, clock}
    meters = tuple(place for place, word in enumerate(said) if words.base(word) in METER and place not in taken)
    if block.day:
        found = _of_day(block, profile, said)
        clock, stamped = None, block.day.stamped
    else:
        found = _quantities(block, profile, said, {*meters, *taken})
    multiplier, unit_of_row = _column(said, words.MULTIPLIER), _column(said, words.UNIT_OF_ROW)
    if unit_of_row is not None and (block.day or any(map(words.unit, said)) or profile.unit):
        unit_of_row = None
    measures = profile.measures or _measures(found, said)
    if (measures == "power") != (found[0].unit in POWER) or (measures == "price") != (found[0].unit in words.PRICE):
        raise misfit(row[found[0].place], found[0].unit)
    if measures == "price":
        areas = (place for place, word in enumerate(said) if words.base(word) in words.AREA and place not in taken)
        meters = tuple(sorted({*meters, *areas}))
    return Columns(
        day=day,
        clock=clock,
        meters=meters,
        quantities=found,
        measures=measures,
        stamped=profile.stamped or stamped,
        offset=clocks.offset(zones[0]) if zones else None,
        layout="days" if block.day else "long" if len(found) == 1 else "wide",
        by_direction=_directions(found, said),
        by_number=block.day.by_number if block.day else clock is not None and words.base(said[clock]) in words.PERIOD,
        multiplier=multiplier if profile.multiplier == 1 else None,
        unit_of_row=unit_of_row,
        currency=_column(said, words.CURRENCY) if measures == "price" else None,
        zone=next(filter(None, map(words.zone, timed)), None),
        whole=next((title for title in row if words.BIDDING_ZONE.search(words.plain(title))), None),
    )


def _column(said: list[str], known: set[str]) -> int | None:
    places = [place for place, word in enumerate(said) if words.base(word) in known]
    return places[0] if len(places) == 1 else None


def _measures(found: tuple[Quantity, ...], said: list[str]) -> Measures:
    if found[0].unit in POWER:
        return "power"
    if found[0].unit in words.PRICE:
        return "price"
    if COUNTER.search(said[found[0].place]):
        return "counter"
    return "mass" if found[0].unit in words.MASS else "energy"


def _of_day(block: Block, profile: Profile, said: list[str]) -> tuple[Quantity, ...]:
    named = next((unit for word in said if (unit := words.unit(word))), None)
    unit = words.alone(profile.unit) or named or block.unit
    _in_euro(block.titles[0], named, unit)
    if block.day is None or unit is None or unit not in UNITS:
        raise _no_unit(block.titles[:3])
    return tuple(
        Quantity(place, clock, unit, words.kilo(unit), imports=False) for place, clock in block.day.clocks.items()
    )


def _quantities(block: Block, profile: Profile, said: list[str], taken: set[int | None]) -> tuple[Quantity, ...]:
    """The columns that count: those a profile names, else those with a unit, else all numbers under one unit."""
    row = block.titles
    every = {place: words.unit(word) for place, word in enumerate(said) if place not in taken}
    units = {place: unit for place, unit in every.items() if not BESIDE.search(said[place])}
    own = words.alone(profile.unit)
    common = own or block.unit
    prices = profile.measures == "price" or own in words.PRICE
    with_unit = places = _foremost(units, said, prices=prices)
    if not with_unit and not common and _column(said, words.UNIT_OF_ROW) is not None:
        values = [place for place in units if words.base(said[place]) in words.VALUE or QUANTITY.search(said[place])]
        units |= dict.fromkeys(values, "eur/mwh" if prices else "kwh")
        with_unit = places = values
    if profile.quantities:
        places = [place for place in every if row[place] in profile.quantities]
        units = every
        if len(places) != len(profile.quantities):
            raise _absent(profile.quantities, row)
    elif not with_unit and common:
        places = _under(common, units, said, block)
    if len(places) > 1 and not profile.quantities:
        places = [place for place in places if not words.SUM.search(said[place])] or places
    chosen = {place: own or units[place] or block.unit for place in places}
    for place, unit in chosen.items():
        _in_euro(row[place], units[place], unit)
    if not places or any(unit not in UNITS for unit in chosen.values()):
        raise _no_unit([title for title, word in zip(row, said, strict=True) if _is_quantity(word)])
    if _mixed(chosen, said):
        raise _many([row[place] for place in places])
    paired = _paired(places, said)
    return tuple(
        Quantity(
            place,
            words.nameless(row[place]) if len(places) > 1 else "",
            unit,
            words.kilo(unit),
            imports=unit not in words.PRICE
            and bool(words.IMPORT.search(said[place]) or (paired and words.REVERSE.search(said[place]))),
        )
        for place, unit in chosen.items()
        if unit
    )


def _foremost(units: dict[int, str | None], said: list[str], *, prices: bool) -> list[int]:
    """The columns of one kind: energy before what is weighed, and that before prices, unless these are asked for."""
    energy: list[int] = []
    mass: list[int] = []
    price: list[int] = []
    for place, unit in units.items():
        if unit is not None:
            of_price = unit in words.PRICE or words.foreign(unit)
            (price if of_price else mass if unit in words.MASS else energy).append(place)
    price = [place for place in price if words.DAY_AHEAD.search(said[place])] or price
    return price if prices else energy or mass or price


def _under(common: str, units: dict[int, str | None], said: list[str], block: Block) -> list[int]:
    """The columns that a unit said elsewhere is of."""
    prices = common in words.PRICE or words.foreign(common)
    priced = {place for place in units if words.PRICED.search(said[place])}
    named = [place for place in units if (place in priced if prices else QUANTITY.search(said[place]))]
    return named or [
        place for place in units if place in block.numeric and not units[place] and (prices or place not in priced)
    ]


def _in_euro(heading: str, *units: str | None) -> None:
    """Raises Unreadable where one is of other money."""
    for unit in units:
        if unit is not None and words.foreign(unit):
            raise other_money(heading, unit)


def _is_quantity(word: str) -> bool:
    return bool(QUANTITY.search(word) or words.PRICED.search(word))


def _mixed(chosen: dict[int, str | None], said: list[str]) -> bool:
    """Whether the columns cannot all be counted: power beside energy, registers beside intervals, gross beside net."""
    kinds = {
        (unit in POWER, unit in words.MASS, unit in words.PRICE or bool(COUNTER.search(said[place])))
        for place, unit in chosen.items()
    }
    titles = [said[place] for place in chosen]
    gross = any(words.GROSS.search(title) for title in titles)
    net = any(words.EXPORT.search(title) or words.IMPORT.search(title) for title in titles)
    names = {words.nameless(title) for title in titles}
    bare = {QUANTITY.sub("", name).strip(" -_/,:") for name in names}
    directed = all(any(way.search(title) for way in _WAYS) for title in titles)
    return (
        len(kinds) > 1
        or (gross and net)
        or len(names) < len(titles)
        or ("" in bare and not directed and len(names) > 1)
    )


_WAYS = (words.EXPORT, words.IMPORT, words.FORWARD, words.REVERSE)


def _paired(places: list[int], said: list[str]) -> bool:
    titles = [said[place] for place in places]
    return any(map(words.FORWARD.search, titles)) and any(map(words.REVERSE.search, titles))


def _directions(found: tuple[Quantity, ...], said: list[str]) -> bool:
    return _paired([one.place for one in found], said)


def _no_unit(named: list[str]) -> Unreadable:
    return Unreadable(
        "no-unit",
        Text("No column names its unit: {named}.", "没有任何列标明单位：{named}。").format(named=", ".join(named)),
        Text(
            "Write the unit into the heading, such as “Power (kW)” or “Energy (kWh)”.",
            "请在列标题中写明单位，例如“有功功率(kW)”或“电量(kWh)”。",
        ),
    )


def _many(titles: list[str]) -> Unreadable:
    named = ", ".join(f"“{title}”" for title in titles[:10])
    return Unreadable(
        "many-quantities",
        Text("More than one column could be the quantity: {named}.", "有多列可能是所需数据：{named}。").format(
            named=named
        ),
        Text(
            "Keep one of them, or name those that count in a profile; the columns of several meters need their names.",
            "请只保留其中一列，或在读取配置中指明计入的列；多表计时各列须注明表计名称。",
        ),
    )


def _absent(asked: tuple[str, ...], row: list[str]) -> Unreadable:
    missing = ", ".join(f"“{title}”" for title in asked if title not in row) or ", ".join(asked)
    return Unreadable(
        "no-column",
        Text(
            "The file has no such column, or has it twice: {missing}.", "文件中没有该列，或该列重复：{missing}。"
        ).format(missing=missing),
        Text("Write the heading in the profile as in the file.", "请按文件中的列标题填写读取配置。"),
    )


def misfit(heading: str, unit: str) -> Unreadable:
    return Unreadable(
        "unit",
        Text(
            "“{heading}” is in {unit}, which cannot measure that.", "“{heading}”的单位为 {unit}，与数据含义不符。"
        ).format(heading=heading, unit=unit),
        Text(
            "Give power in kW or MW, energy in kWh or MWh, and prices in EUR/MWh.",
            "功率请用 kW 或 MW，电量请用 kWh 或 MWh，电价请用 EUR/MWh。",
        ),
    )


def other_money(heading: str, unit: str) -> Unreadable:
    return Unreadable(
        "currency",
        Text(
            "“{heading}” holds prices in {unit}; the rules compare prices in EUR/MWh.",
            "“{heading}”中的电价以 {unit} 计；规则以 EUR/MWh 比较电价。",
        ).format(heading=heading, unit=words.spelt(unit)),
        Text(
            "Convert them to EUR/MWh at the official exchange rate, write that into the heading, and say with the file "
            "which rate it was.",
            "请按官方汇率折算为 EUR/MWh，写入列标题，并随文件注明所用汇率。",
        ),
    )


def counter(heading: str, meter: str) -> Unreadable:
    """The refusal of a column that looks like a register: adding it up would count the same energy many times."""
    return Unreadable(
        "counter",
        Text(
            "“{heading}” rises and rises at the meter “{meter}”: it seems to be a running register, not energy per "
            "interval.",
            "表计“{meter}”的“{heading}”持续上升，似为累计示数，而非每个时段的电量。",
        ).format(heading=heading, meter=meter),
        Text(
            "Call it a register in its heading (“Meter register (kWh)”) or a profile, or export energy per interval.",
            "请在列标题（如“累计电量(kWh)”）或读取配置中注明为累计示数，或导出各时段电量。",
        ),
    )
