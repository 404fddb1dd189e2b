"""How numbers, units, dates and bilingual texts are written for a reader, in the active language (CLDR, by Babel).

For people only: an API or a file never takes its numbers from here. Numbers are exact: a float is refused, and Babel,
which works in the current decimal context (28 digits), is given a wider one.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Protocol

from babel.dates import format_date, format_interval, format_time
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

NBSP = "\N{NO-BREAK SPACE}"
WIDE = Context(prec=100)
STEPS_OF_SIZE = ("B", "kB", "MB", "GB", "TB")
STEPS_OF_LIMIT = ("B", "KiB", "MiB", "GiB", "TiB")


class Bilingual(Protocol):
    """`verifier.rulebook.wording.Text`, or anything with its two fields."""

    @property
    def en(self) -> str: ...

    @property
    def zh(self) -> str: ...


def is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")


def locale() -> str:
    return "zh_Hans_CN" if is_chinese() else "en_GB"


def number(value: Decimal | int | str, places: int | None = None) -> str:
    """The number with its groups, exact, or half-even to `places` decimals. Raises TypeError for a float."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float: quantities are Decimal")
    with localcontext(WIDE):
        exact = Decimal(value)
        if places is None:
            return format_decimal(exact, locale=locale(), decimal_quantization=False)
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return format_decimal(rounded, format=pattern, locale=locale())


def quantity(value: Decimal | int | str, unit: str, places: int | None = None) -> str:
    """The number and its unit, never parted by a line break. A text is taken as a number that is already written."""
    written = value if isinstance(value, str) else number(value, places)
    return f"{written}{NBSP}{unit.replace(' ', NBSP)}"


def day(value: date) -> str:
    """23 Nov 2026 or 2026年11月23日."""
    return format_date(value, "medium", locale=locale())


def moment(value: datetime) -> str:
    """23 Nov 2026, 10:15 UTC: in the time zone that is active for the reader, which is named."""
    local = timezone.localtime(value)
    offset = local.strftime("%z")
    zone = "UTC" if local.utcoffset() == UTC.utcoffset(None) else f"UTC{offset[:3]}:{offset[3:]}"
    comma = " " if is_chinese() else ", "
    return f"{day(local)}{comma}{format_time(local, 'HH:mm', locale=locale())}{NBSP}{zone}"


def period(first: date, last: date) -> str:
    """Both days counted in: 1–31 Mar 2026 or 2026年3月1日至31日."""
    return format_interval(first, last, "yMMMd", locale=locale())


def filesize(size: int) -> str:
    """1 kB is 1,000 bytes; one decimal from a kilobyte upwards."""
    power = 0
    while power < len(STEPS_OF_SIZE) - 1 and size >= 1000 ** (power + 1):
        power += 1
    if power == 0:
        return quantity(size, STEPS_OF_SIZE[0])
    return quantity(Decimal(size) / 1000**power, STEPS_OF_SIZE[power], places=1)


def limit(size: int) -> str:
    """A limit in whole steps of 1,024, as it is counted: 20 GiB."""
    power = next(power for power in reversed(range(len(STEPS_OF_LIMIT))) if size % 1024**power == 0)
    return quantity(size // 1024**power, STEPS_OF_LIMIT[power])


def words(value: Bilingual | Mapping[str, str] | Promise | str) -> str:
    """The text in the reader's language, from a Text or from {"en": ..., "zh": ...}; a plain text is itself."""
    if isinstance(value, Mapping):
        return value["zh" if is_chinese() else "en"]
    if isinstance(value, str | Promise):
        return str(value)
    return value.zh if is_chinese() else value.en


def short_hash(digest: str) -> str:
    """The first twelve characters of a digest, to tell files apart at a glance; never enough to prove anything."""
    return f"{digest[:12]}…"
