"""The figures this scheme rests on, beside those of the methodology."""

from datetime import date

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import METHODOLOGY, PLAUSIBILITY, figure
from verifier.rulebook.wording import Text

# The first day of version 4; what stood before is not carried.
FIRST_EDITION = date(2019, 9, 19)
COMMENT_DAYS, VALIDATION_YEARS = 30, 2

_MATERIALITY, _ROTATION = "VCS Standard, materiality", "VCS Standard, rotation of the body"
_CREDITING = "VCS Standard, crediting period"

_OWN: tuple[Figure, ...] = (
    figure("materiality", Text("Materiality threshold", "重要性门槛"), "5", "%", _MATERIALITY),
    figure(
        "materiality.large",
        Text("Materiality threshold, large projects", "重要性门槛（大型项目）"),
        "1",
        "%",
        _MATERIALITY,
    ),
    figure(
        "large_project",
        Text("Yearly reductions above which a project is large", "大型项目年减排量界限"),
        "300000",
        "t CO2eq/year",
        _MATERIALITY,
    ),
    figure(
        "rotation.years",
        Text("Consecutive years of a project that one body may verify", "同一机构连续核查同一项目的最长年数"),
        "6",
        "years",
        _ROTATION,
    ),
    figure(
        "rotation.rest",
        Text("Years that others must verify before it may again", "其后须由其他机构核查的年数"),
        "3",
        "years",
        _ROTATION,
    ),
    figure(
        "crediting.renewable_years",
        Text("Length of a renewable crediting period", "可更新计入期长度"),
        "7",
        "years",
        _CREDITING,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "crediting.fixed_years",
        Text("Length of a fixed crediting period", "固定计入期长度"),
        "10",
        "years",
        _CREDITING,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "notice.days",
        Text("Days of public comment", "公众意见征询天数"),
        str(COMMENT_DAYS),
        "days",
        "VCS Standard, public comment",
    ),
    figure(
        "validation.years",
        Text("Years from the start of the project within which it is validated", "项目启动后完成审定的年限"),
        str(VALIDATION_YEARS),
        "years",
        "VCS Standard, validation deadline",
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "retention.years",
        Text("Years that the body keeps its records", "机构保存记录年限"),
        "2",
        "years",
        "VCS Standard, record keeping",
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
FIGURES: tuple[Figure, ...] = (*METHODOLOGY, *PLAUSIBILITY, *_OWN)
