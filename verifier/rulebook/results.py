"""What a scheme computes: results, and the steps that lead to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from verifier.rulebook.quantities import rounded
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a calculation: what it is, how it was reckoned, what came out."""

    code: str
    label: Text
    expression: str
    value: Decimal
    unit: str
    clause: str
    places: int = 6

    @property
    def shown(self) -> str:
        return rounded(self.value, self.places)

    def dump(self) -> dict[str, object]:
        return {
            "code": self.code,
            "label": self.label._asdict(),
            "expression": self.expression,
            "value": format(self.value, "f"),
            "shown": self.shown,
            "unit": self.unit,
            "clause": self.clause,
            "places": self.places,
        }


@dataclass(frozen=True, kw_only=True)
class Result:
    """A figure of the report: `value` unrounded, `shown` rounded half to even for display only."""

    code: str
    name: Text
    value: Decimal
    unit: str
    places: int
    clause: str
    headline: bool = False

    @property
    def shown(self) -> str:
        return rounded(self.value, self.places)

    def dump(self) -> dict[str, object]:
        return {
            "code": self.code,
            "name": self.name._asdict(),
            "value": format(self.value, "f"),
            "shown": self.shown,
            "unit": self.unit,
            "places": self.places,
            "clause": self.clause,
            "headline": self.headline,
        }


@dataclass(frozen=True)
class Calculation:
    """Results and steps. `calculation["E"]` is the result of that code; LookupError where there is none."""

    results: tuple[Result, ...] = field(default=())
    steps: tuple[Step, ...] = field(default=())

    def __getitem__(self, code: str) -> Result:
        for result in self.results:
            if result.code == code:
                return result
        raise LookupError(f"There is no result {code}.")

    def __contains__(self, code: object) -> bool:
        return any(result.code == code for result in self.results)

    @property
    def headlines(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.headline)

    @property
    def numbers(self) -> tuple[tuple[str, Decimal, str], ...]:
        """What was computed, whatever it is called: code, value and unit of every step and result."""
        found: tuple[Step | Result, ...] = (*self.steps, *self.results)
        return tuple((one.code, one.value, one.unit) for one in found)

    def dump(self) -> dict[str, list[dict[str, object]]]:
        """Plain data for a JSON column: every number a string, exact."""
        return {
            "results": [result.dump() for result in self.results],
            "steps": [step.dump() for step in self.steps],
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Calculation":
        """The calculation that `dump` wrote."""
        return cls(
            results=tuple(
                Result(**_without_shown(item) | {"name": Text(**item["name"]), "value": Decimal(item["value"])})
                for item in data["results"]
            ),
            steps=tuple(
                Step(**_without_shown(item) | {"label": Text(**item["label"]), "value": Decimal(item["value"])})
                for item in data["steps"]
            ),
        )


def _without_shown(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "shown"}
