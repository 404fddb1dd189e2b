"""Decision 4/CMA.6 annex II: each unit is first transferred once, before it moves, and is used once."""

from collections.abc import Iterator
from itertools import combinations

from verifier.rulebook.adjustments import CONSUMING, FIRST_TRANSFER, Action
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, Breach, Gate, rule
from verifier.rulebook.serials import Serial
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.particulars import Particulars

_CLAUSE = "Decision 4/CMA.6 annex II"
_MOVING = (*DRAFTED, Gate.TRANSFER)
_Numbered = tuple[int, Action, Serial]


def _numbered(facts: ReportFacts) -> list[_Numbered]:
    """The actions whose serials are given, with their line in the table, in the order of their days."""
    own: Particulars = facts.particulars
    rows = [(number, row, row.block) for number, row in enumerate(own.actions)]
    return sorted(
        ((number, row, block) for number, row, block in rows if block is not None), key=lambda one: (one[1].on, one[0])
    )


@rule(f"{_CLAUSE}; Decision 2/CMA.3 annex, para. 2", gate=_MOVING, zh="同一单位仅首次转让一次。")
def nothing_is_first_transferred_twice(facts: ReportFacts) -> Iterator[Breach]:
    """A unit is first transferred once: a second adjustment for it would be one too many."""
    firsts = [one for one in _numbered(facts) if one[1].kind == FIRST_TRANSFER]
    for (earlier, _, one), (number, _, other) in combinations(firsts, 2):
        if common := one.overlap(other):
            yield Breach(f"actions/{number}", _AGAIN.format(count=common, earlier=earlier))


_AGAIN = Text(
    "{count} units were first transferred already, by line {earlier}. A later transfer is no first transfer.",
    "其中 {count} 个单位已由第 {earlier} 行首次转让。其后的转让不是首次转让。",
)


@rule(
    f"{_CLAUSE}; Decision 2/CMA.3 annex, para. 2",
    gate=_MOVING,
    zh="转让、获取、使用或注销的单位均已首次转让，且年份不变。",
)
def nothing_moves_before_its_first_transfer(facts: ReportFacts) -> Iterator[Breach]:
    """What is transferred, acquired, used or cancelled was first transferred before, and keeps its vintage.

    What remains of a block of which a part was first transferred is itself not yet first transferred.
    """
    rows = _numbered(facts)
    for number, row, block in rows:
        if row.kind == FIRST_TRANSFER:
            continue
        before = [
            first
            for _, earlier, first in rows
            if earlier.kind == FIRST_TRANSFER and earlier.vintage == row.vintage and earlier.on <= row.on
        ]
        if missing := uncovered(block, before):
            yield Breach(
                f"actions/{number}",
                Text(
                    "{count} units of vintage {vintage} were not first transferred before; their adjustment would be "
                    "lost. Record the first transfer.",
                    "{vintage} 年的 {count} 个单位此前未首次转让，其相应调整将会遗漏。请补录首次转让。",
                ).format(count=missing, vintage=row.vintage),
            )


def uncovered(wanted: Serial, blocks: list[Serial]) -> int:
    """How many units of a block lie in none of the others."""
    missing, after = 0, wanted.first - 1
    for block in sorted((one for one in blocks if one.overlap(wanted)), key=lambda one: one.first):
        missing += max(0, block.first - after - 1)
        after = max(after, block.last)
    return missing + max(0, wanted.last - after)


@rule(_CLAUSE, gate=_MOVING, zh="已使用或注销的单位不再变动。")
def nothing_moves_after_its_use(facts: ReportFacts) -> Iterator[Breach]:
    """A unit that was used or cancelled is not used again and does not move any more."""
    rows = _numbered(facts)
    for consumed, earlier, gone in rows:
        if earlier.kind not in CONSUMING:
            continue
        for number, row, block in rows:
            if number == consumed or row.kind == FIRST_TRANSFER:
                continue
            again = row.on > earlier.on or (row.kind in CONSUMING and row.on == earlier.on and number > consumed)
            if again and (common := gone.overlap(block)):
                yield Breach(
                    f"actions/{number}",
                    Text(
                        "{count} units were used or cancelled already, by line {earlier}. Correct one of the two.",
                        "其中 {count} 个单位已由第 {earlier} 行使用或注销。请更正其一。",
                    ).format(count=common, earlier=consumed),
                )
