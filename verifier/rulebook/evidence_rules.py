"""What every scheme asks of the evidence and of what was read from it."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Programme
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text

EVIDENCE = Text("Every kind of evidence that must be on file is on file.", "必需证据均已在案。")
REQUESTS = Text("Every request for evidence is answered.", "证据要求均已答复。")
SERIES = Text("Somebody confirmed how each meter series was understood.", "各计量数据的读取方式均经人确认。")
COMPARED = Text(
    "The meters were compared with one another and with their certificates as they stand now.",
    "各电表数据已按现状相互比对并与证书核对。",
)
SIGNALS = Text("Somebody said what became of each signal in a meter series.", "计量数据中的每项信号均经人处理。")


def evidence_on_file(facts: ReportFacts, programme: Programme) -> Iterator[Breach]:
    received = {item.kind for item in facts.evidence}
    for kind in programme.evidence_kinds:
        if kind.required and kind.code not in received:
            yield Breach(
                kind.code,
                Text(
                    "No file of this kind is on record: {kind}. Request it and receive it.",
                    "未收到此类证据：{kind}。请要求并接收。",
                ).format(kind=kind.title),
            )


def requests_answered(facts: ReportFacts, _: Programme) -> Iterator[Breach]:
    for request in facts.requests_open:
        yield Breach(
            request,
            Text(
                "The request {request} has no answer yet. Receive the evidence or withdraw the request.",
                "证据要求 {request} 尚未答复。请接收证据或撤回要求。",
            ).format(request=request),
        )


def series_confirmed(facts: ReportFacts, _: Programme) -> Iterator[Breach]:
    for name in facts.series_open:
        yield Breach(
            name,
            Text(
                "Nobody has confirmed how this file was understood: {name}. Confirm it, or correct the mapping.",
                "该文件的读取方式尚未确认：{name}。请确认，或更正映射。",
            ).format(name=name),
        )


def signals_disposed_of(facts: ReportFacts, _: Programme) -> Iterator[Breach]:
    """A signal is no verdict: somebody says whether it is explained, corrected, a misstatement, or referred."""
    for signal in facts.signals_open:
        yield Breach(
            signal,
            Text(
                "Nobody has said what became of this signal: {signal}. Explain it, correct it, record a misstatement, "
                "or refer it.",
                "该信号尚无处理结论：{signal}。请作出说明、更正、记为错报或移交。",
            ).format(signal=signal),
        )


def meters_compared(facts: ReportFacts, _: Programme) -> Iterator[Breach]:
    if facts.comparison_due:
        yield Breach(
            "meters",
            Text(
                "Series, certificates or particulars changed after the meters were compared. Have them compared again, "
                "on the page of the meters.",
                "电表比对后数据、证书或申报信息已有变更。请在电表页面重新比对。",
            ),
        )
