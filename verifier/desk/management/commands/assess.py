"""Compute a scheme's figures from facts in a file and ask its rules. Reads no database."""

import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate
from django.utils.translation import get_language

from verifier import schemes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import FigureBook, Sureness
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Answer
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

ALL_PASSED, BREACHED, MISFIT = 0, 1, 2

RESULTS, STEPS, RULES = Text("Results", "结果"), Text("Steps", "计算步骤"), Text("Rules", "规则")
UNVERIFIED = Text("Figures used that are not yet verified", "所用数值中尚未核实者")
PASSED, NOT_PASSED = Text("passed  ", "符合    "), Text("BREACHED", "不符合  ")
FIRM = frozenset({Sureness.READ, Sureness.COMPUTED, Sureness.DESIGN})


class Command(BaseCommand):
    help = (
        "Compute a scheme's figures from FACTS.json and ask every rule in force. "
        "Exit status: 0 nothing is breached, 1 something is, 2 the facts do not fit (each field on standard error)."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme", choices=[scheme.code for scheme in schemes.all()])
        parser.add_argument("facts", type=Path, metavar="FACTS.json")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="DATE", help="ask the rules in force on this day (default: today)"
        )
        parser.add_argument("--json", action="store_true", help="print JSON, every number exact")

    def handle(self, *args: Any, **options: Any) -> None:
        scheme = schemes.get(options["scheme"])
        on = options["on"] or localdate()
        try:
            facts = scheme.facts(self._load(options["facts"]))
            calculation = scheme.compute(facts)
        except Misfit as misfit:
            for path, message in misfit.errors.items():
                self.stderr.write(f"{path or 'facts'}: {self._said(message)}")
            raise SystemExit(MISFIT) from None
        answers = scheme.ask(facts, None, on)
        if options["json"]:
            self.stdout.write(json.dumps(_plain(scheme, facts, calculation, answers, on), ensure_ascii=False, indent=2))
        else:
            self._print(scheme, calculation, answers, on)
            self._print_unverified(scheme.figures_on(facts.period_until))
        raise SystemExit(ALL_PASSED if all(answer.passed for answer in answers) else BREACHED)

    def _load(self, path: Path) -> Any:
        try:
            return json.loads(path.read_bytes(), parse_float=Decimal, parse_constant=str, object_pairs_hook=_once)
        except OSError as error:
            raise Misfit({"": Text(f"{path} cannot be read: {error.strerror}.", f"无法读取 {path}。")}) from None
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise Misfit({"": Text(f"{path} is not JSON: {error}.", f"{path} 不是有效的 JSON。")}) from None

    def _said(self, text: Text) -> str:
        return text.in_(get_language() or "en")

    def _print(self, scheme: Scheme, calculation: Calculation, answers: tuple[Answer, ...], on: date) -> None:
        write, said = self.stdout.write, self._said
        write(f"{said(scheme.title)}  {on}\n\n{said(RESULTS)}")
        for result in calculation.results:
            write(f"  {said(result.name)}: {result.shown} {result.unit}  [{result.code}; {result.clause}]")
        write(f"\n{said(STEPS)}")
        for step in calculation.steps:
            write(f"  {said(step.label)}: {step.expression} = {step.shown} {step.unit}  [{step.code}; {step.clause}]")
        write(f"\n{said(RULES)}")
        for answer in answers:
            verdict = said(PASSED if answer.passed else NOT_PASSED)
            write(f"  {verdict}  {said(answer.rule.words)}  [{answer.rule.code}; {answer.rule.clause}]")
            for breach in answer.breaches:
                write(f"      {breach.subject}: {said(breach.message)}  [{breach.clause}]")

    def _print_unverified(self, figures: FigureBook) -> None:
        doubtful = [figure for figure in figures if figure.sure not in FIRM]
        if doubtful:
            self.stdout.write(f"\n{self._said(UNVERIFIED)}")
        for figure in doubtful:
            value = "-" if figure.value is None else format(figure.value, "f")
            name, sure = self._said(figure.name), self._said(figure.sure.label)
            self.stdout.write(f"  {name}: {value} {figure.unit}  [{figure.clause}; {sure}]")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are given once each; a second value for a name would silently win."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"{', '.join(twice)} given twice")
    return made


def _plain(
    scheme: Scheme, facts: ReportFacts, calculation: Calculation, answers: tuple[Answer, ...], on: date
) -> dict[str, Any]:
    edition = scheme.edition(facts.period_until)
    return {
        "scheme": scheme.code,
        "edition": edition.code if edition else None,
        "on": on.isoformat(),
        "period": [facts.period_from.isoformat(), facts.period_until.isoformat()],
        **calculation.dump(),
        "rules": [answer.dump() for answer in answers],
        "breached": [answer.rule.code for answer in answers if not answer.passed],
        "figures": [figure.dump() for figure in scheme.figures_on(facts.period_until)],
    }
