"""Why a verifier looks at a signal: the clause, or whose threshold it is, and how it weighs unless the scheme says."""

from typing import NamedTuple

from verifier.rulebook.programme import Severity
from verifier.rulebook.wording import Text

_ANALYSIS = Text(
    "AVR Art. 15 (analytical procedures); the threshold is this body's own", "AVR 第15条（分析程序）；阈值由本机构设定"
)
_DATA = Text("AVR Art. 16 (verification of data)", "AVR 第16条（数据核查）")
_SOURCES = Text(
    "AVR Art. 16 (checks against other sources); the threshold is this body's own",
    "AVR 第16条（与其他来源交叉核对）；阈值由本机构设定",
)
_MISSING = Text("AVR Art. 18 (methods applied for missing data)", "AVR 第18条（缺失数据的处理方法）")
_SHARE = Text(
    "AVR Art. 18 (methods applied for missing data); the threshold is this body's own",
    "AVR 第18条（缺失数据的处理方法）；阈值由本机构设定",
)
_READING = Text("How the file was read; to be confirmed by a person", "文件读取方式；须由人员确认")
_METERS = Text(
    "CCER-01-001-V01 and CCER-01-002-V01, 7.3.2, 7.3.4 (calibration, conservative correction); elsewhere our own",
    "CCER-01-001-V01、CCER-01-002-V01 第7.3.2、7.3.4条（校准与保守修正）；其他体系为本机构自行设定",
)
_PERIOD = Text(
    "AVR Art. 16 (completeness of data); only what is of the period counts",
    "AVR 第16条（数据完整性）；仅核查期内数据计入",
)
_REUSED = Text("One reading is claimed once; our own check", "同一读数仅可申报一次；本机构自行检查")
_BALANCE = Text(
    "CDR (EU) 2023/1184 Art. 3(c) (no electricity from the grid); the tolerance is this body's own",
    "CDR (EU) 2023/1184 第3(c)条（未使用电网电力）；容差由本机构设定",
)
_STORAGE = Text("CDR (EU) 2023/1184 Art. 6 (storage shifts electricity)", "CDR (EU) 2023/1184 第6条（储能转移电量）")
_CAPACITY = Text(
    "IR (EU) 2022/996 Art. 10(c) (capability of the plant); the threshold is this body's own",
    "IR (EU) 2022/996 第10(c)条（装置能力）；阈值由本机构设定",
)


class Basis(NamedTuple):
    clause: Text
    severity: Severity


BASES = {
    "missing": Basis(_MISSING, "minor"),
    "missing-month": Basis(_SHARE, "major"),
    "substituted": Basis(_SHARE, "minor"),
    "gap": Basis(_MISSING, "minor"),
    "period-gap": Basis(_MISSING, "major"),
    "outside": Basis(_PERIOD, "info"),
    "elsewhere": Basis(_REUSED, "major"),
    "unplaced": Basis(_MISSING, "major"),
    "duplicate": Basis(_DATA, "minor"),
    "conflict": Basis(_DATA, "major"),
    "order": Basis(_DATA, "info"),
    "clock-shift": Basis(_DATA, "major"),
    "mixed-zones": Basis(_DATA, "major"),
    "zone-offset": Basis(_DATA, "major"),
    "both-ways": Basis(_DATA, "major"),
    "hidden": Basis(_DATA, "minor"),
    "future": Basis(_DATA, "major"),
    "register-reset": Basis(_DATA, "major"),
    "register-rollover": Basis(_DATA, "minor"),
    "register-dropout": Basis(_DATA, "minor"),
    "register-gap": Basis(_DATA, "minor"),
    "negative": Basis(_ANALYSIS, "info"),
    "flat": Basis(_ANALYSIS, "minor"),
    "flat-alone": Basis(_ANALYSIS, "minor"),
    "repeat": Basis(_ANALYSIS, "info"),
    "round": Basis(_ANALYSIS, "info"),
    "benford": Basis(_ANALYSIS, "minor"),
    "benford-unfit": Basis(_ANALYSIS, "info"),
    "jump": Basis(_ANALYSIS, "minor"),
    "month-jump": Basis(_ANALYSIS, "info"),
    "nameplate": Basis(_CAPACITY, "minor"),
    "capacity-factor": Basis(_CAPACITY, "minor"),
    "night": Basis(_ANALYSIS, "minor"),
    "calibration-missing": Basis(_METERS, "major"),
    "calibration-late": Basis(_METERS, "major"),
    "calibration-error": Basis(_METERS, "major"),
    "calibration-serial": Basis(_METERS, "major"),
    "balance": Basis(_BALANCE, "minor"),
    "balance-systematic": Basis(_BALANCE, "major"),
    "storage": Basis(_STORAGE, "major"),
    "settlement": Basis(_SOURCES, "major"),
    "scada": Basis(_SOURCES, "minor"),
    "unmatched": Basis(_SOURCES, "info"),
    "stamp": Basis(_READING, "info"),
    "half-clock": Basis(_READING, "minor"),
    "repeated-hour": Basis(_READING, "info"),
    "multiplier": Basis(_READING, "minor"),
    "other-units": Basis(_READING, "info"),
    "direction": Basis(_READING, "minor"),
}
