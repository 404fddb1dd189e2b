"""A day of a wind farm under VCS, in Chinese on a telephone: from a real export to a statement that is withdrawn."""

from pathlib import Path

import pytest

from tests.factories.confirmations import confirm
from tests.factories.worked import PARTICULARS
from tests.journeys.story import Story
from tests.journeys.window import Window
from verifier.local.papers import paper
from verifier.people.roles import Role

EXPORT = Path(__file__).parents[1] / "projects" / "monitoring" / "extracts" / "kelmarsh-two-turbines.xlsx"
KELMARSH = PARTICULARS["vcs"] | {
    "capacity_mw": "4.1",
    "operating_margin": "0.45",
    "build_margin": "0.30",
    "yearly_t": "5000",
    "crediting_from": "2019-01-01",
    "crediting_until": "2025-12-31",
}
TEAM = (Role.LEAD, Role.REVIEWER, Role.CERTIFIER)
METER, PAPER = "电表导出数据", "监测报告"
REASON = "示例：电网排放因子来源有误。"

pytestmark = pytest.mark.browser_context_args(locale="zh-CN", viewport={"width": 320, "height": 700})


def gather(story: Story) -> None:
    window = story.window
    story.visit(Role.LEAD, "Evidence")
    story.ask(METER, PAPER)
    story.send(PAPER, "监测报告.pdf", paper("Monitoring report", "1 January 2021, two turbines"))
    story.send(METER, EXPORT.name, EXPORT.read_bytes(), zone="Europe/London")
    window.follow("Meter series")
    window.reads("By calendar month", "2021", "9.035101", "0.092099", "Europe/London", "288")
    window.reads(
        "时钟为 12 小时制且未标上午、下午", "144 行", "读数为负，或位于下网（反向）列：计为下网电量。", "201 行"
    )
    window.reads("单元格为空或不是数字：按缺失处理，不作插补", "在文件中： 205")
    story.settle_series()


def issue(story: Story, number: str) -> None:
    window = story.window
    story.decide()
    window.press("Approve issuance")
    window.reads("Signed, not yet public")
    story.publish(number)


def withdraw(story: Story, number: str) -> None:
    """By the certifier; the public page then says so to everybody."""
    window = story.window
    story.visit(Role.CERTIFIER, "Report")
    window.unfold("Withdraw the statement")
    window.fill({"reason": REASON})
    window.press("Withdraw for good")
    window.reads(window.said("%(number)s is withdrawn.", number=number))
    window.seat(None)
    window.page.get_by_role("link", name=window.said("Register"), exact=True).first.click()
    window.follow(number)
    window.reads("Withdrawn: do not rely on it", REASON, number)


class TestWindFarm:
    @pytest.mark.timeout(300)
    def test_is_stated_and_the_statement_withdrawn(self, window: Window) -> None:
        story = Story.begun(window, "凯尔马什两台风机")
        confirm("vcs")
        names = {"title": "Kelmarsh, two turbines", "title_zh": story.title}
        place = names | {"country": "GB", "site": "Kelmarsh", "technology": "Wind, 2 x 2.05 MW"}
        story.apply("核证碳标准（VCS）", KELMARSH, "2021-01-01", "2021-01-01", **place)
        assert window.page.get_attribute("html", "lang") == "zh-hans"
        story.seat(Role.COORDINATOR)
        story.take_on()
        story.appoint(*TEAM)
        gather(story)
        story.draft("十分钟数据重新读取，按 ACM0002 计算。")
        window.reads("减排量 3 t CO2eq", "净上网电量 8.943 MWh")
        story.submit()
        story.review("Pass to the certifier", "计算一致，资料齐全。")
        number = "VCS-XX000-000001"
        issue(story, number)
        withdraw(story, number)
