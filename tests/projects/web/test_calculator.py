"""The calculator's pages: choose a scheme, fill in facts or take the worked example, read what comes of it."""

import re
from typing import Any

import pytest
from django.db import connection

from projects.models import Application, Engagement
from tests.factories.confirmations import confirm
from tests.factories.people import UserFactory
from tests.projects.web.readers import Reader, day, text, typed
from verifier import schemes
from verifier.desk.formats import number
from verifier.rulebook.scheme import Scheme
from verifier.schemes.vcs.examples import WIND
from verifier.trail.models import Event

pytestmark = pytest.mark.django_db

EACH = pytest.mark.parametrize("scheme", schemes.all(), ids=lambda scheme: scheme.code)


@pytest.fixture
def reader() -> Reader:
    return Reader(UserFactory.create())


def asked(facts: Any = WIND, **changed: Any) -> dict[str, Any]:
    """Facts as a browser sends the forms of them."""
    case = {name: facts[name] for name in ("period_from", "period_until", "metered")}
    work = {name: facts.get(name, []) for name in ("visits", "misstatements", "limitations")}
    return {**typed(case, "case"), **typed(facts["particulars"]), **typed(work, "work"), **changed}


class TestChoice:
    def test_offers_every_scheme(self, reader: Reader) -> None:
        page = reader.see("calculators")
        for scheme in schemes.all():
            assert scheme.title.en in text(page)
            assert f'href="/calculator/{scheme.code}"' in page.content.decode()

    def test_stands_in_the_menu(self, reader: Reader) -> None:
        assert '<a href="/calculator" aria-current="true">Calculator</a>' in reader.see("calculators").content.decode()


class TestForm:
    @EACH
    def test_asks_for_everything_the_scheme_declares(self, reader: Reader, scheme: Scheme) -> None:
        page = reader.see("calculator", scheme.code).content.decode()
        names = [*scheme.schema()["properties"]["particulars"]["properties"]]
        assert names
        for name in names:
            assert f'id="id_particulars-{name}' in page, name
        asked = re.findall(r'name="case-(\w+?)(?:_day|_month|_year|-rows|-0-.*?)"', page)
        assert set(asked) == {"period_from", "period_until", "metered"}
        assert "What comes of it" not in page

    @EACH
    def test_takes_the_worked_example_and_computes_its_digits(self, reader: Reader, scheme: Scheme) -> None:
        """What the filled-in page would send is what it was filled in with."""
        filled = reader.see("calculator", scheme.code, data={"example": ""})
        form = sent(filled.content.decode())
        answer = reader.do("calculator", scheme.code, **form)
        assert answer.status_code == 200, text(answer)
        shown = text(answer).replace("\xa0", " ")
        headlines = scheme.compute(scheme.facts(schemes.example(scheme.code).facts)).headlines
        assert headlines
        for one in headlines:
            assert f"{one.name.en} {number(one.value, one.places)} {one.unit}" in shown

    def test_is_not_there_for_an_unknown_scheme(self, reader: Reader) -> None:
        assert reader.see("calculator", "iscc_mars").status_code == 404


