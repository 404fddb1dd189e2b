"""Reading plain data into declared dataclasses."""

# ruff: noqa: RUF009 - what a field declares is not a default

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.errors import Unfit
from verifier.rulebook import shapes
from verifier.rulebook.particulars import Misfit, dump, json_schema, read
from verifier.rulebook.shapes import Kind, fields
from verifier.rulebook.wording import Text

NAME = Text("Name", "名称")


@dataclass(frozen=True, kw_only=True)
class Row:
    km: Decimal = shapes.decimal(NAME, unit="km", window=("0", "100"))


@dataclass(frozen=True, kw_only=True)
class Shape:
    mass_kg: Decimal = shapes.decimal(NAME, unit="kg", window=("1000", "1e9"), slip=Text("Tonnes?", "吨?"))
    balance: Decimal = shapes.decimal(NAME, unit="t", window=("-10", "10"), default=Decimal(0))
    year: int = shapes.integer(NAME, window=(1990, 2100))
    since: date = shapes.day(NAME)
    note: str = shapes.text(NAME, default="")
    fuel: str = shapes.choice(NAME, {"a": NAME, "b": NAME})
    metered: bool = shapes.boolean(NAME)
    legs: tuple[Row, ...] = shapes.rows(Row, NAME)
    tags: tuple[str, ...] = shapes.texts(NAME)

    def misfits(self) -> Any:
        if self.fuel == "b" and not self.legs:
            yield "legs", Text("Needed for b.", "b 须填写。")


@dataclass(frozen=True, kw_only=True)
class Named:
    name: str = shapes.text(NAME)


GOOD: dict[str, Any] = {
    "mass_kg": "25000000.50",
    "year": 2026,
    "since": "2026-03-31",
    "fuel": "a",
    "metered": True,
    "legs": [{"km": 3}],
    "tags": ["x"],
}


def errors(**changed: Any) -> dict[str, Text]:
    with pytest.raises(Misfit) as caught:
        read(Shape, {**GOOD, **changed})
    return caught.value.errors


