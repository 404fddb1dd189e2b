"""Decision 2/CMA.3 annex: the initial report, the balances, and that nothing is counted twice."""

from collections.abc import Iterator

from verifier.rulebook.adjustments import AVERAGING, CONSUMING, FIRST_TRANSFER, Action, surplus
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import ZERO, grouped
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, Gate, rule
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.balances import PARA_8
from verifier.schemes.article_6_2.particulars import Particulars

_MOVING = (*DRAFTED, Gate.TRANSFER)


@rule("Decision 2/CMA.3 annex, para. 18", gate=THROUGHOUT, zh="缔约方在授权之前或同时提交初始报告。")
def initial_report_is_no_later_than_the_authorisation(facts: ReportFacts) -> Iterator[Breach]:
    """A Party submits its initial report no later than it authorises."""
    own: Particulars = facts.particulars
    reports = {row.party: row.initial_report_on for row in own.participants}
    for letter in own.authorisations:
        reported = reports.get(letter.party)
        if reported is None or reported > letter.on:
            yield Breach(
                letter.identifier,
                Text(
                    "{party} authorised on {given}; its initial report: {reported}. It must come no later.",
                    "{party} 于 {given} 授权；初始报告：{reported}。初始报告不得晚于授权。",
                ).format(party=letter.party, given=letter.on, reported=reported or Text("none on record", "无记录")),
            )


@rule(PARA_8, gate=_MOVING, zh="首次转让由出具授权书的缔约方作出。")
def first_transfer_is_by_the_authorising_party(facts: ReportFacts) -> Iterator[Breach]:
    """A first transfer is made by the Party that authorised it, for its own balance bears it."""
    own: Particulars = facts.particulars
    parties = {letter.identifier: letter.party for letter in own.authorisations}
    for number, row in enumerate(own.actions):
        wanted = parties.get(row.authorisation, row.party)
        if row.kind == FIRST_TRANSFER and row.party != wanted:
            yield Breach(
                f"actions/{number}",
                Text(
                    "{party} first transferred what {wanted} authorised. Correct the Party.",
                    "{party} 首次转让了 {wanted} 授权的成果。请更正缔约方。",
                ).format(party=row.party, wanted=wanted),
            )


@rule(PARA_8, gate=DRAFTED, zh="每个参与缔约方均报告其排放平衡。")
def every_party_has_a_balance(facts: ReportFacts) -> Iterator[Breach]:
    """Each participating Party reports a balance; without one there is nothing to verify."""
    own: Particulars = facts.particulars
    given = {row.party for row in own.emissions}
    if not own.participants:
        yield Breach(
            "participants", Text("No Party is named. Name each with its method.", "未填写缔约方。请逐一填写。")
        )
    for row in own.participants:
        if row.party not in given:
            yield Breach(
                "emissions",
                Text(
                    "No emissions of {party} are given. Give them by year.", "未填写 {party} 的排放。请分年填写。"
                ).format(party=row.party),
            )


@rule(PARA_8, gate=DRAFTED, zh="每笔首次转让与使用均计入相应年份的排放平衡。")
def every_adjustment_has_its_balance(facts: ReportFacts) -> Iterator[Breach]:
    """What was first transferred stands in the balance of its vintage, what was used in that of the year of use."""
    own: Particulars = facts.particulars
    for number, row in enumerate(own.actions):
        if (year := _adjusted_year(row)) is not None and not _has_balance(own, row.party, year):
            yield Breach(
                f"actions/{number}",
                Text(
                    "It adjusts {party} in {year}, of which no emissions are given. Give them.",
                    "该笔应计入 {party} {year} 年，但未填写该年排放。请补充。",
                ).format(party=row.party, year=year),
            )


def _adjusted_year(row: Action) -> int | None:
    """The year whose balance the action changes; None where it changes none."""
    if row.kind == FIRST_TRANSFER:
        return row.vintage
    return row.year_of_use if row.adjusts_down else None


def _has_balance(own: Particulars, party: str, year: int) -> bool:
    """Whether the year is among those given, or, under averaging, in the mean of one of them."""
    given = [row.year for row in own.emissions if row.party == party]
    for participant in own.participants:
        if participant.party == party and participant.method == AVERAGING:
            return any(participant.ndc_from <= year <= one for one in given)
    return year in given


@rule(
    PARA_8,
    gate=_MOVING,
    zh="使用与注销量不超过首次转让量：调整后合计不得低于调整前合计（双重计算警报）。",
)
def no_more_is_used_than_was_first_transferred(facts: ReportFacts) -> Iterator[Breach]:
    """No more is used or cancelled than was first transferred, under any letter: else a tonne is counted twice."""
    own: Particulars = facts.particulars
    for letter in dict.fromkeys(row.authorisation for row in own.actions):
        missing = surplus((row for row in own.actions if row.authorisation == letter), gone=CONSUMING)
        if missing < ZERO:
            yield Breach(
                letter,
                Text(
                    "Double counting: {missing} t more were used or cancelled under {letter} than any Party first "
                    "transferred. Find the first transfer, or take the use back.",
                    "双重计算：{letter} 项下使用与注销量超出首次转让量 {missing} t。请查明首次转让，或撤回使用。",
                ).format(missing=grouped(-missing), letter=letter),
            )
