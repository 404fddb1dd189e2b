"""Compute a scheme's figures from facts in a file and ask its rules. Reads no database."""

# ruff: noqa: RUF009 - what a field declares is not a default

from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from verifier.desk.management.calculator import OBJECTED, PASSED, Calculator
from verifier.rulebook import particulars, shapes
from verifier.rulebook.assessment import Assessment, assess
from verifier.rulebook.deadlines import DueDate
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Asked:
    on: date | None = shapes.day(Text("Day", "日期"), default=None)


class Command(Calculator):
    help = (
        "Compute a scheme's figures from FACTS.json and ask every rule in force. "
        "Exit status: 0 nothing is breached, 1 something is, 2 the facts do not fit (each field on standard error). "
        "Figures that are unknown or not verified are listed and do not change the status."
    )
    given = "facts"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", metavar="SCHEME")
        parser.add_argument("facts", nargs="?", metavar="FACTS.json", help="a file, or - for standard input")
        parser.add_argument("--on", metavar="DATE", help="ask the rules in force on this day (default: today)")
        super().add_arguments(parser)

    def schema(self, options: dict[str, Any]) -> dict[str, Any]:
        return self.scheme(options["scheme"]).schema()

    def calculate(self, options: dict[str, Any]) -> int:
        scheme = self.scheme(options["scheme"])
        asked = particulars.read(Asked, {"on": options["on"]})
        found = assess(scheme, scheme.facts(self.load(options["facts"])), on=asked.on or localdate())
        if options["json"]:
            self.print_json(found.dump())
        else:
            self._print(found)
        return OBJECTED if found.breached else PASSED

    def _print(self, found: Assessment) -> None:
        self.line(f"{self.said(found.scheme.title)}  {found.on}")
        self.print_results(found.calculation.results)
        self.print_steps(found.calculation.steps)
        self._print_rules(found)
        self._print_misstatements(found)
        self.head(OPINION)
        issued = self.said(ISSUED if found.meaning.issues else NOT_ISSUED)
        self.line(f"  {self.said(found.meaning.text)}; {issued}  [{found.opinion}; {found.meaning.clause}]")
        if found.due:
            self.head(DUE)
        for one in found.due:
            self._print_due(one)
        self._print_unverified(found)

    def _print_rules(self, found: Assessment) -> None:
        self.head(RULES)
        for answer in found.answers:
            verdict = self.said(KEPT if answer.passed else BREACHED)
            self.line(f"  {verdict}  {self.said(answer.rule.words)}  [{answer.rule.code}; {answer.rule.clause}]")
            for breach in answer.breaches:
                self.line(f"      {breach.subject}: {self.said(breach.message)}  [{breach.clause}]")

    def _print_misstatements(self, found: Assessment) -> None:
        if found.weighed:
            self.print_weighed(found.weighed, found.scheme.materiality)
        elif found.facts.misstatements:
            self.head(NOT_WEIGHED)

    def _print_due(self, one: DueDate) -> None:
        deadline, said = one.deadline, [str(one.due.on) if one.due else "-"]
        if one.due is None:
            said.append(self.said(RUNS_FROM.format(event=deadline.runs_from)))
        elif one.due.provisional:
            said.append(self.said(PROVISIONAL))
        if one.due is not None and one.due.on_worked_weekends:
            said.append(self.said(OTHER_DAY.format(day=one.due.on_worked_weekends)))
        sure = self.said(deadline.sure.label)
        self.line(f"  {self.said(deadline.title)}: {'; '.join(said)}  [{deadline.code}; {deadline.clause}; {sure}]")

    def _print_unverified(self, found: Assessment) -> None:
        if found.unverified:
            self.head(UNVERIFIED)
        for figure in found.unverified:
            value = "-" if figure.value is None else format(figure.value, "f")
            name, sure = self.said(figure.name), self.said(figure.sure.label)
            self.line(f"  {name}: {value} {figure.unit}  [{figure.clause}; {sure}]")


RULES, OPINION, DUE = Text("Rules", "规则"), Text("Opinion", "意见"), Text("Due", "到期日")
KEPT, BREACHED = Text("passed  ", "符合    "), Text("BREACHED", "不符合  ")
ISSUED, NOT_ISSUED = Text("may be issued", "可签发"), Text("nothing is issued on it", "不予签发")
NOT_WEIGHED = Text(
    "Misstatements: not weighed, the scheme does not say what makes one material",
    "错报：未予权衡，体系未规定何为重大",
)
RUNS_FROM = Text("runs from: {event}", "起算：{event}")
PROVISIONAL = Text("provisional, the holidays of that year are not announced yet", "暂定，该年节假日尚未公布")
OTHER_DAY = Text("{day} if weekend days worked in exchange count", "若调休工作日计入则为 {day}")
UNVERIFIED = Text("Figures used that are not yet verified", "所用数值中尚未核实者")
