"""What is asked of authorisations by every scheme that rests on them; each rule names what it found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from verifier.rulebook.authorisations import COVERED, PURPOSES, USES, Authorisation, Drawn, drawn_under
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import grouped
from verifier.rulebook.rules import Breach, Gate, Rule
from verifier.rulebook.wording import Text

_GATES = (Gate.SUBMIT, Gate.ISSUE, Gate.TRANSFER)
_TABLE = "Decision 4/CMA.6 annex II, authorisations"
_CHANGES = "Decision 4/CMA.6, changes to authorisations"
_PARA_2 = "Decision 2/CMA.3 annex, para. 2"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Where the scheme keeps what the rules need; the particulars have `authorisations`."""

    drawn: Callable[[ReportFacts], tuple[Drawn, ...]]
    approach: Callable[[ReportFacts], str]
    sector: Callable[[ReportFacts], str]


def rules(asked: Asked) -> tuple[Rule, ...]:
    """The rules, in the order of the letter."""

    def bound(check: Callable[[ReportFacts, Asked], Iterator[Breach]]) -> Callable[[ReportFacts], Iterator[Breach]]:
        return lambda facts: check(facts, asked)

    return tuple(
        Rule(code=code, clause=clause, gates=_GATES, words=words, check=bound(check))
        for code, clause, words, check in (
            ("authorisation_is_on_record", _PARA_2, _ON_RECORD, on_record),
            ("authorisation_is_signed_by_the_notified", _TABLE, _SIGNED, signed),
            ("authorisation_is_published", _TABLE, _PUBLISHED, published),
            ("authorisation_names_the_activity", _TABLE, _NAMED, named),
            ("sector_is_authorised", _TABLE, _SECTOR, sector_covered),
            ("vintages_lie_in_the_time_frame", _TABLE, _FRAME, in_time_frame),
            ("authorised_quantity_is_kept", _TABLE, _QUANTITY, quantity_kept),
            ("use_is_authorised", _PARA_2, _PURPOSE, use_covered),
            ("first_transfer_is_defined", f"{_PARA_2}(b)", _TRIGGER, trigger_defined),
            ("authorisation_stands", _CHANGES, _STANDS, stands),
        )
    )


_ON_RECORD = Text(
    "What is transferred or used abroad rests on an authorisation on record.", "国际转让或使用均有在案授权。"
)
_SIGNED = Text(
    "The letter is signed by the authority that the Party has notified.", "授权书由缔约方通报的主管机关签署。"
)
_PUBLISHED = Text("The letter is published on the centralized platform.", "授权书已在集中核算和报告平台公布。")
_NAMED = Text("The letter names this cooperative approach or activity.", "授权书载明本合作方法或活动。")
_SECTOR = Text("The sector or activity type lies within the letter's scope.", "领域或活动类型在授权范围内。")
_FRAME = Text("Every vintage lies within the time frame authorised.", "各年份均在授权期内。")
_QUANTITY = Text("No more is transferred or issued than is authorised.", "累计转让或签发不超过授权数量。")
_PURPOSE = Text("Each use is one of those authorised.", "用途在授权用途之内。")
_TRIGGER = Text(
    "Where other purposes are authorised, the letter says what counts as the first transfer.",
    "授权其他用途的，授权书明确首次转让的时点。",
)
_STANDS = Text(
    "On the day of the first transfer the authorisation was given and not revoked; what came later does not reach back "
    "unless the published terms say so.",
    "首次转让之日授权已生效且未被撤销；其后的变更不溯及，公布条款另有规定的除外。",
)


def _letters(facts: ReportFacts) -> tuple[Authorisation, ...]:
    letters: tuple[Authorisation, ...] = facts.particulars.authorisations
    return letters


def _pairs(facts: ReportFacts, asked: Asked) -> Iterator[tuple[Drawn, Authorisation]]:
    """Each quantity with its letter, where that is on record."""
    letters = {letter.identifier: letter for letter in _letters(facts)}
    return ((one, letters[one.identifier]) for one in asked.drawn(facts) if one.identifier in letters)


