"""The figures this scheme rests on, beside those of the methodology."""

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import METHODOLOGY, PLAUSIBILITY, figure
from verifier.rulebook.scales import tier_figures, validator_figures
from verifier.rulebook.wording import Text

COMMENT_DAYS, FOREST_COMMENT_DAYS, REVIEW_DAYS = 30, 45, 28
MATERIALITY = "Decision 9/CMP.7"
MODALITIES = "Decision 3/CMP.1, annex"
STANDARD = "CDM validation and verification standard for project activities"
VISIT = f"{STANDARD}, on-site inspection"

_OWN: tuple[Figure, ...] = (
    figure(
        "visit.years",
        Text("Years after a visit on site within which the next is due", "距上次现场核查的最长年数"),
        "3",
        "years",
        VISIT,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "visit.tonnes",
        Text("Reductions since a visit on site above which the next is due", "距上次现场核查的减排量界限"),
        "300000",
        "t CO2eq",
        VISIT,
        Sureness.MEMORY_MEDIUM,
    ),
    figure(
        "crediting.renewable_years",
        Text("Length of a renewable crediting period", "可更新计入期长度"),
        "7",
        "years",
        MODALITIES,
    ),
    figure(
        "crediting.fixed_years", Text("Length of a fixed crediting period", "固定计入期长度"), "10", "years", MODALITIES
    ),
    figure(
        "notice.days",
        Text("Days of the global stakeholder consultation", "全球利益相关方意见征询天数"),
        str(COMMENT_DAYS),
        "days",
        MODALITIES,
    ),
    figure(
        "share_of_proceeds",
        Text("Share of proceeds for adaptation", "适应基金收益分成"),
        "2",
        "%",
        "CDM, share of proceeds for adaptation",
    ),
    figure(
        "retention.years",
        Text("Years that the entity keeps its records", "指定经营实体保存记录年限"),
        "2",
        "years",
        "accreditation of operational entities",
        Sureness.MEMORY_LOW,
    ),
    figure(
        "retention.client_years",
        Text("Years that the participants keep monitoring data", "项目参与方保存监测数据年限"),
        "2",
        "years",
        "CDM, monitoring data",
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
    *tier_figures(MATERIALITY, Sureness.MEMORY_HIGH),
    *validator_figures(MODALITIES, Sureness.MEMORY_HIGH),
    *_OWN,
)
