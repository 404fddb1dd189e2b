"""Corresponding adjustments: emissions balances of the Parties to a cooperative approach (decision 2/CMA.3 annex).

A balance is emissions plus what was first transferred, in the year in which the outcome occurred, minus what was used
towards a contribution, in the year of use (para. 8). What was acquired is no term of it.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.authorisations import TONNES_SLIP, USES, misfits_of_party, party
from verifier.rulebook.quantities import ONE, ZERO
from verifier.rulebook.serials import Serial
from verifier.rulebook.wording import Text

TRAJECTORY, AVERAGING, MULTI_YEAR = "trajectory", "averaging", "multi_year"
METHODS = {
    TRAJECTORY: Text(
        "Single-year target, indicative trajectory (para. 7(a)(i))", "单年目标，指示性轨迹（第 7(a)(一) 段）"
    ),
    AVERAGING: Text("Single-year target, averaging (para. 7(a)(ii))", "单年目标，平均法（第 7(a)(二) 段）"),
    MULTI_YEAR: Text("Multi-year target, trajectory or budget (para. 7(b))", "多年目标，轨迹或预算（第 7(b) 段）"),
}
FIRST_TRANSFER, USE = "first_transfer", "use"
ACTIONS = {
    FIRST_TRANSFER: Text("First transfer", "首次转让"),
    "transfer": Text("Transfer", "转让"),
    "acquisition": Text("Acquisition", "获取"),
    USE: Text("Use", "使用"),
    "cancellation": Text("Cancellation", "注销"),
    "voluntary_cancellation": Text("Voluntary cancellation", "自愿注销"),
}
CONSUMING = frozenset({USE, "cancellation", "voluntary_cancellation"})
# No Party's inventory is so small: it was meant in megatonnes.
_LEAST_INVENTORY = Decimal(1000)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A Party to the approach: how it adjusts, for which years of its contribution, both included."""

    party: str = party()
    method: str = shapes.choice(Text("Method of adjustment", "调整方法"), METHODS)
    ndc_from: int = shapes.integer(Text("First year of the contribution", "自主贡献起始年"), window=(2020, 2100))
    ndc_until: int = shapes.integer(Text("Last year of the contribution", "自主贡献截止年"), window=(2020, 2100))
    initial_report_on: date | None = shapes.day(Text("Initial report submitted on", "初始报告提交日"), default=None)

    def elapsed(self, year: int) -> int:
        """How many years of the contribution have passed with `year`."""
        return year - self.ndc_from + 1

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from misfits_of_party(self.party)
        if self.ndc_until < self.ndc_from:
            yield "ndc_until", Text("The contribution ends before it begins.", "自主贡献期的结束早于开始。")


