"""What only this scheme asks for: a cooperative approach, its Parties, their letters, balances and actions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook import shapes
from verifier.rulebook.adjustments import Action, Emissions, Participant
from verifier.rulebook.authorisations import Authorisation
from verifier.rulebook.wording import Text

TWICE = Text("This is given twice.", "此项重复填写。")


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """The reporting of one cooperative approach; all quantities in t CO2eq."""

    approach: str = shapes.text(Text("Number of the cooperative approach", "合作方法编号"))
    sector: str = shapes.text(
        Text("Sector or activity type", "领域或活动类型"), hint=Text("As in the letters.", "与授权书一致。")
    )
    participants: tuple[Participant, ...] = shapes.rows(Participant, Text("Participating Parties", "参与缔约方"))
    emissions: tuple[Emissions, ...] = shapes.rows(
        Emissions, Text("Emissions and removals covered, by Party and year", "各缔约方分年涵盖的排放与清除")
    )
    authorisations: tuple[Authorisation, ...] = shapes.rows(Authorisation, Text("Letters of authorisation", "授权书"))
    actions: tuple[Action, ...] = shapes.rows(
        Action,
        Text("Actions", "行为记录"),
        hint=Text(
            "All since the contribution began, not only this year's.", "自主贡献期开始以来的全部记录，不限于本年。"
        ),
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        for place, key in _doubles("participants", [row.party for row in self.participants]):
            yield (
                place,
                Text("{party}: one method for the whole contribution.", "{party}：全期仅用一种方法。").format(
                    party=key
                ),
            )
        for place, _ in _doubles("emissions", [f"{row.party} {row.year}" for row in self.emissions]):
            yield place, TWICE
        for place, _ in _doubles("authorisations", [row.identifier for row in self.authorisations]):
            yield place, TWICE
        yield from self._misfits_of_years()

    def _misfits_of_years(self) -> Iterator[tuple[str, Text]]:
        known = {row.party: row for row in self.participants}
        for number, row in enumerate(self.emissions):
            participant = known.get(row.party)
            if participant is None:
                yield (
                    f"emissions/{number}/party",
                    Text("{party} is not among the participants.", "{party} 不在参与缔约方之列。").format(
                        party=row.party
                    ),
                )
            elif not participant.ndc_from <= row.year <= participant.ndc_until:
                yield (
                    f"emissions/{number}/year",
                    Text(
                        "{year} lies outside the contribution of {party}, {since} to {until}.",
                        "{year} 年不在 {party} 的自主贡献期 {since} 至 {until} 之内。",
                    ).format(year=row.year, party=row.party, since=participant.ndc_from, until=participant.ndc_until),
                )


def _doubles(name: str, keys: list[str]) -> Iterator[tuple[str, str]]:
    """Where a key stands for the second time: its path, and the key."""
    seen: Counter[str] = Counter()
    for number, key in enumerate(keys):
        seen[key] += 1
        if seen[key] == 2:
            yield f"{name}/{number}", key
