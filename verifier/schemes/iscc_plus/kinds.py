"""Who serves, what must be on file, how findings are graded, what is issued, and what the certificate says besides."""

from verifier.rulebook import certification_programme
from verifier.rulebook.certification_programme import adopted
from verifier.rulebook.checklist import Item
from verifier.rulebook.programme import Clauses, EvidenceKind, positive_only
from verifier.rulebook.wording import Text

BY = "ISCC PLUS"
_AUDIT = f"{BY} system document, audit"

ROLES = certification_programme.ROLES
GRADES = adopted(certification_programme.GRADES, BY)
ROTATIONS = certification_programme.ROTATIONS
DEADLINES = adopted(certification_programme.DEADLINES, BY)
RETENTIONS = adopted(certification_programme.RETENTIONS, BY)

METERS, GHG_RECORDS = "meter_export", "ghg_records"

EVIDENCE = (
    EvidenceKind("mass_balance", Text("Mass balance or record of the blend", "质量平衡表或混合记录"), required=True),
    EvidenceKind("production_records", Text("Production records", "生产记录"), required=True),
    EvidenceKind(METERS, Text("Meter export", "电表导出数据"), required=False, series=True),
    EvidenceKind(GHG_RECORDS, Text("Records behind the emissions", "排放核算记录"), required=False),
    EvidenceKind("declarations", Text("Sustainability declarations", "可持续性声明"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

CLAUSES = Clauses(evidence=_AUDIT, findings=_AUDIT, people=_AUDIT, decision=_AUDIT, sufficiency=_AUDIT)

OPINIONS = positive_only(
    _AUDIT,
    positive=Text(
        "complies with the requirements of the certification system ISCC PLUS", "符合 ISCC PLUS 认证体系的要求"
    ),
    negative=Text("no certificate: the requirements are not met", "不予发证：不符合要求"),
)


def _item(code: str, en: str, zh: str, *places: str, required: bool = True) -> Item:
    return Item(code=code, title=Text(en, zh), clause=f"{BY} system document", places=places, required=required)


ADDITIONS = (
    _item("PL01", "Holder: name, address and contact", "持证方名称、地址与联系方式", "client/name"),
    _item("PL02", "Materials in and out, with their category", "投入产出物料及类别", "wording/paragraphs"),
    _item("PL03", "Sites audited", "受审场所", "project/site"),
    _item("PL04", "Date of the audit", "审核日期", "visits", required=False),
    _item("PL05", "Chain of custody", "产销监管链", "wording/paragraphs"),
    _item("PL06", "Add-ons", "附加模块", "wording/paragraphs"),
    _item("PL07", "Valid from and until", "有效期起止", "validity", required=False),
    _item("PL08", "The declaration of compliance", "符合性声明", "opinion_reached"),
    _item("PL09", "Place of issue, stamp or signature", "签发地点、印章或签名"),
)
