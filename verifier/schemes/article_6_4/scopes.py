"""The sectoral scopes in which bodies are accredited; the last is this mechanism's own."""

from verifier.rulebook.wording import Text

SCOPES = {
    "1": Text("Energy industries", "能源工业"),
    "2": Text("Energy distribution", "能源分配"),
    "3": Text("Energy demand", "能源需求"),
    "4": Text("Manufacturing industries", "制造业"),
    "5": Text("Chemical industry", "化学工业"),
    "6": Text("Construction", "建筑业"),
    "7": Text("Transport", "交通运输"),
    "8": Text("Mining and mineral production", "采矿与矿产品"),
    "9": Text("Metal production", "金属生产"),
    "10": Text("Fugitive emissions from fuels", "燃料的逸散排放"),
    "11": Text("Fugitive emissions of halocarbons and SF6", "卤代烃与六氟化硫的逸散排放"),
    "12": Text("Solvents use", "溶剂使用"),
    "13": Text("Waste handling and disposal", "废物处理与处置"),
    "14": Text("Afforestation and reforestation", "造林与再造林"),
    "15": Text("Agriculture", "农业"),
    "16": Text("Carbon capture and geological storage", "碳捕集与地质封存"),
    "17": Text("Other removals", "其他清除"),
}
