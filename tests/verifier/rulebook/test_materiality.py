"""When errors are material: alone and together, at the threshold and above it, in one direction and in both."""

from decimal import Decimal

import pytest

from verifier import schemes
from verifier.rulebook.fieldwork import TRIGGERS, Misstatement
from verifier.rulebook.materiality import Comparison, Test, Weighed, weigh
from verifier.rulebook.quantities import rounded
from verifier.schemes.cdm.examples import EXAMPLES

# As a crediting mechanism asks (net, over, from the threshold on) and as an emissions trading scheme does.
NET_OVER = Test(comparison=Comparison.AT_LEAST, over_only=True, single=False)
EITHER_WAY = Test(comparison=Comparison.EXCEEDS)
EVERY = Test(comparison=Comparison.ANY)


def rows(*amounts: str, **more: object) -> list[Misstatement]:
    return [
        Misstatement(reference=f"M{n}", amount=Decimal(amount), **more)  # type: ignore[arg-type]
        for n, amount in enumerate(amounts, start=1)
    ]


def weighed(amounts: list[str], test: Test, *, base: str, percent: str | None) -> Weighed:
    return weigh(rows(*amounts), test, base=Decimal(base), percent=None if percent is None else Decimal(percent))


class TestSchedule:
    """250,000 t reported; M3 was corrected, so that the claim is 245,900 t."""

    ROWS = (*rows("6200", "-900"), *rows("4100", corrected=True), *rows("2300"))

    def test_sums_what_is_open_net_over_and_gross(self) -> None:
        found = weigh(self.ROWS, NET_OVER, base=Decimal(245900), percent=Decimal(2))
        assert (found.net, found.over, found.gross, found.largest) == (7600, 8500, 9400, 6200)
        assert [rounded(found.percent(one), 4) for one in (found.net, found.over, found.gross)] == [
            "3.0907",
            "3.4567",
            "3.8227",
        ]

    def test_has_other_shares_of_what_was_reported(self) -> None:
        found = weigh(self.ROWS, NET_OVER, base=Decimal(250000), percent=Decimal(2))
        assert [rounded(found.percent(one), 4) for one in (found.net, found.over, found.gross)] == [
            "3.0400",
            "3.4000",
            "3.7600",
        ]

    @pytest.mark.parametrize(
        ("percent", "threshold", "material"),
        [
            ("0.5", "1229.5", True),
            ("1", "2459", True),
            ("2", "4918", True),
            ("5", "12295", False),
            ("10", "24590", False),
        ],
    )
    @pytest.mark.parametrize("test", [NET_OVER, EITHER_WAY])
    def test_is_material_up_to_two_per_cent(self, test: Test, percent: str, threshold: str, material: bool) -> None:
        found = weigh(self.ROWS, test, base=Decimal(245900), percent=Decimal(percent))
        assert (found.threshold, found.material, found.warning) == (Decimal(threshold), material, None)

    def test_is_weighed_so_by_a_scheme(self) -> None:
        scheme = schemes.get("cdm")
        example = next(one for one in EXAMPLES if one.name == "Errors of 7,600 t at 2 %")
        (found,) = scheme.weighed(scheme.facts(example.facts))
        assert (found.base, found.threshold, found.net, found.material) == (245900, 4918, 7600, True)


class TestErrorsThatCancel:
    """+6,000 and -5,500 on 250,000 at 2 %: 5,000 are material."""

    AMOUNTS = ["6000", "-5500"]

    def test_are_material_where_one_alone_suffices(self) -> None:
        found = weighed(self.AMOUNTS, EITHER_WAY, base="250000", percent="2")
        assert (found.threshold, found.net, found.gross, found.largest) == (5000, 500, 11500, 6000)
        assert [ground.en[:8] for ground in found.grounds] == ["M1 alone", "M2 alone"]

    def test_are_let_pass_with_a_warning_where_the_net_counts(self) -> None:
        found = weighed(self.AMOUNTS, NET_OVER, base="250000", percent="2")
        assert not found.material
        assert found.warning is not None

    def test_give_no_warning_where_the_gain_is_small(self) -> None:
        assert weighed(["4999", "-5500"], NET_OVER, base="250000", percent="2").warning is None


class TestThreshold:
    @pytest.mark.parametrize(
        ("amount", "at_least", "exceeds"), [("4999.99", False, False), ("5000", True, False), ("5000.01", True, True)]
    )
    def test_is_material_itself_or_only_beyond(self, amount: str, at_least: bool, exceeds: bool) -> None:
        assert weighed([amount], NET_OVER, base="250000", percent="2").material is at_least
        assert weighed([amount], EITHER_WAY, base="250000", percent="2").material is exceeds

    @pytest.mark.parametrize(
        ("base", "percent", "error", "material"),
        [("480000", "5", "11000", False), ("620000", "2", "12500", True), ("620000", "2", "12400", False)],
    )
    def test_depends_on_the_category(self, base: str, percent: str, error: str, material: bool) -> None:
        assert weighed([error], EITHER_WAY, base=base, percent=percent).material is material

    @pytest.mark.parametrize(
        ("declared", "correct", "share", "material"),
        [("0.88012", "0.92500", "5.099", True), ("1.91000", "1.98000", "3.665", False)],
    )
    def test_is_asked_of_each_good_alone(self, declared: str, correct: str, share: str, material: bool) -> None:
        found = weighed([str(Decimal(declared) - Decimal(correct))], EITHER_WAY, base=declared, percent="5")
        assert rounded(found.percent(found.gross), 3) == share
        assert found.material is material

    def test_is_not_reached_by_nothing_even_where_it_is_nought(self) -> None:
        for test in (NET_OVER, EITHER_WAY, EVERY):
            assert not weighed([], test, base="0", percent="5").material
            assert not weighed(["0"], test, base="0", percent="5").material
            assert weighed(["0.1"], test, base="0", percent="5").material

    def test_is_a_share_of_the_size_of_a_negative_base(self) -> None:
        assert weighed(["5"], EITHER_WAY, base="-100", percent="5").threshold == 5


class TestDirection:
    def test_counts_only_the_gain_where_the_claim_alone_matters(self) -> None:
        assert not weighed(["-20000"], NET_OVER, base="250000", percent="2").material
        assert weighed(["-20000"], EITHER_WAY, base="250000", percent="2").material

    def test_is_either_where_no_error_is_tolerated(self) -> None:
        assert weighed(["-0.001"], EVERY, base="250000", percent=None).material


class TestNature:
    @pytest.mark.parametrize("trigger", TRIGGERS)
    def test_makes_any_amount_material(self, trigger: str) -> None:
        found = weigh(rows("0.001", trigger=trigger), NET_OVER, base=Decimal(250000), percent=Decimal(2))
        assert len(found.grounds) == 1
        assert "by its nature" in found.grounds[0].en

    def test_is_cured_by_correction(self) -> None:
        errors = rows("9000", trigger="period", corrected=True)
        assert not weigh(errors, NET_OVER, base=Decimal(250000), percent=Decimal(2)).material
