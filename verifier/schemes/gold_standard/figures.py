"""The figures this scheme rests on, beside those of the methodology."""

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import METHODOLOGY, PLAUSIBILITY, figure
from verifier.rulebook.scales import tier_figures, validator_figures
from verifier.rulebook.wording import Text

VALIDATION_YEARS, PERFORMANCE_YEARS, CYCLE_YEARS = 2, 2, 5
REVIEW_DAYS = 28
PRINCIPLES = "GS4GG Principles & Requirements"
ASSURANCE = "GS4GG validation and verification standard"
SUMMARY = "Public summary of the Principles & Requirements, in excerpts"


def _read(code: str, name: Text, value: int) -> Figure:
    return figure(code, name, str(value), "years", PRINCIPLES, Sureness.READ, SUMMARY)


_OWN: tuple[Figure, ...] = (
    _read(
        "validation.years",
        Text("Years from the listing within which validation is completed", "列名后完成审定的年限"),
        VALIDATION_YEARS,
    ),
    _read(
        "performance.years",
        Text("Years to the first performance certification", "首次绩效认证的年限"),
        PERFORMANCE_YEARS,
    ),
    _read("design.years", Text("Validity of a design certification", "设计认证有效期"), CYCLE_YEARS),
    _read(
        "crediting.renewable_years",
        Text("Length of a certification cycle", "认证周期长度"),
        CYCLE_YEARS,
    ),
    figure(
        "retention.years",
        Text("Years that the body keeps its records", "机构保存记录年限"),
        "2",
        "years",
        ASSURANCE,
        Sureness.MEMORY_LOW,
    ),
    figure(
        "days.finding",
        Text("Days to close a CAR or CL", "关闭 CAR 或 CL 的期限"),
        "30",
        "days",
        "set by this body",
        Sureness.DESIGN,
    ),
)
FIGURES: tuple[Figure, ...] = (
    *METHODOLOGY,
    *PLAUSIBILITY,
    *tier_figures(f"{ASSURANCE}, materiality", Sureness.MEMORY_LOW),
    *validator_figures(f"{ASSURANCE}, independence", Sureness.MEMORY_LOW),
    *_OWN,
)
