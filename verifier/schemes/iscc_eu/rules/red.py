"""Directive (EU) 2018/2001 as amended (RED): what must be saved."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import ONE, rounded
from verifier.rulebook.rules import DRAFTED, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.figures import BIOFUEL_NOW, BIOFUEL_STARTS
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules.case import renewable_fuel


@rule(
    "RED Art. 29a(1)",
    gate=DRAFTED,
    zh="非生物来源可再生燃料的温室气体减排率不低于 70 %，按未舍入值比较，恰为 70 % 视为达标。",
)
def saving_is_at_least_70_percent(facts: ReportFacts) -> Iterator[Breach]:
    """A renewable fuel of non-biological origin saves at least 70 %; compared unrounded, and 70 % exactly passes."""
    if renewable_fuel(facts) is None:
        return
    limit = facts.figures["comparator"] * (ONE - facts.figures["saving_min"])
    intensity = facts.calculation["E"].value
    if intensity > limit:
        yield Breach(
            "E",
            Text(
                "The intensity is {value} g CO2eq/MJ and the saving {saving} %; at most {limit} g CO2eq/MJ is allowed. "
                "None of the fuel of this period qualifies; less grid electricity or another period would.",
                "排放强度为 {value} g CO2eq/MJ，减排率 {saving} %；上限为 {limit} g CO2eq/MJ。"
                "本期全部燃料均不合格；须减少电网用电或另选时段。",
            ).format(
                value=rounded(intensity, 6),
                saving=rounded(facts.calculation["saving"].value, 4),
                limit=limit.normalize(),
            ),
        )


@rule("RED Art. 29(10)", gate=DRAFTED, zh="生物燃料的减排率不低于按装置投产日期适用的最低值。")
def biofuel_saves_enough(facts: ReportFacts) -> Iterator[Breach]:
    """A biofuel for transport saves at least what its plant's start of operation asks for."""
    own: Particulars = facts.particulars
    if not own.is_biofuel:
        return
    code = next((code for last, code in BIOFUEL_STARTS if own.operation_on <= last), BIOFUEL_NOW)
    limit = facts.figures["comparator"] * (ONE - facts.figures[code])
    intensity = facts.calculation["E"].value
    if intensity > limit:
        yield Breach(
            "E",
            Text(
                "The intensity is {value} g CO2eq/MJ; a plant in operation since {since} may have {limit} at most.",
                "排放强度为 {value} g CO2eq/MJ;{since} 投产的装置上限为 {limit}。",
            ).format(value=rounded(intensity, 6), since=own.operation_on, limit=limit.normalize()),
            clause=facts.figures.of(code).clause,
        )
