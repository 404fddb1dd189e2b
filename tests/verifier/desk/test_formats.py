"""Numbers, units, dates and texts as a reader sees them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from verifier.desk import formats
from verifier.rulebook.wording import Text

NBSP = "\N{NO-BREAK SPACE}"
LONG = Decimal("1234567.123456789012345678901234567890123456789")


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


class TestNumber:
    def test_keeps_every_digit(self, language: str) -> None:
        assert formats.number(LONG) == "1,234,567.123456789012345678901234567890123456789"

    def test_rounds_half_to_even(self) -> None:
        assert [formats.number(Decimal(text), 1) for text in ("0.25", "0.35", "-0.25")] == ["0.2", "0.4", "-0.2"]

    def test_shows_the_places_that_are_asked_for(self) -> None:
        assert formats.number(Decimal("95.85"), 4) == "95.8500"
        assert formats.number(Decimal("12500.4"), 0) == "12,500"

    def test_has_no_exponent(self) -> None:
        assert formats.number(Decimal("1E+3")) == "1,000"

    def test_refuses_a_float(self) -> None:
        with pytest.raises(TypeError, match="float"):
            formats.number(0.1)  # type: ignore[arg-type]


class TestQuantity:
    def test_is_not_parted_from_its_unit(self) -> None:
        assert formats.quantity(Decimal("3.9"), "g CO2eq/MJ") == f"3.9{NBSP}g{NBSP}CO2eq/MJ"

    def test_takes_a_number_already_written(self) -> None:
        assert formats.quantity(formats.number(Decimal("1234.56"), 1), "MWh") == f"1,234.6{NBSP}MWh"


class TestDay:
    def test_is_written_as_the_reader_writes_it(self, language: str) -> None:
        written = {"en": "23 Nov 2026", "zh-hans": "2026年11月23日"}
        assert formats.day(date(2026, 11, 23)) == written[language]


class TestMoment:
    AT = datetime(2026, 11, 23, 22, 15, tzinfo=UTC)

    def test_names_its_zone(self) -> None:
        assert formats.moment(self.AT) == f"23 Nov 2026, 22:15{NBSP}UTC"

    def test_is_told_in_the_zone_of_the_reader(self) -> None:
        with timezone.override(ZoneInfo("Asia/Shanghai")):
            assert formats.moment(self.AT) == f"24 Nov 2026, 06:15{NBSP}UTC+08:00"


class TestPeriod:
    def test_names_both_days(self, language: str) -> None:
        written = {"en": "1–31 Mar 2026", "zh-hans": "2026年3月1日至31日"}
        assert formats.period(date(2026, 3, 1), date(2026, 3, 31)) == written[language]


class TestFilesize:
    @pytest.mark.parametrize(
        ("size", "written"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (2_000_000_000, "2.0 GB")]
    )
    def test_counts_in_thousands(self, size: int, written: str) -> None:
        assert formats.filesize(size) == written.replace(" ", NBSP)


class TestLimit:
    @pytest.mark.parametrize(("size", "written"), [(20 << 30, "20 GiB"), (1536 << 20, "1,536 MiB"), (1000, "1,000 B")])
    def test_is_written_as_it_is_counted(self, size: int, written: str) -> None:
        assert formats.limit(size) == written.replace(" ", NBSP)


class TestWords:
    @pytest.mark.parametrize("text", [Text("wind", "风"), {"en": "wind", "zh": "风"}])
    def test_are_those_of_the_reader(self, text: Text | dict[str, str], language: str) -> None:
        assert formats.words(text) == {"en": "wind", "zh-hans": "风"}[language]

    def test_in_one_language_only_are_themselves(self) -> None:
        assert formats.words("Kelmarsh") == "Kelmarsh"
