"""The quantity column: from the digits as written to exact energy."""

from datetime import timedelta
from decimal import Decimal

import polars as pl

from projects.monitoring.headings import Columns
from projects.monitoring.series import ENERGY, Unreadable
from verifier.rulebook.wording import Text

GROUPED = r"^[+-]?\d{1,3}(?:,\d{3})+$"  # 1,234 may be a thousand or a decimal
MOST_KJ = Decimal(10) ** 13  # in one interval; the whole world uses about as much electricity in an hour


def numbers(cells: pl.Series) -> pl.Series:
    """`cells` as decimals with 18 places; null for what is not a number. Raises Unreadable on an undecidable comma."""
    text = cells.str.replace_all(r"[\s\u00a0\u202f]", "").replace("", None)
    comma = text.str.contains(",", literal=True)
    if not comma.any():
        return text.cast(ENERGY, strict=False)
    point = text.str.contains(".", literal=True)
    if (comma & point).any():
        both = text.filter(comma & point)
        decimal_comma = bool((both.str.find(",", literal=True) > both.str.find(".", literal=True)).all())
    else:
        decimal_comma = _decides(text.filter(comma))
    if decimal_comma:
        text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        text = text.str.replace_all(",", "", literal=True)
    return text.cast(ENERGY, strict=False)


def energy(value: pl.Expr, columns: Columns, interval: timedelta) -> pl.Expr:
    """`value` of the column as kJ: kW x seconds, or kWh x 3600; null beyond MOST_KJ, which no meter can mean."""
    seconds = interval // timedelta(seconds=1) if columns.measures == "power" else 3600
    factor = columns.kilo * seconds
    return pl.when(value.abs() <= pl.lit(MOST_KJ / factor).cast(ENERGY)).then(value).otherwise(None) * pl.lit(
        factor
    ).cast(ENERGY)


def _decides(text: pl.Series) -> bool:
    """Whether the comma in `text`, which holds no point, is the decimal sign."""
    grouped = text.str.contains(GROUPED)
    if not grouped.all() or text.str.contains(r"^[+-]?0,").any():
        return True
    if (text.str.count_matches(",", literal=True) > 1).any():
        return False
    raise Unreadable(
        "comma",
        Text(
            "A comma may stand for the decimal sign or for thousands: {example}.",
            "逗号可能是小数点，也可能是千位分隔符：{example}。",
        ).format(example=text[0]),
        Text(
            "Export the numbers with a decimal point and without grouping.",
            "请导出以句点为小数点、不带千位分隔符的数字。",
        ),
    )
