"""Serial numbers of units, as the registries print them."""

import pytest

from verifier.errors import Unfit
from verifier.rulebook.serials import Serial
from verifier.schemes.cdm import serials as cdm
from verifier.schemes.gold_standard import serials as gold_standard
from verifier.schemes.vcs import serials as vcs

TZ = "13557-513004457-513073958-VCS-VCU-1289-VER-TZ-1-2366-16042021-15102021-0"
KH = "11158-289118799-289118805-VCS-VCU-263-VER-KH-14-1748-01012019-31122019-1"
KE = "GS1-1-KE-GS7495-16-2025-30645-608-30350"
CN = "GS1-1-CN-GS7604-3-2020-21289-85975-85979"


class TestVcs:
    @pytest.mark.parametrize(
        ("text", "first", "last", "quantity"),
        [(TZ, 513004457, 513073958, 69502), (KH, 289118799, 289118805, 7)],
    )
    def test_counts_from_first_to_last(self, text: str, first: int, last: int, quantity: int) -> None:
        found = vcs.parse(text)
        assert (found.first, found.last, found.quantity) == (first, last, quantity)

    def test_counts_all_projects_in_one_row(self) -> None:
        assert vcs.parse(TZ).namespace == vcs.parse(KH).namespace

    @pytest.mark.parametrize(
        "text",
        ["", TZ + "-1", TZ.replace("TZ", "TZA"), TZ.replace("513073958", "51307395x"), KE, TZ.replace("1", "１")],
    )
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(Unfit, match="not a serial"):
            vcs.parse(text)

    def test_refuses_a_block_that_ends_before_it_begins(self) -> None:
        with pytest.raises(Unfit, match="ends before"):
            vcs.parse(TZ.replace("513073958", "513004456"))


class TestGoldStandard:
    @pytest.mark.parametrize(("text", "quantity"), [(KE, 29743), (CN, 5)])
    def test_counts_from_first_to_last(self, text: str, quantity: int) -> None:
        assert gold_standard.parse(text).quantity == quantity

    def test_counts_anew_in_each_batch(self) -> None:
        other = gold_standard.parse(KE.replace("30645", "30646"))
        assert gold_standard.parse(KE).namespace == ("KE", "7495", "16", "2025", "30645")
        assert gold_standard.parse(KE).overlap(other) == 0

    @pytest.mark.parametrize("text", ["", KE.replace("GS7495", "7495"), KE + "-", TZ])
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(Unfit, match="not a serial"):
            gold_standard.parse(text)


class TestCdm:
    def test_names_party_unit_periods_and_project(self) -> None:
        found = cdm.parse("CN-5-100000001-100050000-2-2-0-1234")
        assert (found.party, found.unit, found.project, found.serial.quantity) == ("CN", "5", 1234, 50000)
        assert (found.original_period, found.applied_period, found.land_use) == (2, 2, 0)
        assert cdm.UNITS[found.unit].en == "CER"

    @pytest.mark.parametrize("text", ["", "CN-4-1-2-2-2-0-1234", "CHN-5-1-2-2-2-0-1234", TZ])
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(Unfit, match="not a serial"):
            cdm.parse(text)


class TestOverlap:
    @pytest.mark.parametrize(
        ("first", "last", "units"), [(201, 300, 0), (200, 300, 1), (50, 99, 0), (150, 160, 11), (50, 300, 101)]
    )
    def test_counts_the_units_in_both(self, first: int, last: int, units: int) -> None:
        block = Serial(namespace=("VCS-VCU",), first=100, last=200)
        other = Serial(namespace=("VCS-VCU",), first=first, last=last)
        assert block.overlap(other) == other.overlap(block) == units

    def test_is_none_in_another_namespace(self) -> None:
        block = Serial(namespace=("KE", "1"), first=100, last=200)
        assert block.overlap(Serial(namespace=("KE", "2"), first=100, last=200)) == 0
