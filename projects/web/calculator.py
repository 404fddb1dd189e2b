"""The calculator: what would come of facts by a scheme's rules, before there is a case. Nothing is kept."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from projects import facts as case_facts
from projects.web.applications import scheme_of
from projects.web.particulars import Sheet
from projects.web.sheets import regrown
from verifier import schemes
from verifier.desk.charts import terms
from verifier.desk.signing_in import Signed
from verifier.http import words
from verifier.rulebook.assessment import Assessment, assess
from verifier.rulebook.facts import CaseFacts
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.scheme import Scheme

OF_THE_CASE = ("period_from", "period_until", "metered")


class Facts:
    """The facts of a scheme as three sheets: the period with its readings, the particulars, what the team finds."""

    def __init__(
        self,
        scheme: Scheme,
        *,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
        grow: str = "",
    ) -> None:
        given = initial or {}
        self.scheme = scheme
        self.case = Sheet(CaseFacts, prefix="case", data=data, initial=given, grow=grow, only=OF_THE_CASE)
        self.own = Sheet(scheme.particulars, data=data, initial=given.get("particulars"), grow=grow)
        self.work = Sheet(FieldWork, prefix="work", data=data, initial=given, grow=grow)

    def __iter__(self) -> Iterator[Sheet]:
        yield from (self.case, self.own, self.work)

    def typed(self) -> dict[str, Any]:
        return {**self.case.typed(), **self.work.typed(), "particulars": self.own.typed()}

    def assessed(self, on: date) -> Assessment | None:
        """What comes of them; None where they do not fit, every fault beside its field."""
        fit = [sheet.is_valid() for sheet in self]
        if not all(fit):
            return None
        try:
            return assess(self.scheme, case_facts.of_data(self.scheme, self.typed()), on=on)
        except Misfit as misfit:
            for path, message in misfit.errors.items():
                self.case.blame(path, words(message))
            return None


@require_GET
def calculators(request: Signed) -> HttpResponse:
    return render(request, "projects/calculators.html", {"schemes": schemes.all()})


@require_http_methods(["GET", "POST"])
def calculator(request: Signed, scheme: str) -> HttpResponse:
    chosen, data, grow = scheme_of(scheme), request.POST or None, request.POST.get("add", "")
    example = schemes.example(chosen.code).facts if "example" in request.GET else None
    facts = Facts(chosen, data=data, initial=example, grow=grow)
    if data is None:
        return _page(request, facts)
    if grow:
        parts = [regrown(request, sheet, grow) for sheet in facts]
        return next((part for part in parts if part), None) or _page(request, facts)
    found = facts.assessed(timezone.localdate())
    return _page(request, facts, found=found, status=200 if found else 422)


def _page(request: Signed, facts: Facts, *, found: Assessment | None = None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"scheme": facts.scheme, "facts": facts, "found": found}
    if found:
        context |= {
            "headlines": found.calculation.headlines,
            "results": found.calculation.results,
            "steps": found.calculation.steps,
            "chart": terms(found.calculation),
            "answers": [answer.dump() for answer in found.of_the_claim],
            "breached": [answer for answer in found.of_the_claim if not answer.passed],
            "materiality": found.scheme.materiality,
            "tone": "good" if found.meaning.issues else "bad",
        }
    return render(request, "projects/calculator.html", context, status=status)