def on_record(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    known = {letter.identifier for letter in _letters(facts)}
    for one in asked.drawn(facts):
        if one.identifier not in known:
            yield Breach(
                one.subject,
                Text(
                    "No letter of authorisation {number} is on record. Receive it, or leave this out.",
                    "未收到编号为 {number} 的授权书。请接收，或剔除该笔。",
                ).format(number=one.identifier or "-"),
            )


def signed(facts: ReportFacts, _: Asked) -> Iterator[Breach]:
    for letter in _letters(facts):
        if not letter.signed_by_notified:
            yield Breach(
                letter.identifier,
                Text(
                    "It is not shown that whoever signed is the authority that {party} has notified. Find its "
                    "notification, or obtain a letter signed by it.",
                    "未证明签署者为 {party} 通报的主管机关。请查明通报，或取得其签署的授权书。",
                ).format(party=letter.party),
            )


def published(facts: ReportFacts, _: Asked) -> Iterator[Breach]:
    for letter in _letters(facts):
        if not letter.published:
            yield Breach(
                letter.identifier,
                Text(
                    "The letter is not shown to be published. Find it on the platform, and note where.",
                    "未证明授权书已公布。请在平台查找并记录出处。",
                ),
            )


def named(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    wanted = asked.approach(facts)
    for letter in _letters(facts):
        if letter.approach != wanted:
            yield Breach(
                letter.identifier,
                Text(
                    "The letter is for {given}, not for {wanted}. Obtain one that names it.",
                    "授权书针对 {given}，而非 {wanted}。请取得载明后者的授权书。",
                ).format(given=letter.approach, wanted=wanted),
            )


def sector_covered(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    sector = asked.sector(facts)
    for letter in _letters(facts):
        if sector not in letter.sectors:
            yield Breach(
                letter.identifier,
                Text(
                    "{sector} is not among the sectors of the letter: {sectors}. Obtain a letter that covers it.",
                    "{sector} 不在授权领域内：{sectors}。请取得涵盖该领域的授权书。",
                ).format(sector=sector, sectors=", ".join(letter.sectors) or "-"),
            )


def in_time_frame(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    for one, letter in _pairs(facts, asked):
        if not letter.vintage_from <= one.vintage <= letter.vintage_until:
            yield Breach(
                one.subject,
                Text(
                    "Vintage {vintage} lies outside {since} to {until}, the time frame of {letter}. Leave it out.",
                    "{vintage} 年不在 {letter} 的授权期 {since} 至 {until} 之内。请剔除该笔。",
                ).format(
                    vintage=one.vintage, since=letter.vintage_from, until=letter.vintage_until, letter=letter.identifier
                ),
            )


def quantity_kept(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    drawn = asked.drawn(facts)
    for letter in _letters(facts):
        total = drawn_under(letter.identifier, drawn)
        if total > letter.quantity_t:
            yield Breach(
                letter.identifier,
                Text(
                    "{total} t exceed the {authorised} t authorised by {excess} t. The excess is blocked until more is "
                    "authorised.",
                    "累计 {total} t，授权数量 {authorised} t，超出 {excess} t。增加授权之前，超出部分不得转让。",
                ).format(
                    total=grouped(total),
                    authorised=grouped(letter.quantity_t),
                    excess=grouped(total - letter.quantity_t),
                ),
            )


def use_covered(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    for one, letter in _pairs(facts, asked):
        if one.use and one.use not in COVERED[letter.purposes]:
            yield Breach(
                one.subject,
                Text(
                    "It is to be used {use}; {letter} authorises: {purposes}. Change it, or obtain another letter.",
                    "拟{use}；{letter} 的授权用途为：{purposes}。请变更用途，或另行取得授权。",
                ).format(use=USES[one.use], letter=letter.identifier, purposes=PURPOSES[letter.purposes]),
            )


def trigger_defined(facts: ReportFacts, _: Asked) -> Iterator[Breach]:
    for letter in _letters(facts):
        if letter.for_other_purposes and letter.oimp_first_transfer is None:
            yield Breach(
                letter.identifier,
                Text(
                    "The letter does not say what counts as the first transfer. Ask {party}.",
                    "授权书未明确首次转让的时点。请向 {party} 查询。",
                ).format(party=letter.party),
            )


def stands(facts: ReportFacts, asked: Asked) -> Iterator[Breach]:
    for one, letter in _pairs(facts, asked):
        if not one.first:
            continue
        if one.on is not None and one.on < letter.on:
            yield Breach(
                one.subject,
                Text(
                    "First transferred on {day}, before {letter} was given on {given}. Correct the day.",
                    "{day} 首次转让，早于 {letter} 的授权日 {given}。请更正日期。",
                ).format(day=one.on, letter=letter.identifier, given=letter.on),
            )
        if letter.revoked_on and (letter.reaches_back or one.on is None or one.on >= letter.revoked_on):
            yield Breach(
                one.subject,
                Text(
                    "{letter} was revoked with effect from {revoked}. Leave this out, or obtain another letter.",
                    "{letter} 自 {revoked} 起撤销。请剔除该笔，或另行取得授权。",
                ).format(letter=letter.identifier, revoked=letter.revoked_on),
            )
