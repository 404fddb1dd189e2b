"""What a statement says: ST01 to ST25, after ISO/IEC 17029 9.7.2, ISO 14065 and ISO 14064-3; schemes add their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verifier.rulebook.wording import Text

_ISO = "ISO/IEC 17029 9.7.2; ISO 14064-3"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a statement says. `places` are where in the statement's data it stands, any one of them suffices.

    A place is a path such as "body/accreditation". An item without a place is met by words of the scheme's document,
    which no machine judges.
    """

    code: str
    title: Text
    clause: str = _ISO
    required: bool = True
    places: tuple[str, ...] = ()


def _item(code: str, en: str, zh: str, *places: str, required: bool = True, clause: str = _ISO) -> Item:
    return Item(code=code, title=Text(en, zh), places=places, required=required, clause=clause)


STATEMENT: tuple[Item, ...] = (
    _item("ST01", "Number, date and revision", "编号、日期与修订号", "number"),
    _item("ST02", "Validation, verification or certification", "审定、核查或认证", "kind"),
    _item("ST03", "The body, its address and accreditation", "机构名称、地址与认可资质", "body/accreditation"),
    _item("ST04", "The client and its responsibility", "委托方及其责任", "client/name"),
    _item("ST05", "The claim: document, version, hash, period", "申报文件、版本、哈希与期间", "dossier_sha256"),
    _item("ST06", "Objectives, scope and boundaries", "目的、范围与边界", "wording/paragraphs"),
    _item("ST07", "Criteria, with their edition", "准则及版本", "scheme/edition"),
    _item("ST08", "Data: historical, projected or hypothetical", "数据性质：历史、预测或假设", "data_nature"),
    _item("ST09", "Level of assurance", "保证等级", "assurance"),
    _item("ST10", "Materiality threshold", "重要性门槛", "materiality", required=False),
    _item("ST11", "Quantities with their unit, by vintage where it applies", "数量及单位（适用时分年）", "results"),
    _item("ST12", "Kind of opinion, and its words", "意见类型与表述", "opinion_reached"),
    _item(
        "ST13",
        "Limits and modifications, with reasons",
        "限制、保留及理由",
        "limitations",
        required=False,
    ),
    _item("ST14", "Uncorrected misstatements", "未更正错报", "misstatements", required=False),
    _item("ST15", "Material misstatements that were corrected", "已更正的重大错报", "misstatements", required=False),
    _item("ST16", "Findings left open for the next verification", "结转至下次的发现项", "findings", required=False),
    _item("ST17", "Site visits: days, places, persons, kind", "现场访问", "visits", required=False),
    _item("ST18", "Sampling: plan and result", "抽样：方案与结果", "sampling", required=False),
    _item("ST19", "Public comments and what came of them", "公众意见及处理", "notice", required=False),
    _item("ST20", "Uniqueness: what was searched, and when", "唯一性：检索范围与日期", "uniqueness", required=False),
    _item("ST21", "Authorisation under Article 6", "第六条授权状态", "authorisation", required=False),
    _item("ST22", "Team, reviewer and decision maker", "核查组、复核人与决定人", "people"),
    _item("ST23", "Intended users and limits of use", "预期用户与使用限制", "wording/paragraphs"),
    _item("ST24", "Changes since the statement it replaces", "相对被取代声明的变更", "supersedes", required=False),
    _item(
        "ST25",
        "Hash of the data, signature, address to verify",
        "数据哈希、签名与查验地址",
        "verify_url",
        clause="set by this body",
    ),
)


def insisted(clause: str, *codes: str) -> tuple[Item, ...]:
    """Items that a scheme requires where others do not, under its own clause; its document may say them in words."""
    return tuple(
        replace(item, required=True, clause=clause, places=(*item.places, "wording/paragraphs"))
        for item in STATEMENT
        if item.code in codes
    )


def missing(items: tuple[Item, ...], statement: Mapping[str, Any]) -> Iterator[Item]:
    """The required items that the statement's data do not fill."""
    for item in items:
        if item.required and item.places and not any(_filled(statement, place) for place in item.places):
            yield item


def _filled(data: Any, place: str) -> bool:
    for name in place.split("/"):
        data = data.get(name) if isinstance(data, Mapping) else None
    return bool(data)
