"""Weigh misstatements against a threshold: a scheme's own, or one that is named. Reads no database."""

# ruff: noqa: RUF009 - what a field declares is not a default

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from verifier.desk.management.calculator import OBJECTED, PASSED, Calculator
from verifier.rulebook import materiality, particulars, shapes
from verifier.rulebook.fieldwork import Misstatement
from verifier.rulebook.materiality import Comparison, Test, Weighed
from verifier.rulebook.particulars import MISSING, Misfit
from verifier.rulebook.programme import Materiality
from verifier.rulebook.quantities import CONTEXT, ZERO
from verifier.rulebook.wording import Text

COMPARISONS = {
    "at_least": Text("At the threshold", "达到门槛"),
    "exceeds": Text("Above the threshold", "超过门槛"),
    "any": Text("Above zero", "大于零"),
}


@dataclass(frozen=True, kw_only=True)
class Base:
    """What errors are a share of: of one subject, or of the claim as a whole."""

    subject: str = shapes.text(Text("Subject", "对象"), default="")
    amount: Decimal = shapes.decimal(Text("Base", "基数"), unit="", window=("-1e12", "1e12"))


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What makes an error material, where no scheme says it."""

    percent: Decimal | None = shapes.decimal(Text("Threshold", "门槛"), unit="%", window=("0.01", "50"), default=None)
    base: tuple[Base, ...] = shapes.rows(Base, Text("Bases", "基数"))
    comparison: str = shapes.choice(Text("Material from", "重大起点"), COMPARISONS)

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.comparison != Comparison.ANY and self.percent is None:
            yield "percent", MISSING
        if self.comparison != Comparison.ANY and not self.base:
            yield "base", MISSING


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The misstatements, without anything else of the case."""

    misstatements: tuple[Misstatement, ...] = shapes.rows(Misstatement, Text("Misstatements", "错报"))


class Command(Calculator):
    help = (
        "Weigh misstatements. `materiality SCHEME FACTS.json` takes the facts that `assess` takes and the scheme's own "
        "threshold. Without a scheme, `materiality ROWS.json --percent 5 --base 250000 --comparison exceeds` takes "
        '{"misstatements": [...]} alone; --base SUBJECT=AMOUNT, once for each, judges each subject alone. '
        "Exit status: 0 nothing is material, 1 something is, 2 something does not fit (each field on standard error)."
    )
    given = "schedule"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", nargs="?", metavar="SCHEME")
        parser.add_argument("schedule", nargs="?", metavar="FILE.json", help="a file, or - for standard input")
        parser.add_argument("--percent", metavar="P", help="the threshold, in per cent of the base")
        parser.add_argument("--base", action="append", metavar="B", help="AMOUNT of the whole claim, or SUBJECT=AMOUNT")
        parser.add_argument(
            "--comparison",
            metavar="WAY",
            help="at_least: material at the threshold; exceeds: above it; any: whatever is above zero",
        )
        parser.add_argument("--over-only", action="store_true", help="only what the claim gains counts")
        parser.add_argument("--together", action="store_true", help="errors count together only, never one alone")
        super().add_arguments(parser)

    def schema(self, options: dict[str, Any]) -> dict[str, Any]:
        return self.scheme(options["scheme"]).schema() if options["scheme"] else particulars.json_schema(Schedule)

    def calculate(self, options: dict[str, Any]) -> int:
        if options["comparison"] or options["percent"] or options["base"]:
            asked, weighed = None, tuple(self._alone(options))
        else:
            asked, weighed = self._by_scheme(options)
        if options["json"]:
            self.print_json({"unit": asked.unit if asked else "", "weighed": [one.dump() for one in weighed]})
        else:
            self.print_weighed(weighed, asked)
        return OBJECTED if any(one.material for one in weighed) else PASSED

    def _by_scheme(self, options: dict[str, Any]) -> tuple[Materiality | None, tuple[Weighed, ...]]:
        """By the scheme's own threshold."""
        scheme = self.scheme(options["scheme"])
        if scheme.materiality is None:
            raise Misfit({"scheme": NO_THRESHOLD})
        return scheme.materiality, scheme.weighed(scheme.facts(self.load(options["schedule"])))

    def _alone(self, options: dict[str, Any]) -> Iterator[Weighed]:
        """By the threshold that was named."""
        if options["schedule"]:
            raise Misfit({"scheme": NOT_BOTH})
        asked = particulars.read(Threshold, _threshold(options))
        rows = particulars.read(Schedule, self.load(options["scheme"])).misstatements
        bases = {base.subject: base.amount for base in asked.base} or {"": ZERO}
        lost = {f"misstatements/{n}/subject": NO_BASE for n, row in enumerate(rows) if row.subject not in bases}
        if lost:
            raise Misfit(lost)
        test = Test(
            comparison=Comparison(asked.comparison), over_only=options["over_only"], single=not options["together"]
        )
        for subject, base in bases.items():
            own = [row for row in rows if row.subject == subject]
            with localcontext(CONTEXT):
                yield materiality.weigh(own, test, base=base, percent=asked.percent, subject=subject)


def _threshold(options: dict[str, Any]) -> dict[str, Any]:
    """The options as the reader of declared fields takes them."""
    given = [base.rpartition("=") for base in options["base"] or ()]
    return {
        "percent": options["percent"],
        "comparison": options["comparison"],
        "base": [{"subject": subject, "amount": amount} for subject, _equals, amount in given],
    }


NO_THRESHOLD = Text(
    "This scheme does not say what makes a misstatement material: give the rows alone, with --percent and --base.",
    "该体系未规定错报何为重大：请仅给出各行，并使用 --percent 与 --base。",
)
NOT_BOTH = Text("Name a scheme or a threshold, not both.", "请指定体系或门槛，不可兼用。")
NO_BASE = Text("No --base is given for this subject.", "未给出该对象的 --base。")
