"""The recalculation of a case: from its series, beside its claim, and a difference on record with one click."""

from datetime import date
from decimal import Decimal

import pytest

from projects import comparing, facts, recalculation
from projects.models import FieldWork
from projects.use_cases.correct_particulars import correct_particulars
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from tests.projects.web.readers import Reader, day, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEGINS = exports.BEGINS.replace(month=9, day=1)


def flow(case: made.Case, name: str, kwh: int, hours: int = 24) -> None:
    content = exports.export(
        {name: [kwh + n % 3 for n in range(hours)]}, unit="kg" if name == "nh3_out" else "kWh", begins=BEGINS
    )
    made.measured(case, exports.sent(case, content, f"{name}.csv", zone="UTC"), meter=f"M-{name}", flow=name)


@pytest.fixture
def ammonia() -> made.Case:
    """By hand, a day: 24,024 kWh of sun, 18,024 for the electrolyser, 1,224 of import, 9,024 kg of ammonia."""
    case = made.staffed()
    for name, kwh in (("res_gen", 1000), ("ely", 750), ("imp", 50), ("nh3_out", 375)):
        flow(case, name, kwh)
    return case


@pytest.fixture
def wind() -> made.Case:
    case = made.staffed(scheme="vcs", period_until=date(2026, 3, 15))
    made.measured(case, exports.sent(case))
    return case


class TestFacts:
    def test_have_the_hours_of_a_plant_whose_meters_are_assigned(self, ammonia: made.Case) -> None:
        found = facts.of(ammonia.engagement, on=TODAY)
        assert len(found.intervals) == 24
        assert sum(one.electrolyser_mwh for one in found.intervals) == Decimal("18.024")
        assert found.intervals[1].renewable_mwh == Decimal("1.001")
        # What an import meter counts is import, also where its export writes it without a sign.
        assert (found.metered[0].exported_mwh, found.metered[0].imported_mwh) == (0, Decimal("1.224"))

    def test_have_none_where_nothing_is_assigned(self) -> None:
        assert facts.of(made.evidenced().engagement, on=TODAY).intervals == ()

    def test_count_total_generation_by_itself(self) -> None:
        case = made.staffed(scheme="vcs", period_from=BEGINS.date(), period_until=BEGINS.date())
        flow(case, "exp", 900)
        flow(case, "generation", 1000)
        (year,) = facts.of(case.engagement, on=TODAY).metered
        assert (year.exported_mwh, year.generated_mwh) == (Decimal("21.624"), Decimal("24.024"))


class TestRecalculate:
    def test_holds_the_claim_against_the_series(self, ammonia: made.Case) -> None:
        found = {one.code: one for one in recalculation.recalculate(ammonia.engagement, on=TODAY).differences}
        load, product = found["load_mwh"], found["product"]
        assert (load.recalculated, load.advantage) == (Decimal("18.024"), -1)
        assert product.recalculated == Decimal("9.024")
        assert product.claimed == Decimal(ammonia.engagement.particulars["fuel_kg"]) / 1000
        assert product.difference == product.claimed - product.recalculated

    def test_matches_by_the_hour_and_by_the_month(self, ammonia: made.Case) -> None:
        (month,) = recalculation.recalculate(ammonia.engagement, on=TODAY).matched
        assert (month.hourly.year, month.hourly.month) == (2026, 9)
        assert month.hourly.load_mwh == Decimal("18.024")
        assert month.hourly.grid_mwh == Decimal("1.224")
        assert month.hourly.direct_mwh == Decimal("16.8")

    def test_sums_months_and_years_with_the_substitutions(self, wind: made.Case) -> None:
        lines = recalculation.recalculate(wind.engagement, on=TODAY).metered.lines
        assert [one.name for one in lines] == ["2026-03", "2026"]
        assert lines[0].amounts == lines[1].amounts


