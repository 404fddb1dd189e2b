"""The rules of the chain of custody: what came in, what went out under which declaration, and the mass balance."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from verifier.rulebook.certification import Certification, Receipt
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.mass_balance import by_balance
from verifier.rulebook.quantities import ZERO, grouped, months_after
from verifier.rulebook.rules import DRAFTED, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text

_LAW = "IR (EU) 2022/996"


@rule(f"{_LAW} Art. 10", gate=DRAFTED, zh="声明编号不重复，同一批货物不作两次声明。")
def declarations_are_unique(facts: ReportFacts) -> Iterator[Breach]:
    """No declaration bears the number of another, and no consignment is declared twice."""
    own: Certification = facts.particulars
    numbers = Counter((one.system, one.number) for one in own.deliveries)
    loads = Counter((one.loading, one.on, one.kg) for one in own.deliveries if one.loading)
    for (_, number), times in numbers.items():
        if times > 1:
            yield Breach(number, _TWICE.format(times=times))
    for (loading, _, _), times in loads.items():
        if times > 1:
            yield Breach(loading, _SAME_LOAD.format(loading=loading, times=times))


_TWICE = Text(
    "{times} declarations bear this number. Which of them is true?", "共有 {times} 份声明使用此编号。请查明何者属实。"
)
_SAME_LOAD = Text(
    "The load {loading} is declared {times} times, with the same day and mass.",
    "{loading} 以同一日期和质量声明了 {times} 次。",
)


@rule(f"{_LAW} Art. 10", gate=DRAFTED, zh="同一批次只在一个体系下声明。")
def batch_goes_under_one_system(facts: ReportFacts) -> Iterator[Breach]:
    """A batch is declared under one system only."""
    own: Certification = facts.particulars
    for batch in dict.fromkeys(one.batch for one in own.deliveries if one.batch):
        systems = {one.system for one in own.deliveries if one.batch == batch}
        if len(systems) > 1:
            yield Breach(
                batch,
                Text(
                    "This batch is declared under {count} systems. Withdraw all declarations but those of one.",
                    "该批次在 {count} 个体系下声明。请仅保留其中一个体系的声明。",
                ).format(count=len(systems)),
            )


@rule(f"{_LAW} Art. 10, 19", gate=DRAFTED, zh="声明发出的质量（全部体系合计）不超过期初库存与产量之和。")
def no_more_is_delivered_than_there_is(facts: ReportFacts) -> Iterator[Breach]:
    """What was declared under all systems together is no more than the opening stock and what was made."""
    own: Certification = facts.particulars
    out = sum((one.kg for one in own.deliveries), ZERO)
    there = own.opening_stock_kg + facts.particulars.fuel_kg
    if out > there:
        yield Breach(
            "deliveries",
            Text(
                "{out} kg were declared and {there} kg were there. What was sold twice, or left out?",
                "声明发出 {out} kg，而可供 {there} kg。请查明重复销售或漏报。",
            ).format(out=grouped(out), there=grouped(there)),
        )


@rule(f"{_LAW} Art. 2(5)-(8)", gate=DRAFTED, zh="每批发货日均在证书有效期内，暂停期间除外。")
def deliveries_fall_within_validity(facts: ReportFacts) -> Iterator[Breach]:
    """Every consignment went out on a day on which the operator's certificate was valid and not suspended."""
    own: Certification = facts.particulars
    for one in own.deliveries:
        if not any(validity.covers(one.on) for validity in own.validities):
            yield Breach(
                one.number,
                Text(
                    "This consignment went out on {on}, a day without a valid certificate. Withdraw the declaration.",
                    "该批货物于 {on} 发运，当日无有效证书。请撤回声明。",
                ).format(on=one.on),
            )


@rule(f"{_LAW} Art. 10(g), 17", gate=DRAFTED, zh="欧盟数据库登记的质量与声明一致。")
def deliveries_agree_with_the_union_database(facts: ReportFacts) -> Iterator[Breach]:
    """The mass in the Union Database is that of the declaration, without tolerance."""
    own: Certification = facts.particulars
    for one in own.deliveries:
        if one.union_database_kg is not None and one.union_database_kg != one.kg:
            yield Breach(
                one.number,
                Text(
                    "{kg} kg are declared and {registered} kg are in the Union Database. Correct one of them.",
                    "声明 {kg} kg，欧盟数据库登记 {registered} kg。请更正其一。",
                ).format(kg=grouped(one.kg), registered=grouped(one.union_database_kg)),
            )


