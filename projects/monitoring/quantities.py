"""The quantity column: from the digits as written to exact energy."""

from decimal import Decimal, localcontext

import polars as pl

from projects.monitoring.series import ENERGY, Unreadable
from verifier.rulebook.wording import Text

EITHER = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"  # 1,234 may be a thousand or a decimal
PARTED = r"\.\d{3}\.\d{3}"  # 1.234.567: points that part thousands
MOST_REGISTER_KJ = Decimal(10) ** 17  # over the life of a plant
MOST = Decimal(10) ** 19  # that a column of ENERGY holds
PLACES = Decimal("1e-18")
MOST_KJ = Decimal(10) ** 13  # in one interval; the whole world uses about as much electricity in an hour
ONE_SIGN = Text(
    "Export the numbers with a decimal point and without grouping.",
    "请导出以句点为小数点、不带千位分隔符的数字。",
)


def read_as(cells: pl.Series, mark: str) -> pl.Series:
    """`cells` as decimals with 18 places, where `mark` is the decimal sign; null for what is not a number."""
    text = bare(cells)
    if mark == ",":
        text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    else:
        text = text.str.replace_all(",", "", literal=True)
    return text.cast(ENERGY, strict=False)


def decimal_mark(cells: pl.Series) -> str:
    """The sign before the decimals. Raises Unreadable where a comma may be either, or where cells contradict."""
    text = bare(cells)
    comma = text.str.contains(",", literal=True)
    if not (comma | text.str.contains(PARTED)).any():
        return "."
    said = {sign: text.filter(tells(text, sign)).head(1) for sign in (",", ".")}
    if all(len(one) for one in said.values()):
        raise _both(said[","][0], said["."][0])
    if len(said[","]):
        return ","
    either = text.filter(comma & text.str.contains(EITHER))
    if len(said["."]) or either.is_empty():
        return "."
    raise Unreadable(
        "comma",
        Text(
            "A comma may stand for the decimal sign or for thousands: {example}.",
            "逗号可能是小数点，也可能是千位分隔符：{example}。",
        ).format(example=either[0]),
        ONE_SIGN,
    )


def tells(bare: pl.Series, sign: str) -> pl.Series:
    """Which cells tell by themselves that `sign` is before the decimals."""
    mark, other = (r"\.", ",") if sign == "." else (",", r"\.")
    both, parted, one = rf"\d+(?:{other}\d+)+{mark}\d*", rf"\d{{1,3}}(?:{other}\d{{3}}){{2,}}", rf"\d*{mark}\d+"
    return bare.str.contains(rf"^[+-]?(?:{both}|{parted}|{one})(?:[eE][+-]?\d+)?$") & ~bare.str.contains(EITHER)


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


def _both(comma: str, point: str) -> Unreadable:
    return Unreadable(
        "comma",
        Text(
            "Some numbers have a comma before their decimals and some a point: {comma} and {point}.",
            "有的数字以逗号为小数点，有的以句点为小数点：{comma} 与 {point}。",
        ).format(comma=comma, point=point),
        ONE_SIGN,
    )