class TestRead:
    def test_keeps_every_digit(self) -> None:
        made = read(Shape, GOOD)
        assert made.mass_kg == Decimal("25000000.50")
        assert (made.since, made.legs, made.tags) == (date(2026, 3, 31), (Row(km=Decimal(3)),), ("x",))

    def test_takes_text_integers_and_decimals(self) -> None:
        for given_mass in ("2500", 2500, Decimal(2500), " 2.5e3 "):
            assert read(Shape, {**GOOD, "mass_kg": given_mass}).mass_kg == 2500

    @pytest.mark.parametrize(
        "given_mass",
        ["NaN", "Infinity", "-inf", "sNaN", "", None, True, [], "1,000", "1_000", "twelve", Decimal("NaN"), "1e-400"],
    )
    def test_refuses_what_is_no_finite_number(self, given_mass: object) -> None:
        assert list(errors(mass_kg=given_mass)) == ["mass_kg"]

    def test_refuses_binary_fractions(self) -> None:
        assert "Binary" in errors(mass_kg=2500.1)["mass_kg"].en

    @pytest.mark.parametrize("given_mass", ["1e999999999", "1e41", "0." + "1" * 60, "9" * 50, "9" * 5000])
    def test_refuses_absurd_lengths(self, given_mass: str) -> None:
        assert list(errors(mass_kg=given_mass)) == ["mass_kg"]

    def test_says_negative_where_nothing_negative_can_be(self) -> None:
        assert "negative" in errors(mass_kg="-5")["mass_kg"].en
        assert read(Shape, {**GOOD, "balance": "-5"}).balance == -5

    def test_names_the_likely_slip_outside_the_window(self) -> None:
        said = errors(mass_kg="999.999")["mass_kg"]
        assert "999.999 kg" in said.en
        assert said.en.endswith("Tonnes?")
        assert said.zh.endswith("吨?")

    def test_takes_both_ends_of_the_window(self) -> None:
        for bound in ("1000", "1000000000"):
            assert read(Shape, {**GOOD, "mass_kg": bound}).mass_kg == Decimal(bound)

    @pytest.mark.parametrize(
        "given_day", ["2026-03", "2026-02-30", "20260331", "2026-W01-1", "31.3.2026", "0202-03-31", 20260331, ""]
    )
    def test_refuses_dates_without_a_day(self, given_day: object) -> None:
        assert list(errors(since=given_day)) == ["since"]

    def test_refuses_what_is_not_whole(self) -> None:
        assert "whole" in errors(year="2026.5")["year"].en

    def test_keeps_the_digits_of_a_year_together(self) -> None:
        said = errors(year="1980")["year"]
        assert said.en == "1980 lies outside what can be meant, 1990 to 2100."
        assert said.zh == "1980 超出合理范围（1990 至 2100）。"

    def test_takes_no_blank_for_a_text_that_is_asked_for(self) -> None:
        for blank in ("", "  ", None):
            with pytest.raises(Misfit) as caught:
                read(Named, {"name": blank})
            assert list(caught.value.errors) == ["name"]
        assert read(Shape, {**GOOD, "note": ""}).note == ""

    def test_refuses_choices_that_are_not_offered(self) -> None:
        assert "a, b" in errors(fuel="c")["fuel"].en
        assert list(errors(fuel=["a"])) == ["fuel"]

    def test_refuses_a_yes_that_is_text(self) -> None:
        assert list(errors(metered="true")) == ["metered"]

    def test_refuses_control_characters_and_endless_text(self) -> None:
        assert list(errors(note="a\x00b")) == ["note"]
        assert list(errors(note="a" * 2001)) == ["note"]
        assert read(Shape, {**GOOD, "note": "全角\u3000空格"}).note == "全角\u3000空格"

    def test_names_every_bad_field_by_its_path(self) -> None:
        found = errors(mass_kg="x", legs=[{"km": 1}, {"km": "-1"}, {"miles": 1}, 7], stray=1, tags=["a", 1])
        assert set(found) == {"mass_kg", "legs/1/km", "legs/2/km", "legs/2/miles", "legs/3", "stray", "tags/1"}

    def test_names_what_is_missing(self) -> None:
        with pytest.raises(Misfit) as caught:
            read(Shape, {})
        assert set(caught.value.errors) == {"mass_kg", "year", "since", "fuel", "metered"}

    def test_refuses_what_is_not_an_object(self) -> None:
        for data in (None, [], "x", 3):
            with pytest.raises(Misfit):
                read(Shape, data)

    def test_asks_the_shape_what_is_wrong_between_fields(self) -> None:
        assert list(errors(fuel="b", legs=[])) == ["legs"]

    def test_refusal_is_one_the_doors_know(self) -> None:
        with pytest.raises(Unfit) as caught:
            read(Shape, {**GOOD, "year": 1})
        assert list(caught.value.fields) == ["year"]


class TestDump:
    @given(
        mass=st.decimals(min_value=1000, max_value=10**9, allow_nan=False, places=12),
        balance=st.decimals(min_value=-10, max_value=10, allow_nan=False, places=6),
    )
    def test_is_taken_back_by_read_exactly(self, mass: Decimal, balance: Decimal) -> None:
        made = read(Shape, {**GOOD, "mass_kg": mass, "balance": balance})
        again = read(Shape, dump(made))
        assert again == made
        assert str(again.mass_kg) == str(mass)


class TestJsonSchema:
    def test_names_units_requirements_and_rows(self) -> None:
        schema = json_schema(Shape)
        assert schema["required"] == ["mass_kg", "year", "since", "fuel", "metered"]
        assert schema["additionalProperties"] is False
        assert schema["properties"]["mass_kg"]["unit"] == "kg"
        assert schema["properties"]["legs"]["items"]["properties"]["km"]["unit"] == "km"


class TestFields:
    def test_tell_a_form_what_to_draw(self) -> None:
        mass, *_, tags = fields(Shape)
        assert (mass.name, mass.kind, mass.unit, mass.required) == ("mass_kg", Kind.DECIMAL, "kg", True)
        assert (tags.kind, tags.required) == (Kind.TEXTS, False)
