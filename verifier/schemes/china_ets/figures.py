"""The figures this scheme rests on."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

GUIDE = "CETS-VG-01.01-V02-2026"
RULES_OF_STATE = "碳排放权交易管理暂行条例"
UPLOAD_DAYS = 40

_GUIDE_READ = "Public copy of the technical guide for verification of power generation, edition of 2026"
_NOTICE = "Public copy of the notice of 27 January 2026 on the work of the national market in 2026"
_STATE = "Public copy of Order No. 775 of the State Council"
_MEMORY = "From memory; to be read in the guide of 2021 (No. 130)"


def _figure(
    code: str, name: Text, value: str, unit: str, clause: str, source: str, sure: Sureness = Sureness.READ
) -> Figure:
    return Figure(code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure)


def _carbon(rank: str, end: str, value: str, en: str, zh: str) -> Figure:
    return _figure(f"carbon.{rank}.{end}", Text(en, zh), value, "%", f"{GUIDE} §3", _GUIDE_READ)


FIGURES: tuple[Figure, ...] = (
    _carbon("lignite", "least", "60", "Least carbon of lignite, dry and ash-free", "褐煤干燥无灰基碳含量下限"),
    _carbon("lignite", "most", "77", "Most carbon of lignite, dry and ash-free", "褐煤干燥无灰基碳含量上限"),
    _carbon(
        "bituminous", "least", "74", "Least carbon of bituminous coal, dry and ash-free", "烟煤干燥无灰基碳含量下限"
    ),
    _carbon("bituminous", "most", "92", "Most carbon of bituminous coal, dry and ash-free", "烟煤干燥无灰基碳含量上限"),
    _carbon("anthracite", "least", "90", "Least carbon of anthracite, dry and ash-free", "无烟煤干燥无灰基碳含量下限"),
    _carbon("anthracite", "most", "98", "Most carbon of anthracite, dry and ash-free", "无烟煤干燥无灰基碳含量上限"),
    _figure(
        "efficiency.chp",
        Text("Efficiency that combined heat and power stays below", "热电联产机组效率上限（不含）"),
        "1",
        "GJ/GJ",
        f"{GUIDE} §3",
        _GUIDE_READ,
    ),
    _figure(
        "efficiency.condensing",
        Text("Efficiency that a condensing unit stays below", "纯凝机组效率上限（不含）"),
        "0.46",
        "GJ/GJ",
        f"{GUIDE} §3",
        _GUIDE_READ,
    ),
    _figure(
        "load_factor.most", Text("Greatest load factor", "负荷系数上限"), "1", "fraction", f"{GUIDE} §3", _GUIDE_READ
    ),
    _figure(
        "sample.days", Text("Days from sample to test", "采样至检测天数上限"), "40", "days", f"{GUIDE} §3", _GUIDE_READ
    ),
    _figure(
        "upload.days",
        Text("Days from the end of a month to its upload", "月度存证上传期限"),
        str(UPLOAD_DAYS),
        "days",
        "2026 年全国碳排放权交易市场工作通知",
        _NOTICE,
    ),
    _figure(
        "entry.threshold",
        Text("Yearly direct emissions from which an entity is covered", "纳入门槛（年直接排放）"),
        "26000",
        "t CO2eq/year",
        "2026 年全国碳排放权交易市场工作通知",
        _NOTICE,
    ),
    _figure(
        "site.persons",
        Text("Fewest persons on site", "现场核查组最少人数"),
        "2",
        "persons",
        "企业温室气体排放报告核查指南（试行）",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "days.correction",
        Text("Days to correct a non-conformity", "不符合项整改期限"),
        "30",
        "days",
        "企业温室气体排放报告核查指南（试行）",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "retention.client",
        Text("Records of the entity", "重点排放单位记录保存"),
        "5",
        "years",
        f"{RULES_OF_STATE} Art. 11",
        _STATE,
    ),
    _figure(
        "retention.body",
        Text("Records of this body", "核查技术服务机构记录保存"),
        "5",
        "years",
        "企业温室气体排放报告核查指南（试行）",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
)