class TestPage:
    def test_is_for_the_body_alone(self, wind: made.Case) -> None:
        assert Reader(wind[Role.OBSERVER]).see("recalculation", wind.engagement.pk).status_code == 200
        assert Reader(wind[Role.DEVELOPER]).see("recalculation", wind.engagement.pk).status_code == 403
        stranger = made.staffed(scheme="vcs")[Role.LEAD]
        assert Reader(stranger).see("recalculation", wind.engagement.pk).status_code == 404

    def test_names_series_that_do_not_count_yet(self, wind: made.Case) -> None:
        exports.read(wind, exports.export({"C": exports.STEADY}), "unconfirmed.csv")
        page = text(Reader(wind[Role.LEAD]).see("recalculation", wind.engagement.pk))
        assert "not in what follows: unconfirmed.csv" in page
        assert "were not read as series" not in page

    def test_names_apart_those_that_could_not_be_read(self, wind: made.Case) -> None:
        exports.read(wind, b"no,meter\n1,2\n", "odd.csv")
        page = text(Reader(wind[Role.LEAD]).see("recalculation", wind.engagement.pk))
        assert "These files were not read as series: odd.csv (Could not be read)" in page
        assert "not confirmed" not in page

    def test_names_confirmed_series_without_a_flow_where_others_have_one(self, ammonia: made.Case) -> None:
        reader, said = Reader(ammonia[Role.LEAD]), "nobody said what flows through their meters"
        assert said not in text(reader.see("recalculation", ammonia.engagement.pk))
        series = made.measured(ammonia, exports.sent(ammonia, exports.export({"G": exports.STEADY}), "grid.csv"))
        page = reader.see("recalculation", ammonia.engagement.pk)
        assert said in text(page)
        assert f'<a class="govuk-link" href="/series/{series.pk}">grid.csv</a>' in page.content.decode()

    def test_lets_series_without_a_flow_count_where_none_has_one(self, wind: made.Case) -> None:
        page = text(Reader(wind[Role.LEAD]).see("recalculation", wind.engagement.pk))
        assert "Not counted yet" not in page

    def test_says_which_flows_the_claim_needs(self, ammonia: made.Case) -> None:
        bare = made.staffed()
        made.measured(bare, exports.sent(bare, exports.export({"G": exports.STEADY}), "grid.csv"))
        page = text(Reader(bare[Role.LEAD]).see("recalculation", bare.engagement.pk))
        assert "claim nothing" not in page
        assert "which of them measure: Electrolyser Renewable generation behind the connection Ammonia" in page
        whole = text(Reader(ammonia[Role.LEAD]).see("recalculation", ammonia.engagement.pk))
        assert "What the claim still needs" not in whole

    def test_puts_a_difference_on_record_once_it_is_confirmed(self, wind: made.Case) -> None:
        correct_particulars(
            engagement_id=wind.engagement.pk,
            particulars=wind.engagement.particulars | {"claimed_t": "1000"},
            reason="As filed.",
            by=wind[Role.LEAD],
            at=NOW,
        )
        reader = Reader(wind[Role.VERIFIER])
        asked = reader.see("recalculation", wind.engagement.pk).content.decode()
        # The button lies in a fold, with what it does.
        fold = asked.partition("Put it down")[2].partition("</details>")[0]
        assert "is weighed in the opinion" in fold
        assert 'name="code" value="ER"' in fold
        form = reader.client.get(f"/cases/{wind.engagement.pk}/misstatements/record?code=ER").content.decode()
        assert f"recalculated: ER {wind.engagement.period_from}" in form
        assert '<div class="govuk-input__suffix" aria-hidden="true">t CO2eq</div>' in form
        reader.do("put_down", wind.engagement.pk, code="ER")
        (line,) = FieldWork.objects.get().read().misstatements
        found = recalculation.recalculate(wind.fresh(), on=TODAY).of("ER")
        assert found is not None
        assert line.amount == Decimal(1000) - found.recalculated
        assert line.amount > 0
        assert line.reference == f"recalculated: ER {wind.engagement.period_from}/{wind.engagement.period_until}"
        page = text(reader.see("recalculation", wind.engagement.pk))
        assert "On record" in page
        assert reader.do("put_down", wind.engagement.pk, code="ER").status_code == 409
        assert FieldWork.objects.count() == 1

    @pytest.mark.parametrize("code", ["", "ER", "nothing"])
    def test_has_nothing_to_put_down_where_nothing_differs(self, wind: made.Case, code: str) -> None:
        assert Reader(wind[Role.LEAD]).do("put_down", wind.engagement.pk, code=code).status_code == 404
        assert not FieldWork.objects.exists()


