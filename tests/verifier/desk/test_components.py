"""What the tags of the desk draw."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from verifier.desk.charts import WIDTH, Bar, Bars
from verifier.desk.worklist import Task
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.results import Step
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text

HOSTILE = "<script>alert(1)</script>"


def draw(source: str, **values: object) -> str:
    return Template("{% load desk %}" + source).render(Context(values))


class GradeForm(forms.Form):
    grade = forms.ChoiceField(label="Grade", choices=[("a", "A")], widget=forms.RadioSelect)
    title = forms.CharField(label="Title")

    def clean(self) -> None:
        raise forms.ValidationError("The two do not fit.")


class TestErrorSummary:
    def test_leads_to_the_control_of_each_error(self) -> None:
        drawn = draw("{% error_summary form %}", form=GradeForm({}))
        assert re.findall(r'href="(#\w+)"', drawn) == ["#id_grade_0", "#id_title"]
        assert "Title: This field is required." in drawn

    def test_names_an_error_of_the_whole_form(self) -> None:
        assert "The two do not fit." in draw("{% error_summary form %}", form=GradeForm({"grade": "a", "title": "x"}))

    def test_reaches_into_a_formset(self) -> None:
        rows = forms.formset_factory(GradeForm, extra=0)(
            {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-title": ""}
        )
        assert "#id_form-0-title" in draw("{% error_summary rows %}", rows=rows)

    def test_is_absent_without_errors(self) -> None:
        assert draw("{% error_summary form %}", form=GradeForm()) == ""


class TestBlocks:
    @pytest.mark.parametrize(
        "source",
        [
            "{% heading words %}{{ words }}{% endheading %}",
            "{% card words %}{{ words }}{% endcard %}",
            "{% panel words %}{{ words }}{% endpanel %}",
            "{% notice words %}{{ words }}{% endnotice %}",
            "{% details words %}{{ words }}{% enddetails %}",
            "{% table words %}{{ words }}{% endtable %}",
            "{% summary %}{% row words change=words %}{{ words }}{% endrow %}{% endsummary %}",
            "{% crumbs %}{% crumb words words %}{% endcrumbs %}",
            "{% tabs words %}{% tab words words %}{% endtabs %}",
            "{% button href=words %}{{ words }}{% endbutton %}",
            "{% tag words %}",
        ],
    )
    def test_escape_what_they_are_given(self, source: str) -> None:
        drawn = draw(source, words=HOSTILE)
        assert "&lt;script&gt;" in drawn
        assert "<script" not in drawn

    def test_keep_the_markup_between_their_tags(self) -> None:
        assert "<em>x</em>" in draw("{% card %}<em>x</em>{% endcard %}")

    def test_refuse_a_tone_that_does_not_exist(self) -> None:
        with pytest.raises(TemplateSyntaxError, match="purple"):
            draw("{% tag 'x' tone='purple' %}")


class TestTable:
    def test_scrolls_in_a_region_named_by_its_caption(self) -> None:
        drawn = draw("{% table 'One' %}{% endtable %}{% table 'Two' %}{% endtable %}")
        named = re.findall(r'aria-labelledby="(\w+)"', drawn)
        assert named == re.findall(r'caption id="(\w+)"', drawn)
        assert len(set(named)) == 2


class TestTasks:
    TODAY = date(2026, 11, 23)

    @pytest.mark.parametrize(
        ("due_on", "said"),
        [(date(2026, 11, 22), "Overdue"), (TODAY, "Today"), (date(2026, 11, 24), None), (None, None)],
    )
    def test_say_what_is_late(self, due_on: date | None, said: str | None) -> None:
        task = Task("Review", "/review", "VCS-7", due_on, "Review")
        drawn = draw("{% tasks tasks today %}", tasks=[task], today=self.TODAY)
        assert [word for word in ("Overdue", "Today") if word in drawn] == ([said] if said else [])

    def test_say_so_when_there_is_none(self) -> None:
        assert "Nothing waits for you." in draw("{% tasks tasks today %}", tasks=[], today=self.TODAY)


class TestBars:
    CHART = Bars("Energy", "MWh", [Bar("January", Decimal("1234.5")), Bar("February", Decimal(-20))])

    def test_draw_lengths_in_proportion(self) -> None:
        january, february = self.CHART.rows
        assert january.length / february.length == pytest.approx(Decimal("61.725"), rel=Decimal("0.02"))
        assert january.x == february.x + february.length

    def test_stay_inside_the_picture(self) -> None:
        assert all(row.x >= 0 and row.x + row.length <= WIDTH for row in self.CHART.rows)

    def test_bring_the_numbers_as_text_and_as_a_table(self) -> None:
        drawn = draw("{% bars chart %}", chart=self.CHART)
        assert "January: 1,234.5 MWh. February: -20 MWh." in drawn
        assert '<span class="app-bars__number">1,234.5</span>' in drawn
        assert drawn.count("1,234.5") == 3
        assert '<td class="num">-20</td>' in drawn
        assert " style=" not in drawn

    def test_can_be_empty_or_all_zero(self) -> None:
        assert Bars("Energy", "MWh", []).rows == []
        assert Bars("Energy", "MWh", [Bar("x", Decimal(0))]).rows[0].length == 0


class TestSteps:
    def test_are_worded_in_the_language_of_the_reader(self) -> None:
        step = Step(
            code="e", label=Text("Grid", "网电"), expression="a × b", value=Decimal("3.9"), unit="g", clause="A.5"
        )
        with translation.override("zh-hans"):
            drawn = draw("{% steps steps %}", steps=[step])
        assert "网电" in drawn
        assert "3.900000" in drawn


class TestReasons:
    def test_cite_the_clause(self) -> None:
        drawn = draw("{% reasons found %}", found=[Breach("E", Text("Too high.", "过高。"), clause="Art. 29a(1)")])
        assert "Too high." in drawn
        assert "Art. 29a(1)" in drawn


class TestResults:
    def test_let_the_headline_stand_out(self) -> None:
        plain = {"name": Text("E", "E"), "value": Decimal("3.90075"), "places": 3, "unit": "g/MJ", "clause": ""}
        drawn = draw("{% results found %}", found=[SimpleNamespace(**plain, headline=True)])
        assert "app-results__result--headline" in drawn
        assert "3.901" in drawn

    def test_stand_in_a_table_with_their_places(self) -> None:
        plain = {"name": Text("E", "E"), "value": Decimal("3.90075"), "places": 3, "unit": "g/MJ", "clause": "A.5"}
        drawn = draw("{% result_table found %}", found=[SimpleNamespace(**plain)])
        assert '<td class="num">3.901</td>' in drawn
        assert "A.5" in drawn


class TestFigures:
    def test_say_how_they_are_known(self) -> None:
        figure = Figure(
            code="f", name=Text("F", "F"), value=None, unit="t", clause="A", source="-", sure=Sureness.UNKNOWN
        )
        drawn = draw('{% figure_table found "Figures" %}', found=[figure])
        assert '<td class="num">–</td>' in drawn
        assert "unknown" in drawn


class TestAnswers:
    def test_say_whether_the_rule_is_kept(self) -> None:
        answers = [{"words": {"en": HOSTILE, "zh": "规则"}, "clause": "A", "passed": kept} for kept in (True, False)]
        drawn = draw('{% answer_table found "Rules" %}', found=answers)
        assert drawn.index("app-tag--good") < drawn.index("app-tag--bad")
        assert HOSTILE not in drawn
