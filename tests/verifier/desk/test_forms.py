"""A day in three boxes, a number with its unit, and how a field is drawn."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from verifier.desk.forms import DayField, QuantityInput


class VisitForm(forms.Form):
    on = DayField(label="Day of the visit")
    energy = forms.DecimalField(label="Energy", widget=QuantityInput("MWh"), help_text="As metered")
    note = forms.CharField(label="Note", required=False)
    grade = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")


def day(**parts: str) -> DayField:
    form = VisitForm({f"on_{part}": text for part, text in parts.items()})
    form.is_valid()
    return form


class TestDay:
    def test_is_read_from_its_boxes(self) -> None:
        assert day(day="3", month="11", year="2026").cleaned_data["on"] == date(2026, 11, 3)

    @pytest.mark.parametrize("box", ["day", "month", "year"])
    def test_is_read_from_an_iso_date_in_any_box(self, box: str) -> None:
        assert day(**{box: "2026-11-03"}).cleaned_data["on"] == date(2026, 11, 3)

    @pytest.mark.parametrize(
        ("parts", "codes"),
        [
            ({}, ["required"]),
            ({"day": "3", "year": "2026"}, ["month"]),
            ({"day": "32", "month": "x", "year": "26"}, ["day", "month", "year"]),
            ({"day": "30", "month": "2", "year": "2026"}, ["real"]),
            ({"day": "²", "month": "2", "year": "2026"}, ["day"]),
        ],
    )
    def test_says_which_box_is_wrong(self, parts: dict[str, str], codes: list[str]) -> None:
        assert [error.code for error in day(**parts).errors.as_data()["on"]] == codes

    def test_keeps_what_was_typed(self) -> None:
        assert 'value="32"' in str(day(day="32", month="1", year="2026")["on"])

    def test_shows_a_date_it_is_given(self) -> None:
        drawn = str(VisitForm(initial={"on": date(2026, 11, 3)})["on"])
        assert [f'value="{part}"' in drawn for part in (2026, 11, 3)] == [True] * 3

    def test_is_unchanged_when_it_names_the_same_day(self) -> None:
        form = VisitForm({"on_day": "03", "on_month": "11", "on_year": "2026"}, initial={"on": date(2026, 11, 3)})
        assert "on" not in form.changed_data

    def test_begins_with_the_year_for_a_chinese_reader(self) -> None:
        with translation.override("zh-hans"):
            assert VisitForm()["on"].id_for_label == "id_on_year"
        assert VisitForm()["on"].id_for_label == "id_on_day"


class TestField:
    def test_shows_the_unit_of_a_quantity(self) -> None:
        assert '<div class="govuk-input__suffix" aria-hidden="true">MWh</div>' in VisitForm()["energy"].as_field_group()

    def test_is_described_by_its_hint_and_its_error(self) -> None:
        drawn = day()["energy"].as_field_group()
        assert 'aria-describedby="id_energy_helptext id_energy_error"' in drawn
        assert 'id="id_energy_helptext"' in drawn
        assert 'id="id_energy_error"' in drawn

    def test_says_when_it_may_be_left_out(self) -> None:
        assert "(optional)" in VisitForm()["note"].as_field_group()
        assert "(optional)" not in VisitForm()["energy"].as_field_group()

    @pytest.mark.parametrize("name", VisitForm.base_fields)
    def test_has_no_inline_style_or_script(self, name: str) -> None:
        drawn = VisitForm()[name].as_field_group()
        assert " style=" not in drawn
        assert "<script" not in drawn