class TestCalculate:
    def test_shows_figures_steps_and_rules_and_keeps_nothing(self, reader: Reader) -> None:
        written: list[str] = []

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql) and "django_session" not in sql:
                written.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            page = reader.do("calculator", "vcs", **asked())
        assert page.status_code == 200
        shown = text(page)
        assert "168,982 t CO2eq" in shown.replace("\xa0", " ")
        assert "0.75 × 0.7921 + 0.25 × 0.3870 t CO2/MWh" in shown
        assert "The scheme's own rules Passed" in shown
        assert "Opinion to which these facts lead, if nothing else is found Positive" in shown
        assert written == []
        assert not (Event.objects.exists() or Application.objects.exists() or Engagement.objects.exists())

    def test_names_what_is_breached_first_and_what_would_mend_it(self, reader: Reader) -> None:
        page = text(reader.do("calculator", "vcs", **asked({**WIND, "metered": []})))
        assert "The scheme's own rules 1 breach" in page
        assert "2025" in page[page.index("1 breach") : page.index("Rule Clause Answer")]
        table = page[page.index("Rule Clause Answer") :]
        assert table.index("Breached") < table.index("Passed")

    def test_leaves_the_rules_about_the_work_to_the_case(self, reader: Reader) -> None:
        page = text(reader.do("calculator", "vcs", **asked()))
        later = page[page.index("Asked later in the case") :]
        assert "Every kind of evidence that must be on file is on file." in later
        assert "No file of this kind is on record" not in page

    def test_weighs_the_misstatements(self, reader: Reader) -> None:
        facts = {**WIND, "misstatements": [{"reference": "M-1", "amount": "9000"}]}
        page = text(reader.do("calculator", "vcs", **asked(facts))).replace("\xa0", " ")
        assert "9,000.00000 t CO2eq" in page
        assert "M-1 alone: 9,000, with a threshold of 8,449.1." in page
        assert "if nothing else is found Negative" in page

    def test_says_where_misstatements_are_not_weighed(self, reader: Reader) -> None:
        mute = next(scheme for scheme in schemes.all() if scheme.materiality is None)
        form = sent(reader.see("calculator", mute.code, data={"example": ""}).content.decode())
        row = {"work-misstatements-0-reference": "M-1", "work-misstatements-0-amount": "1"}
        assert "The misstatements are not weighed" in text(reader.do("calculator", mute.code, **form | row))
        assert "The misstatements are not weighed" not in text(reader.do("calculator", mute.code, **form))

    def test_lists_the_figures_that_are_not_verified(self, reader: Reader) -> None:
        page = text(reader.do("calculator", "vcs", **asked()))
        assert "Figures not yet verified: " in page
        assert "from memory, high confidence; not yet verified" in page

    def test_takes_the_figures_that_the_body_confirmed(self, reader: Reader) -> None:
        confirm("vcs", {"weight_om.wind_solar": "0.5"})
        page = text(reader.do("calculator", "vcs", **asked()))
        assert "144,209" in page
        assert "not yet verified" not in page

    def test_puts_every_fault_beside_its_field(self, reader: Reader) -> None:
        rows = [{"reference": "M-1", "amount": "much"}]
        wrong = {
            **asked({**WIND, "misstatements": rows}),
            **day("case-period_until", "2024-02-30"),
            "case-metered-0-exported_mwh": "-5",
            "particulars-capacity_mw": "NaN",
        }
        page = reader.do("calculator", "vcs", **wrong)
        assert page.status_code == 422
        for control in (
            "case-period_until_day",
            "case-metered-0-exported_mwh",
            "particulars-capacity_mw",
            "work-misstatements-0-amount",
        ):
            assert f'<a href="#id_{control}">' in page.content.decode(), control
        assert "What comes of it" not in text(page)
        assert re.search(r"<details[^>]* open>", page.content.decode())

    def test_says_beside_the_day_that_no_edition_was_in_force(self, reader: Reader) -> None:
        facts = {**WIND, "period_from": "2010-01-01", "period_until": "2010-12-31"}
        page = reader.do("calculator", "vcs", **asked(facts))
        assert page.status_code == 422
        assert '<a href="#id_case-period_until_day">' in page.content.decode()
        assert "No edition of the scheme was in force on this day" in text(page)

    def test_refuses_a_period_that_ends_before_it_begins(self, reader: Reader) -> None:
        page = reader.do("calculator", "vcs", **asked({**WIND, "period_until": "2024-12-31"}))
        assert page.status_code == 422
        assert "The period ends before it begins." in text(page)

    def test_overlooks_no_fault_of_what_may_be_left_out(self, reader: Reader) -> None:
        page = reader.do("calculator", "vcs", **asked(**day("work-notice_from", "2025-02-30")))
        assert page.status_code == 422
        assert '<a href="#id_work-notice_from_day">' in page.content.decode()

    def test_asks_for_the_token_of_the_form(self) -> None:
        guarded = Reader(UserFactory.create(), guarded=True)
        assert guarded.do("calculator", "vcs", **asked()).status_code == 403


class TestAddARow:
    def test_keeps_what_was_typed_and_computes_nothing(self, reader: Reader) -> None:
        page = reader.do("calculator", "vcs", **asked(add="case-metered"))
        assert page.status_code == 200
        assert 'id="id_case-metered-1-year"' in page.content.decode()
        assert 'value="245812.450"' in page.content.decode()
        assert "What comes of it" not in text(page)
        assert "There is a problem" not in text(page)

    def test_sends_only_the_group_to_htmx(self, reader: Reader) -> None:
        reader.client.defaults["HTTP_HX_REQUEST"] = "true"
        body = reader.do("calculator", "vcs", **asked(add="work-misstatements")).content.decode()
        assert body.lstrip().startswith("<fieldset")
        assert 'id="id_work-misstatements-0-amount"' in body
        assert "case-metered" not in body


def sent(page: str) -> dict[str, str]:
    """What a browser sends of a page's form: boxes, lists and texts as they stand there."""
    form = page[page.index('<form method="post" action="/calculator') :]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else re.findall(r'<option value="([^"]*)"', options)[0]
    found |= {
        name: value.strip()
        for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    }
    return found
