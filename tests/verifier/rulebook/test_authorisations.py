"""Letters of authorisation: what they refuse, and what is drawn on them."""

from decimal import Decimal
from typing import Any

import pytest

from verifier.rulebook import particulars
from verifier.rulebook.authorisations import COVERED, PURPOSES, USES, Authorisation, Drawn, drawn_under
from verifier.rulebook.particulars import Misfit

LETTER: dict[str, Any] = {
    "identifier": "LoA-1",
    "party": "GHA",
    "approach": "CA0001",
    "on": "2026-06-01",
    "quantity_t": "500000",
    "vintage_from": 2021,
    "vintage_until": 2030,
    "purposes": "NDC",
}


def drawn(identifier: str, t: int, *, first: bool = True) -> Drawn:
    return Drawn(subject="actions/0", identifier=identifier, t=Decimal(t), vintage=2027, first=first)


class TestAuthorisation:
    def test_is_neither_signed_nor_published_until_said(self) -> None:
        letter = particulars.read(Authorisation, LETTER)
        assert (letter.signed_by_notified, letter.published) == (False, False)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"party": "GH"}, "party"),
            ({"vintage_until": 2020}, "vintage_until"),
            ({"quantity_t": "0"}, "quantity_t"),
            ({"quantity_t": "5e11"}, "quantity_t"),
            ({"purposes": "CORSIA"}, "purposes"),
        ],
    )
    def test_refuses_what_cannot_be(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            particulars.read(Authorisation, {**LETTER, **changed})
        assert list(caught.value.errors) == [field]

    def test_has_other_purposes_unless_it_is_for_contributions_alone(self) -> None:
        found = {
            purposes: particulars.read(Authorisation, {**LETTER, "purposes": purposes}).for_other_purposes
            for purposes in PURPOSES
        }
        assert found == {"NDC": False, "OIMP": True, "NDC_AND_OIMP": True, "OP": True}


class TestDrawn:
    def test_counts_first_transfers_under_the_letter_alone(self) -> None:
        rows = [drawn("LoA-1", 180000), drawn("LoA-1", 210000), drawn("LoA-1", 5, first=False), drawn("LoA-2", 7)]
        assert drawn_under("LoA-1", rows) == 390000
        assert drawn_under("LoA-3", rows) == 0


class TestPurposes:
    def test_cover_uses_there_are(self) -> None:
        assert set(COVERED) == set(PURPOSES)
        assert set().union(*COVERED.values()) == set(USES)
