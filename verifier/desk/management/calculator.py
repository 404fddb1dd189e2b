"""What the commands of the calculator have in common: JSON read exactly, refusals field by field, figures in print."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation, localcontext
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand
from django.utils.translation import get_language

from verifier import schemes
from verifier.rulebook.materiality import Weighed
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.programme import Materiality
from verifier.rulebook.quantities import CONTEXT, grouped, rounded
from verifier.rulebook.results import Result, Step
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

PASSED, OBJECTED, MISFIT = 0, 1, 2
STDIN = "-"
MOST_DIGITS = 1000

NO_FILE = Text(
    "Name a file of JSON, or - for standard input; --shape prints what it holds.",
    "请给出 JSON 文件名，或以 - 表示标准输入；--shape 显示其内容格式。",
)


class Calculator(BaseCommand):
    """Facts in a file, figures on the terminal; the database is not touched. `given` is what the file holds."""

    requires_system_checks = ()
    given: ClassVar[str]

    def create_parser(self, prog_name: str, subcommand: str, **more: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **more)
        # So that options may stand before a name that may be left out.
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--shape", action="store_true", help="print the JSON schema of the file, with units, and end"
        )
        parser.add_argument("--json", action="store_true", help="print JSON, every number exact")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = self._shape(options) if options["shape"] else self.calculate(options)
        except Misfit as misfit:
            for path, message in misfit.errors.items():
                self.stderr.write(f"{path or self.given}: {self.said(message)}")
            status = MISFIT
        raise SystemExit(status)

    def calculate(self, options: dict[str, Any]) -> int:
        """Print what comes of it; the exit status. Raises Misfit."""
        raise NotImplementedError

    def schema(self, options: dict[str, Any]) -> dict[str, Any]:
        """The JSON schema of the file. Raises Misfit."""
        raise NotImplementedError

    def _shape(self, options: dict[str, Any]) -> int:
        self.print_json(self.schema(options))
        return PASSED

    # What is read -----------------------------------------------------------------------------------------------------

    def scheme(self, code: str | None) -> Scheme:
        try:
            return schemes.get(code or "")
        except LookupError:
            known = ", ".join(schemes.found())
            no = Text("There is no scheme “{code}”; there are {known}.", "没有体系“{code}”；现有：{known}。")
            raise Misfit({"scheme": no.format(code=code or "", known=known)}) from None

    def load(self, source: str | None) -> Any:
        """What the file holds, or standard input; every number as it was written."""
        if source is None:
            raise Misfit({"": NO_FILE})
        try:
            text = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
            return json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=str, object_pairs_hook=_once)
        except OSError as error:
            no = Text("{source} cannot be read: {why}.", "无法读取 {source}：{why}。")
            raise Misfit({"": no.format(source=source, why=error.strerror)}) from None
        except (ValueError, RecursionError) as error:
            no = Text("{source} is not JSON: {why}.", "{source} 不是有效的 JSON：{why}。")
            raise Misfit({"": no.format(source=source, why=error)}) from None

    # What is printed --------------------------------------------------------------------------------------------------

    def said(self, text: Text) -> str:
        return text.in_(get_language() or "en")

    def line(self, text: str = "") -> None:
        self.stdout.write(text.rstrip())

    def head(self, title: Text) -> None:
        self.line(f"\n{self.said(title)}")

    def print_json(self, data: dict[str, Any]) -> None:
        self.line(json.dumps(data, ensure_ascii=False, indent=2))

    def print_results(self, results: Iterable[Result]) -> None:
        self.head(RESULTS)
        for result in results:
            shown = f"{result.shown} {result.unit}".rstrip()
            self.line(f"  {self.said(result.name)}: {shown}  [{result.code}; {result.clause}]")

    def print_steps(self, steps: Iterable[Step]) -> None:
        self.head(STEPS)
        for step in steps:
            shown = f"{step.shown} {step.unit}".rstrip()
            self.line(f"  {self.said(step.label)}: {step.expression} = {shown}  [{step.code}; {step.clause}]")

    def print_weighed(self, rows: Iterable[Weighed], asked: Materiality | None) -> None:
        """Against the threshold of a scheme, or against another, which has no unit and no clause."""
        self.head(MISSTATEMENTS)
        for one in rows:
            with localcontext(CONTEXT):
                self._print_weighed(one, asked.unit if asked else "")
        if asked:
            self.line(f"  [{self.said(asked.base)}; {asked.clause}]")

    def _print_weighed(self, one: Weighed, unit: str) -> None:
        verdict = self.said(MATERIAL if one.material else IMMATERIAL)
        self.line(f"  {verdict}  {one.subject or self.said(WHOLE)}: {grouped(one.base)} {unit}")
        for name, amount in (
            (THRESHOLD, one.threshold),
            (NET, one.net),
            (OVER, one.over),
            (GROSS, one.gross),
            (LARGEST, one.largest),
        ):
            share = rounded(one.percent(amount), 4)
            self.line(f"      {self.said(name)}: {f'{grouped(amount)} {unit}'.rstrip()} ({share} %)")
        for reason in (*one.reasons, *([one.warning] if one.warning else [])):
            self.line(f"      {self.said(reason)}")


RESULTS, STEPS = Text("Results", "结果"), Text("Steps", "计算步骤")
MISSTATEMENTS = Text("Misstatements that are not corrected", "未更正的错报")
MATERIAL, IMMATERIAL = Text("MATERIAL    ", "重大    "), Text("not material", "不重大  ")
WHOLE = Text("the claim as a whole", "申报整体")
THRESHOLD, NET, OVER = Text("threshold", "门槛"), Text("net", "净额"), Text("overstating only", "仅有利误差")
GROSS, LARGEST = Text("gross", "绝对值合计"), Text("largest", "单项最大")


def _whole(digits: str) -> int | str:
    """A number too long to be meant stays text: the reader of the fields then names its field."""
    return int(digits) if len(digits) < MOST_DIGITS else digits


def _decimal(digits: str) -> Decimal | str:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are given once each; a second value for a name would silently win."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{', '.join(twice)} given twice")
    return made