class TestMeters:
    def test_shows_calibrations_and_what_none_covers(self, wind: made.Case) -> None:
        reader = Reader(wind[Role.LEAD])
        said = {"serial": "A", "certificate": "C-1", "error_percent": "0.2"}
        days = day("valid_from", "2026-01-01") | day("valid_until", "2026-03-14")
        assert reader.do("meters", wind.engagement.pk, **said, **days).status_code == 302
        page = text(reader.see("meters", wind.engagement.pk))
        assert "C-1" in page
        assert "A, meter.csv: 15 Mar 2026 – 15 Mar 2026" in page
        again = reader.do("meters", wind.engagement.pk, **said, **days)
        assert again.status_code == 422
        assert "This certificate is on record already." in text(again)

    def test_names_each_fault(self, wind: made.Case) -> None:
        said = {"serial": "A", "certificate": "C-1", "error_percent": "a little"}
        days = day("valid_from", "2026-01-01") | day("valid_until", "2025-03-14")
        page = Reader(wind[Role.LEAD]).do("meters", wind.engagement.pk, **said, **days)
        assert page.status_code == 422
        assert "Enter a number." in text(page)

    def test_offers_the_conservative_correction(self, wind: made.Case) -> None:
        reader = Reader(wind[Role.LEAD])
        days = day("valid_from", "2026-01-01") | day("valid_until", "2026-03-14")
        reader.do("meters", wind.engagement.pk, serial="A", certificate="C-1", error_percent="-0.2", **days)
        series = wind.engagement.evidence.get(request__kind="meter_export").readings.get()
        page = text(reader.see("substitutions", series.pk))
        assert "The conservative correction by 0.2 % is the factor 0.998." in page
        said = {"meter": "A", "starts_at": "2026-03-15 00:00", "ends_at": "2026-03-16 00:00", "method": "factor"}
        answer = reader.do("substitutions", series.pk, amount="0.998", rule="7.3.4", reason="Late.", **said)
        assert answer.status_code == 302
        taken = sum(range(1024, 1048)) * Decimal("0.002") / 1000
        assert f"-{taken:.6f}" in text(reader.see("substitutions", series.pk))

    def test_has_what_was_found_between_them_disposed_of(self, wind: made.Case) -> None:
        reader = Reader(wind[Role.LEAD])
        days = day("valid_from", "2026-01-01") | day("valid_until", "2026-03-14")
        said = {"serial": "A", "certificate": "C-1", "error_percent": "0.1", "class_percent": "0.2"}
        reader.do("meters", wind.engagement.pk, **said, **days)
        assert "Not compared as they stand now" in text(reader.see("meters", wind.engagement.pk))
        assert reader.do("compare_meters", wind.engagement.pk).status_code == 302
        comparing.compare(wind.engagement.pk, at=made.NOW)
        page = text(reader.see("meters", wind.engagement.pk))
        assert "Not compared as they stand now" not in page
        # By hand: 24 hours from 1,024 kWh up by 1, at 0.2 %.
        assert f"{sum(range(1024, 1048)) * Decimal('0.002') / 1000} MWh" in page
        signal = wind.engagement.signals.get(code="calibration-late")
        refused = reader.do("dispose_of_comparison", wind.engagement.pk, signal=signal.pk, verdict="corrected")
        assert refused.status_code == 422
        assert "Say what it rests on." in text(refused)
        said = {"signal": signal.pk, "verdict": "corrected", "reason": "A layer lies over it."}
        assert reader.do("dispose_of_comparison", wind.engagement.pk, **said).status_code == 302
        assert signal.dispositions.get().verdict == "corrected"
        # It is a signal of the series, too.
        assert "A layer lies over it." in text(reader.see("series", signal.series_id))

    def test_refuses_a_layer_with_its_fault_beside_the_field(self, wind: made.Case) -> None:
        series = wind.engagement.evidence.get(request__kind="meter_export").readings.get()
        said = {"meter": "A", "starts_at": "2026-03-15", "ends_at": "2026-03-16 00:00", "method": "zero"}
        page = Reader(wind[Role.LEAD]).do("substitutions", series.pk, rule="x", reason="y", **said)
        assert page.status_code == 422
        assert "Write it such as 2026-03-31 14:15." in text(page)
