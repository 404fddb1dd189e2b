"""What a row says of its own numbers: their unit, and the multiplier of its meter (the ratio of its transformers)."""

from decimal import Decimal, InvalidOperation

import polars as pl

from projects.monitoring import words
from projects.monitoring.headings import Columns, Measures
from projects.monitoring.noticing import noticed
from projects.monitoring.series import Signal, Unreadable
from verifier.rulebook.wording import Text

OWN = ("multiplier", "unit")
UNITS = words.POWER | words.ENERGY
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
    counted in, as it is billed. Raises Unreadable.
    """
    own = [name for name in OWN if name in rows.columns]
    if not own:
        return rows, columns, ()
    found = []
    if "unit" in own:
        columns = _measured(rows, columns)
        is_ours = pl.col("unit").is_in([text for text in rows["unit"].unique() if words.plain(text or "") in UNITS])
        found.append(noticed("other-units", rows.filter(~is_ours | pl.col("unit").is_null())["row"], _OTHER))
        rows = rows.filter(is_ours)
    if "multiplier" in own:
        other = rows.filter(pl.col("multiplier").cast(pl.Float64, strict=False).fill_null(0) != 1)
        found.append(noticed("multiplier", other["row"], _LEFT if columns.measures == "energy" else _APPLIED))
    said = rows.select(own).unique()
    times = [_times(dict(zip(own, cells, strict=True)), columns) for cells in said.rows()]
    known = said.with_columns(pl.Series("times", times, dtype=pl.String))
    rows = rows.join(known, on=own, how="left", maintain_order="left", nulls_equal=True)
    return rows, columns, tuple(one for one in found if one.count)


def _measured(rows: pl.DataFrame, columns: Columns) -> Columns:
    """What the column measures, from the units of its rows."""
    units = [words.plain(unit) for unit in rows["unit"].drop_nulls().value_counts(sort=True)["unit"]]
    known = [unit for unit in units if unit in UNITS]
    if not known:
        raise Unreadable(
            "no-unit",
            Text(
                "No row names a unit of power or energy: {units}.", "各行所列单位均非功率或电量单位：{units}。"
            ).format(units=", ".join(units[:10])),
            Text("Write kW, MW, kWh or MWh into the column of units.", "请在单位列填写 kW、MW、kWh 或 MWh。"),
        )
    if len({unit in words.POWER for unit in known}) > 1:
        raise Unreadable(
            "units",
            Text("Some rows are of power and some of energy: {units}.", "部分行为功率、部分为电量：{units}。").format(
                units=", ".join(known)
            ),
            Text("Export power and energy as two files.", "请将功率与电量分为两个文件导出。"),
        )
    counter = columns.measures == "counter"
    measures: Measures = "power" if known[0] in words.POWER else "counter" if counter else "energy"
    named = tuple(one._replace(unit=known[0], kilo=Decimal(1)) for one in columns.quantities)
    return columns._replace(measures=measures, quantities=named)


def _times(said: dict[str, str | None], columns: Columns) -> str | None:
    times = words.kilo(words.plain(said["unit"] or "")) if "unit" in said else Decimal(1)
    if "multiplier" in said and columns.measures != "energy":
        try:
            times *= Decimal((said["multiplier"] or "").replace(",", ""))
        except InvalidOperation:
            return None
    return format(times, "f") if times > 0 else None
