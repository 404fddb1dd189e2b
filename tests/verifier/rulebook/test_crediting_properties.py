"""What holds of reductions and of materiality whatever the numbers are."""

from dataclasses import replace
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from verifier import schemes
from verifier.rulebook.claims import restated_base, threshold
from verifier.rulebook.facts import Metered, ReportFacts
from verifier.rulebook.fieldwork import Misstatement
from verifier.rulebook.materiality import Comparison, Test, Weighed, weigh
from verifier.rulebook.power import CertificatesSold, FuelBurned, MeterFault
from verifier.rulebook.quantities import CONTEXT, floor
from verifier.schemes.cdm import SCHEME as CDM
from verifier.schemes.cdm.examples import EXAMPLES
from verifier.schemes.vcs.examples import WIND

VCS = schemes.get("vcs")
FACTS = VCS.facts(WIND)
YEARS = (2023, 2024, 2025, 2026)
NET_OVER = Test(comparison=Comparison.AT_LEAST, over_only=True, single=False)


def mwh(most: int = 10**7) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=most, allow_nan=False, places=3)


def reading(year: int, exported: Decimal, imported: Decimal, generated: Decimal | None = None) -> Metered:
    return Metered(year=year, exported_mwh=exported, imported_mwh=imported, generated_mwh=generated, source="Meter")


READINGS = st.lists(
    st.builds(reading, st.sampled_from(YEARS), mwh(), mwh(10**4), st.one_of(st.none(), mwh())), min_size=1, max_size=8
)
PERCENTS = st.decimals(min_value=0, max_value=20, allow_nan=False, places=2)


def found(facts: ReportFacts) -> Decimal:
    return VCS.compute(facts)["ER"].value


def with_own(facts: ReportFacts, **changed: object) -> ReportFacts:
    return replace(facts, particulars=replace(facts.particulars, **changed))


def reservoir(facts: ReportFacts) -> ReportFacts:
    return with_own(facts, technology="hydro", power_density_w_per_m2=Decimal(8))


class TestReductions:
    @given(READINGS)
    def test_lose_less_than_one_tonne_a_vintage(self, readings: list[Metered]) -> None:
        calculation = VCS.compute(reservoir(replace(FACTS, metered=tuple(readings))))
        total, exact = calculation["ER"].value, calculation["ER_exact"].value
        vintages = [one for one in calculation.results if one.code.startswith("ER_2")]
        assert total == sum(one.value for one in vintages)
        assert total <= floor(exact)
        assert exact - total < len(vintages)
        assert floor(exact) - total < len(vintages)

    @given(READINGS, st.randoms(use_true_random=False))
    def test_do_not_depend_on_the_order_of_readings(self, readings: list[Metered], chance: object) -> None:
        shuffled = list(readings)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        first, second = (reservoir(replace(FACTS, metered=tuple(rows))) for rows in (readings, shuffled))
        assert VCS.compute(first).results == VCS.compute(second).results

    @given(READINGS, st.integers(1, 999))
    def test_do_not_change_when_a_reading_is_split_in_two(self, readings: list[Metered], thousandths: int) -> None:
        first, *others = readings
        part = Decimal(thousandths) / 1000
        halves = [
            reading(
                first.year,
                first.exported_mwh * share,
                first.imported_mwh * share,
                None if first.generated_mwh is None else first.generated_mwh * share,
            )
            for share in (part, 1 - part)
        ]
        whole, split = (reservoir(replace(FACTS, metered=(*rows, *others))) for rows in ([first], halves))
        for one, other in zip(VCS.compute(whole).results, VCS.compute(split).results, strict=True):
            assert (one.code, one.value) == (other.code, other.value)

    @given(READINGS, mwh(10**5))
    def test_never_fall_when_more_is_exported(self, readings: list[Metered], more: Decimal) -> None:
        first, *others = readings
        raised = replace(first, exported_mwh=first.exported_mwh + more)
        assert found(replace(FACTS, metered=(raised, *others))) >= found(replace(FACTS, metered=tuple(readings)))

    @given(READINGS, mwh(10**5))
    def test_never_rise_when_more_is_imported(self, readings: list[Metered], more: Decimal) -> None:
        first, *others = readings
        raised = replace(first, imported_mwh=first.imported_mwh + more)
        assert found(replace(FACTS, metered=(raised, *others))) <= found(replace(FACTS, metered=tuple(readings)))

    @given(READINGS, st.lists(PERCENTS, min_size=2, max_size=2))
    def test_never_rise_with_the_error_of_a_meter(self, readings: list[Metered], errors: list[Decimal]) -> None:
        facts = replace(FACTS, metered=tuple(readings))
        first = readings[0]
        small, large = (
            with_own(
                facts,
                meter_faults=(
                    MeterFault(
                        year=first.year,
                        fault="out_of_class",
                        error_percent=error,
                        exported_mwh=first.exported_mwh,
                        imported_mwh=first.imported_mwh,
                    ),
                ),
            )
            for error in sorted(errors)
        )
        assert found(large) <= found(small) <= found(facts)

    @given(READINGS, mwh(10**5), mwh(10**3))
    def test_never_rise_with_certificates_sold_or_fuel_burned(
        self, readings: list[Metered], sold: Decimal, burned: Decimal
    ) -> None:
        facts = replace(FACTS, metered=tuple(readings))
        year = readings[0].year
        fuel = FuelBurned(
            year=year,
            fuel="Diesel",
            amount=burned,
            gj_per_unit=Decimal("42.652"),
            carbon_t_per_gj=Decimal("0.0202"),
            oxidised_percent=Decimal(98),
        )
        assert found(with_own(facts, certificates_sold=(CertificatesSold(year=year, mwh=sold),))) <= found(facts)
        assert found(with_own(facts, fuels_burned=(fuel,))) <= found(facts)

    @given(READINGS, mwh(), mwh(10**5))
    def test_of_a_retrofit_are_never_less_than_nothing(
        self, readings: list[Metered], before: Decimal, deviation: Decimal
    ) -> None:
        facts = replace(FACTS, metered=tuple(readings))
        retrofit = with_own(facts, historical_mwh=before + 1, historical_deviation_mwh=deviation)
        assert found(retrofit) >= 0


