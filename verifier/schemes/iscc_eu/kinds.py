"""Who serves, what must be on file, how findings are graded, what is issued, and what the certificate says besides."""

from verifier.rulebook import certification_programme
from verifier.rulebook.checklist import Item
from verifier.rulebook.programme import Clauses, EvidenceKind, positive_only
from verifier.rulebook.wording import Text

ROLES = certification_programme.ROLES
GRADES = certification_programme.GRADES
ROTATIONS = certification_programme.ROTATIONS
REDISPATCH, COMMISSIONING = "redispatch", "commissioning"

EVIDENCE = (
    EvidenceKind("meter_export", Text("Meter export", "电表导出数据"), required=True, series=True),
    EvidenceKind("chemical_invoices", Text("Invoices of chemicals and materials", "化学品与物料发票"), required=True),
    EvidenceKind("transport_records", Text("Transport records", "运输记录"), required=True),
    EvidenceKind(
        "single_line_diagram", Text("Single-line diagram of the electrical system", "电气单线图"), required=True
    ),
    EvidenceKind(
        COMMISSIONING,
        Text("Commissioning documents of plant and power stations", "装置与电站投产文件"),
        required=False,
    ),
    EvidenceKind("mass_balance", Text("Mass balance", "质量平衡表"), required=False),
    EvidenceKind("grid_factor", Text("Source of the grid emission factor", "电网排放因子来源"), required=False),
    EvidenceKind("power_agreement", Text("Purchase agreement for power", "购电协议"), required=False),
    EvidenceKind(
        REDISPATCH, Text("The grid operator's evidence of redispatch", "电网运营商的再调度证明"), required=False
    ),
    EvidenceKind("declarations", Text("Declarations of sustainability", "可持续性声明"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

_ART_10 = "IR (EU) 2022/996 Art. 10"

CLAUSES = Clauses(
    evidence="IR (EU) 2022/996 Art. 10, 15",
    findings=_ART_10,
    people="IR (EU) 2022/996 Art. 11",
    decision="IR (EU) 2022/996 Art. 10, 11",
    sufficiency=_ART_10,
)

OPINIONS = positive_only(
    _ART_10,
    positive=Text("complies with the requirements of the certification system ISCC EU", "符合 ISCC EU 认证体系的要求"),
    negative=Text("no certificate: the requirements are not met", "不予发证：不符合要求"),
)

_CONTENT = "IR (EU) 2022/996 Annex II.B"


def _item(code: str, en: str, zh: str, *places: str, required: bool = True) -> Item:
    return Item(code=code, title=Text(en, zh), clause=_CONTENT, places=places, required=required)


ADDITIONS = (
    _item("EU01", "Operator: name, address and contact", "运营方名称、地址与联系方式", "client/name"),
    _item("EU02", "Scope, with input and output materials", "范围及投入产出物料", "wording/paragraphs"),
    _item("EU03", "Sites audited", "受审场所", "project/site"),
    _item("EU04", "Date of the audit", "审核日期", "visits", required=False),
    _item("EU05", "Edition of the system audited against", "审核所依据的体系版本", "scheme/edition"),
    _item("EU06", "Kind of greenhouse gas data: actual values", "温室气体数据类型：实际值", "wording/paragraphs"),
    _item("EU07", "Non-conformities found", "不符合项清单", "findings", required=False),
    _item("EU08", "Valid from and until", "有效期起止", "validity", required=False),
    _item("EU09", "Start of operation of the installation", "装置投产日期", "wording/paragraphs"),
    _item("EU10", "The declaration of compliance", "符合性声明", "opinion_reached"),
    _item("EU11", "Place of issue, stamp or signature", "签发地点、印章或签名"),
)
