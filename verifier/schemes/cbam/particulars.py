"""What only this scheme asks for: an installation outside the Union, its goods and what goes into them."""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook import embedded, shapes
from verifier.rulebook.embedded import Good, Precursor
from verifier.rulebook.installations import TONNES, Installation
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.streams import KILOGRAMS
from verifier.rulebook.wording import Text

_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class CarbonPrice:
    """A carbon price that was due abroad; on record only."""

    country: str = shapes.text(Text("Country", "国家"))
    instrument: str = shapes.text(Text("Tax or trading system", "碳税或交易体系"))
    tonnes: Decimal = shapes.decimal(
        Text("Emissions covered", "覆盖排放量"), unit=TONNES, window=("0", "1e8"), slip=KILOGRAMS
    )
    price_per_t: Decimal = shapes.decimal(
        Text("Price paid", "已付碳价"), unit="currency/t CO2eq", window=("0", "100000")
    )
    currency: str = shapes.text(Text("Currency", "货币"))
    with_offsets: bool = shapes.boolean(Text("Offsets are counted at face value", "抵消量按面值计入"), default=False)
    assessed_by: str = shapes.text(Text("Expert who assessed it", "评估专家"), default="")


@dataclass(frozen=True, kw_only=True)
class Particulars(Installation):
    """One installation in one calendar year."""

    installation_id: str = shapes.text(Text("Installation", "设施编号"))
    registry_id: str = shapes.text(Text("Its number in the registry", "登记系统编号"))
    unlocode: str = shapes.text(Text("UN/LOCODE", "UN/LOCODE"))
    latitude: Decimal = shapes.decimal(Text("Latitude", "纬度"), unit="degrees", window=("-90", "90"))
    longitude: Decimal = shapes.decimal(Text("Longitude", "经度"), unit="degrees", window=("-180", "180"))
    operator: str = shapes.text(Text("Operator", "运营者"))
    monitoring_plan: str = shapes.text(Text("Monitoring plan", "监测计划"))
    system_boundary: str = shapes.text(Text("System boundaries", "系统边界"))
    attribution_method: str = shapes.text(Text("Method of attribution", "归属方法"))
    accreditation: str = shapes.text(
        Text("Accreditation of the verifier", "核查机构认可"),
        hint=Text("Number and accreditation body.", "编号与认可机构。"),
    )
    last_physical_year: int | None = shapes.integer(
        Text("Reporting year of the last visit on site", "上次现场访问所属报告年"),
        window=(2026, 2100),
        hint=Text("Left out in the first year of verification.", "首个核查年不填。"),
        default=None,
    )
    goods: tuple[Good, ...] = shapes.rows(Good, Text("Goods", "产品"))
    precursors: tuple[Precursor, ...] = shapes.rows(Precursor, Text("Precursors", "前体"))
    unattributed_t: Decimal = shapes.decimal(
        Text("Direct emissions of no good listed", "未归属于所列产品的直接排放"),
        unit=TONNES,
        window=("0", "1e8"),
        slip=KILOGRAMS,
        default=ZERO,
    )
    unattributed: str = shapes.text(
        Text("Goods, emissions and energy that are not associated", "未关联的产品、排放与能源"), default=""
    )
    electricity_factor: Decimal | None = shapes.decimal(
        Text("Emission factor of the electricity", "电力排放因子"),
        unit="t CO2/MWh",
        window=("0", "2.5"),
        slip=Text("Kilograms per MWh for tonnes per MWh?", "是否把 kg/MWh 当成 t/MWh？"),
        hint=Text("Where indirect emissions count.", "须计入间接排放时填写。"),
        default=None,
    )
    electricity_source: str = shapes.text(Text("Source of that factor", "该因子来源"), default="")
    purchase_agreement_mwh: Decimal = shapes.decimal(
        Text("Electricity claimed by purchase agreement", "购电协议项下电量"),
        unit="MWh",
        window=("0", "1e8"),
        slip=Text("Kilowatt-hours for megawatt-hours?", "是否把 kWh 当成 MWh？"),
        default=ZERO,
    )
    certificates_cancelled: bool = shapes.boolean(
        Text("Its certificates are cancelled and no credit was issued for it", "其绿证已注销且未签发减排量"),
        default=False,
    )
    carbon_prices: tuple[CarbonPrice, ...] = shapes.rows(CarbonPrice, Text("Carbon prices paid abroad", "境外已付碳价"))

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if not _LOCODE.fullmatch(self.unlocode):
            yield "unlocode", Text("Two letters of the country and three of the place.", "国家两位字母加地点三位代码。")
        yield from embedded.misfits(self.goods, self.precursors)