@dataclass(frozen=True, kw_only=True)
class Emissions:
    """Emissions and removals that a Party's contribution covers, in one calendar year."""

    party: str = party()
    year: int = shapes.integer(Text("Year", "年份"), window=(2020, 2100))
    t: Decimal = shapes.decimal(
        Text("Emissions and removals covered", "涵盖的排放与清除"), unit="t CO2eq", window=("-1e10", "5e10")
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from misfits_of_party(self.party)
        if ZERO < abs(self.t) < _LEAST_INVENTORY:
            yield "t", Text("Megatonnes for tonnes?", "是否误用百万吨代替吨?")


@dataclass(frozen=True, kw_only=True)
class Action:
    """One line of the table of actions (decision 4/CMA.6 annex II). `party` is the one whose action it is."""

    on: date = shapes.day(Text("Day", "日期"))
    kind: str = shapes.choice(Text("Action", "行为类型"), ACTIONS)
    authorisation: str = shapes.text(Text("Number of the letter", "授权书编号"))
    party: str = party()
    t: Decimal = shapes.decimal(Text("Quantity", "数量"), unit="t CO2eq", window=("0.01", "1e10"), slip=TONNES_SLIP)
    vintage: int = shapes.integer(Text("Vintage", "减缓成果产生年份"), window=(2013, 2100))
    year_of_use: int | None = shapes.integer(
        Text("Calendar year of use", "使用年份"),
        window=(2020, 2100),
        hint=Text("Uses only.", "仅使用时填写。"),
        default=None,
    )
    use: str | None = shapes.choice(Text("Purpose", "用途"), USES, default=None)
    first_id: int | None = shapes.integer(Text("First serial", "起始序号"), window=(1, 10**15), default=None)
    last_id: int | None = shapes.integer(Text("Last serial", "截止序号"), window=(1, 10**15), default=None)

    @property
    def block(self) -> Serial | None:
        """The serials it moves, where they are given; numbers are counted within the letter of authorisation."""
        if self.first_id is None or self.last_id is None:
            return None
        return Serial(namespace=(self.authorisation,), first=self.first_id, last=self.last_id)

    @property
    def adjusts_down(self) -> bool:
        """Whether it is subtracted from the balance: used, and towards a contribution."""
        return self.kind == USE and self.use == "NDC"

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from misfits_of_party(self.party)
        if self.on.year < self.vintage:
            yield "vintage", Text("It had not occurred yet on that day.", "该日减缓成果尚未产生。")
        yield from self._misfits_of_use()
        if (self.first_id is None) != (self.last_id is None):
            yield "last_id", Text("Give both serials or neither.", "起止序号须同时填写。")
        elif self.first_id is not None and self.last_id is not None and self.last_id < self.first_id:
            yield "last_id", Text("The block ends before it begins.", "序号区间的止号早于起号。")
        elif self.block is not None and self.block.quantity != self.t:
            held = Text("The serials hold {count} units.", "序号区间为 {count} 个单位。")
            yield "t", held.format(count=self.block.quantity)

    def _misfits_of_use(self) -> Iterator[tuple[str, Text]]:
        if self.kind != USE:
            if self.year_of_use is not None:
                yield "year_of_use", Text("Only a use has a year of use.", "仅使用时填写。")
            return
        if self.use is None:
            yield "use", Text("Say what it was used for.", "请填写用途。")
        if self.year_of_use is None:
            yield "year_of_use", Text("Say for which year it was used.", "请填写使用年份。")
        elif self.year_of_use < self.vintage:
            yield "year_of_use", Text("It had not occurred yet in that year.", "该年减缓成果尚未产生。")


@dataclass(frozen=True, kw_only=True)
class Balance:
    """One Party's year, in t CO2eq. Under averaging `added` and `deducted` are the means of the years so far."""

    party: str
    year: int
    emissions: Decimal
    added: Decimal
    deducted: Decimal

    @property
    def adjusted(self) -> Decimal:
        return self.emissions + self.added - self.deducted


def balances(
    participants: Iterable[Participant], emissions: Iterable[Emissions], actions: Iterable[Action]
) -> tuple[Balance, ...]:
    """The balance of each Party and year for which emissions are given, in their order."""
    of_party, done = {one.party: one for one in participants}, tuple(actions)
    return tuple(_balance(of_party[row.party], row, done) for row in emissions)


def _balance(participant: Participant, row: Emissions, actions: tuple[Action, ...]) -> Balance:
    averaging = participant.method == AVERAGING
    first = participant.ndc_from if averaging else row.year
    years = Decimal(participant.elapsed(row.year)) if averaging else ONE
    return Balance(
        party=row.party,
        year=row.year,
        emissions=row.t,
        added=first_transferred(actions, row.party, first, row.year) / years,
        deducted=used(actions, row.party, first, row.year) / years,
    )


def first_transferred(actions: Iterable[Action], code: str, first: int, last: int) -> Decimal:
    """What a Party first transferred of the vintages from `first` to `last`."""
    return sum(
        (one.t for one in actions if one.kind == FIRST_TRANSFER and one.party == code and first <= one.vintage <= last),
        ZERO,
    )


def used(actions: Iterable[Action], code: str, first: int, last: int) -> Decimal:
    """What a Party used towards its contribution for the years from `first` to `last`."""
    return sum(
        (
            one.t
            for one in actions
            if one.adjusts_down
            and one.party == code
            and one.year_of_use is not None
            and first <= one.year_of_use <= last
        ),
        ZERO,
    )


def surplus(actions: Iterable[Action], *, gone: frozenset[str] = frozenset({USE})) -> Decimal:
    """What was first transferred and is not used yet; below zero something was used that nobody gave up.

    `gone` are the kinds of action by which a unit is spent: cancellations too, where units and not balances count.
    """
    gained = ZERO
    for one in actions:
        if one.kind == FIRST_TRANSFER:
            gained += one.t
        elif one.kind in gone:
            gained -= one.t
    return gained


def first_transferred_in_all(actions: Iterable[Action]) -> Decimal:
    """What all Parties first transferred, of every vintage."""
    return sum((one.t for one in actions if one.kind == FIRST_TRANSFER), ZERO)
