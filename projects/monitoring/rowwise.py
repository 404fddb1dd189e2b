"""What a row says of its own numbers: their unit, and the multiplier of its meter (the ratio of its transformers)."""

from decimal import Decimal, InvalidOperation

import polars as pl

from projects.monitoring import headings, words
from projects.monitoring.headings import Columns, Measures
from projects.monitoring.noticing import noticed
from projects.monitoring.series import Signal, Unreadable
from verifier.rulebook.wording import Text

OWN = ("multiplier", "unit")
UNITS = words.POWER | words.ENERGY | words.PRICE
LEAST, MOST = Decimal("0.000001"), Decimal(10_000_000)  # of a multiplier, as in a profile
_APPLIED = Text(
    "The numbers of these rows were multiplied by the multiplier in their row.", "已按各行倍率折算这些行的数值。"
)
_LEFT = Text(
    "A multiplier stands beside energy per interval and was not applied: such exports have it counted in. If not, say "
    "it in a profile.",
    "时段电量旁列有倍率，未再折算（此类导出通常已含倍率）。如未含，请在读取配置中填写。",
)
_OTHER = Text("Rows in units of something else, left out.", "计量单位非功率或电量的行，未予采用。")


def weighted(rows: pl.DataFrame, columns: Columns) -> tuple[pl.DataFrame, Columns, tuple[Signal, ...]]:
    """`times`, as text: what the numbers of a row are multiplied by beside what their heading says; null where unknown.

    Rows in other units, such as reactive energy, are left out. Energy per interval is taken to have its multiplier
    counted in, as it is billed; a price has none. Raises Unreadable.
    """
    if "currency" in rows.columns:
        _is_euro(rows["currency"])
        rows = rows.drop("currency")
    if "multiplier" in rows.columns and rows["multiplier"].is_null().all():
        rows = rows.drop("multiplier")
    own = [name for name in OWN if name in rows.columns]
    if not own:
        return rows, columns, ()
    found = []
    if "unit" in own:
        columns = _measured(rows, columns)
        is_ours = pl.col("unit").is_in([text for text in rows["unit"].unique() if words.alone(text or "") in UNITS])
        found.append(noticed("other-units", rows.filter(~is_ours | pl.col("unit").is_null())["row"], _OTHER))
        rows = rows.filter(is_ours)
    if columns.measures == "price":
        own = [name for name in own if name != "multiplier"]
    if "multiplier" in own:
        other = rows.filter(pl.col("multiplier").cast(pl.Float64, strict=False).fill_null(0) != 1)
        found.append(noticed("multiplier", other["row"], _LEFT if columns.measures == "energy" else _APPLIED))
    if not own:
        return rows, columns, ()
    said = rows.select(own).unique()
    times = [_times(dict(zip(own, cells, strict=True)), columns) for cells in said.rows()]
    if times and not any(times):
        raise _no_multiplier(str(said[own[0]][0]))
    known = said.with_columns(pl.Series("times", times, dtype=pl.String))
    rows = rows.join(known, on=own, how="left", maintain_order="left", nulls_equal=True)
    return rows, columns, tuple(one for one in found if one.count)


def _measured(rows: pl.DataFrame, columns: Columns) -> Columns:
    """What the column measures, from the units of its rows."""
    units = [words.alone(unit) or "" for unit in rows["unit"].drop_nulls().value_counts(sort=True)["unit"]]
    known = [unit for unit in units if unit in UNITS]
    money = next(filter(words.foreign, units), None)
    if money and not {*known} - words.PRICE.keys():
        raise headings.other_money(money, money)
    if not known:
        raise Unreadable(
            "no-unit",
            Text(
                "No row names a unit of power or energy: {units}.", "各行所列单位均非功率或电量单位：{units}。"
            ).format(units=", ".join(units[:10])),
            Text("Write kW, MW, kWh or MWh into the column of units.", "请在单位列填写 kW、MW、kWh 或 MWh。"),
        )
    if len({(unit in words.POWER, unit in words.PRICE) for unit in known}) > 1:
        raise Unreadable(
            "units",
            Text(
                "Some rows are of power, some of energy or prices: {units}.", "各行混有功率、电量或电价：{units}。"
            ).format(units=", ".join(known)),
            Text("Export power, energy and prices as files of their own.", "请将功率、电量与电价分别导出为单独文件。"),
        )
    counter = columns.measures == "counter"
    measures: Measures = "power" if known[0] in words.POWER else "counter" if counter else "energy"
    if known[0] in words.PRICE:
        measures = "price"
    elif columns.measures == "price":
        raise headings.misfit(known[0], known[0])
    named = tuple(one._replace(unit=known[0], kilo=Decimal(1)) for one in columns.quantities)
    return columns._replace(measures=measures, quantities=named)


def _times(said: dict[str, str | None], columns: Columns) -> str | None:
    times = words.kilo(words.alone(said["unit"] or "") or "") if "unit" in said else Decimal(1)
    if "multiplier" in said and columns.measures != "energy":
        try:
            own = Decimal((said["multiplier"] or "").replace(",", ""))
        except InvalidOperation:
            return None
        if not own.is_finite() or not LEAST <= own <= MOST:
            raise _no_multiplier(str(said["multiplier"]))
        times *= own
    return format(times, "f")


def _no_multiplier(said: str) -> Unreadable:
    return Unreadable(
        "multiplier",
        Text(
            "The column of multipliers holds “{said}”; a multiplier is a number from {least} to {most}.",
            "倍率列中有“{said}”；倍率须为 {least} 至 {most} 的数字。",
        ).format(said=said[:40], least=LEAST, most=f"{MOST:,}"),
        Text(
            "Correct that cell, or leave the column out and say the multiplier in a profile.",
            "请更正该单元格，或删去该列并在读取配置中填写倍率。",
        ),
    )


def _is_euro(currency: pl.Series) -> None:
    """Raises Unreadable where a row is in other money."""
    for said in currency.drop_nulls().unique():
        if words.plain(said) not in words.EURO:
            raise headings.other_money("Currency", said)
