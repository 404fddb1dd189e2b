"""A statement as the reports write it, with lists of the length a test asks for."""

from typing import Any


def words(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


def a_statement(rows: int = 2) -> dict[str, Any]:
    """A certificate for a made-up holder; `rows` steps, rules, papers, findings and figures."""
    return {
        "format": "verifier.statement/1",
        "number": "EU-ISCC-Cert-XX999-00000001",
        "revision": 1,
        "kind": "certificate",
        "scheme": {
            "code": "iscc_eu",
            "title": words("ISCC EU, renewable fuels", "ISCC EU 可再生燃料"),
            "edition": "4.1",
            "owner": "ISCC System GmbH",
        },
        "body": {
            "name": words("Northern Verification Ltd", "北方核查有限公司"),
            "address": words("12 Example Street, Shenyang", "沈阳市示例路12号"),
            "accreditation": [{"by": "CNAS", "number": "C-000-V", "scope": "ISO/IEC 17029"}],
        },
        "client": {
            "name": "赤峰示例绿氨有限公司",
            "name_latin": "Chifeng Example Green Ammonia Co., Ltd",
            "register_number": "91150400MA0EXAMPLE",
            "address": "内蒙古自治区赤峰市",
            "country": "CN",
        },
        "project": {
            "title": "Renewable ammonia, phase 1",
            "title_zh": "绿色合成氨一期",
            "country": "CN",
            "site": "Yuanbaoshan",
            "technology": "Alkaline electrolysis",
        },
        "period": {"from": "2026-08-01", "until": "2026-08-31"},
        "validity": {"from": "2026-11-23", "until": "2027-11-22"},
        "wording": {
            "title": words("Certificate of sustainability", "可持续性证书"),
            "opinion": words(
                "In our opinion the value is free of material misstatement.", "我们认为，该数值不存在重大错报。"
            ),
            "paragraphs": [
                {
                    "heading": words("Responsibilities", "责任"),
                    "text": words("The data are the holder's.", "数据由持有人负责。"),
                }
            ],
        },
        "results": [
            {
                "code": "E",
                "name": words("Emissions of the fuel", "燃料温室气体排放"),
                "value": "3.900752083956988709",
                "shown": "3.900752",
                "unit": "g CO2eq/MJ",
                "clause": "2023/1185 Annex A.1",
                "headline": True,
            }
        ],
        "steps": [
            {
                "code": f"e{n}",
                "label": words("Emissions from inputs", "投入物排放"),
                "expression": "Σ(m × EF) / (m × LHV)",
                "value": "1.25",
                "shown": "1.250000",
                "unit": "g CO₂eq/MJ",
                "clause": "Annex A.4",
            }
            for n in range(rows)
        ],
        "rules": [
            {
                "code": f"r{n}",
                "clause": f"Art. {n}",
                "words": words("Findings are closed.", "发现均已关闭。"),
                "passed": True,
            }
            for n in range(rows)
        ],
        "evidence": [
            {
                "name": f"meter export {n}.csv",
                "kind": words("Meter export", "电表数据"),
                "sha256": f"{n:064x}",
                "size": "1234567",
                "received_at": "2026-09-03T08:15:00Z",
            }
            for n in range(rows)
        ],
        "findings": [
            {
                "number": f"CAR-{n}",
                "grade": words("Major", "严重"),
                "title": "Calibration certificate missing",
                "raised_on": "2026-09-10",
                "closed_on": "2026-09-20",
            }
            for n in range(rows)
        ],
        "people": [{"role": words("Lead verifier", "核查组长"), "name": "李明", "name_latin": "Li Ming"}],
        "review": {"by": "王芳", "at": "2026-11-20T09:00:00Z"},
        "decision": {"by": "Łukasz Şahin", "at": "2026-11-22T03:30:00Z"},
        "issued": {"by": "Łukasz Şahin", "at": "2026-11-23T02:00:00Z", "on": "2026-11-23"},
        "assurance": words("Reasonable", "合理保证"),
        "materiality": None,
        "figures": [
            {
                "name": words("Heating value", "低位热值"),
                "value": "18.6",
                "unit": "MJ/kg",
                "clause": "2018/2001 Annex III",
                "sure": "read",
            }
            for _ in range(rows)
        ],
        "dossier_sha256": "d0" * 32,
        "trail": {"root": "9f" * 32, "sealed_at": "2026-11-23T01:00:00Z"},
        "verify_url": "https://verifier.example/c/7KQ2M4XN5R8TJ3VWYB6HDZ0PCE",
    }