AMOUNTS = st.decimals(min_value=-20000, max_value=20000, allow_nan=False, places=2)
ROWS = st.lists(
    st.builds(
        Misstatement,
        reference=st.just("M"),
        amount=AMOUNTS,
        corrected=st.booleans(),
        trigger=st.sampled_from([None, None, None, "fraud"]),
    ),
    max_size=8,
)
TESTS = st.builds(Test, comparison=st.sampled_from(Comparison), over_only=st.booleans(), single=st.booleans())


def numbers(weighed: Weighed) -> tuple[object, ...]:
    amounts = (weighed.threshold, weighed.net, weighed.over, weighed.gross, weighed.largest)
    return (*amounts, weighed.material, weighed.warning, sorted(weighed.grounds))


class TestMateriality:
    @given(ROWS, TESTS, st.randoms(use_true_random=False))
    def test_does_not_depend_on_the_order_of_errors(self, rows: list[Misstatement], test: Test, chance: object) -> None:
        shuffled = list(rows)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        first, second = (weigh(one, test, base=Decimal(250000), percent=Decimal(2)) for one in (rows, shuffled))
        assert numbers(first) == numbers(second)

    @given(ROWS, st.integers(0, 7))
    def test_never_comes_of_correcting_an_overstatement(self, rows: list[Misstatement], place: int) -> None:
        """Where only the gain counts; the base falls by the correction, and with it the threshold, but by less."""
        open_over = [row for row in rows if not row.corrected and row.amount > 0]
        if not open_over:
            return
        cured = open_over[place % len(open_over)]
        after = [replace(row, corrected=True) if row is cured else row for row in rows]
        fixed = [weigh(one, NET_OVER, base=Decimal(250000), percent=Decimal(2)) for one in (rows, after)]
        assert fixed[0].material or not fixed[1].material
        falling = [self.weighed_by_a_scheme(one) for one in (rows, after)]
        assert falling[0].material or not falling[1].material

    @staticmethod
    def weighed_by_a_scheme(rows: list[Misstatement]) -> Weighed:
        facts = with_own(CDM.facts(EXAMPLES[0].facts), claimed_t=Decimal(250000))
        (weighed,) = CDM.weighed(replace(facts, misstatements=tuple(rows)))
        return weighed

    @given(ROWS)
    def test_has_the_threshold_that_is_shown(self, rows: list[Misstatement]) -> None:
        facts = with_own(CDM.facts(EXAMPLES[0].facts), claimed_t=Decimal(250000))
        facts = replace(facts, misstatements=tuple(rows))
        facts = replace(facts, calculation=CDM.compute(facts), figures=CDM.figures_on(facts.period_until))
        assert CDM.materiality is not None
        with localcontext(CONTEXT):
            shown = facts.calculation["materiality_t"].value
            assert shown == threshold(facts, CDM.materiality) == self.weighed_by_a_scheme(rows).threshold
            assert restated_base(facts)[""] == 250000 - sum(row.amount for row in rows if row.corrected)
