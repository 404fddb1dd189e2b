"""A plan of how much to look at: what each method needs to know, the size it gives with its steps, and the draw."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from verifier.rulebook import sampling, shapes
from verifier.rulebook.particulars import MISSING
from verifier.rulebook.quantities import CONTEXT, HUNDRED, ONE, ceil, grouped, rounded
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.sampling import Draw
from verifier.rulebook.wording import Text

CLAUSE = "ISO 14064-3 6.1.3"
METHODS = {
    "sites": Text("Sites, claims or members: the square-root rule", "场所、声明或成员：平方根法"),
    "proportion": Text("A proportion, with a relative precision", "比例，按相对精度"),
    "mean": Text("A mean, with a relative precision", "均值，按相对精度"),
    "attributes": Text("Records, no error expected, 95 % confidence", "记录，预期无误，95% 置信"),
    "achieved": Text("A survey that is done: the precision it reached", "已完成的调查：所达精度"),
}
_SURVEY = ("population", "confidence", "precision")
NEEDED = {
    "sites": ("population", "factor"),
    "proportion": (*_SURVEY, "expected_share"),
    "mean": (*_SURVEY, "variation"),
    "attributes": ("materiality",),
    "achieved": (*_SURVEY, "sampled", "hits"),
}
_MOST = 1_000_000_000
_PERCENT = Text("Give it in per cent: 10, not 0.10.", "请按百分数填写：10，而非 0.10。")
_FRACTION = Text("Give it as a fraction: 0.8, not 80.", "请按小数填写：0.8，而非 80。")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a sample is reckoned from. Which fields are needed depends on the method."""

    method: str = shapes.choice(Text("Method", "方法"), METHODS)
    population: int | None = shapes.integer(
        Text("Population", "总体"),
        window=(1, _MOST),
        hint=Text("Where its items are listed, their number.", "列出各项时，即其数目。"),
        default=None,
    )
    confidence: int | None = shapes.integer(
        Text("Confidence, 90 or 95", "置信水平，90 或 95"), window=(90, 95), default=None
    )
    precision: Decimal | None = shapes.decimal(
        Text("Relative precision", "相对精度"), unit="%", window=("1", "50"), slip=_PERCENT, default=None
    )
    expected_share: Decimal | None = shapes.decimal(
        Text("Share that is expected", "预期比例"),
        unit="",
        window=("0.001", "0.999"),
        hint=Text("0.5 where nothing is known of it.", "未知时取 0.5。"),
        slip=_FRACTION,
        default=None,
    )
    variation: Decimal | None = shapes.decimal(
        Text("Coefficient of variation", "变异系数"),
        unit="",
        window=("0.001", "10"),
        hint=Text("Standard deviation over mean.", "标准差与均值之比。"),
        slip=_FRACTION,
        default=None,
    )
    materiality: Decimal | None = shapes.decimal(
        Text("Materiality", "重要性"), unit="%", window=("0.2", "20"), slip=_PERCENT, default=None
    )
    factor: Decimal = shapes.decimal(
        Text("Factor of the square-root rule", "平方根法系数"), unit="", window=("0.1", "10"), default=ONE
    )
    sampled: int | None = shapes.integer(Text("Units in the survey", "调查样本数"), window=(1, _MOST), default=None)
    hits: int | None = shapes.integer(
        Text("Of them with what was looked for", "其中具有所查特征者"), window=(0, _MOST), default=None
    )
    items: tuple[str, ...] = shapes.texts(
        Text("Items of the population", "总体各项"), hint=Text("To draw from, each once.", "供抽取，每项一次。")
    )
    seed: str = shapes.text(Text("Seed of the draw", "抽样种子"), default="")

    def misfits(self) -> Iterator[tuple[str, Text]]:
        for name in NEEDED[self.method]:
            if getattr(self, name) is None and not (name == "population" and self.items):
                yield name, MISSING
        if self.confidence not in (None, *sampling.Z):
            yield "confidence", Text("The confidence is 90 or 95.", "置信水平为 90 或 95。")
        yield from self._impossible()
        yield from self._undrawable()

    def _impossible(self) -> Iterator[tuple[str, Text]]:
        if self.sampled and self.size_of_population and self.sampled > self.size_of_population:
            yield "sampled", Text("More were sampled than there are.", "样本数超过总体。")
        if self.hits and self.sampled and self.hits > self.sampled:
            yield "hits", Text("There are more than were sampled.", "此数超过样本数。")
        if self.items and self.population not in (None, len(self.items)):
            yield (
                "population",
                Text("The items listed are {count}.", "所列各项共 {count} 项。").format(
                    count=grouped(Decimal(len(self.items)))
                ),
            )

    def _undrawable(self) -> Iterator[tuple[str, Text]]:
        if self.items and self.method == "achieved":
            yield "items", Text("The survey is done: nothing is drawn.", "调查已完成，无需抽取。")
        elif self.items and not self.seed:
            yield "seed", Text("Give a seed, so that the draw can be repeated.", "请给出种子，以便重复抽取。")
        elif self.seed and not self.items:
            yield "items", Text("Nothing is listed to draw from.", "未列出可供抽取的各项。")
        if len(set(self.items)) != len(self.items) or "" in self.items:
            yield "items", Text("Name each item once, and each by something.", "每项须列一次，且不得为空。")

    @property
    def size_of_population(self) -> int | None:
        return len(self.items) or self.population


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a plan comes to. `enough` says whether a survey reached its precision; None where none was made."""

    calculation: Calculation
    draw: Draw | None = None
    enough: bool | None = None
    warning: Text | None = None

    def dump(self) -> dict[str, Any]:
        """Plain data, every number a string, exact."""
        return {
            **self.calculation.dump(),
            "enough": self.enough,
            "warning": self.warning._asdict() if self.warning else None,
            "draw": self.draw.dump() if self.draw else None,
        }


def assess(plan: Plan) -> Sample:
    """The size that a plan asks for and, where its items are listed, the draw; or what a survey reached."""
    asked: dict[str, Any] = {name: getattr(plan, name) for name in NEEDED[plan.method]}
    if "population" in asked:
        asked["population"] = plan.size_of_population
    with localcontext(CONTEXT):
        if plan.method == "achieved":
            return _reached(**asked)
        size, step = _WAYS[plan.method](**asked)
    size = min(size, plan.size_of_population or size)
    return Sample(
        calculation=Calculation(results=(_result("size", _SIZE, Decimal(size), places=0),), steps=(step,)),
        draw=sampling.draw(plan.items, size, seed=plan.seed) if plan.items else None,
    )


def _sites(*, population: int, factor: Decimal) -> tuple[int, Step]:
    value = factor * Decimal(population).sqrt()
    return sampling.of_sites(population, factor), _unrounded(f"{factor} × √{_whole(population)}", value)


def _proportion(*, population: int, confidence: int, precision: Decimal, expected_share: Decimal) -> tuple[int, Step]:
    value = sampling.of_proportion(population, expected_share, confidence=confidence, precision=precision / HUNDRED)
    spread = f"{sampling.Z[confidence]}² × {expected_share} × (1 − {expected_share})"
    error = f"({precision} % × {expected_share})²"
    return int(ceil(value)), _unrounded(_finite(population, spread, error), value)


def _mean(*, population: int, confidence: int, precision: Decimal, variation: Decimal) -> tuple[int, Step]:
    value = sampling.of_mean(population, variation, confidence=confidence, precision=precision / HUNDRED)
    spread = f"{sampling.Z[confidence]}² × {variation}²"
    return int(ceil(value)), _unrounded(_finite(population, spread, f"({precision} %)²"), value)


def _attributes(*, materiality: Decimal) -> tuple[int, Step]:
    size, factor = sampling.of_attributes(materiality / HUNDRED), sampling.ZERO_ERROR_FACTOR
    return size, _unrounded(f"{factor} / {materiality} %", factor / materiality * HUNDRED)


_WAYS: dict[str, Callable[..., tuple[int, Step]]] = {
    "sites": _sites,
    "proportion": _proportion,
    "mean": _mean,
    "attributes": _attributes,
}


def _reached(*, population: int, confidence: int, precision: Decimal, sampled: int, hits: int) -> Sample:
    """The precision a survey reached, and what to use, or how many to ask, where it is not enough."""
    share = Decimal(hits) / Decimal(sampled)
    reached = sampling.achieved(population, sampled, hits, confidence=confidence)
    lower = sampling.conservative_share(population, sampled, hits, confidence=confidence)
    steps = [_step("share", Text("Share found", "所得比例"), f"{_whole(hits)} / {_whole(sampled)}", share, "")]
    if reached is not None:
        z, whole = sampling.Z[confidence], _whole(population)
        root = f"√({_short(share)} × (1 − {_short(share)}) / {_whole(sampled - 1)} × (1 − {_whole(sampled)} / {whole}))"
        expression = f"{z} × {root} / {_short(share)}"
        steps.append(_step("achieved", _PRECISION, expression, reached * HUNDRED, "%"))
    return Sample(
        calculation=Calculation(
            results=(
                *([] if reached is None else [_result("achieved", _PRECISION, reached * HUNDRED, unit="%", places=2)]),
                _result("lower", Text("Lower bound of the share", "比例的下限"), lower, places=6),
            ),
            steps=tuple(steps),
        ),
        enough=reached is not None and reached * HUNDRED <= precision,
        warning=_NO_SPREAD if hits == sampled < population else None,
    )


_SIZE = Text("Size of the sample", "样本数")
_PRECISION = Text("Relative precision reached", "所达相对精度")
_NO_SPREAD = Text(
    "Every unit had it, so the formula sees no spread: hold the sample against the size that was planned.",
    "所有样本均符合，公式看不到离散：请与计划样本数比较。",
)


def _finite(population: int, spread: str, error: str) -> str:
    whole = _whole(population)
    return f"{spread} × {whole} / (({whole} − 1) × {error} + {spread})"


def _whole(number: int) -> str:
    return grouped(Decimal(number))


def _short(share: Decimal) -> str:
    return grouped(Decimal(rounded(share, 6)))


def _unrounded(expression: str, value: Decimal) -> Step:
    return _step("unrounded", Text("Size, before it is rounded up", "样本数，进位前"), expression, value, "")


def _step(code: str, label: Text, expression: str, value: Decimal, unit: str) -> Step:
    return Step(code=code, label=label, expression=expression, value=value, unit=unit, clause=CLAUSE)


def _result(code: str, name: Text, value: Decimal, *, places: int, unit: str = "") -> Result:
    return Result(
        code=code,
        name=name,
        value=value,
        unit=unit,
        places=places,
        clause=CLAUSE,
        headline=code in ("size", "achieved"),
    )
