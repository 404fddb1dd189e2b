"""The figures this scheme rests on, beside those of the methodology. How levies are rounded is set by this body."""

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import METHODOLOGY, PLAUSIBILITY, figure
from verifier.rulebook.scales import tier_figures, validator_figures
from verifier.rulebook.wording import Text

COMMENT_DAYS, NOTIFICATION_DAYS = 28, 180

LEVIES = "Decision 3/CMA.3 annex; decision 7/CMA.4 annex I"
CREDITING = "Decision 3/CMA.3 annex, para. 31(f)"
CYCLE = "A6.4-PROC-AC-002, activity cycle"
VALIDATION = "A6.4-STAN-AC-003, validation and verification"

_OWN: tuple[Figure, ...] = (
    figure("levy.adaptation", Text("Share of proceeds for adaptation", "用于适应的收益分成"), "5", "%", LEVIES),
    figure(
        "levy.mitigation",
        Text("Least share cancelled for overall mitigation", "全面减缓的最低注销比例"),
        "2",
        "%",
        LEVIES,
    ),
    figure(
        "levy.least_t",
        Text("Least quantity that can bear both levies, each rounded up", "可承担两项提取（各自向上取整）的最小数量"),
        "3",
        "t CO2eq",
        "set by this body",
        Sureness.DESIGN,
    ),
    figure(
        "crediting.renewable_years",
        Text("Length of a renewable crediting period, renewed twice at most", "可更新计入期长度（至多更新两次）"),
        "5",
        "years",
        CREDITING,
    ),
    figure(
        "crediting.fixed_years", Text("Length of a fixed crediting period", "固定计入期长度"), "10", "years", CREDITING
    ),
    figure(
        "crediting.removal_years",
        Text("Length of a crediting period for removals, renewed twice at most", "清除类计入期长度（至多更新两次）"),
        "15",
        "years",
        CREDITING,
    ),
    figure(
        "notice.days",
        Text("Days of stakeholder consultation", "利益相关方意见征询天数"),
        str(COMMENT_DAYS),
        "days",
        CYCLE,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "notification.days",
        Text("Days from the start within which prior consideration is notified", "活动开始后通知事先考虑的期限"),
        str(NOTIFICATION_DAYS),
        "days",
        CYCLE,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "sectoral_scopes",
        Text("Number of sectoral scopes", "专业领域数量"),
        "17",
        "scopes",
        "A6.4-STAN-ACCR-001",
        Sureness.SECONDARY,
        "A transcription of the table of scopes; its heading speaks of 18",
    ),
    figure(
        "years.client",
        Text("Years that participants keep their records", "参与方记录保存年限"),
        "2",
        "years",
        CYCLE,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "years.body",
        Text("Years that the body keeps its records", "机构记录保存年限"),
        "2",
        "years",
        "A6.4-STAN-ACCR-001",
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
    *tier_figures(VALIDATION, Sureness.MEMORY_MEDIUM),
    *validator_figures(VALIDATION, Sureness.MEMORY_MEDIUM),
    *_OWN,
)
