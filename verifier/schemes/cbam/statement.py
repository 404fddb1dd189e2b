"""The words of the verification report."""

from verifier.rulebook import installation_wording as wording
from verifier.rulebook.embedded import BASES, PER_TONNE
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import grouped
from verifier.rulebook.wording import Text
from verifier.schemes.cbam.kinds import GRADES, OPINIONS
from verifier.schemes.cbam.particulars import Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Verification report, Carbon Border Adjustment Mechanism", "核查报告（碳边境调节机制）"),
        opinion=_opinion(facts),
        paragraphs=(
            _installation(facts),
            _goods(facts),
            _precursors(facts),
            _attribution(facts),
            _electricity(facts),
            _prices(facts),
            wording.visits(facts),
            wording.corrected(facts, PER_TONNE),
            wording.open_matters(facts, GRADES, PER_TONNE),
            wording.gaps(facts),
            LIMITS,
        ),
        materiality=Text(
            "{percent} % of specific embedded emissions, and of the free-allocation parameter, for each good",
            "每种产品单位隐含排放及免费配额调整参数的 {percent} %",
        ).format(percent=facts.figures["materiality"]),
    )


def _opinion(facts: ReportFacts) -> Text:
    opinion = facts.opinion or Opinion.UNMODIFIED
    said = (
        Text(
            "With reasonable assurance, the operator's report on embedded emissions from {first} to {last} is free of "
            "material misstatements and of material non-conformities with the rules of calculation.",
            "我们以合理保证认为，{first} 至 {last} 的隐含排放报告不存在重大错报，且无与计算规则的重大不符合。",
        )
        if opinion is Opinion.UNMODIFIED
        else Text(
            "The operator's report on embedded emissions from {first} to {last} is not verified: {meaning}.",
            "{first} 至 {last} 的隐含排放报告未通过核查：{meaning}。",
        )
    )
    return said.format(first=facts.period_from, last=facts.period_until, meaning=OPINIONS.meanings[opinion].text)


def _installation(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Installation and verifier", "设施与核查机构"),
        Text(
            "Installation {installation}, registry {registry}, UN/LOCODE {unlocode}, latitude {latitude}, longitude "
            "{longitude}; operator {operator}; monitoring plan {plan}; boundaries: {boundary}. Accreditation: "
            "{accreditation}.",
            "设施 {installation}，登记编号 {registry}，UN/LOCODE {unlocode}，纬度 {latitude}，经度 {longitude}；"
            "运营者 {operator}；监测计划 {plan}；系统边界：{boundary}。认可：{accreditation}。",
        ).format(
            installation=own.installation_id,
            registry=own.registry_id,
            unlocode=own.unlocode,
            latitude=own.latitude,
            longitude=own.longitude,
            operator=own.operator,
            plan=own.monitoring_plan,
            boundary=own.system_boundary,
            accreditation=own.accreditation,
        ),
    )


def _goods(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Goods", "产品"),
        wording.listed(
            Text(
                "{good}, CN {cn}, {route}: {quantity} t, declared {declared}, found {found} t CO2eq/t",
                "{good}，CN {cn}，{route}：{quantity} t，申报 {declared}，核查 {found} t CO2eq/t",
            ).format(
                good=good.good,
                cn=good.cn_code,
                route=good.route,
                quantity=grouped(good.quantity_t),
                declared=good.declared_see,
                found=facts.calculation[f"SEE_{good.good}"].shown,
            )
            for good in own.goods
        ),
    )


def _precursors(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Complex goods: precursors", "复杂产品：前体"),
        wording.listed(
            Text(
                "{name} in {good}: {quantity} t, {basis}, {see} ({source})",
                "{good}所用{name}：{quantity} t，{basis}，{see}（{source}）",
            ).format(
                name=row.name,
                good=row.good,
                quantity=grouped(row.quantity_t),
                basis=BASES[row.basis],
                see=f"{row.see_t_per_t} {PER_TONNE}"
                if row.see_t_per_t is not None
                else facts.calculation[f"SEE_{row.name}"].shown,
                source=row.source or own.installation_id,
            )
            for row in own.precursors
        ),
    )


def _attribution(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Direct emissions and their attribution", "直接排放及其归属"),
        Text(
            "Direct emissions of the installation: {total} t CO2eq. Attributed by: {method}. Of no good listed: "
            "{rest} t CO2eq. Not associated: {named}.",
            "设施直接排放：{total} t CO2eq。归属方法：{method}。未归属于所列产品：{rest} t CO2eq。未关联：{named}。",
        ).format(
            total=facts.calculation["E_direct"].shown,
            method=own.attribution_method,
            rest=grouped(own.unattributed_t),
            named=own.unattributed or wording.NONE,
        ),
    )


def _electricity(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    factor = (
        wording.NONE
        if own.electricity_factor is None
        else Text("{factor} t CO2/MWh ({source})", "{factor} t CO2/MWh（{source}）").format(
            factor=own.electricity_factor, source=own.electricity_source
        )
    )
    return Paragraph(
        Text("Electricity", "电力"),
        Text(
            "Emission factor: {factor}. By purchase agreement: {mwh} MWh.", "排放因子：{factor}。购电协议：{mwh} MWh。"
        ).format(factor=factor, mwh=grouped(own.purchase_agreement_mwh)),
    )


def _prices(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Carbon price paid abroad, as stated by the operator", "运营者所述境外已付碳价"),
        wording.listed(
            Text(
                "{country}, {instrument}: {tonnes} t CO2eq at {price} {currency}/t",
                "{country}，{instrument}：{tonnes} t CO2eq，{price} {currency}/t",
            ).format(
                country=row.country,
                instrument=row.instrument,
                tonnes=grouped(row.tonnes),
                price=grouped(row.price_per_t),
                currency=row.currency,
            )
            for row in own.carbon_prices
        ),
    )


LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The operator is responsible for the emissions report; we are responsible for this report, which reflects the "
        "day on which it is issued. Carbon prices are on record and are not part of our assurance.",
        "运营者对排放报告负责；本机构对本报告负责，其仅反映出具之日的情况。碳价仅作记录，不在保证范围内。",
    ),
)
