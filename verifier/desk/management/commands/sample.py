"""Reckon a sample from a plan in a file, and draw it. Reads no database."""

from argparse import ArgumentParser
from typing import Any

from verifier.desk.management.calculator import OBJECTED, PASSED, Calculator
from verifier.rulebook import particulars
from verifier.rulebook.sampling import Draw
from verifier.rulebook.sampling_plan import METHODS, Plan, Sample, assess
from verifier.rulebook.wording import Text


class Command(Calculator):
    help = (
        "The size of a sample by the method that PLAN.json names, with its steps; the draw, where the plan lists the "
        "items and a seed; for a survey that is done the precision it reached. "
        "Exit status: 0, 1 a survey missed its precision, 2 the plan does not fit (each field on standard error)."
    )
    given = "plan"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", nargs="?", metavar="PLAN.json", help="a file, or - for standard input")
        super().add_arguments(parser)

    def schema(self, options: dict[str, Any]) -> dict[str, Any]:
        return particulars.json_schema(Plan)

    def calculate(self, options: dict[str, Any]) -> int:
        plan = particulars.read(Plan, self.load(options["plan"]))
        found = assess(plan)
        if options["json"]:
            self.print_json({"plan": particulars.dump(plan), **found.dump()})
        else:
            self._print(plan, found)
        return OBJECTED if found.enough is False else PASSED

    def _print(self, plan: Plan, found: Sample) -> None:
        self.line(self.said(METHODS[plan.method]))
        self.print_results(found.calculation.results)
        self.print_steps(found.calculation.steps)
        if found.enough is not None:
            self.head(ENOUGH if found.enough else NOT_ENOUGH)
        if found.warning:
            self.head(found.warning)
        if found.draw:
            self._print_draw(found.draw)

    def _print_draw(self, draw: Draw) -> None:
        self.head(DRAWN)
        for item in draw.drawn:
            self.line(f"  {item}")
        again = TO_DRAW_AGAIN.format(seed=draw.seed, digest=draw.population_sha256, version=draw.version)
        self.head(again)


DRAWN = Text("Drawn", "抽中")
TO_DRAW_AGAIN = Text(
    "To draw it again: seed {seed}; population, SHA-256 {digest}; way of drawing {version}",
    "重复抽取：种子 {seed}；总体 SHA-256 {digest}；抽取方法 {version}",
)
ENOUGH = Text("The survey reached the precision that was asked for.", "调查达到所要求的精度。")
NOT_ENOUGH = Text(
    "The survey did NOT reach the precision that was asked for: extend the sample, or use the lower bound.",
    "调查未达到所要求的精度：请扩大样本，或采用下限。",
)
