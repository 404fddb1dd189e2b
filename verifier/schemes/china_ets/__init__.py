"""China's national emissions trading: verification of power-generating facilities."""

from collections.abc import Iterator
from datetime import date

from verifier.rulebook import installations
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.quantities import grouped
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.streams import UNITS, emitted
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets import kinds, times
from verifier.schemes.china_ets.figures import FIGURES, GUIDE
from verifier.schemes.china_ets.particulars import OUTPUT_UNITS, OUTPUTS, Particulars
from verifier.schemes.china_ets.rules import RULES
from verifier.schemes.china_ets.rules.plant import efficiency
from verifier.schemes.china_ets.statement import worded

_CORRECTION = f"{GUIDE} §3.4.1.1, §3.4.1.4"


def compute(facts: ReportFacts) -> Calculation:
    """Emissions of the year in all and by unit, electricity and heat, efficiencies, and what was made conservative."""
    own: Particulars = facts.particulars
    found = installations.assess(own.streams, own.gaps, own.purchases, clause=f"{GUIDE} §3.4")
    return Calculation(results=(*found.results, *_by_unit(own), *_made(own)), steps=(*_corrections(own), *found.steps))


def _by_unit(own: Particulars) -> Iterator[Result]:
    for unit in own.units:
        yield Result(
            code=f"E_{unit.name}",
            name=Text("Emissions of fuels, {unit}", "{unit} 燃料排放").format(unit=unit.name),
            value=emitted(stream for stream in own.streams if stream.burned_in == unit.name),
            unit=installations.TONNES,
            places=3,
            clause=f"{GUIDE} §3.4",
        )
        if (found := efficiency(own, unit)) is not None:
            yield Result(
                code=f"efficiency_{unit.name}",
                name=Text("Efficiency, {unit}", "{unit} 效率").format(unit=unit.name),
                value=found,
                unit="GJ/GJ",
                places=4,
                clause=f"{GUIDE} §3",
            )


def _made(own: Particulars) -> Iterator[Result]:
    for kind, name in OUTPUTS.items():
        yield Result(
            code=kind,
            name=name,
            value=own.made(kind),
            unit=OUTPUT_UNITS[kind],
            places=3,
            clause=f"{GUIDE} §3.4",
            headline=kind != "generated",
        )


def _corrections(own: Particulars) -> Iterator[Step]:
    """A step for each quantity whose meter was out of class or uncalibrated, by its row."""
    for number, stream in enumerate(own.streams, start=1):
        if stream.fault:
            yield Step(
                code=f"AD_{number}",
                label=Text("{name}, raised", "{name}（从高取值）").format(name=stream.name),
                expression=f"{grouped(stream.quantity)} {UNITS[stream.unit].en} × (1 + {stream.share})",
                value=stream.activity,
                unit=UNITS[stream.unit].en,
                clause=_CORRECTION,
            )
    for number, output in enumerate(own.outputs, start=1):
        if output.fault:
            yield Step(
                code=f"output_{number}",
                label=Text("{name} of {unit}, lowered", "{unit} {name}（从低取值）").format(
                    name=OUTPUTS[output.kind], unit=output.made_by
                ),
                expression=f"{grouped(output.quantity)} {OUTPUT_UNITS[output.kind]} × (1 - {output.share})",
                value=output.counted,
                unit=OUTPUT_UNITS[output.kind],
                clause=_CORRECTION,
            )


SCHEME = Scheme(
    code="china_ets",
    title=Text("China national emissions trading, power generation", "全国碳排放权交易市场（发电设施核查）"),
    owner=Text("Ministry of Ecology and Environment", "生态环境部"),
    family="installations",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition(
            "V02-2026",
            Text(
                "Technical guide for verification, power generation, CETS-VG-01.01-V02-2026",
                "企业温室气体排放核查技术指南 发电设施（CETS-VG-01.01-V02-2026）",
            ),
            since=date(2026, 1, 1),
        ),
    ),
    roles=kinds.ROLES,
    evidence_kinds=kinds.EVIDENCE,
    finding_grades=kinds.GRADES,
    clauses=kinds.CLAUSES,
    opinions=kinds.OPINIONS,
    materiality=kinds.MATERIALITY,
    deadlines=times.DEADLINES,
    retentions=times.RETENTIONS,
    additions=kinds.ADDITIONS,
    signal_severities=kinds.SEVERITIES,
    number_format="{own.province}-{body}-{own.code_end}-{own.report_year}-V{own.report_version}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