@rule(f"{_LAW} Art. 19(l)", gate=DRAFTED, zh="质量平衡期为三个月，前后相接，无间断、重叠。")
def balance_periods_are_unbroken(facts: ReportFacts) -> Iterator[Breach]:
    """The periods of a balance last three months each and follow one upon another, without gap or overlap."""
    own: Certification = facts.particulars
    months = int(facts.figures["months.balance"])
    for name, periods in by_balance(own.mass_balance).items():
        for one in periods:
            if not one.lasts(months):
                yield Breach(
                    _subject(name),
                    Text(
                        "{since} to {until} is not a period of {months} months.",
                        "{since} 至 {until} 不是 {months} 个月的期间。",
                    ).format(since=one.since, until=one.until, months=months),
                )
        for before, one in pairwise(periods):
            if not one.follows(before):
                yield Breach(
                    _subject(name),
                    Text(
                        "The period from {since} does not follow upon the one until {until}.",
                        "自 {since} 起的期间与截至 {until} 的期间不相接。",
                    ).format(since=one.since, until=before.until),
                )


@rule(f"{_LAW} Art. 19(l)", gate=DRAFTED, zh="期末账面库存不为负。")
def stock_is_never_negative(facts: ReportFacts) -> Iterator[Breach]:
    """At the end of a period no more has gone out than there was."""
    own: Certification = facts.particulars
    for one in own.mass_balance:
        if one.book_kg < ZERO:
            yield Breach(
                _subject(one.balance),
                Text(
                    "On {until} the books stand at {kg} kg. Something went out that was not there.",
                    "{until} 账面库存为 {kg} kg：发出量超过可供量。",
                ).format(until=one.until, kg=grouped(one.book_kg)),
            )


@rule(f"{_LAW} Art. 19(l)", gate=DRAFTED, zh="结转量不超过上期账面与实物库存中的较小者。")
def no_more_is_carried_than_is_held(facts: ReportFacts) -> Iterator[Breach]:
    """What is carried into a period is no more than the books and the stock of the one before both hold."""
    own: Certification = facts.particulars
    for name, periods in by_balance(own.mass_balance).items():
        for before, one in pairwise(periods):
            if one.opening_kg > before.carried_kg:
                yield Breach(
                    _subject(name),
                    Text(
                        "{opening} kg are carried in on {since}; the books show {book} kg and {physical} kg are there. "
                        "Carry {carried} kg and write off the rest.",
                        "{since} 结转 {opening} kg；账面 {book} kg，实物 {physical} kg。应转 {carried} kg，余数核销。",
                    ).format(
                        opening=grouped(one.opening_kg),
                        since=one.since,
                        book=grouped(before.book_kg),
                        physical=grouped(before.physical_kg),
                        carried=grouped(before.carried_kg),
                    ),
                )


@rule(f"{_LAW} Art. 19(e)", gate=DRAFTED, zh="质量平衡之间不得相互转移。")
def nothing_moves_between_balances(facts: ReportFacts) -> Iterator[Breach]:
    """Nothing is moved from one balance to another."""
    own: Certification = facts.particulars
    for one in own.mass_balance:
        if one.transferred_kg:
            yield Breach(
                _subject(one.balance),
                Text(
                    "{kg} kg were moved to another balance. Take it back: balances stand apart.",
                    "{kg} kg 转至其他质量平衡。请冲回：各质量平衡相互独立。",
                ).format(kg=grouped(one.transferred_kg)),
            )


def _subject(balance: str) -> str:
    return balance or "mass_balance"


CUSTODY: tuple[Rule, ...] = rules_of(globals())


def supplies_are_certified(form: str) -> Rule:
    """The rule on what came in, under a system whose certificate numbers have this form (a regular expression)."""
    return Rule(
        code="supplies_are_certified",
        clause=f"{_LAW} Art. 2; certificate database of the system",
        gates=DRAFTED,
        words=Text(
            "What came in as certified came under a certificate of the system that was valid on the day.",
            "收入的认证物料均附本体系在发运日有效的证书。",
        ),
        check=lambda facts: _supplies(facts, re.compile(form)),
    )


def _supplies(facts: ReportFacts, form: re.Pattern[str]) -> Iterator[Breach]:
    own: Certification = facts.particulars
    for one in own.receipts:
        if not form.fullmatch(one.certificate):
            yield Breach(
                one.certificate,
                Text(
                    "No certificate of this system bears such a number. Look {supplier} up in its database.",
                    "本体系证书无此编号形式。请在其数据库中查询 {supplier}。",
                ).format(supplier=one.supplier),
            )
        if not _earliest(one, int(facts.figures["months.before_certificate"])) <= one.on <= one.valid_until:
            yield Breach(
                one.certificate,
                Text(
                    "{supplier} sent this on {on}; its certificate is valid from {since} to {until}. "
                    "It does not count as certified.",
                    "{supplier} 于 {on} 发运；其证书有效期为 {since} 至 {until}。不得计为认证物料。",
                ).format(supplier=one.supplier, on=one.on, since=one.valid_from, until=one.valid_until),
            )


def _earliest(one: Receipt, months: int) -> date:
    """What a collecting point gathered counts from some months before its first certificate."""
    return months_after(one.valid_from, -months) if one.gathers else one.valid_from
