"""The words of the statement."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text


def worded(facts: ReportFacts) -> StatementWording:
    return StatementWording(
        title=Text("Statement on waste heat", "余热声明"),
        opinion=Text("The heat saved {saved} t CO2eq.", "该热量减排 {saved} t CO2eq。").format(
            saved=facts.calculation["saved"].shown
        ),
        paragraphs=(Paragraph(Text("Scope", "范围"), Text("Heat of one plant.", "一座工厂的热量。")),),
    )
