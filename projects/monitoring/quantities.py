"""The quantity column: from the digits as written to exact energy."""

from decimal import Decimal, localcontext

import polars as pl

from projects.monitoring.series import ENERGY, Unreadable
from verifier.rulebook.wording import Text

GROUPED = r"^[+-]?\d{1,3}(?:,\d{3})+$"  # 1,234 may be a thousand or a decimal
MOST_REGISTER_KJ = Decimal(10) ** 17  # over the life of a plant
MOST = Decimal(10) ** 19  # that a column of ENERGY holds
PLACES = Decimal("1e-18")
MOST_KJ = Decimal(10) ** 13  # in one interval; the whole world uses about as much electricity in an hour


def numbers(cells: pl.Series) -> pl.Series:
    """`cells` as decimals with 18 places; null for what is not a number. Raises Unreadable on an undecidable comma."""
    return read_as(cells, decimal_mark(cells))


def read_as(cells: pl.Series, mark: str) -> pl.Series:
    """As `numbers`, where `mark` is known to be the decimal sign."""
    text = bare(cells)
    if mark == ",":
        text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        text = text.str.replace_all(",", "", literal=True)
    return text.cast(ENERGY, strict=False)


def decimal_mark(cells: pl.Series) -> str:
    """The sign before the decimals. Raises Unreadable where a comma may be either."""
    text = bare(cells)
    comma = text.str.contains(",", literal=True)
    if not comma.any():
        return "."
    point = text.str.contains(".", literal=True)
    if not (comma & point).any():
        return "," if _decides(text.filter(comma)) else "."
    both = text.filter(comma & point)
    return "," if bool((both.str.find(",", literal=True) > both.str.find(".", literal=True)).all()) else "."


def energy() -> pl.Expr:
    """`value` times `factor`, in kJ; null beyond `most`, which no meter can mean."""
    value = pl.col("value")
    return pl.when(value.abs() <= pl.col("most")).then(value) * pl.col("factor")


def factors(kilos: list[Decimal], *, seconds: int | None, most_kj: Decimal) -> dict[str, pl.Series]:
    """`factor`, kJ in one unit, and `most` of it, for units of so many kW over `seconds`, or kWh where that is None."""
    made = [kilo * (3600 if seconds is None else seconds) for kilo in kilos]
    with localcontext(prec=60):
        most = [min(most_kj / one, MOST).quantize(PLACES) for one in made]
    return {"factor": pl.Series(made, dtype=ENERGY), "most": pl.Series(most, dtype=ENERGY)}


def bare(cells: pl.Series) -> pl.Series:
    return cells.str.replace_all(r"[\s\u00a0\u202f]", "").replace("", None)


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
