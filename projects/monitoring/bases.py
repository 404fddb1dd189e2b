"""Why a verifier looks at a signal: the clause, and where its threshold comes from."""

from verifier.rulebook.wording import Text

_ANALYSIS = Text(
    "AVR Art. 15 (analytical procedures); the threshold is this body's own", "AVR 第15条（分析程序）；阈值由本机构设定"
)
_DATA = Text("AVR Art. 16 (verification of data)", "AVR 第16条（数据核查）")
_MISSING = Text("AVR Art. 18 (methods applied for missing data)", "AVR 第18条（缺失数据的处理方法）")
_READING = Text("How the file was read; to be confirmed by a person", "文件读取方式；须由人员确认")

BASES = {
    "missing": _MISSING,
    "gap": _MISSING,
    "unplaced": _MISSING,
    "duplicate": _DATA,
    "conflict": _DATA,
    "order": _DATA,
    "clock-shift": _DATA,
    "register-reset": _DATA,
    "register-rollover": _DATA,
    "register-dropout": _DATA,
    "register-gap": _DATA,
    "negative": _ANALYSIS,
    "flat": _ANALYSIS,
    "repeat": _ANALYSIS,
    "round": _ANALYSIS,
    "jump": _ANALYSIS,
    "nameplate": _ANALYSIS,
    "night": _ANALYSIS,
    "stamp": _READING,
    "half-clock": _READING,
    "repeated-hour": _READING,
    "direction": _READING,
}
